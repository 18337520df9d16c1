#include "server/cli/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <nlohmann/json.hpp>

#include "server/app/clock.h"

namespace candor::server {
namespace {

using Json = nlohmann::ordered_json;

spdlog::logger& logger() {
  static const auto instance = [] {
    auto made = spdlog::stderr_logger_mt("candor");
    made->set_pattern("%v");  // the line is JSON already
    made->flush_on(spdlog::level::info);
    return made;
  }();
  return *instance;
}

void write(std::string_view level, std::string_view message, const LogFields& fields) {
  Json line{{"time", time_text(system_now_s())}, {"level", level}, {"message", message}};
  for (const auto& [key, value] : fields) line[std::string(key)] = value;
  logger().info(line.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace

void log_info(std::string_view message, const LogFields& fields) {
  write("info", message, fields);
}
void log_error(std::string_view message, const LogFields& fields) {
  write("error", message, fields);
}

void log_access(const http::AccessLine& line) {
  LogFields fields{{"method", std::string(line.method)},
                   {"route", std::string(line.route)},
                   {"status", std::to_string(line.status)},
                   {"microseconds", std::to_string(line.microseconds)}};
  if (!line.fault.empty()) fields.emplace_back("fault", std::string(line.fault));
  write(line.fault.empty() ? "info" : "error", "request", fields);
}

}  // namespace candor::server
