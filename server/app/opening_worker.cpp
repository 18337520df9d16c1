#include "server/app/opening_worker.h"

#include <chrono>

namespace candor::server {
namespace {

constexpr std::chrono::seconds kAgainAfterFailure{10};

}  // namespace

OpeningWorker::OpeningWorker(KeyMaking& making, Open open, Report report)
    : making_(making), open_(std::move(open)), report_(std::move(report)), thread_([this] { serve(); }) {}

OpeningWorker::~OpeningWorker() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  woken_.notify_all();
  thread_.join();
}

void OpeningWorker::wake() {
  {
    const std::lock_guard lock(mutex_);
    awake_ = true;
  }
  woken_.notify_all();
}

bool OpeningWorker::is_ending() {
  const std::lock_guard lock(mutex_);
  return ending_;
}

void OpeningWorker::serve() {
  bool all_well = true;
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      const auto something = [this] { return awake_ || ending_; };
      if (all_well) {
        woken_.wait(lock, something);
      } else {
        woken_.wait_for(lock, kAgainAfterFailure, something);
      }
      if (ending_) return;
      awake_ = false;
    }
    const auto begun = making_.list_begun();
    all_well = begun.has_value();
    if (!begun) report_("-", begun.error());
    if (!begun) continue;
    for (const auto& wanted : *begun) all_well = work_on(wanted) && all_well;
  }
}

bool OpeningWorker::work_on(const OpeningWanted& wanted) {
  for (;;) {
    if (is_ending()) return true;
    const auto more = making_.make_next(wanted.round);
    if (!more) {
      report_(wanted.round, more.error());
      return false;
    }
    if (*more) continue;
    if (auto opened = open_(wanted); !opened) {
      report_(wanted.round, opened.error());
      return false;
    }
    return true;
  }
}

}  // namespace candor::server
