// The one file that names the brotli library.
#include "server/http/compress.h"

#include <brotli/encode.h>

#include <algorithm>
#include <cstdint>

#include "server/http/accept_encoding.h"

namespace candor::server::http {
namespace {

/// Thoroughness by length, so that no answer takes much longer than a hundredth of a second or, of many
/// megabytes, a tenth.
int quality_for(std::size_t size) {
  if (size <= 64 * 1024) return 5;
  return size <= 1024 * 1024 ? 4 : 2;
}

bool wants_brotli(const Request& request) {
  const auto accepted = request.header("Accept-Encoding");
  const int weight = weight_of_coding(accepted, "br");
  return weight > 0 && !prefers_identity(accepted, weight);
}

bool is_success(int status) {
  return status == 200 || status == 201;
}

void mark_tag(Response& response) {
  const auto at = std::ranges::find(response.headers, "ETag", &std::pair<std::string, std::string>::first);
  if (at == response.headers.end() || !at->second.ends_with('"')) return;
  at->second.insert(at->second.size() - 1, "-br");
}

}  // namespace

std::optional<std::string> brotli_of(std::string_view text) {
  std::string packed(BrotliEncoderMaxCompressedSize(text.size()), '\0');
  std::size_t size = packed.size();
  const auto done = BrotliEncoderCompress(quality_for(text.size()), BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT,
                                          text.size(), reinterpret_cast<const std::uint8_t*>(text.data()),
                                          &size, reinterpret_cast<std::uint8_t*>(packed.data()));
  if (done == BROTLI_FALSE || size >= text.size()) return std::nullopt;
  packed.resize(size);
  return packed;
}

void compress_body(Response& response, const Request& request) {
  if (!is_success(response.status) || !response.static_body.empty()) return;
  response.headers.emplace_back("Vary", "Accept-Encoding");
  if (response.body.size() < kLeastCompressed || !wants_brotli(request)) return;
  auto packed = brotli_of(response.body);
  if (!packed) return;
  response.body = *std::move(packed);
  response.headers.emplace_back("Content-Encoding", "br");
  mark_tag(response);
}

}  // namespace candor::server::http
