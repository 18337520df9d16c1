#include "server/protocol/hash.h"

#include <chrono>
#include <set>
#include <thread>

#include "server/protocol/codes.h"
#include "tests/catch.h"
#include "tests/server/protocol/vectors.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::protocol;
using namespace candor::server::protocol::test;

TEST_CASE("Hash gives the SHA-256 of FIPS 180-4's examples") {
  CHECK(hex_of(Hash().text("abc").finish()) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex_of(Hash().finish()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hex_of(Hash().text("abcdbcdecdefdefgefghfghighij").text("hijkijkljklmklmnlmnomnopnopq").finish()) ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST_CASE("Hash frames tags, texts and numbers as the notation says") {
  const auto framed = Hash("x").text16("ab").u32(0x01020304).byte(5).finish();
  const auto plain = Hash().text(std::string("candor/1/x\0\0\2ab\1\2\3\4\5", 20)).finish();
  CHECK(framed == plain);
  CHECK(Hash("x").text16("ab").text16("c").finish() != Hash("x").text16("a").text16("bc").finish());
}

TEST_CASE("hashes begun while another is unfinished do not disturb each other") {
  Hash first;
  first.text("a");
  CHECK(hex_of(Hash().text("abc").finish()) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(first.text("bc").finish() == Hash().text("abc").finish());
}

TEST_CASE("nullifier, commitment and entry agree with the oracle") {
  for (const auto& given : read_vectors("ticket-vectors.json", "casts")) {
    const auto& expected = given["expected"];
    const Bytes32 manifest_hash = bytes32_of_hex(given["manifest_hash"]);
    const Bytes32 bearer = bytes32_of_hex(expected["ballot_bearer"]);
    const Bytes32 nullifier = ticket_nullifier(manifest_hash, bearer);
    const Bytes32 commitment =
        body_commitment(bytes32_of_hex(given["salt"]), given["body"].get<std::string>());
    CHECK(hex_of(nullifier) == expected["nullifier"]);
    CHECK(hex_of(commitment) == expected["commitment"]);
    CHECK(hex_of(make_entry(nullifier, given["revision"], commitment)) == expected["entry"]);
  }
}

TEST_CASE("parse_hex32 reads back what hex_of writes") {
  Bytes32 value{};
  for (std::size_t i = 0; i < value.size(); ++i) value[i] = static_cast<std::uint8_t>(i * 9);
  const auto read = parse_hex32(hex_of(value));
  REQUIRE(read);
  CHECK(*read == value);
}

TEST_CASE("parse_hex32 refuses everything but 64 lower-case digits") {
  const std::string good(64, 'a');
  for (const std::string& bad :
       {std::string(), std::string("a"), std::string(62, 'a'), std::string(63, 'a'), std::string(65, 'a'),
        std::string(66, 'a'), std::string(64, 'A'), std::string(64, 'g'), " " + good.substr(1),
        "0x" + good.substr(2), good.substr(1) + std::string(1, '\0')}) {
    const auto read = parse_hex32(bad);
    REQUIRE_FALSE(read);
    CHECK(read.error().kind == ErrorKind::malformed);
  }
}

TEST_CASE("base64url goes out and in without padding") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", ""}, {"f", "Zg"}, {"fo", "Zm8"}, {"foo", "Zm9v"}, {"foob", "Zm9vYg"}, {"\xfb\xff\xfe", "-__-"}};
  for (const auto& [bytes, text] : cases) {
    CHECK(base64url_of(view_of(bytes)) == text);
    const auto read = parse_base64url(text);
    REQUIRE(read);
    CHECK(std::string(read->begin(), read->end()) == bytes);
  }
}

TEST_CASE("parse_base64url refuses padding, other alphabets and left-over bits") {
  for (const std::string bad : {"Zg==", "Zm9v\n", "+//+", "Z", "Zm9vY", "Zh", "Zm9", "Zm 9v"}) {
    INFO(bad);
    CHECK_FALSE(parse_base64url(bad));
  }
}

TEST_CASE("equal_constant_time compares lengths and bytes") {
  const Bytes a{1, 2, 3}, b{1, 2, 4}, c{1, 2}, none;
  CHECK(equal_constant_time(a, a));
  CHECK(equal_constant_time(none, none));
  CHECK_FALSE(equal_constant_time(a, b));
  CHECK_FALSE(equal_constant_time(a, c));
}

TEST_CASE("fill_random fills all of it, also more than the system gives at once") {
  Bytes long_one(1000, 0);
  fill_random(long_one);
  std::set<std::uint8_t> tail(long_one.end() - 200, long_one.end());
  CHECK(tail.size() > 50);
  std::set<Bytes32> drawn;
  for (int i = 0; i < 100; ++i) drawn.insert(random32());
  CHECK(drawn.size() == 100);
}

TEST_CASE("threads hash independently") {
  std::vector<Bytes32> digests(4);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < digests.size(); ++i) {
    threads.emplace_back([&digests, i] {
      for (int turn = 0; turn < 1000; ++turn) digests[i] = Hash("t").text16("same").finish();
    });
  }
  for (auto& thread : threads) thread.join();
  for (const auto& digest : digests) CHECK(digest == Hash("t").text16("same").finish());
}

TEST_CASE("what a cast hashes is printed, not timed as a test", "[.bench]") {
  const std::string body(600, 'x');
  const Bytes32 key = random32();
  constexpr int kTurns = 200000;
  const auto begin = std::chrono::steady_clock::now();
  std::size_t sum = 0;
  for (int i = 0; i < kTurns; ++i) {
    const auto nullifier = ticket_nullifier(key, key);
    sum += make_entry(nullifier, 1, body_commitment(key, body))[40];
    sum += bearer_hash(key)[0];
  }
  const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - begin;
  WARN("bearer hash, N, c and E of 600 bytes: " << took.count() / kTurns << " us (" << sum << ")");
}
