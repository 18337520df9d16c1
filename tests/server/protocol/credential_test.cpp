#include "server/protocol/credential.h"

#include "server/protocol/hash.h"
#include "tests/catch.h"
#include "tests/server/protocol/vectors.h"

using namespace candor::server;
using namespace candor::server::protocol;
using namespace candor::server::protocol::test;

namespace {

/// The inputs of one of the oracle's cases.
struct Given {
  explicit Given(const nlohmann::json& from) : json(from) {
    const Bytes bytes = hex("point");
    std::copy(bytes.begin(), bytes.end(), point.begin());
    manifest_hash = bytes32_of_hex(json["hex"]["manifest_hash"]);
    kid = kid_of(hex("rsa_spki"));
  }
  [[nodiscard]] Bytes hex(const char* name) const { return bytes_of_hex(json["hex"][name]); }
  [[nodiscard]] std::string text(const char* name) const { return json[name]; }

  const nlohmann::json& json;
  Point point{};
  Bytes32 manifest_hash{}, kid{};
};

}  // namespace

TEST_CASE("claim hash, kid, messages of a credential and nullifier agree with the oracle") {
  for (const auto& vector : read_vectors("credential-vectors.json", "formulas")) {
    const Given given(vector);
    const auto& expected = vector["expected"];
    const Bytes ballot = credential_message(CastKind::ballot, given.manifest_hash, given.kid, given.point);
    const Bytes comment = credential_message(CastKind::comment, given.manifest_hash, given.kid, given.point);
    CHECK(hex_of(spki_of(given.point)) == expected["spki"]);
    CHECK(hex_of(claim_hash(given.text("round"), given.text("unit"), given.text("category"),
                            given.text("secret"))) == expected["claim_hash"]);
    CHECK(hex_of(given.kid) == expected["kid"]);
    CHECK(hex_of(ballot) == expected["ballot_message"]);
    CHECK(hex_of(comment) == expected["comment_message"]);
    CHECK(hex_of(prepared_message(bytes32_of_hex(vector["hex"]["prefix"]), ballot)) == expected["prepared"]);
    CHECK(hex_of(credential_nullifier(given.manifest_hash, given.kid, given.point)) == expected["nullifier"]);
  }
}

TEST_CASE("messages of cast, receipt, seal and amendment, and what names them, agree with the oracle") {
  for (const auto& vector : read_vectors("credential-vectors.json", "formulas")) {
    const Given given(vector);
    const auto& expected = vector["expected"];
    const Bytes entry = given.hex("entry");
    CHECK(hex_of(cast_message(entry)) == expected["cast_message"]);
    CHECK(hex_of(receipt_message(given.manifest_hash, CastKind::ballot, entry)) ==
          expected["ballot_receipt"]);
    CHECK(hex_of(receipt_message(given.manifest_hash, CastKind::comment, entry)) ==
          expected["comment_receipt"]);
    CHECK(hex_of(seal_message(given.text("seal_json"))) == expected["seal_message"]);
    CHECK(hex_of(amendment_message(given.manifest_hash, vector["number"], given.text("previous_line"),
                                   given.text("unsigned_json"))) == expected["amendment_message"]);
    CHECK(hex_of(claim_request_hash(given.hex("ballot"), given.hex("comment"))) ==
          expected["claim_request_hash"]);
    CHECK(short_code(entry) == expected["short_code"]);
  }
}

TEST_CASE("what kinds are called is what credentials and receipts say") {
  CHECK(name_of(CastKind::ballot) == "ballot");
  CHECK(name_of(CastKind::comment) == "comment");
  CHECK(static_cast<int>(CastKind::ballot) == 1);
  CHECK(static_cast<int>(CastKind::comment) == 2);
}
