#include "tests/bench/server_process.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <thread>

#include <nlohmann/json.hpp>

namespace candor::bench {
namespace {

constexpr int kPolls = 1000;
constexpr std::chrono::milliseconds kPollPeriod{10};

/// The port from the line that the server logs when it listens; 0 if it is not there yet.
std::uint16_t find_port(const std::filesystem::path& log) {
  std::ifstream lines(log);
  for (std::string line; std::getline(lines, line);) {
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (json.is_object() && json.value("message", "") == "listening") {
      return static_cast<std::uint16_t>(std::stoi(json.value("port", "0")));
    }
  }
  return 0;
}

double status_field_mb(pid_t process, std::string_view field) {
  std::ifstream lines("/proc/" + std::to_string(process) + "/status");
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(field)) return std::stod(line.substr(field.size() + 1)) / 1024.0;
  }
  return 0;
}

}  // namespace

ServerProcess::ServerProcess(const std::filesystem::path& program, const std::filesystem::path& data) {
  const auto log = data / "serve.log";
  process_ = ::fork();
  if (process_ == 0) {
    const int out = ::open(log.c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600);
    ::dup2(out, 1);
    ::dup2(out, 2);
    ::execl(program.c_str(), program.c_str(), "serve", "--data", data.c_str(), "--port", "0", nullptr);
    ::_exit(127);
  }
  for (int i = 0; i < kPolls && port_ == 0; ++i) {
    std::this_thread::sleep_for(kPollPeriod);
    port_ = find_port(log);
  }
  if (port_ == 0) throw std::runtime_error("the server did not start; see " + log.string());
}

ServerProcess::~ServerProcess() {
  stop();
}

double ServerProcess::resident_mb() const {
  return status_field_mb(process_, "VmRSS:");
}
double ServerProcess::peak_resident_mb() const {
  return status_field_mb(process_, "VmHWM:");
}

void ServerProcess::stop() {
  if (process_ < 0) return;
  ::kill(process_, SIGTERM);
  ::waitpid(process_, nullptr, 0);
  process_ = -1;
}

}  // namespace candor::bench
