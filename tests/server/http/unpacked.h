// What a client makes of a body in brotli.
#pragma once

#include <brotli/decode.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "tests/catch.h"

namespace candor::server::http::test {

inline std::string unpacked(std::string_view packed) {
  const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
  std::size_t left = packed.size();
  const auto* in = reinterpret_cast<const std::uint8_t*>(packed.data());
  std::string text;
  for (;;) {
    std::array<std::uint8_t, 65536> piece{};
    std::size_t room = piece.size();
    auto* out = piece.data();
    const auto result = BrotliDecoderDecompressStream(state.get(), &left, &in, &room, &out, nullptr);
    text.append(reinterpret_cast<const char*>(piece.data()), piece.size() - room);
    if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) continue;
    REQUIRE(result == BROTLI_DECODER_RESULT_SUCCESS);
    REQUIRE(left == 0);
    return text;
  }
}

}  // namespace candor::server::http::test
