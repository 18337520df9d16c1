#include "server/protocol/codes.h"

#include "server/protocol/hash.h"
#include "tests/catch.h"
#include "tests/server/protocol/vectors.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::protocol;
using namespace candor::server::protocol::test;

namespace {

std::string secret_from_hex(const std::string& hex) {
  const Bytes random = bytes_of_hex(hex);
  REQUIRE(random.size() == 13);
  return encode_secret(std::span<const std::uint8_t, 13>(random.data(), 13));
}

constexpr const char* kSecret = "ABCDEFGHJKMNPQRSTVWX";

}  // namespace

TEST_CASE("secrets, printed codes, links and bearers agree with the oracle") {
  for (const auto& given : read_vectors("ticket-vectors.json", "casts")) {
    const auto& expected = given["expected"];
    const std::string round = given["round"], unit = given["unit"], category = given["category"];
    const std::string secret = secret_from_hex(given["random"]);
    const auto part = given["part"].get<std::uint32_t>(),
               number = given["category_number"].get<std::uint32_t>();
    CHECK(secret == given["secret"]);
    CHECK(printed_code(part, number, secret) == expected["printed"]);
    CHECK(link_fragment(bytes32_of_hex(given["manifest_hash"]), round, part, number, secret) ==
          expected["fragment"]);
    const Bytes32 ballot = ballot_bearer(round, unit, category, secret);
    const Bytes32 comment = comment_bearer(round, unit, secret);
    CHECK(hex_of(ballot) == expected["ballot_bearer"]);
    CHECK(hex_of(bearer_hash(ballot)) == expected["ballot_bearer_hash"]);
    CHECK(hex_of(comment) == expected["comment_bearer"]);
    CHECK(hex_of(bearer_hash(comment)) == expected["comment_bearer_hash"]);
  }
}

TEST_CASE("check_character agrees with the oracle and with Crockford's arithmetic") {
  for (const auto& given : read_vectors("ticket-vectors.json", "checks")) {
    CHECK(check_character(given["part"], given["category"], given["secret"].get<std::string>()) ==
          given["check"].get<std::string>()[0]);
  }
  // 16J is 1234 in base 32, and 1234 mod 37 is 13: D (the example that implementations share).
  CHECK(check_character(1, 6, "J") == 'D');
}

TEST_CASE("parse_typed_code reads what printed_code prints") {
  for (const std::uint32_t part : {1U, 9U, 12U, 342U, 2000U}) {
    for (const std::uint32_t category : {1U, 3U, 12U}) {
      const auto read = parse_typed_code(printed_code(part, category, kSecret));
      REQUIRE(read);
      CHECK(read->part == part);
      CHECK(read->category == category);
      CHECK(read->secret == kSecret);
    }
  }
}

TEST_CASE("parse_typed_code forgives what people do to a code") {
  const std::string check(1, check_character(12, 3, "0123456789ABCDEFGHJK"));
  for (const std::string& typed :
       {"12-3-01234-56789-ABCDE-FGHJK-" + check, "12-3-0123456789ABCDEFGHJK" + check,
        "12 3 01234 56789 abcde fghjk " + check, "  12-3-o1234-56789-abcde-fghjk-" + check + " ",
        "12-3-OI234-56789-ABCDE-FGHJK-" + check, "l2-3-0L234-56789-ABCDE-FGHJK-" + check,
        "12 - 3 - 01234 - 56789 - ABCDE - FGHJK - " + check}) {
    INFO(typed);
    const auto read = parse_typed_code(typed);
    REQUIRE(read);
    CHECK(read->part == 12);
    CHECK(read->category == 3);
    CHECK(read->secret == "0123456789ABCDEFGHJK");
  }
}

TEST_CASE("parse_typed_code refuses what cannot be a code") {
  for (const std::string& bad :
       {std::string(), std::string("-"), std::string("12"), std::string("12-3"), std::string("12-3-"),
        std::string("0-3-01234-56789-ABCDE-FGHJK-0"), std::string("12-0-01234-56789-ABCDE-FGHJK-0"),
        std::string("A-3-01234-56789-ABCDE-FGHJK-0"), std::string("1234567-3-01234-56789-ABCDE-FGHJK-0"),
        std::string("12-3-01234-56789-ABCDE-FGHJ-0"), std::string("12-3-01234-56789-ABCDE-FGHJKM-0"),
        std::string("12-3-0123U-56789-ABCDE-FGHJK-0"), std::string("12-3-01234-56789-ABCDE-FGHJK-!"),
        std::string("12-3-01234-56789-ABCDE-FGHJ\xe4\xb8\xad"), std::string(100000, '1')}) {
    const auto read = parse_typed_code(bad);
    REQUIRE_FALSE(read);
    CHECK(read.error().kind == ErrorKind::malformed);
  }
}

TEST_CASE("the check character catches every single slip and every swap of neighbours") {
  const std::string code = printed_code(12, 3, kSecret);
  const std::string alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  for (std::size_t i = 5; i < code.size() - 2; ++i) {
    if (code[i] == '-') continue;
    for (const char other : alphabet) {
      if (other == code[i]) continue;
      std::string slip = code;
      slip[i] = other;
      const auto read = parse_typed_code(slip);
      REQUIRE_FALSE(read);
      CHECK(read.error().kind == ErrorKind::invalid);
    }
    if (code[i + 1] == '-' || code[i] == code[i + 1]) continue;
    std::string swapped = code;
    std::swap(swapped[i], swapped[i + 1]);
    CHECK_FALSE(parse_typed_code(swapped));
  }
}

TEST_CASE("another part or category number does not fit the check character") {
  std::string code = printed_code(12, 3, kSecret);
  CHECK_FALSE(parse_typed_code("13" + code.substr(2)));
  CHECK_FALSE(parse_typed_code("12-4" + code.substr(4)));
}
