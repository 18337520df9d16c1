#include "server/protocol/p256_key.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "tests/catch.h"
#include "tests/server/protocol/vectors.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::protocol;
using namespace candor::server::protocol::test;

namespace {

// RFC 6979, A.2.5.
const std::string kPrivate = "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721";
const std::string kX = "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6";
const std::string kY = "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";
const std::string kSampleR = "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716";
const std::string kSampleS = "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8";
const std::string kTestR = "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367";
const std::string kTestS = "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083";
// The order n and the field's p.
const std::string kOrder = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
const std::string kField = "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff";
const std::string kZero(64, '0');

template <class Fixed>
Fixed fixed_of(const std::string& hex) {
  const Bytes bytes = bytes_of_hex(hex);
  Fixed out{};
  REQUIRE(bytes.size() == out.size());
  std::copy(bytes.begin(), bytes.end(), out.begin());
  return out;
}
Point point_of(const std::string& hex) {
  return fixed_of<Point>(hex);
}
P256Signature signature_of(const std::string& r, const std::string& s) {
  return fixed_of<P256Signature>(r + s);
}

/// left − right on big-endian numbers of one length.
std::string minus(const std::string& left_hex, const std::string& right_hex) {
  Bytes left = bytes_of_hex(left_hex);
  const Bytes right = bytes_of_hex(right_hex);
  int borrow = 0;
  for (std::size_t i = left.size(); i-- > 0;) {
    const int digit = left[i] - right[i] - borrow;
    borrow = digit < 0 ? 1 : 0;
    left[i] = static_cast<std::uint8_t>(digit & 0xff);
  }
  return hex_of(left);
}

P256PublicKey key_of(const Point& point) {
  return std::move(P256PublicKey::from_point(point)).value();
}

}  // namespace

TEST_CASE("P-256 verifies the signatures of RFC 6979, A.2.5, and those with n − s") {
  const P256PublicKey key = key_of(point_of(kX + kY));
  CHECK(key.verifies(view_of("sample"), signature_of(kSampleR, kSampleS)));
  CHECK(key.verifies(view_of("test"), signature_of(kTestR, kTestS)));
  CHECK(key.verifies(view_of("sample"), signature_of(kSampleR, minus(kOrder, kSampleS))));
  CHECK(key.verifies(view_of("test"), signature_of(kTestR, minus(kOrder, kTestS))));
}

TEST_CASE("P-256 refuses other messages, changed signatures and numbers out of range") {
  const P256PublicKey key = key_of(point_of(kX + kY));
  CHECK_FALSE(key.verifies(view_of("sampl"), signature_of(kSampleR, kSampleS)));
  CHECK_FALSE(key.verifies(view_of("test"), signature_of(kSampleR, kSampleS)));
  CHECK_FALSE(key.verifies({}, signature_of(kSampleR, kSampleS)));
  for (std::size_t at = 0; at < 64; ++at) {
    P256Signature changed = signature_of(kSampleR, kSampleS);
    changed[at] ^= 1;
    CHECK_FALSE(key.verifies(view_of("sample"), changed));
  }
  const std::string full(64, 'f');
  for (const auto& [r, s] : std::vector<std::pair<std::string, std::string>>{{kZero, kZero},
                                                                             {kZero, kSampleS},
                                                                             {kSampleR, kZero},
                                                                             {kOrder, kSampleS},
                                                                             {kSampleR, kOrder},
                                                                             {full, kSampleS},
                                                                             {kSampleR, full},
                                                                             {kSampleS, kSampleR}}) {
    CHECK_FALSE(key.verifies(view_of("sample"), signature_of(r, s)));
  }
}

TEST_CASE("from_point refuses what does not lie on the curve") {
  const std::string y_off = "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462298";
  for (const std::string& bad :
       {kX + y_off, kY + kX, kZero + kZero, kX + kZero, std::string(128, 'f'), kX + kField}) {
    INFO(bad);
    const auto key = P256PublicKey::from_point(point_of(bad));
    REQUIRE_FALSE(key);
    CHECK(key.error().kind == ErrorKind::invalid);
  }
  CHECK(P256PublicKey::from_point(point_of(kX + minus(kField, kY))));  // the point's negative
}

TEST_CASE("from_point refuses a coordinate that is only right modulo p") {
  // x = 0 has y² = b; its root, and the same with x = p.
  const std::string root = "66485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4";
  CHECK(P256PublicKey::from_point(point_of(kZero + root)));
  CHECK_FALSE(P256PublicKey::from_point(point_of(kField + root)));
}

TEST_CASE("keys do not disturb one another: each has its own point") {
  const P256PublicKey first = key_of(point_of(kX + kY));
  const auto secret = P256PrivateKey::generate();
  REQUIRE(secret);
  const P256PublicKey second = key_of(*secret->point());
  const auto signature = secret->sign(view_of("sample"));
  REQUIRE(signature);
  CHECK(first.verifies(view_of("sample"), signature_of(kSampleR, kSampleS)));
  CHECK_FALSE(second.verifies(view_of("sample"), signature_of(kSampleR, kSampleS)));
  CHECK(second.verifies(view_of("sample"), *signature));
  CHECK_FALSE(first.verifies(view_of("sample"), *signature));
}

TEST_CASE("a private key signs what its public half verifies, each time differently") {
  const auto secret = P256PrivateKey::generate();
  REQUIRE(secret);
  const P256PublicKey open = key_of(*secret->point());
  std::vector<P256Signature> made;
  for (int i = 0; i < 300; ++i) {  // some r or s begin with zero bytes, and DER is shorter then
    const std::string message = "message " + std::to_string(i / 2);
    const auto signature = secret->sign(view_of(message));
    REQUIRE(signature);
    CHECK(open.verifies(view_of(message), *signature));
    made.push_back(*signature);
  }
  std::sort(made.begin(), made.end());
  CHECK(std::adjacent_find(made.begin(), made.end()) == made.end());
  CHECK(open.verifies({}, *secret->sign({})));
}

TEST_CASE("a private key goes out and in as SEC 1 DER, and only byte for byte") {
  const Bytes der =
      bytes_of_hex("30770201010420" + kPrivate + "a00a06082a8648ce3d030107a14403420004" + kX + kY);
  const auto key = P256PrivateKey::from_der(der);
  REQUIRE(key);
  CHECK(*key->to_der() == der);
  CHECK(*key->point() == point_of(kX + kY));
  CHECK(key_of(*key->point()).verifies(view_of("a"), *key->sign(view_of("a"))));
  const auto made = P256PrivateKey::generate();
  REQUIRE(made);
  CHECK(*P256PrivateKey::from_der(*made->to_der())->point() == *made->point());
}

TEST_CASE("from_der refuses damaged keys, pairs that do not belong together, and other curves") {
  const std::string head = "30770201010420", middle = "a00a06082a8648ce3d030107a14403420004";
  const std::string one_less = kPrivate.substr(0, 63) + "0", other_y = minus(kField, kY);
  const std::string good = head + kPrivate + middle + kX + kY;
  const std::string secp256k1 = "30740201010420" + kPrivate + "a00706052b8104000aa14403420004" + kX + kY;
  for (const std::string& bad :
       {std::string(), good + "00", good.substr(0, good.size() - 2), head + one_less + middle + kX + kY,
        head + kPrivate + middle + kX + other_y, head + kZero + middle + kX + kY,
        head + kOrder + middle + kX + kY, secp256k1}) {
    INFO(bad);
    const auto key = P256PrivateKey::from_der(bytes_of_hex(bad));
    REQUIRE_FALSE(key);
    CHECK(key.error().kind == ErrorKind::invalid);
  }
}

TEST_CASE("spki_of and point_of_spki are each other's inverse; other bytes are refused") {
  const Point point = point_of(kX + kY);
  const Bytes spki = spki_of(point);
  CHECK(hex_of(spki) == "3059301306072a8648ce3d020106082a8648ce3d03010703420004" + kX + kY);
  REQUIRE(point_of_spki(spki));
  CHECK(*point_of_spki(spki) == point);
  for (std::size_t at = 0; at < 27; ++at) {
    Bytes changed = spki;
    changed[at] ^= 1;
    CHECK_FALSE(point_of_spki(changed));
  }
  Bytes longer = spki;
  longer.push_back(0);
  for (const Bytes& bad : {Bytes(), longer, Bytes(spki.begin(), spki.end() - 1)}) {
    const auto read = point_of_spki(bad);
    REQUIRE_FALSE(read);
    CHECK(read.error().kind == ErrorKind::invalid);
  }
}

TEST_CASE("threads sign with one key, and make and ask keys of their own") {
  const auto secret = P256PrivateKey::generate();
  REQUIRE(secret);
  const Point point = *secret->point();
  std::vector<int> right(4, 0);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < right.size(); ++i) {
    threads.emplace_back([&, i] {
      const Bytes message{static_cast<std::uint8_t>(i)};
      for (int turn = 0; turn < 100; ++turn) {
        const auto signature = secret->sign(message);
        right[i] += signature && P256PublicKey::from_point(point)->verifies(message, *signature);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(right == std::vector<int>(4, 100));
}

TEST_CASE("what P-256 costs is printed, not timed as a test", "[.bench]") {
  const auto secret = P256PrivateKey::generate();
  const Point point = *secret->point();
  const Bytes message(150, 1);
  const P256Signature signature = *secret->sign(message);
  const P256PublicKey open = key_of(point);
  const auto print = [](const char* what, const auto& work) {
    constexpr int kTurns = 5000;
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < kTurns; ++i) work();
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - begin;
    WARN(what << ": " << took.count() / kTurns << " us");
  };
  print("from_point", [&] { REQUIRE(P256PublicKey::from_point(point)); });
  print("verify", [&] { REQUIRE(open.verifies(message, signature)); });
  print("from_point and verify", [&] { REQUIRE(key_of(point).verifies(message, signature)); });
  print("sign", [&] { REQUIRE(secret->sign(message)); });
}
