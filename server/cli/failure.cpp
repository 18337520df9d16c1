#include "server/cli/failure.h"

#include <cstdio>
#include <string>

#include <fmt/format.h>

#include "server/cli/printable.h"

namespace candor::server {

int report_failure(const Error& error, std::string_view file) {
  const std::string where = file.empty() ? std::string("candor") : std::string(file);
  fmt::print(stderr, "{}: {}\n", where, printable(error.detail));
  for (const auto& diagnostic : error.diagnostics) {
    fmt::print(stderr, "{}: {}: {}: {}; {}\n", where,
               diagnostic.severity == Diagnostic::Severity::error ? "error" : "warning",
               diagnostic.place.empty() ? "(whole file)" : printable(diagnostic.place),
               printable(diagnostic.expected.en), printable(diagnostic.remedy.en));
  }
  return 1;
}

}  // namespace candor::server
