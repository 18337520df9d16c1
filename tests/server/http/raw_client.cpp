#include "tests/server/http/raw_client.h"

#include <chrono>
#include <cstdlib>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server/http/text_compare.h"

namespace candor::tests {
namespace {

std::int64_t now_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

void parse_head(std::string_view head, RawAnswer& answer) {
  answer.status = std::atoi(std::string(head.substr(9, 3)).c_str());
  head.remove_prefix(head.find("\r\n") + 2);
  while (head.size() > 2) {
    const auto end = head.find("\r\n");
    auto line = head.substr(0, end);
    head.remove_prefix(end + 2);
    const auto name = server::http::take_until(line, ':');
    answer.headers.emplace_back(name, server::http::trimmed(line));
  }
}

}  // namespace

std::string RawAnswer::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (server::http::equals_ignoring_case(key, name)) return value;
  }
  return {};
}

RawClient::RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket_);
    socket_ = -1;
  }
}

RawClient::~RawClient() {
  if (socket_ >= 0) ::close(socket_);
}

bool RawClient::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool RawClient::receive_more(int timeout_ms) {
  pollfd ready{socket_, POLLIN, 0};
  if (timeout_ms <= 0 || ::poll(&ready, 1, timeout_ms) <= 0) return false;
  char buffer[16 * 1024];
  const auto got = ::recv(socket_, buffer, sizeof buffer, 0);
  if (got <= 0) return false;
  received_.append(buffer, static_cast<std::size_t>(got));
  return true;
}

RawAnswer RawClient::receive(bool without_body, int timeout_ms) {
  const auto until = now_ms() + timeout_ms;
  RawAnswer answer;
  std::size_t head_end = 0;
  while ((head_end = received_.find("\r\n\r\n")) == std::string::npos) {
    if (!receive_more(static_cast<int>(until - now_ms()))) return {};
  }
  head_end += 4;
  parse_head(std::string_view(received_).substr(0, head_end), answer);
  received_.erase(0, head_end);
  const auto length = static_cast<std::size_t>(std::atoll(answer.header("Content-Length").c_str()));
  if (without_body) return answer;
  while (received_.size() < length) {
    if (!receive_more(static_cast<int>(until - now_ms()))) return {};
  }
  answer.body = received_.substr(0, length);
  received_.erase(0, length);
  return answer;
}

std::int64_t RawClient::wait_for_close(int timeout_ms) const {
  const auto began = now_ms();
  for (;;) {
    const auto left = static_cast<int>(began + timeout_ms - now_ms());
    pollfd ready{socket_, POLLIN, 0};
    if (left <= 0 || ::poll(&ready, 1, left) <= 0) return -1;
    char buffer[4096];
    if (::recv(socket_, buffer, sizeof buffer, 0) <= 0) return now_ms() - began;
  }
}

RawAnswer exchange(std::uint16_t port, std::string_view bytes, bool without_body) {
  RawClient client(port);
  client.send(bytes);
  return client.receive(without_body);
}

}  // namespace candor::tests
