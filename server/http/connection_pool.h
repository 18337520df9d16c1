// Waits for many connections at once and lets a fixed number of threads serve those that are ready. A
// connection that waits, for bytes or for its peer to read, costs memory but no thread. Knows no HTTP beyond
// Connection.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "forms/result.h"
#include "server/http/connection.h"

namespace candor::server::http {

class ConnectionPool {
 public:
  /// Starts the threads. Errors: `internal` if the system gives no descriptors or threads.
  [[nodiscard]] static Result<std::unique_ptr<ConnectionPool>> start(std::size_t threads,
                                                                     std::size_t connection_limit);
  /// Closes what is still open and waits for the threads.
  ~ConnectionPool();
  ConnectionPool(const ConnectionPool&) = delete;
  ConnectionPool& operator=(const ConnectionPool&) = delete;

  /// False if there are too many connections already; `connection` is gone then.
  [[nodiscard]] bool adopt(std::unique_ptr<Connection> connection);
  [[nodiscard]] bool is_full() const { return open_.load() >= slots_.size(); }
  /// Idle connections are closed at once, requests under way get `patience_ms` to come in and be answered.
  /// Handlers are waited for however long they take. No adopt() at the same time.
  void drain(std::int64_t patience_ms);

 private:
  enum class State : std::uint8_t { free, waiting, working, sweeping };
  /// Its connection belongs to the thread that turned `waiting` into `working`; the sweeper may only shut the
  /// socket down.
  struct Slot {
    std::atomic<State> state = State::free;
    std::atomic<bool> idle = false;
    std::atomic<std::int64_t> deadline_ms = 0;
    int descriptor = -1;  ///< valid unless free
    std::unique_ptr<Connection> connection;
  };

  ConnectionPool(std::size_t connection_limit, int epoll, int wake);
  void work();
  void sweep_until_stopped();
  void serve(std::size_t index);
  void release(std::size_t index);
  static bool take(Slot& slot);
  template <class Condition>
  void shut_down_if(Condition condition, int how);

  std::vector<Slot> slots_;
  std::mutex free_mutex_;
  std::vector<std::size_t> free_;  ///< guarded by free_mutex_
  std::atomic<std::size_t> open_ = 0;
  int epoll_;
  int wake_;  ///< readable for ever once the threads are to end
  std::atomic<bool> stopping_ = false;
  std::vector<std::thread> threads_;
};

/// Milliseconds that only grow.
[[nodiscard]] std::int64_t steady_now_ms();

}  // namespace candor::server::http
