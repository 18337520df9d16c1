// The program's log: one JSON object a line on standard error. Takes no address, agent, cookie, code or
// answer: there is no function to log a request, only its route.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/http_server.h"

namespace candor::server {

using LogFields = std::vector<std::pair<std::string_view, std::string>>;

void log_info(std::string_view message, const LogFields& fields = {});
void log_error(std::string_view message, const LogFields& fields = {});
/// Requests: route pattern, status and duration, and what went wrong where the fault is ours.
void log_access(const http::AccessLine& line);

}  // namespace candor::server
