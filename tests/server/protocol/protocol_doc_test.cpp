// docs/protocol.md promises bytes: its example block is computed again here, line by line. What is drawn at
// random in life (secrets, salts, prefixes, factors) is taken from the block; signatures by P-256, which
// differ each time, are verified.
#include <algorithm>
#include <map>
#include <sstream>

#include "forms/round_json.h"
#include "server/protocol/blind_client.h"
#include "server/protocol/canonical_files.h"
#include "server/protocol/codes.h"
#include "server/protocol/credential.h"
#include "server/protocol/hash.h"
#include "server/protocol/merkle.h"
#include "server/protocol/rsa_key.h"
#include "server/protocol/seal_files.h"
#include "server/protocol/seal_lines.h"
#include "tests/catch.h"
#include "tests/server/protocol/vectors.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::protocol;
using namespace candor::server::protocol::test;

namespace {

using Lines = std::map<std::string, std::string>;

constexpr std::uint32_t kPart = 1, kCategory = 2;
const std::string kRound = "2026-autumn", kUnit = "u1", kCategoryId = "B";

/// `name = value` lines of the block marked `example`.
const Lines& told() {
  static const Lines lines = [] {
    const std::string page = read_data("../../docs/protocol.md");
    const std::string mark = "```example\n";
    const auto begin = page.find(mark);
    REQUIRE(begin != std::string::npos);
    std::istringstream block(
        page.substr(begin + mark.size(), page.find("\n```", begin + 1) - begin - mark.size()));
    Lines read;
    for (std::string line; std::getline(block, line);) {
      const auto equals = line.find(" = ");
      REQUIRE(equals != std::string::npos);
      read[line.substr(0, equals)] = line.substr(equals + 3);
    }
    return read;
  }();
  return lines;
}

Bytes told_bytes(const std::string& name) {
  return bytes_of_hex(told().at(name));
}
Bytes32 told_hash(const std::string& name) {
  return bytes32_of_hex(told().at(name));
}

Bytes decoded(const nlohmann::json& text) {
  auto bytes = parse_base64url(text.get<std::string>());
  REQUIRE(bytes);
  return *std::move(bytes);
}

template <std::size_t N>
void copy_to(std::array<std::uint8_t, N>& to, const Bytes& bytes) {
  REQUIRE(bytes.size() == N);
  std::ranges::copy(bytes, to.begin());
}

const RsaPrivateKey& signing_key(const std::string& kind) {
  static const auto keys = [] {
    std::map<std::string, RsaPrivateKey> read;
    const auto file = nlohmann::json::parse(read_data("protocol-example/keys.json"));
    for (const auto& [name, numbers] : file["rsa"].items()) {
      auto key = RsaPrivateKey::from_der(bytes_of_hex(numbers["private_der"]));
      REQUIRE(key);
      read.emplace(name, *std::move(key));
    }
    return read;
  }();
  return keys.at(kind);
}

Bytes spki_of_key(const std::string& kind) {
  auto spki = signing_key(kind).spki();
  REQUIRE(spki);
  return *std::move(spki);
}

/// The box's private key is nobody's: the page states the public one.
Bytes box_key() {
  return decoded(nlohmann::json::parse(told().at("manifest.json"))["box_key"]);
}

bool holds(const Bytes& spki, const Bytes& message, const Bytes& signature) {
  const auto point = point_of_spki(spki);
  REQUIRE(point);
  const auto key = P256PublicKey::from_point(*point);
  REQUIRE(key);
  P256Signature read{};
  copy_to(read, signature);
  return key->verifies(message, read);
}

const CanonicalFiles& frozen() {
  static const CanonicalFiles files = [] {
    auto read =
        forms::parse_round(read_data("protocol-example/credential-round.json"), forms::Strictness::opening);
    REQUIRE(read);
    std::vector<UnitRights> rights(read->round.units.size());
    UnitRights& own = rights.front();
    own.claims.resize(kCategory);
    own.ballots.resize(kCategory);
    own.keys.resize(kCategory);
    for (const char* name : {"invitation", "other invitation"})
      own.claims[1].push_back(claim_hash(kRound, kUnit, kCategoryId, told().at(name)));
    const std::string& ticket = told().at("ticket");
    own.ballots[1].push_back(bearer_hash(ballot_bearer(kRound, kUnit, kCategoryId, ticket)));
    own.comments.push_back(bearer_hash(comment_bearer(kRound, kUnit, ticket)));
    own.keys[1] = spki_of_key("ballot");
    own.comment_key = spki_of_key("comment");
    return make_canonical_files(read->round, std::move(rights), {box_key(), "registrar"});
  }();
  return files;
}

void add_opening(Lines& lines) {
  std::vector<Bytes32> leaves;
  for (const auto& file : frozen().files) {
    if (file.name.starts_with("parts/")) leaves.push_back(merkle_leaf(view_of(file.bytes)));
    if (file.name == "lists/0001.bin") lines[file.name] = hex_of(view_of(file.bytes));
    if (file.name == "core.json" || file.name == "parts/0001.json" || file.name == "manifest.json")
      lines[file.name] = file.bytes;
  }
  lines["M"] = hex_of(frozen().manifest_hash);
  const auto path = merkle_path(leaves, 0);
  REQUIRE(path.size() == 1);
  lines["path of part 1"] = hex_of(path.front());
  const std::string& secret = told().at("invitation");
  lines["invitation printed"] = printed_code(kPart, kCategory, secret);
  lines["invitation link"] = "/b#" + link_fragment(frozen().manifest_hash, kRound, kPart, kCategory, secret);
  lines["invitation claim hash"] = hex_of(claim_hash(kRound, kUnit, kCategoryId, secret));
}

/// From the credential's key to the unblinded signature; returns request and answer for the claim.
std::pair<Bytes, Bytes> add_credential(Lines& lines, CastKind kind) {
  const std::string name(name_of(kind));
  const auto point = point_of_spki(told_bytes(name + " spki"));
  REQUIRE(point);
  const auto key = RsaPublicKey::from_spki(spki_of_key(name));
  REQUIRE(key);
  const Bytes32 kid = kid_of(key->spki());
  const Bytes msg = credential_message(kind, frozen().manifest_hash, kid, *point);
  const Bytes prepared = prepared_message(told_hash(name + " prefix"), msg);
  const Bytes modulus(key->spki().begin() + 33, key->spki().begin() + 33 + kRsaBytes);
  const auto blinded =
      blind_with(modulus, prepared, told_bytes(name + " PSS salt"), told_bytes(name + " factor"));
  REQUIRE(blinded);
  const auto answer = signing_key(name).blind_sign(blinded->blinded);
  REQUIRE(answer);
  const auto signature = finalize(*key, *blinded, *answer);
  REQUIRE(signature);
  lines[name + " kid"] = hex_of(kid);
  lines[name + " spki"] = hex_of(spki_of(*point));
  lines[name + " msg"] = hex_of(msg);
  lines[name + " blinded"] = hex_of(blinded->blinded);
  lines[name + " answer"] = hex_of(*answer);
  lines[name + " signature"] = hex_of(*signature);
  return {blinded->blinded, *answer};
}

void add_claim(Lines& lines) {
  const auto [ballot, ballot_answer] = add_credential(lines, CastKind::ballot);
  const auto [comment, comment_answer] = add_credential(lines, CastKind::comment);
  const nlohmann::json request = {{"manifest", hex_of(frozen().manifest_hash)},
                                  {"part", kPart},
                                  {"category", kCategory},
                                  {"secret", told().at("invitation")},
                                  {"ballot", base64url_of(ballot)},
                                  {"comment", base64url_of(comment)}};
  const nlohmann::json answer = {{"ballot", base64url_of(ballot_answer)},
                                 {"comment", base64url_of(comment_answer)}};
  lines["claim request"] = request.dump();
  lines["claim answer"] = answer.dump();
}

/// What stands in the bundle; a credential's signature over the entry is the page's own.
BundleRow row_of(const std::string& name) {
  BundleRow row;
  row.salt = told_hash(name + " salt");
  row.body = told().at(name + " body");
  if (name == "ticket ballot") {
    row.unit = kUnit;
    row.category = kCategoryId;
    row.proof = ballot_bearer(kRound, kUnit, kCategoryId, told().at("ticket"));
    return row;
  }
  CredentialProof proof;
  const auto point = point_of_spki(told_bytes(name + " spki"));
  REQUIRE(point);
  proof.point = *point;
  proof.prefix = told_hash(name + " prefix");
  copy_to(proof.signature, told_bytes(name + " signature"));
  copy_to(proof.body_signature,
          decoded(nlohmann::json::parse(told().at(name + " request"))["body_signature"]));
  row.proof = proof;
  row.kid = kid_of(spki_of_key(name));
  return row;
}

/// The request is the row with manifest and pad.
std::string request_of(const BundleRow& row) {
  auto request = nlohmann::json::parse(ballot_line(row));
  request["manifest"] = hex_of(frozen().manifest_hash);
  request["pad"] = "";
  const std::size_t missing = (1024 - request.dump().size() % 1024) % 1024;
  request["pad"] = "<" + std::to_string(missing) + " times x>";
  return request.dump();
}

/// Computed anew but for its signature, which is verified.
std::string receipt_of(const std::string& name, CastKind kind, const Bytes& entry) {
  auto receipt = nlohmann::json::parse(told().at(name + " receipt"));
  CHECK(
      holds(box_key(), receipt_message(frozen().manifest_hash, kind, entry), decoded(receipt["signature"])));
  receipt["candor_receipt"] = 1;
  receipt["manifest"] = hex_of(frozen().manifest_hash);
  receipt["kind"] = name_of(kind);
  receipt["entry"] = hex_of(entry);
  return receipt.dump();
}

void add_cast(Lines& lines, const std::string& name, CastKind kind) {
  const BundleRow row = row_of(name);
  const Bytes entry = entry_of(frozen().manifest_hash, row);
  lines[name + " nullifier"] = hex_of(nullifier_of(frozen().manifest_hash, row));
  lines[name + " commitment"] = hex_of(body_commitment(row.salt, row.body));
  lines[name + " entry"] = hex_of(entry);
  lines[name + " leaf"] = hex_of(merkle_leaf(entry));
  lines[name + " short code"] = short_code(entry);
  lines[name + " request"] = request_of(row);
  lines[name + " receipt"] = receipt_of(name, kind, entry);
  if (!is_by_credential(row)) return;
  const auto& proof = std::get<CredentialProof>(row.proof);
  CHECK(holds(spki_of(proof.point), cast_message(entry),
              {proof.body_signature.begin(), proof.body_signature.end()}));
}

void add_seal(Lines& lines) {
  const BundleRow ticket = row_of("ticket ballot"), ballot = row_of("ballot"), comment = row_of("comment");
  std::map<Bytes, std::string> rows;  // ascending by N, with which an entry begins
  for (const BundleRow& row : {ticket, ballot}) {
    std::string line = ballot_line(row);
    line.pop_back();
    rows[entry_of(frozen().manifest_hash, row)] = line;
  }
  std::string entries, comments;
  std::size_t number = 0;
  for (const auto& [entry, line] : rows) {
    append_entry(entries, entry);
    lines["ballots.jsonl line " + std::to_string(++number)] = line;
  }
  append_entry(comments, entry_of(frozen().manifest_hash, comment));
  const std::string seal =
      seal_json(frozen().manifest_hash, tree_head(entries), tree_head(comments), told_hash("index hash"));
  lines["ballots.bin"] = hex_of(view_of(entries));
  lines["seal.json"] = seal;
  CHECK(holds(box_key(), seal_message(seal), told_bytes("seal.sig")));
}

/// What the page states and nothing can compute: it was drawn, or chosen, or is a signature verified above.
const std::vector<std::string> kGiven = {"invitation",       "other invitation", "ticket",
                                         "ballot prefix",    "comment prefix",   "ballot PSS salt",
                                         "comment PSS salt", "ballot factor",    "comment factor",
                                         "ballot salt",      "comment salt",     "ticket ballot salt",
                                         "ballot body",      "comment body",     "ticket ballot body",
                                         "index hash",       "seal.sig"};

}  // namespace

TEST_CASE("the example of docs/protocol.md is what the program computes") {
  Lines expected;
  add_opening(expected);
  add_claim(expected);
  add_cast(expected, "ballot", CastKind::ballot);
  add_cast(expected, "comment", CastKind::comment);
  const Bytes32 bearer = ballot_bearer(kRound, kUnit, kCategoryId, told().at("ticket"));
  expected["ticket printed"] = printed_code(kPart, kCategory, told().at("ticket"));
  expected["ticket ballot bearer"] = hex_of(bearer);
  expected["ticket ballot bearer_hash"] = hex_of(bearer_hash(bearer));
  add_cast(expected, "ticket ballot", CastKind::ballot);
  add_seal(expected);
  for (const auto& [name, value] : expected) {
    INFO(name);
    CHECK(told().at(name) == value);
  }
  for (const auto& [name, value] : told()) {
    INFO(name);
    CHECK((expected.contains(name) || std::ranges::find(kGiven, name) != kGiven.end()));
  }
}

TEST_CASE("the requests of the ticket example have a multiple of 1,024 bytes") {
  const auto vectors = read_vectors("protocol-example.json");
  for (const char* kind : {"ballot", "comment"}) {
    const std::string request = vectors[kind]["request"];
    CHECK(request.size() == 1024);
  }
}

TEST_CASE("a blind signature fits every credential of its key: there is a factor for each pairing") {
  const RsaPrivateKey& key = signing_key("ballot");
  const Bytes spki = spki_of_key("ballot");
  const Bytes modulus(spki.begin() + 33, spki.begin() + 33 + kRsaBytes);
  struct Person {
    Bytes prepared, salt, claimed, answer, signature;
  };
  const auto claim = [&](std::uint8_t number) {
    Person person{Bytes(64, number), Bytes(48, number), {}, {}, {}};
    const auto blinded = blind_with(modulus, person.prepared, person.salt, Bytes(kRsaBytes, number));
    REQUIRE(blinded);
    person.claimed = blinded->blinded;
    person.answer = *key.blind_sign(person.claimed);
    person.signature = *unblind(modulus, person.answer, blinded->inverse);
    return person;
  };
  const Person one = claim(1), two = claim(2);
  // The factor that would join the claim of one to the credential of two: answer / signature.
  const auto inverse = blind_with(modulus, two.prepared, two.salt, two.signature);
  REQUIRE(inverse);
  const auto factor = unblind(modulus, one.answer, inverse->inverse);
  REQUIRE(factor);
  const auto joined = blind_with(modulus, two.prepared, two.salt, *factor);
  REQUIRE(joined);
  CHECK(joined->blinded == one.claimed);
  CHECK(*unblind(modulus, one.answer, joined->inverse) == two.signature);
}
