#include "server/protocol/blind_client.h"

#include "server/protocol/credential.h"
#include "server/protocol/rsa_core.h"
#include "tests/catch.h"
#include "tests/server/protocol/vectors.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::protocol;
using namespace candor::server::protocol::test;

namespace {

struct Pair {
  RsaPrivateKey secret;
  RsaPublicKey open;
};

const Pair& key_pair() {
  static const Pair pair = [] {
    auto secret = std::move(RsaPrivateKey::generate()).value();
    auto open = std::move(RsaPublicKey::from_spki(*secret.spki())).value();
    return Pair{std::move(secret), std::move(open)};
  }();
  return pair;
}

Bytes modulus_of(const RsaPublicKey& key) {
  return {key.spki().begin() + 33, key.spki().begin() + 33 + kRsaBytes};
}

/// Those of rfc9474.json, then RFC 9474's A.1, which is the variant that Candor uses, prefix and all.
nlohmann::json published_vectors() {
  auto vectors = read_vectors("rfc9474.json");
  for (auto& vector : read_vectors("rfc9474-a1.json")) vectors.push_back(vector);
  return vectors;
}

Bytes field(const nlohmann::json& vector, const char* name) {
  return bytes_of_hex(vector[name].get<std::string>());
}

}  // namespace

TEST_CASE("RFC 9474's vectors are met field by field, from encoding to signature") {
  const auto published = published_vectors();
  const auto followed = read_vectors("credential-vectors.json", "rfc9474");
  REQUIRE(published.size() == 3);
  REQUIRE(followed.size() == published.size());
  for (std::size_t i = 0; i < published.size(); ++i) {
    const auto& vector = published[i];
    INFO(i);
    const Bytes modulus = field(vector, "n"), salt = field(vector, "salt");
    const Bytes prepared = bytes_of_hex(vector.value("msg_prefix", "") + vector["msg"].get<std::string>());
    const auto encoded = encode_pss(prepared, salt, modulus.size());
    REQUIRE(encoded);
    CHECK(hex_of(*encoded) == vector["encoded_msg"]);
    const auto blinded = blind_with(modulus, prepared, salt, field(followed[i], "factor"));
    REQUIRE(blinded);
    CHECK(blinded->prepared == prepared);
    CHECK(hex_of(blinded->blinded) == vector["blinded_msg"]);
    CHECK(hex_of(blinded->inverse) == vector["inv"]);
    const auto signer = RsaCore::from_private_der(field(followed[i], "private_der"));
    REQUIRE(signer);
    CHECK(hex_of(signer->spki()) == followed[i]["spki"]);
    const auto answer = signer->private_operation(blinded->blinded);
    REQUIRE(answer);
    CHECK(hex_of(*answer) == vector["blind_sig"]);
    const auto signature = unblind(modulus, *answer, blinded->inverse);
    REQUIRE(signature);
    CHECK(hex_of(*signature) == vector["sig"]);
    const auto verifier = RsaCore::from_spki(field(followed[i], "spki"));
    REQUIRE(verifier);
    CHECK(verifier->verifies(prepared, *signature, static_cast<int>(salt.size())));
    CHECK_FALSE(verifier->verifies(prepared, *signature, static_cast<int>(salt.size()) + 1));
  }
}

TEST_CASE("prepared_message puts the prefix in front, as RFC 9474's A.1 does") {
  const auto vector = read_vectors("rfc9474-a1.json")[0];
  const Bytes prepared = prepared_message(bytes32_of_hex(vector["msg_prefix"]), field(vector, "msg"));
  CHECK(hex_of(prepared) == vector["msg_prefix"].get<std::string>() + vector["msg"].get<std::string>());
}

TEST_CASE("the published key of 2048 bits is admitted, the one of 4096 is not") {
  const auto followed = read_vectors("credential-vectors.json", "rfc9474");
  CHECK_FALSE(RsaPublicKey::from_spki(field(followed[0], "spki")));
  CHECK_FALSE(RsaPrivateKey::from_der(field(followed[0], "private_der")));
  CHECK(RsaPublicKey::from_spki(field(followed[1], "spki")));
  CHECK(RsaPrivateKey::from_der(field(followed[1], "private_der")));
}

TEST_CASE("what is blinded, signed and finalized verifies; nothing sent shows what was signed") {
  const auto& [secret, open] = key_pair();
  for (const std::size_t size : {0U, 1U, 108U, 5000U}) {
    const Bytes message(size, 5);
    const auto first = blind(open, message), second = blind(open, message);
    REQUIRE(first);
    REQUIRE(second);
    CHECK(first->prepared.size() == 32 + size);
    CHECK(Bytes(first->prepared.begin() + 32, first->prepared.end()) == message);
    CHECK(first->blinded.size() == kRsaBytes);
    CHECK(first->prepared != second->prepared);
    CHECK(first->blinded != second->blinded);
    CHECK(first->inverse != second->inverse);
    const auto answer = secret.blind_sign(first->blinded);
    REQUIRE(answer);
    const auto signature = finalize(open, *first, *answer);
    REQUIRE(signature);
    CHECK(open.verifies(first->prepared, *signature));
    CHECK(*signature != *answer);
    CHECK_FALSE(open.verifies(second->prepared, *signature));
  }
}

TEST_CASE("finalize refuses answers to something else") {
  const auto& [secret, open] = key_pair();
  const auto mine = blind(open, Bytes(10, 1)), other = blind(open, Bytes(10, 1));
  REQUIRE(mine);
  REQUIRE(other);
  const Bytes answer = *secret.blind_sign(mine->blinded);
  Bytes changed = answer;
  changed.back() ^= 1;
  Blinded another_message = *mine;
  another_message.prepared.back() ^= 1;
  REQUIRE(finalize(open, *mine, answer));
  const std::vector<std::pair<const Blinded*, Bytes>> bad = {
      {&*mine, *secret.blind_sign(other->blinded)},
      {&*mine, changed},
      {&*mine, {}},
      {&*mine, Bytes(answer.begin(), answer.end() - 1)},
      {&*mine, Bytes(kRsaBytes, 0xff)},
      {&*mine, Bytes(kRsaBytes, 0)},
      {&*mine, modulus_of(open)},
      {&another_message, answer},
      {&*other, answer}};
  for (const auto& [blinded, given] : bad) {
    const auto signature = finalize(open, *blinded, given);
    REQUIRE_FALSE(signature);
    CHECK(signature.error().kind == ErrorKind::invalid);
  }
}

TEST_CASE("blind_with refuses a factor without an inverse") {
  const auto vector = read_vectors("rfc9474.json")[1];
  const Bytes modulus = field(vector, "n");
  Bytes prime = field(vector, "p");
  prime.insert(prime.begin(), modulus.size() - prime.size(), 0);
  for (const Bytes& factor : {Bytes(modulus.size(), 0), prime}) {
    const auto blinded = blind_with(modulus, Bytes(3, 1), {}, factor);
    REQUIRE_FALSE(blinded);
    CHECK(blinded.error().kind == ErrorKind::invalid);
  }
}

TEST_CASE("encode_pss refuses a modulus without room for digest and salt") {
  CHECK(encode_pss({}, Bytes(48, 0), 98));
  for (const std::size_t size : {0U, 97U, 1025U}) {
    const auto encoded = encode_pss({}, Bytes(48, 0), size);
    REQUIRE_FALSE(encoded);
    CHECK(encoded.error().kind == ErrorKind::invalid);
  }
}
