// Makes the keys of rounds that are being opened, one after another, on a thread of its own, and opens each
// round when all are there. What was begun before a restart goes on.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "forms/result.h"
#include "server/app/key_making.h"

namespace candor::server {

class OpeningWorker {
 public:
  /// `open`: called when the keys of a round are there. `report`: what went wrong with which round; it is
  /// tried again a little later.
  using Open = std::function<Result<void>(const OpeningWanted&)>;
  using Report = std::function<void(const std::string& round, const Error& error)>;
  OpeningWorker(KeyMaking& making, Open open, Report report);
  ~OpeningWorker();  ///< waits for the key that is being made
  OpeningWorker(const OpeningWorker&) = delete;
  OpeningWorker& operator=(const OpeningWorker&) = delete;

  /// There may be something to do.
  void wake();

 private:
  void serve();
  bool work_on(const OpeningWanted& wanted);
  [[nodiscard]] bool is_ending();

  KeyMaking& making_;
  Open open_;
  Report report_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool awake_ = true;  // at start: what a restart has cut short
  bool ending_ = false;
  std::thread thread_;  // last: starts when the rest is there
};

}  // namespace candor::server
