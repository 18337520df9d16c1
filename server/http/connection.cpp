#include "server/http/connection.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>
#include <variant>

#include "server/http/response_head.h"
#include "server/http/security_headers.h"
#include "server/http/text_compare.h"

namespace candor::server::http {
namespace {

constexpr std::size_t kRequestsPerConnection = 1000;
constexpr std::int64_t kKeepAliveMs = 2'000;
constexpr std::int64_t kSilenceMs =
    5'000;                               ///< without a byte of an unfinished request, or of an unread answer
constexpr std::int64_t kHeadMs = 5'000;  ///< for a whole head, however it drips
constexpr std::int64_t kWholeMs = 15'000;  ///< for a whole request or a whole answer, longer by its size:
constexpr std::int64_t kSlowestBytesPerMs = 16;  ///< nobody has to be faster than 16 kB/s
constexpr std::int64_t kLingerMs = 1'000;
constexpr std::size_t kLingerBytes = 1024 * 1024;
constexpr std::int64_t kHeldBytesLimit = 96 * 1024 * 1024;
constexpr std::size_t kReadBytes = 64 * 1024;
constexpr std::size_t kKeptCapacity = 16 * 1024;  ///< a buffer that grew beyond it is given back
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

std::array<char, kReadBytes>& scratch() {
  thread_local std::array<char, kReadBytes> buffer;
  return buffer;
}

std::int64_t microseconds_now() {
  using namespace std::chrono;
  return duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count();
}

}  // namespace

Connection::Connection(std::unique_ptr<Transport> transport, ConnectionSettings& settings,
                       std::int64_t now_ms)
    : transport_(std::move(transport)), settings_(settings), deadline_ms_(now_ms + kSilenceMs) {}

Connection::~Connection() {
  settings_.held_bytes -= held_bytes_;
}

Connection::Wants Connection::advance(std::int64_t now_ms) {
  handling_ms_ = 0;
  for (;;) {
    switch (advance_once(now_ms + handling_ms_)) {
      case Step::again:
        break;
      case Step::blocked_reading:
        return Wants::read;
      case Step::blocked_writing:
        return Wants::write;
      case Step::over:
        return Wants::close;
    }
  }
}

Connection::Step Connection::advance_once(std::int64_t now_ms) {
  switch (phase_) {
    case Phase::handshake:
      return shake_hands();
    case Phase::reading:
      return read_request(now_ms) ? Step::again : receive(now_ms);
    case Phase::writing:
      return flush(now_ms);
    case Phase::lingering:
      return linger();
  }
  return Step::over;
}

Connection::Step Connection::step_after(IoState state) {
  switch (state) {
    case IoState::done:
      return Step::again;
    case IoState::want_read:
      return Step::blocked_reading;
    case IoState::want_write:
      return Step::blocked_writing;
    case IoState::closed:
      return Step::over;
  }
  return Step::over;
}

Connection::Step Connection::shake_hands() {
  const auto result = transport_->handshake();
  if (result.state != IoState::done) return step_after(result.state);
  phase_ = Phase::reading;
  return Step::again;
}

Connection::Step Connection::receive(std::int64_t now_ms) {
  auto& buffer = scratch();
  const auto result = transport_->read(buffer.data(), buffer.size());
  if (result.state != IoState::done) return step_after(result.state);
  if (is_idle()) {
    began_ms_ = now_ms;
    request_bytes_ = 0;
  }
  request_bytes_ += result.bytes;
  received_.append(buffer.data(), result.bytes);
  set_reading_deadline(now_ms);
  return Step::again;
}

void Connection::set_reading_deadline(std::int64_t now_ms) {
  const auto for_size = static_cast<std::int64_t>(request_bytes_) / kSlowestBytesPerMs;
  const auto whole_ms = head_ ? kWholeMs + for_size : kHeadMs;
  deadline_ms_ = std::min(now_ms + kSilenceMs, began_ms_ + whole_ms);
}

bool Connection::read_request(std::int64_t now_ms) {
  if (!head_ && !received_.empty()) read_head(now_ms);
  if (phase_ == Phase::reading && body_reader_) read_body(now_ms);
  if (phase_ == Phase::reading && head_ && !body_reader_) serve(now_ms);
  account_held_bytes();
  return phase_ == Phase::writing;
}

void Connection::read_head(std::int64_t now_ms) {
  auto end = find_head_end(received_, searched_);
  searched_ = received_.size();
  if (end.state == HeadEnd::State::incomplete) return;
  if (end.state == HeadEnd::State::refused) return refuse(std::move(end.refusal), now_ms);
  auto parsed = parse_request_head(std::string_view(received_).substr(0, end.size_bytes));
  received_.erase(0, end.size_bytes);
  searched_ = 0;
  if (auto* refusal = std::get_if<Refusal>(&parsed)) return refuse(std::move(*refusal), now_ms);
  head_ = std::move(std::get<RequestHead>(parsed));
  auto& request = head_->request;
  request.secure = settings_.tls || (settings_.behind_proxy &&
                                     equals_ignoring_case(request.header("X-Forwarded-Proto"), "https"));
  admission_ = settings_.router->admit(request);
  if (!head_->has_body()) return;
  if (!admission_.refusal) return await_body();
  unread_input_ = true;
  head_->keep_alive = false;
}

void Connection::await_body() {
  const auto limit = admission_.route->body_limit_bytes;
  if (head_->chunked) {
    body_reader_.emplace(limit);
  } else {
    body_reader_.emplace(head_->content_length, limit);
    const auto expected = std::min<std::uint64_t>(head_->content_length, limit);
    head_->request.body.reserve(static_cast<std::size_t>(expected));
  }
  continue_due_ = head_->expects_continue && received_.empty();
}

void Connection::read_body(std::int64_t now_ms) {
  const auto progress = body_reader_->advance(received_, head_->request.body);
  received_.erase(0, progress.used_bytes);
  switch (progress.state) {
    case BodyReader::State::complete:
      body_reader_.reset();
      return;
    case BodyReader::State::malformed:
      return refuse({400, {ErrorKind::malformed, "The body's chunks are malformed.", {}}}, now_ms);
    case BodyReader::State::too_large:
      return refuse({413, {ErrorKind::too_large, "The body is larger than this address takes.", {}}}, now_ms);
    case BodyReader::State::incomplete:
      break;
  }
  if (settings_.held_bytes.load(std::memory_order_relaxed) > kHeldBytesLimit) {
    return refuse(
        {503, {ErrorKind::busy, "Too much is being sent at once; nothing was kept. Send it again.", {}}},
        now_ms);
  }
  // A client that cannot take 25 bytes now gets none: it sends its body after a while anyway.
  if (std::exchange(continue_due_, false)) (void)transport_->write(kContinue, {});
}

void Connection::serve(std::int64_t now_ms) {
  const auto began = microseconds_now();
  auto response = settings_.router->answer(admission_, head_->request);
  const auto spent = microseconds_now() - began;
  log_request(response, spent);
  // How long an answer took to make is not held against whoever waits for it.
  const auto spent_ms = spent / 1000;
  handling_ms_ += spent_ms;
  keep_alive_ = head_->keep_alive && ++requests_served_ < kRequestsPerConnection &&
                !settings_.draining.load(std::memory_order_relaxed);
  start_writing(std::move(response), now_ms + spent_ms);
}

void Connection::refuse(Refusal refusal, std::int64_t now_ms) {
  auto response = problem_response(refusal.status, refusal.error);
  if (refusal.status == 405) response.headers.emplace_back("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE");
  add_security_headers(response, settings_.tls);
  log_request(response, 0);
  keep_alive_ = false;
  unread_input_ = true;
  start_writing(std::move(response), now_ms);
}

void Connection::start_writing(Response response, std::int64_t now_ms) {
  outgoing_head_ = encode_response_head(response, keep_alive_);
  const bool leave_body_out = !has_body(response) || (head_ && head_->request.method == Method::head);
  outgoing_body_ = std::move(response.body);
  outgoing_rest_ = response.static_body.empty() ? std::string_view(outgoing_body_) : response.static_body;
  if (leave_body_out) outgoing_rest_ = {};
  written_ = 0;
  head_.reset();
  admission_ = {};
  body_reader_.reset();
  phase_ = Phase::writing;
  began_ms_ = now_ms;
  deadline_ms_ = now_ms + kSilenceMs;
}

Connection::Step Connection::flush(std::int64_t now_ms) {
  const auto head_written = std::min(written_, outgoing_head_.size());
  const auto head_left = std::string_view(outgoing_head_).substr(head_written);
  const auto rest_left = outgoing_rest_.substr(written_ - head_written);
  if (head_left.empty() && rest_left.empty()) return finish_answer(now_ms);
  const auto result = transport_->write(head_left, rest_left);
  if (result.state != IoState::done) return step_after(result.state);
  written_ += result.bytes;
  const auto for_size = static_cast<std::int64_t>(written_) / kSlowestBytesPerMs;
  deadline_ms_ = std::min(now_ms + kSilenceMs, began_ms_ + kWholeMs + for_size);
  return Step::again;
}

Connection::Step Connection::finish_answer(std::int64_t now_ms) {
  outgoing_rest_ = {};
  outgoing_body_ = {};
  outgoing_head_.clear();
  if (!keep_alive_ && !unread_input_ && received_.empty()) return Step::over;
  if (!keep_alive_) {
    // Closing with input unread would reset the connection, and the answer might be lost with it.
    transport_->finish_writing();
    received_ = {};
    request_bytes_ = 0;
    phase_ = Phase::lingering;
    deadline_ms_ = now_ms + kLingerMs;
    return Step::again;
  }
  if (received_.capacity() > kKeptCapacity && received_.empty()) received_ = {};
  phase_ = Phase::reading;
  began_ms_ = now_ms;
  request_bytes_ = received_.size();
  deadline_ms_ = now_ms + (received_.empty() ? kKeepAliveMs : kSilenceMs);
  return Step::again;
}

Connection::Step Connection::linger() {
  auto& buffer = scratch();
  const auto result = transport_->read(buffer.data(), buffer.size());
  if (result.state == IoState::want_read) return Step::blocked_reading;
  if (result.state != IoState::done) return Step::over;
  request_bytes_ += result.bytes;
  return request_bytes_ > kLingerBytes ? Step::over : Step::again;
}

void Connection::log_request(const Response& response, std::int64_t microseconds) const {
  if (!settings_.log) return;
  AccessLine line;
  line.method = head_ ? name_of(head_->request.method) : std::string_view("-");
  line.route = admission_.route == nullptr ? std::string_view("-") : std::string_view(admission_.route->path);
  line.status = response.status;
  line.microseconds = microseconds;
  line.fault = response.fault;
  settings_.log(line);
}

void Connection::account_held_bytes() {
  const auto held = static_cast<std::int64_t>(received_.size() + (head_ ? head_->request.body.size() : 0));
  if (held == held_bytes_) return;
  settings_.held_bytes.fetch_add(held - held_bytes_, std::memory_order_relaxed);
  held_bytes_ = held;
}

}  // namespace candor::server::http
