// Starts the real `candor serve` on a free loopback port and ends it; reads its memory.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>

namespace candor::bench {

class ServerProcess {
 public:
  /// Waits until it answers; throws std::runtime_error if it does not within ten seconds.
  ServerProcess(const std::filesystem::path& program, const std::filesystem::path& data);
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] double resident_mb() const;       ///< now
  [[nodiscard]] double peak_resident_mb() const;  ///< since its start
  /// SIGTERM, and waits: it drains.
  void stop();

 private:
  pid_t process_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace candor::bench
