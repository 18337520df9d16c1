#include "server/http/request_head.h"

#include <optional>
#include <string>
#include <utility>

#include "server/http/request_target.h"
#include "server/http/text_compare.h"

namespace candor::server::http {
namespace {

Refusal malformed(std::string detail) {
  return {400, {ErrorKind::malformed, std::move(detail), {}}};
}
Refusal too_large(int status, std::string detail) {
  return {status, {ErrorKind::too_large, std::move(detail), {}}};
}
Refusal unsupported(int status, std::string detail) {
  return {status, {ErrorKind::unsupported, std::move(detail), {}}};
}

/// RFC 9110 5.6.2.
bool is_token(std::string_view text) {
  for (const char c : text) {
    const bool alphanumeric = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!alphanumeric && std::string_view("!#$%&'*+-.^_`|~").find(c) == std::string_view::npos) return false;
  }
  return !text.empty();
}

bool has_control_character(std::string_view value) {
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\t') || byte == 0x7f) return true;
  }
  return false;
}

std::optional<Method> find_method(std::string_view name) {
  for (const auto method :
       {Method::get, Method::head, Method::post, Method::put, Method::patch, Method::del, Method::options}) {
    if (name == name_of(method)) return method;
  }
  return std::nullopt;
}

std::optional<Refusal> read_request_line(std::string_view line, RequestHead& head) {
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == std::string_view::npos || first == last || !is_token(line.substr(0, first))) {
    return malformed("The request line must be: method, target, version.");
  }
  const auto version = line.substr(last + 1);
  if (version != "HTTP/1.1" && version != "HTTP/1.0") {
    if (version.substr(0, 5) != "HTTP/") return malformed("The request line must end with the version.");
    return unsupported(505, "Only HTTP/1.1 and HTTP/1.0 are spoken here.");
  }
  head.keep_alive = version == "HTTP/1.1";
  const auto target = line.substr(first + 1, last - first - 1);
  if (target.size() > kMaximumTargetBytes) return too_large(414, "The address is longer than 8 KiB.");
  const auto method = find_method(line.substr(0, first));
  if (!method) return Refusal{405, {ErrorKind::invalid, "This method is not served.", {}}};
  head.request.method = *method;
  auto parsed = parse_request_target(target);
  if (!parsed) return Refusal{400, std::move(parsed).error()};
  head.request.path = std::move(parsed->path);
  head.request.query = std::move(parsed->query);
  return std::nullopt;
}

std::optional<Refusal> read_header(std::string_view line, RequestHead& head) {
  if (head.request.headers.size() == kMaximumHeaders)
    return too_large(431, "There are more than 64 headers.");
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) {
    return malformed("A header must be a name, a colon and a value on one line.");
  }
  const auto value = trimmed(line.substr(colon + 1));
  if (has_control_character(value)) return malformed("A header holds control characters.");
  head.request.headers.emplace_back(line.substr(0, colon), value);
  return std::nullopt;
}

/// What the headers say about the message itself.
struct Framing {
  int hosts = 0;
  std::optional<std::string_view> length, encoding;
};

std::optional<Refusal> read_length(const Framing& framing, RequestHead& head) {
  if (framing.encoding) {
    if (framing.length) return malformed("Content-Length and Transfer-Encoding exclude each other.");
    if (!equals_ignoring_case(*framing.encoding, "chunked")) {
      return unsupported(501, "The only Transfer-Encoding served is chunked.");
    }
    head.chunked = true;
  } else if (framing.length) {
    const auto digits = *framing.length;
    if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) {
      return malformed("Content-Length must be one number.");
    }
    if (digits.size() > 18) return too_large(413, "The body is larger than anything taken here.");
    for (const char digit : digits) {
      head.content_length = head.content_length * 10 + static_cast<std::uint64_t>(digit - '0');
    }
  }
  const auto method = head.request.method;
  if (head.has_body() && method != Method::post && method != Method::put && method != Method::patch) {
    return malformed("GET, HEAD and DELETE take no body.");
  }
  return std::nullopt;
}

void read_connection(std::string_view options, RequestHead& head) {
  while (!options.empty()) {
    if (equals_ignoring_case(take_until(options, ','), "close")) head.keep_alive = false;
  }
}

std::optional<Refusal> read_framing(RequestHead& head, bool is_http_1_1) {
  Framing framing;
  for (const auto& [name, value] : head.request.headers) {
    if (equals_ignoring_case(name, "Host")) {
      ++framing.hosts;
    } else if (equals_ignoring_case(name, "Content-Length")) {
      if (framing.length) return malformed("Content-Length stands twice.");
      framing.length = value;
    } else if (equals_ignoring_case(name, "Transfer-Encoding")) {
      if (framing.encoding) return malformed("Transfer-Encoding stands twice.");
      framing.encoding = value;
    } else if (equals_ignoring_case(name, "Connection")) {
      read_connection(value, head);
    } else if (equals_ignoring_case(name, "Content-Encoding") && !equals_ignoring_case(value, "identity")) {
      return Refusal{415, {ErrorKind::invalid, "Compressed bodies are not taken.", {}}};
    } else if (equals_ignoring_case(name, "Expect")) {
      if (!equals_ignoring_case(value, "100-continue")) {
        return Refusal{417, {ErrorKind::invalid, "The only expectation served is 100-continue.", {}}};
      }
      head.expects_continue = is_http_1_1;
    }
  }
  if (framing.hosts > 1 || (framing.hosts == 0 && is_http_1_1)) {
    return malformed("There must be one Host header.");
  }
  if (framing.encoding && !is_http_1_1) return malformed("Transfer-Encoding needs HTTP/1.1.");
  return read_length(framing, head);
}

HeadEnd refuse(Refusal refusal) {
  return {HeadEnd::State::refused, 0, std::move(refusal)};
}

}  // namespace

HeadEnd find_head_end(std::string_view received, std::size_t seen_bytes) {
  for (auto at = received.find('\n', seen_bytes); at != std::string_view::npos && at < kMaximumHeadBytes;
       at = received.find('\n', at + 1)) {
    if (at == 0 || received[at - 1] != '\r') {
      return refuse(malformed("Lines must end with carriage return and line feed."));
    }
    if (at == 1) return refuse(malformed("A request must start with its request line."));
    if (at >= 3 && received[at - 2] == '\n') return {HeadEnd::State::complete, at + 1, {}};
  }
  if (received.size() < kMaximumHeadBytes) return {};
  const bool in_first_line = received.substr(0, kMaximumHeadBytes).find('\n') == std::string_view::npos;
  return refuse(in_first_line ? too_large(414, "The address is longer than 8 KiB.")
                              : too_large(431, "The headers are larger than 16 KiB."));
}

std::variant<RequestHead, Refusal> parse_request_head(std::string_view head_text) {
  RequestHead head;
  head.request.headers.reserve(16);
  auto rest = head_text;
  bool first = true;
  while (rest.size() > 2) {
    const auto end = rest.find("\r\n");
    const auto line = rest.substr(0, end);
    rest.remove_prefix(end + 2);
    auto refusal = first ? read_request_line(line, head) : read_header(line, head);
    if (refusal) return std::move(*refusal);
    first = false;
  }
  const bool is_http_1_1 = head.keep_alive;
  if (auto refusal = read_framing(head, is_http_1_1)) return std::move(*refusal);
  return head;
}

}  // namespace candor::server::http
