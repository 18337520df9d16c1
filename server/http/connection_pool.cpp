#include "server/http/connection_pool.h"

#include <cerrno>
#include <chrono>
#include <system_error>
#include <utility>

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace candor::server::http {
namespace {

constexpr std::uint64_t kWakeMark = ~std::uint64_t{0};
constexpr auto kSweepEvery = std::chrono::milliseconds(200);
constexpr auto kDrainLooksEvery = std::chrono::milliseconds(10);

std::uint32_t events_for(Connection::Wants wants) {
  const auto direction = wants == Connection::Wants::write ? EPOLLOUT : EPOLLIN;
  return static_cast<std::uint32_t>(direction) | static_cast<std::uint32_t>(EPOLLONESHOT);
}

/// epoll_ctl as a plain system call: ThreadSanitizer takes the wrapper's use of the descriptor for a race
/// with the close() that follows the event it arms, an order which only the kernel knows.
bool watch(int epoll, int operation, int descriptor, std::uint32_t events, std::uint64_t mark) {
  epoll_event event{};
  event.events = events;
  event.data.u64 = mark;
  return ::syscall(SYS_epoll_ctl, epoll, operation, descriptor, &event) == 0;
}

}  // namespace

std::int64_t steady_now_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

Result<std::unique_ptr<ConnectionPool>> ConnectionPool::start(std::size_t threads,
                                                              std::size_t connection_limit) {
  const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
  const int wake = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  std::unique_ptr<ConnectionPool> pool(new ConnectionPool(connection_limit, epoll, wake));
  if (epoll < 0 || wake < 0 || !watch(epoll, EPOLL_CTL_ADD, wake, EPOLLIN, kWakeMark)) {
    return fail(ErrorKind::internal, "The system gives no more file descriptors.");
  }
  try {
    for (std::size_t i = 0; i < threads; ++i) pool->threads_.emplace_back([p = pool.get()] { p->work(); });
    pool->threads_.emplace_back([p = pool.get()] { p->sweep_until_stopped(); });
  } catch (const std::system_error&) {
    return fail(ErrorKind::internal, "The system gives no more threads.");
  }
  return pool;
}

ConnectionPool::ConnectionPool(std::size_t connection_limit, int epoll, int wake)
    : slots_(connection_limit), epoll_(epoll), wake_(wake) {
  free_.reserve(connection_limit);
  for (std::size_t i = connection_limit; i > 0; --i) free_.push_back(i - 1);
}

ConnectionPool::~ConnectionPool() {
  stopping_ = true;
  const std::uint64_t one = 1;
  (void)!::write(wake_, &one, sizeof one);
  for (auto& thread : threads_) thread.join();
  ::close(epoll_);
  ::close(wake_);
}

bool ConnectionPool::adopt(std::unique_ptr<Connection> connection) {
  std::size_t index = 0;
  {
    const std::lock_guard lock(free_mutex_);
    if (free_.empty()) return false;
    index = free_.back();
    free_.pop_back();
  }
  ++open_;
  auto& slot = slots_[index];
  const int descriptor = connection->descriptor();
  slot.descriptor = descriptor;
  slot.deadline_ms = connection->deadline_ms();
  slot.idle = true;
  slot.connection = std::move(connection);
  slot.state.store(State::waiting);
  if (watch(epoll_, EPOLL_CTL_ADD, descriptor, events_for(Connection::Wants::read), index)) return true;
  if (take(slot)) release(index);
  return false;
}

/// False where the connection is gone already. The sweeper lets go after a system call or two.
bool ConnectionPool::take(Slot& slot) {
  for (;;) {
    auto expected = State::waiting;
    if (slot.state.compare_exchange_weak(expected, State::working)) return true;
    if (expected == State::free || expected == State::working) return false;
    std::this_thread::yield();
  }
}

void ConnectionPool::release(std::size_t index) {
  auto& slot = slots_[index];
  slot.connection.reset();
  slot.descriptor = -1;
  slot.state.store(State::free);
  --open_;
  const std::lock_guard lock(free_mutex_);
  free_.push_back(index);
}

void ConnectionPool::serve(std::size_t index) {
  auto& slot = slots_[index];
  if (!take(slot)) return;
  const auto wants = slot.connection->advance(steady_now_ms());
  if (wants == Connection::Wants::close) return release(index);
  slot.deadline_ms.store(slot.connection->deadline_ms(), std::memory_order_relaxed);
  slot.idle.store(slot.connection->is_idle(), std::memory_order_relaxed);
  const int descriptor = slot.descriptor;
  slot.state.store(State::waiting);
  // Nobody closes the descriptor before this: the sweeper only shuts it down, and no event comes without it.
  watch(epoll_, EPOLL_CTL_MOD, descriptor, events_for(wants), index);
}

void ConnectionPool::work() {
  while (!stopping_.load(std::memory_order_relaxed)) {
    epoll_event event{};
    const int ready = ::epoll_wait(epoll_, &event, 1, -1);
    if (ready == 1 && event.data.u64 != kWakeMark) serve(static_cast<std::size_t>(event.data.u64));
  }
}

/// Shutting a socket down makes it ready, so that a worker finds its end and closes it.
template <class Condition>
void ConnectionPool::shut_down_if(Condition condition, int how) {
  for (auto& slot : slots_) {
    if (slot.state.load(std::memory_order_relaxed) != State::waiting || !condition(slot)) continue;
    auto expected = State::waiting;
    if (!slot.state.compare_exchange_strong(expected, State::sweeping)) continue;
    if (condition(slot)) ::shutdown(slot.descriptor, how);
    slot.state.store(State::waiting);
  }
}

void ConnectionPool::sweep_until_stopped() {
  while (!stopping_.load()) {
    std::this_thread::sleep_for(kSweepEvery);
    const auto now = steady_now_ms();
    shut_down_if([now](const Slot& slot) { return slot.deadline_ms.load(std::memory_order_relaxed) < now; },
                 SHUT_RDWR);
  }
}

void ConnectionPool::drain(std::int64_t patience_ms) {
  const auto give_up = steady_now_ms() + patience_ms;
  while (open_.load() > 0) {
    if (steady_now_ms() < give_up) {
      // What has arrived but was not looked at yet can still be read and answered.
      shut_down_if([](const Slot& slot) { return slot.idle.load(std::memory_order_relaxed); }, SHUT_RD);
    } else {
      shut_down_if([](const Slot&) { return true; }, SHUT_RDWR);
    }
    std::this_thread::sleep_for(kDrainLooksEvery);
  }
}

}  // namespace candor::server::http
