// Bodies, counted and in chunks, cut anywhere.
#include "server/http/body_reader.h"

#include "tests/catch.h"

namespace candor::server::http {
namespace {

using State = BodyReader::State;

struct Outcome {
  State state = State::incomplete;
  std::string body, rest;
};

/// Gives the bytes in pieces of `piece` bytes, as a socket would.
Outcome read_in_pieces(BodyReader reader, std::string_view bytes, std::size_t piece) {
  Outcome outcome;
  for (std::size_t at = 0; at < bytes.size() && outcome.state == State::incomplete; at += piece) {
    outcome.rest += bytes.substr(at, piece);
    const auto progress = reader.advance(outcome.rest, outcome.body);
    outcome.rest.erase(0, progress.used_bytes);
    outcome.state = progress.state;
    if (outcome.state == State::complete) outcome.rest += bytes.substr(std::min(bytes.size(), at + piece));
  }
  return outcome;
}

TEST_CASE("a chunked body is the same however it is cut, and what follows is left alone") {
  const std::string bytes =
      "4\r\nWiki\r\n6;name=\"v\"\r\npedia \r\n00e\r\nin \r\n\r\nchunks.\r\n0\r\n\r\nGET";
  for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
    const auto outcome = read_in_pieces(BodyReader(1000), bytes, piece);
    INFO(piece);
    CHECK(outcome.state == State::complete);
    CHECK(outcome.body == "Wikipedia in \r\n\r\nchunks.");
    CHECK(outcome.rest == "GET");
  }
}

TEST_CASE("a counted body takes exactly its length") {
  for (std::size_t piece = 1; piece <= 8; ++piece) {
    const auto outcome = read_in_pieces(BodyReader(5, 5), "helloGET", piece);
    CHECK(outcome.state == State::complete);
    CHECK(outcome.body == "hello");
    CHECK(outcome.rest == "GET");
  }
}

TEST_CASE("malformed chunks are refused") {
  for (const std::string bytes :
       {"x\r\n", "\r\n", "-1\r\n", "+5\r\nhello\r\n", "0x5\r\nhello\r\n", " 5\r\nhello\r\n",
        "5 5\r\nhello\r\n", "123456789\r\n", "FFFFFFFFFFFFFFFFF\r\n", "5\r\nhelloX\n", "5\r\nhello\n\n",
        "5\r\nhelloo\r\n0\r\n\r\n", "0\r\nTrailer: x\r\n\r\n", "0\r\n\nX", "5\nhello\r\n",
        "5;a\nb\r\nhello\r\n", "5;\x01\r\nhello\r\n"}) {
    INFO(bytes);
    CHECK(read_in_pieces(BodyReader(1000), bytes, 1).state == State::malformed);
    CHECK(read_in_pieces(BodyReader(1000), bytes, bytes.size()).state == State::malformed);
  }
  CHECK(read_in_pieces(BodyReader(1000), "5;" + std::string(200, 'x'), 7).state == State::malformed);
}

TEST_CASE("a body over its limit is refused before it is kept") {
  CHECK(read_in_pieces(BodyReader(6, 5), "h", 1).state == State::too_large);
  CHECK(read_in_pieces(BodyReader(5), "6\r\n", 1).state == State::too_large);
  CHECK(read_in_pieces(BodyReader(5), "FFFFFFFF\r\n", 1).state == State::too_large);
  const auto outcome = read_in_pieces(BodyReader(5), "3\r\nabc\r\n3\r\ndef\r\n", 1);
  CHECK(outcome.state == State::too_large);
  CHECK(outcome.body == "abc");
}

TEST_CASE("a body of nothing is complete") {
  CHECK(read_in_pieces(BodyReader(0), "0\r\n\r\n", 1).state == State::complete);
}

}  // namespace
}  // namespace candor::server::http
