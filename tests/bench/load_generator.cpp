#include "tests/bench/load_generator.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <chrono>
#include <string_view>

namespace candor::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

int connect_loopback(std::uint16_t port) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(descriptor);
    return -1;
  }
  return descriptor;
}

/// Length of the whole answer at the start of `data`, 0 while it is incomplete.
std::size_t answer_length(std::string_view data) {
  const auto end = data.find("\r\n\r\n");
  if (end == std::string_view::npos) return 0;
  constexpr std::string_view kName = "Content-Length: ";
  const auto at = data.find(kName);
  std::size_t body = 0;
  if (at < end) std::from_chars(data.data() + at + kName.size(), data.data() + end, body);
  const std::size_t whole = end + 4 + body;
  return data.size() >= whole ? whole : 0;
}

struct Connection {
  int descriptor = -1;
  std::string received;
  SteadyClock::time_point sent_at;
};

class Load {
 public:
  Load(std::uint16_t port, const std::vector<std::string>& requests, SteadyClock::time_point deadline)
      : port_(port), requests_(requests), deadline_(deadline), poll_(::epoll_create1(0)) {}
  ~Load() {
    for (auto& connection : connections_) {
      if (connection.descriptor >= 0) ::close(connection.descriptor);
    }
    ::close(poll_);
  }
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  LoadResult run(int count) {
    connections_.resize(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < connections_.size(); ++i) start(i);
    std::array<epoll_event, 64> events{};
    while (under_way_ > 0) {
      const int ready = ::epoll_wait(poll_, events.data(), events.size(), 10'000);
      if (ready <= 0) break;
      for (int e = 0; e < ready; ++e) receive(events[static_cast<std::size_t>(e)].data.u64);
    }
    return std::move(result_);
  }

 private:
  void start(std::size_t index) {
    Connection& connection = connections_[index];
    connection.descriptor = connect_loopback(port_);
    if (connection.descriptor < 0) {
      ++result_.refused;
      return;
    }
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = index;
    ::epoll_ctl(poll_, EPOLL_CTL_ADD, connection.descriptor, &event);
    ++under_way_;
    send_next(index);
  }

  void send_next(std::size_t index) {
    Connection& connection = connections_[index];
    const auto now = SteadyClock::now();
    if (next_ >= requests_.size() || now >= deadline_) {
      --under_way_;
      return;
    }
    const std::string& request = requests_[next_++];
    connection.sent_at = now;
    std::size_t done = 0;
    while (done < request.size()) {
      const auto sent =
          ::send(connection.descriptor, request.data() + done, request.size() - done, MSG_NOSIGNAL);
      if (sent <= 0) return give_up(index);
      done += static_cast<std::size_t>(sent);
    }
  }

  /// The server may end a keep-alive connection after its thousandth answer; a new one takes its place.
  void reconnect(std::size_t index) {
    ::close(connections_[index].descriptor);
    connections_[index].received.clear();
    --under_way_;
    start(index);
  }

  void give_up(std::size_t index) {
    ++result_.refused;
    reconnect(index);
  }

  void receive(std::size_t index) {
    Connection& connection = connections_[index];
    std::array<char, 8192> buffer{};
    const auto got = ::recv(connection.descriptor, buffer.data(), buffer.size(), 0);
    if (got <= 0) return give_up(index);
    connection.received.append(buffer.data(), static_cast<std::size_t>(got));
    const std::size_t whole = answer_length(connection.received);
    if (whole == 0) return;
    const std::string_view answer(connection.received.data(), whole);
    const bool last = answer.find("Connection: close") != std::string_view::npos;
    if (answer.starts_with("HTTP/1.1 200")) {
      note_accepted(connection, answer);
    } else {
      ++result_.refused;
    }
    connection.received.erase(0, whole);
    if (last) return reconnect(index);
    send_next(index);
  }

  void note_accepted(const Connection& connection, std::string_view answer) {
    const auto spent = SteadyClock::now() - connection.sent_at;
    result_.latencies_us.push_back(
        static_cast<std::uint32_t>(std::chrono::duration_cast<std::chrono::microseconds>(spent).count()));
    if (answer.find(R"("receipt":{)") == std::string_view::npos) ++result_.without_receipt;
    if (result_.accepted++ % kSampleEvery == 0)
      result_.samples.emplace_back(answer.substr(answer.find("\r\n\r\n") + 4));
  }

  std::uint16_t port_;
  const std::vector<std::string>& requests_;
  SteadyClock::time_point deadline_;
  int poll_;
  std::vector<Connection> connections_;
  std::size_t next_ = 0;
  int under_way_ = 0;
  LoadResult result_;
};

}  // namespace

LoadResult run_load(std::uint16_t port, int connections, double seconds,
                    const std::vector<std::string>& requests) {
  const auto begin = SteadyClock::now();
  Load load(port, requests, begin + std::chrono::microseconds(static_cast<std::int64_t>(seconds * 1e6)));
  LoadResult result = load.run(connections);
  result.seconds = std::chrono::duration<double>(SteadyClock::now() - begin).count();
  return result;
}

}  // namespace candor::bench
