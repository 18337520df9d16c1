// The body of an HTTP/1 message, counted or in chunks (RFC 9112 7.1), as it comes in. Never keeps more than
// its limit. Pure; knows no sockets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace candor::server::http {

class BodyReader {
 public:
  enum class State : std::uint8_t { incomplete, complete, malformed, too_large };

  /// A body of `length_bytes`.
  BodyReader(std::uint64_t length_bytes, std::size_t limit_bytes);
  /// A body in chunks. Extensions are skipped; trailers are refused as malformed.
  explicit BodyReader(std::size_t limit_bytes);

  struct Progress {
    State state = State::incomplete;
    std::size_t used_bytes = 0;  ///< of what was received; give the rest again, with more behind it
  };
  /// Appends to `body` what belongs to it.
  [[nodiscard]] Progress advance(std::string_view received, std::string& body);

 private:
  enum class Part : std::uint8_t { size, data, data_end, trailer };
  Progress advance_counted(std::string_view received, std::string& body);
  State advance_chunked(std::string_view& rest, std::string& body);
  State read_size(std::string_view& rest, const std::string& body);

  bool chunked_;
  Part part_ = Part::size;
  std::uint64_t remaining_ = 0;  ///< of the body, or of the chunk
  std::size_t limit_;
};

}  // namespace candor::server::http
