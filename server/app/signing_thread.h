// One thread that does what it is given, in turn, behind a bounded queue.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace candor::server {

class SigningThread {
 public:
  explicit SigningThread(std::size_t queue_limit);
  ~SigningThread();  ///< does what waits, then ends
  SigningThread(const SigningThread&) = delete;
  SigningThread& operator=(const SigningThread&) = delete;

  /// Waits until `work` is done; false if the queue is full: then nothing was done.
  [[nodiscard]] bool run(const std::function<void()>& work);

 private:
  struct Job;
  void serve();

  std::size_t queue_limit_;
  std::mutex mutex_;
  std::condition_variable filled_, done_;
  std::deque<Job*> queue_;
  bool ending_ = false;
  std::thread thread_;  // last: starts when the rest is there
};

}  // namespace candor::server
