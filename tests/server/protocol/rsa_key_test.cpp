#include "server/protocol/rsa_key.h"

#include <openssl/err.h>

#include <chrono>
#include <thread>

#include "server/protocol/blind_client.h"
#include "server/protocol/p256_key.h"
#include "server/protocol/rsa_core.h"
#include "tests/catch.h"
#include "tests/server/protocol/vectors.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::protocol;
using namespace candor::server::protocol::test;

namespace {

/// One key for all: making one takes a third of a second.
const RsaPrivateKey& private_key() {
  static const RsaPrivateKey key = std::move(RsaPrivateKey::generate()).value();
  return key;
}
const RsaPublicKey& public_key() {
  static const RsaPublicKey key = std::move(RsaPublicKey::from_spki(*private_key().spki())).value();
  return key;
}

void append(Bytes& to, const Bytes& data) {
  to.insert(to.end(), data.begin(), data.end());
}

/// DER with lengths in the two-byte form (82 hh ll) that all big pieces of an SPKI have.
Bytes long_tlv(std::uint8_t tag, const Bytes& content) {
  Bytes out{tag, 0x82, static_cast<std::uint8_t>(content.size() >> 8),
            static_cast<std::uint8_t>(content.size() & 0xff)};
  append(out, content);
  return out;
}

const Bytes kRsaEncryption = bytes_of_hex("300d06092a864886f70d0101010500");
const Bytes kExponent65537 = bytes_of_hex("0203010001");

Bytes spki_with(const Bytes& algorithm, const Bytes& modulus, const Bytes& exponent_tlv) {
  Bytes integer{0};
  append(integer, modulus);
  Bytes numbers = long_tlv(0x02, integer);
  append(numbers, exponent_tlv);
  Bytes bits{0};
  append(bits, long_tlv(0x30, numbers));
  Bytes content = algorithm;
  append(content, long_tlv(0x03, bits));
  return long_tlv(0x30, content);
}

Bytes modulus_of(const Bytes& spki) {
  return {spki.begin() + 33, spki.begin() + 33 + kRsaBytes};
}

ErrorKind kind_of_refusal(const Bytes& spki) {
  const auto key = RsaPublicKey::from_spki(spki);
  REQUIRE_FALSE(key);
  return key.error().kind;
}

Bytes signed_under(const RsaPrivateKey& key, const Blinded& blinded) {
  const auto signature = key.blind_sign(blinded.blinded);
  REQUIRE(signature);
  return *signature;
}

/// Big-endian.
Bytes minus_one(Bytes number) {
  for (std::size_t i = number.size(); i-- > 0;) {
    if (number[i]-- != 0) break;
  }
  return number;
}

}  // namespace

TEST_CASE("RsaPublicKey keeps the canonical SPKI of a 2048-bit key") {
  const Bytes spki = *private_key().spki();
  CHECK(spki.size() == 294);
  CHECK(spki == spki_with(kRsaEncryption, modulus_of(spki), kExponent65537));
  CHECK(public_key().spki() == spki);
}

TEST_CASE("RsaPublicKey refuses other sizes and exponents") {
  for (const std::size_t bits : {1024U, 2040U, 3072U}) {
    INFO(bits);
    const auto core = RsaCore::generate(bits);
    REQUIRE(core);
    CHECK(kind_of_refusal(core->spki()) == ErrorKind::invalid);
    CHECK(RsaCore::from_spki(core->spki()));
    CHECK_FALSE(RsaPrivateKey::from_der(core->private_der()));
  }
  const Bytes modulus = modulus_of(*private_key().spki());
  for (const char* exponent : {"020103", "020111", "0203010003", "02050100000001"}) {
    INFO(exponent);
    CHECK(kind_of_refusal(spki_with(kRsaEncryption, modulus, bytes_of_hex(exponent))) == ErrorKind::invalid);
  }
}

TEST_CASE("RsaPublicKey refuses what says the same in other bytes, and what says something else") {
  const Bytes good = *private_key().spki();
  const Bytes modulus = modulus_of(good);
  Bytes longer = good, other_tag = good, leading_zero{0}, indefinite = good;
  longer.push_back(0);
  other_tag[0] = 0x31;
  indefinite[1] = 0x80;
  append(leading_zero, modulus);
  const std::vector<std::pair<const char*, Bytes>> bad = {
      {"nothing", {}},
      {"bytes behind", longer},
      {"bytes missing", Bytes(good.begin(), good.end() - 1)},
      {"another tag", other_tag},
      {"indefinite length", indefinite},
      {"a modulus with another leading zero", spki_with(kRsaEncryption, leading_zero, kExponent65537)},
      {"an exponent with a leading zero", spki_with(kRsaEncryption, modulus, bytes_of_hex("020400010001"))},
      {"an exponent's length in the long form",
       spki_with(kRsaEncryption, modulus, bytes_of_hex("028103010001"))},
      {"no NULL behind the algorithm",
       spki_with(bytes_of_hex("300b06092a864886f70d010101"), modulus, kExponent65537)},
      {"RSASSA-PSS", spki_with(bytes_of_hex("300b06092a864886f70d01010a"), modulus, kExponent65537)},
      {"a P-256 key", bytes_of_hex("3059301306072a8648ce3d020106082a8648ce3d03010703420004"
                                   "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
                                   "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299")}};
  for (const auto& [what, spki] : bad) {
    INFO(what);
    CHECK(kind_of_refusal(spki) == ErrorKind::invalid);
  }
}

TEST_CASE("a private key survives its DER, and only byte for byte") {
  const Bytes der = *private_key().to_der();
  const auto again = RsaPrivateKey::from_der(der);
  REQUIRE(again);
  CHECK(*again->spki() == *private_key().spki());
  CHECK(*again->to_der() == der);
  Bytes longer = der;
  longer.push_back(0);
  for (const Bytes& bad : {Bytes(), longer, Bytes(der.begin(), der.end() - 1), *private_key().spki()}) {
    const auto read = RsaPrivateKey::from_der(bad);
    REQUIRE_FALSE(read);
    CHECK(read.error().kind == ErrorKind::invalid);
  }
}

TEST_CASE("blind_sign refuses what is no number below the modulus, as long as it") {
  const Bytes modulus = modulus_of(*private_key().spki());
  for (const Bytes& bad : {Bytes(), Bytes(255, 1), Bytes(257, 0), modulus, Bytes(kRsaBytes, 0xff)}) {
    const auto signature = private_key().blind_sign(bad);
    REQUIRE_FALSE(signature);
    CHECK(signature.error().kind == ErrorKind::invalid);
  }
  CHECK(private_key().blind_sign(minus_one(modulus)));
}

TEST_CASE("blind_sign withholds a result that the public key does not confirm") {
  const Bytes right = *private_key().to_der();
  const Bytes input(kRsaBytes, 1);
  Bytes one_wrong = right;
  one_wrong[right.size() - 20] ^= 1;  // in the last number, q^-1 mod p
  Bytes both_wrong = one_wrong;
  both_wrong[377] ^= 1;  // in d, to which OpenSSL falls back
  const auto damaged_once = RsaPrivateKey::from_der(one_wrong), damaged = RsaPrivateKey::from_der(both_wrong);
  REQUIRE(damaged_once);
  REQUIRE(damaged);
  const auto corrected = damaged_once->blind_sign(input);
  REQUIRE(corrected);
  CHECK(*corrected == *private_key().blind_sign(input));
  const auto withheld = damaged->blind_sign(input);
  REQUIRE_FALSE(withheld);
  CHECK(withheld.error().kind == ErrorKind::internal);
}

TEST_CASE("verifies refuses every change of message and signature") {
  const Bytes message(100, 7);
  const auto blinded = blind(public_key(), message);
  REQUIRE(blinded);
  const auto signature = finalize(public_key(), *blinded, signed_under(private_key(), *blinded));
  REQUIRE(signature);
  REQUIRE(public_key().verifies(blinded->prepared, *signature));
  for (const std::size_t at : {0U, 31U, 32U, 100U, 131U}) {  // prefix: the first 32
    Bytes changed = blinded->prepared;
    changed[at] ^= 0x80;
    CHECK_FALSE(public_key().verifies(changed, *signature));
  }
  for (const std::size_t at : {0U, 128U, 255U}) {
    Bytes changed = *signature;
    changed[at] ^= 1;
    CHECK_FALSE(public_key().verifies(blinded->prepared, changed));
  }
  Bytes longer = *signature;
  longer.insert(longer.begin(), 0);
  CHECK_FALSE(public_key().verifies(blinded->prepared, longer));
  CHECK_FALSE(public_key().verifies(blinded->prepared, Bytes(signature->begin(), signature->end() - 1)));
  CHECK_FALSE(public_key().verifies(blinded->prepared, {}));
  CHECK_FALSE(public_key().verifies({}, *signature));
  const auto other = RsaPrivateKey::generate();
  REQUIRE(other);
  CHECK_FALSE(RsaPublicKey::from_spki(*other->spki())->verifies(blinded->prepared, *signature));
}

TEST_CASE("verifies takes salts of 48 bytes only") {
  const Bytes modulus = modulus_of(*private_key().spki());
  const Bytes prepared(64, 3), factor(kRsaBytes, 2);
  for (const std::size_t size : {0U, 32U, 47U, 48U, 49U}) {
    const auto blinded = blind_with(modulus, prepared, Bytes(size, 9), factor);
    REQUIRE(blinded);
    const auto signature = unblind(modulus, signed_under(private_key(), *blinded), blinded->inverse);
    REQUIRE(signature);
    CHECK(public_key().verifies(prepared, *signature) == (size == 48));
  }
}

TEST_CASE("refusals leave no error behind for the thread's next TLS call") {
  ERR_clear_error();
  CHECK_FALSE(public_key().verifies(Bytes(3, 1), Bytes(kRsaBytes, 1)));
  CHECK_FALSE(public_key().verifies(Bytes(3, 1), Bytes(kRsaBytes, 0xff)));
  CHECK_FALSE(RsaPublicKey::from_spki(Bytes(294, 1)));
  CHECK_FALSE(RsaPrivateKey::from_der(Bytes(1200, 1)));
  CHECK_FALSE(private_key().blind_sign(Bytes(kRsaBytes, 0xff)));
  CHECK_FALSE(P256PublicKey::from_point(Point{}));
  CHECK_FALSE(P256PrivateKey::from_der(Bytes(121, 1)));
  const auto secret = P256PrivateKey::generate();
  CHECK_FALSE(P256PublicKey::from_point(*secret->point())->verifies(Bytes(3, 1), P256Signature{}));
  CHECK(ERR_peek_error() == 0);
}

TEST_CASE("threads verify and sign with one key") {
  const auto blinded = blind(public_key(), Bytes(50, 1));
  REQUIRE(blinded);
  const Bytes answer = signed_under(private_key(), *blinded);
  const Bytes signature = *finalize(public_key(), *blinded, answer);
  std::vector<int> right(4, 0);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < right.size(); ++i) {
    threads.emplace_back([&, i] {
      for (int turn = 0; turn < 200; ++turn) right[i] += public_key().verifies(blinded->prepared, signature);
      for (int turn = 0; turn < 5; ++turn) right[i] += *private_key().blind_sign(blinded->blinded) == answer;
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(right == std::vector<int>(4, 205));
}

TEST_CASE("what RSA costs is printed, not timed as a test", "[.bench]") {
  const auto blinded = blind(public_key(), Bytes(100, 1));
  const Bytes answer = signed_under(private_key(), *blinded);
  const Bytes signature = *finalize(public_key(), *blinded, answer);
  const auto print = [](const char* what, int turns, const auto& work) {
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < turns; ++i) work();
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - begin;
    WARN(what << ": " << took.count() / turns << " us");
  };
  const Bytes spki = public_key().spki();
  print("verify", 20000, [&] { REQUIRE(public_key().verifies(blinded->prepared, signature)); });
  print("blind_sign", 1000, [&] { REQUIRE(private_key().blind_sign(blinded->blinded)); });
  print("blind", 500, [&] { REQUIRE(blind(public_key(), Bytes(100, 1))); });
  print("finalize", 2000, [&] { REQUIRE(finalize(public_key(), *blinded, answer)); });
  print("from_spki", 500, [&] { REQUIRE(RsaPublicKey::from_spki(spki)); });
  print("generate", 10, [&] { REQUIRE(RsaPrivateKey::generate()); });
}
