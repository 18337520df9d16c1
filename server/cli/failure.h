// How the command line tells of a failure: file, place and remedy on standard error.
#pragma once

#include <string_view>

#include "forms/result.h"

namespace candor::server {

/// Prints the error with all its diagnostics; `file` in front where one is meant. Returns 1, the exit code
/// for "the input or the check failed".
int report_failure(const Error& error, std::string_view file = {});

}  // namespace candor::server
