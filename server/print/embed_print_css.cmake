# Writes OUT, a C++ source that holds the text of FROM.
file(READ ${FROM} text)
string(FIND "${text}" ")css\"" clash)
if(NOT clash EQUAL -1)
  message(FATAL_ERROR "${FROM} holds the end mark of its string literal")
endif()
file(WRITE ${OUT} "// Written by embed_print_css.cmake from static/shared/print.css.
#include \"server/print/print_css.h\"

namespace candor::server::print {

std::string_view print_css() {
  return R\"css(${text})css\";
}

}  // namespace candor::server::print
")
