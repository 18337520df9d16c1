// What embed_templates.cmake generates; for templates.cpp only.
#pragma once

#include <string_view>
#include <vector>

namespace candor::server::templates {

struct TemplateFile {
  std::string_view id;
  std::string_view bytes;
};

[[nodiscard]] const std::vector<TemplateFile>& template_files();

}  // namespace candor::server::templates
