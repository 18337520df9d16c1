#include "server/cli/failure.h"

#include <cstddef>
#include <cstdio>
#include <string>

#include <fmt/format.h>

namespace candor::server {
namespace {

/// Parts of what is told come from files that anybody may have written: nothing of them may steer a terminal
/// or begin a line of its own.
std::string shown(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
    const bool in_utf8 = byte == 0xc2 && next >= 0x80 && next < 0xa0;  // U+0080…U+009F
    if (byte >= 0x20 && byte != 0x7f && !in_utf8) {
      out += text[i];
      continue;
    }
    out += "\ufffd";
    if (in_utf8) ++i;
  }
  return out;
}

}  // namespace

int report_failure(const Error& error, std::string_view file) {
  const std::string where = file.empty() ? std::string("candor") : std::string(file);
  fmt::print(stderr, "{}: {}\n", where, shown(error.detail));
  for (const auto& diagnostic : error.diagnostics) {
    fmt::print(stderr, "{}: {}: {}: {}; {}\n", where,
               diagnostic.severity == Diagnostic::Severity::error ? "error" : "warning",
               diagnostic.place.empty() ? "(whole file)" : shown(diagnostic.place),
               shown(diagnostic.expected.en), shown(diagnostic.remedy.en));
  }
  return 1;
}

}  // namespace candor::server
