# Writes OUT, a C++ source with one entry for each of IDS, read from FOLDER/<id>.round.json.
set(entries "")
foreach(id IN LISTS IDS)
  file(READ ${FOLDER}/${id}.round.json text)
  string(FIND "${text}" ")candor\"" clash)
  if(NOT clash EQUAL -1)
    message(FATAL_ERROR "${id}.round.json holds the end mark of its string literal")
  endif()
  string(APPEND entries "    {\"${id}\", R\"candor(${text})candor\"},\n")
endforeach()
file(WRITE ${OUT} "// Written by embed_templates.cmake from forms/templates.
#include \"server/templates/template_files.h\"

namespace candor::server::templates {

const std::vector<TemplateFile>& template_files() {
  static const std::vector<TemplateFile> files{
${entries}  };
  return files;
}

}  // namespace candor::server::templates
")
