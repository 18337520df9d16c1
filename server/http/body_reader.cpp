#include "server/http/body_reader.h"

#include <algorithm>

#include "server/http/text_compare.h"

namespace candor::server::http {
namespace {

constexpr std::size_t kMaximumSizeLine = 128;  ///< of a chunk, with its extensions
constexpr std::size_t kMaximumSizeDigits = 8;  ///< hexadecimal: 4 GiB, above every limit
constexpr std::string_view kLineEnd = "\r\n";

int hex_value(char c) {
  const char folded = lower(c);
  if (folded >= '0' && folded <= '9') return folded - '0';
  if (folded >= 'a' && folded <= 'f') return folded - 'a' + 10;
  return -1;
}

/// Only what may stand in an extension, so that nothing hides in it.
bool is_printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == '\t' || (c >= ' ' && c != 0x7f); });
}

}  // namespace

BodyReader::BodyReader(std::uint64_t length_bytes, std::size_t limit_bytes)
    : chunked_(false), remaining_(length_bytes), limit_(limit_bytes) {}

BodyReader::BodyReader(std::size_t limit_bytes) : chunked_(true), limit_(limit_bytes) {}

BodyReader::Progress BodyReader::advance(std::string_view received, std::string& body) {
  if (!chunked_) return advance_counted(received, body);
  auto rest = received;
  State state = State::incomplete;
  for (;;) {
    const auto before = rest.size();
    const auto part = part_;
    state = advance_chunked(rest, body);
    if (state != State::incomplete || (rest.size() == before && part == part_)) break;
  }
  return {state, received.size() - rest.size()};
}

BodyReader::Progress BodyReader::advance_counted(std::string_view received, std::string& body) {
  if (body.size() + remaining_ > limit_) return {State::too_large, 0};
  const auto take = static_cast<std::size_t>(std::min<std::uint64_t>(remaining_, received.size()));
  body.append(received.substr(0, take));
  remaining_ -= take;
  return {remaining_ == 0 ? State::complete : State::incomplete, take};
}

BodyReader::State BodyReader::read_size(std::string_view& rest, const std::string& body) {
  const auto end = rest.find(kLineEnd);
  if (end == std::string_view::npos) {
    return rest.size() > kMaximumSizeLine ? State::malformed : State::incomplete;
  }
  if (end > kMaximumSizeLine) return State::malformed;
  const auto line = rest.substr(0, end);
  std::uint64_t size = 0;
  std::size_t digits = 0;
  while (digits < line.size() && hex_value(line[digits]) >= 0) {
    size = size * 16 + static_cast<std::uint64_t>(hex_value(line[digits]));
    if (++digits > kMaximumSizeDigits) return State::malformed;
  }
  const auto extension = trimmed(line.substr(digits));
  if (digits == 0 || !is_printable(line) || (!extension.empty() && extension.front() != ';')) {
    return State::malformed;
  }
  if (body.size() + size > limit_) return State::too_large;
  rest.remove_prefix(end + kLineEnd.size());
  remaining_ = size;
  part_ = size == 0 ? Part::trailer : Part::data;
  return State::incomplete;
}

BodyReader::State BodyReader::advance_chunked(std::string_view& rest, std::string& body) {
  switch (part_) {
    case Part::size:
      return read_size(rest, body);
    case Part::data: {
      const auto take = static_cast<std::size_t>(std::min<std::uint64_t>(remaining_, rest.size()));
      body.append(rest.substr(0, take));
      rest.remove_prefix(take);
      remaining_ -= take;
      if (remaining_ == 0) part_ = Part::data_end;
      return State::incomplete;
    }
    case Part::data_end:
    case Part::trailer: {
      const auto seen = rest.substr(0, kLineEnd.size());
      if (seen != kLineEnd.substr(0, seen.size())) return State::malformed;
      if (seen.size() < kLineEnd.size()) return State::incomplete;
      rest.remove_prefix(kLineEnd.size());
      if (part_ == Part::trailer) return State::complete;
      part_ = Part::size;
      return State::incomplete;
    }
  }
  return State::malformed;
}

}  // namespace candor::server::http
