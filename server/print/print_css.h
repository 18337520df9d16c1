// static/shared/print.css, embedded at build time (embed_print_css.cmake).
#pragma once

#include <string_view>

namespace candor::server::print {

[[nodiscard]] std::string_view print_css();

}  // namespace candor::server::print
