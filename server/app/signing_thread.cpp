#include "server/app/signing_thread.h"

namespace candor::server {

struct SigningThread::Job {
  const std::function<void()>* work;
  bool done = false;
};

SigningThread::SigningThread(std::size_t queue_limit)
    : queue_limit_(queue_limit), thread_([this] { serve(); }) {}

SigningThread::~SigningThread() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  filled_.notify_all();
  thread_.join();
}

bool SigningThread::run(const std::function<void()>& work) {
  Job job{&work};
  std::unique_lock lock(mutex_);
  if (ending_ || queue_.size() >= queue_limit_) return false;
  queue_.push_back(&job);
  filled_.notify_one();
  done_.wait(lock, [&job] { return job.done; });
  return true;
}

void SigningThread::serve() {
  std::unique_lock lock(mutex_);
  for (;;) {
    filled_.wait(lock, [this] { return ending_ || !queue_.empty(); });
    if (queue_.empty()) return;
    Job& job = *queue_.front();
    queue_.pop_front();
    lock.unlock();
    (*job.work)();
    lock.lock();
    job.done = true;
    done_.notify_all();
  }
}

}  // namespace candor::server
