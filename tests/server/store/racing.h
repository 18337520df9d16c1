// Many at once, and processes that are killed.
#pragma once

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <thread>
#include <vector>

#include "tests/catch.h"

namespace candor::server::tests {

/// Runs `work(index)` on so many threads at once.
template <class Work>
void race(unsigned threads, Work work) {
  std::atomic<unsigned> ready{0};
  std::vector<std::thread> running;
  for (unsigned index = 0; index < threads; ++index) {
    running.emplace_back([&, index] {
      ++ready;
      while (ready < threads) std::this_thread::yield();
      work(index);
    });
  }
  for (std::thread& thread : running) thread.join();
}

/// Starts a child process that runs `work` and nothing else; its end is the caller's business.
template <class Work>
pid_t start_child(Work work) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    work();
    ::_exit(0);
  }
  return child;
}

/// Runs `work` in a child process, kills it after `pause`, if it still runs.
template <class Work>
void run_and_kill(Work work, std::chrono::microseconds pause) {
  const pid_t child = start_child(work);
  std::this_thread::sleep_for(pause);
  ::kill(child, SIGKILL);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE((WIFSIGNALED(status) || WEXITSTATUS(status) == 0));
}

}  // namespace candor::server::tests
