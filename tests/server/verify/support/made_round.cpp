#include "tests/server/verify/support/made_round.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

#include "forms/round_json.h"
#include "server/protocol/blind_client.h"
#include "server/protocol/canonical_files.h"
#include "server/protocol/codes.h"
#include "server/protocol/credential.h"
#include "server/protocol/hash.h"
#include "server/protocol/seal_files.h"
#include "tests/catch.h"

namespace candor::tests {
namespace {

using namespace candor::server;
using namespace candor::server::protocol;

const std::string kInvalidByQuota =
    R"({"m1":{"grade":"excellent"},"m2":{"grade":"excellent"},"team":{"trust":"poor"}})";

/// Ballots that units are asked for; each fits all three units but the last two of u1.
const std::vector<std::string> kBodies{
    R"({"-":{"recommend":9,"ways":["talk","mail"]},"team":{"overall":"excellent","trust":"competent","years":"7.5"}})",
    R"({"team":{"overall":"poor","trust":"poor","why":"deeds","years":"12"}})",
    R"({"-":{"recommend":3},"team":{"overall":"unknown","trust":"competent"}})",
    R"({"team":{"trust":"excellent"}})", R"({"team":{"overall":"competent","trust":"unknown","years":"0"}})"};

forms::Round read_round(forms::AccessMode access) {
  std::ifstream file(CANDOR_TEST_DATA "/sealed-round/round.json");
  std::stringstream text;
  text << file.rdbuf();
  auto read = forms::parse_round(text.str(), forms::Strictness::opening);
  REQUIRE(read);
  read->round.access = access;
  return std::move(read->round);
}

std::string draw() {
  std::array<std::uint8_t, 13> random{};
  fill_random(random);
  return encode_secret(random);
}

/// Builds a round step by step, as registrar, server and respondents would.
class Maker {
 public:
  explicit Maker(forms::AccessMode access) { made_.round = read_round(access); }

  void open(std::uint64_t tickets_each) {
    const auto& round = made_.round;
    std::vector<UnitRights> rights(round.units.size());
    for (std::size_t u = 0; u < round.units.size(); ++u) {
      rights[u].ballots.resize(round.categories.size());
      rights[u].claims.resize(round.categories.size());
      rights[u].keys.resize(round.categories.size());
      for (std::size_t c = 0; c < round.categories.size(); ++c) fill_group(rights[u], u, c, tickets_each);
      if (by_credential()) rights[u].comment_key = new_rsa_key();
    }
    auto box_key = P256PrivateKey::generate();
    REQUIRE(box_key);
    const auto point = box_key->point();
    REQUIRE(point);
    if (round.access == forms::AccessMode::open) rights.clear();
    const auto canonical = make_canonical_files(round, std::move(rights), {spki_of(*point), "registrar"});
    for (const auto& file : canonical.files) made_.files[file.name] = file.bytes;
    made_.manifest_hash = canonical.manifest_hash;
    made_.box_key = std::move(*box_key);
  }

  HeldCredential issue_from(CastKind kind, const Bytes32& kid) { return issue(made_, kind, kid); }

  /// Claims the next invitation; a comment credential comes with it.
  std::pair<HeldCredential, HeldCredential> claim(const std::string& unit, const std::string& category) {
    auto& secrets = invitations_.at({unit, category});
    return claim_secret(unit, category, secrets.at(next_claim_[{unit, category}]++));
  }
  std::pair<HeldCredential, HeldCredential> claim_secret(const std::string& unit, const std::string& category,
                                                         const std::string& secret) {
    claims_.push_back(claim_line(unit, category, secret));
    return {issue(made_, CastKind::ballot, kids_.at({unit, category})),
            issue(made_, CastKind::comment, kids_.at({unit, ""}))};
  }

  BundleRow cast(const HeldCredential& held, const std::string& body) {
    auto& rows = held.kind == CastKind::ballot ? ballots_ : comments_;
    rows.push_back(row_of(made_, held, body));
    return rows.back();
  }
  void cast_by_bearer(CastKind kind, const std::string& unit, const std::string& category,
                      const Bytes32& bearer, const std::string& body) {
    const bool is_ballot = kind == CastKind::ballot;
    (is_ballot ? ballots_ : comments_)
        .push_back({bearer, {}, unit, is_ballot ? category : std::string(), 1, random32(), body});
  }
  void cast_ticket(const std::string& unit, const std::string& category, const std::string& body,
                   const std::string& comment) {
    const auto secret = tickets_.at({unit, category}).at(next_ticket_[{unit, category}]++);
    cast_by_bearer(CastKind::ballot, unit, category, ballot_bearer(made_.round.id, unit, category, secret),
                   body);
    if (comment.empty()) return;
    cast_by_bearer(CastKind::comment, unit, category, comment_bearer(made_.round.id, unit, secret), comment);
  }

  void amend(Amendment amendment) {
    amendment.number = ++amendments_;
    const auto message = amendment_message(made_.manifest_hash, amendment.number, previous_,
                                           amendment_unsigned_json(amendment));
    amendment.signature = made_.box_key->sign(message).value();
    previous_ = amendment_line(amendment);
    made_.files[std::string(kAmendmentsName)] += previous_;
  }

  const std::vector<std::string>& invitations(const std::string& unit, const std::string& category) const {
    return invitations_.at({unit, category});
  }
  MadeRound& made() { return made_; }

  MadeRound finish() {
    if (by_credential()) {
      std::sort(claims_.begin(), claims_.end());
      auto& file = made_.files[std::string(kClaimsName)];
      for (const auto& line : claims_) file += line;
    }
    made_.files[std::string(kBallotsName)] = lines_of(made_, CastKind::ballot, ballots_);
    made_.files[std::string(kCommentsName)] = lines_of(made_, CastKind::comment, comments_);
    return std::move(made_);
  }

 private:
  bool by_credential() const { return made_.round.access == forms::AccessMode::credential; }

  Bytes new_rsa_key() {
    auto key = RsaPrivateKey::generate();
    REQUIRE(key);
    Bytes spki = key->spki().value();
    made_.rsa_keys.emplace(kid_of(spki), std::move(*key));
    return spki;
  }

  void fill_group(UnitRights& rights, std::size_t u, std::size_t c, std::uint64_t tickets) {
    const auto& unit = made_.round.units[u];
    const GroupName name{unit.id, made_.round.categories[c].id};
    const int due = unit.due->at(name.second);
    for (int i = 0; by_credential() && i < due; ++i) {
      const auto secret = draw();
      invitations_[name].push_back(secret);
      rights.claims[c].push_back(claim_hash(made_.round.id, name.first, name.second, secret));
    }
    if (by_credential() && due > 0) {
      rights.keys[c] = new_rsa_key();
      kids_[name] = kid_of(rights.keys[c]);
    }
    if (made_.round.access == forms::AccessMode::open) return;
    for (std::uint64_t i = 0; i < tickets; ++i) {
      const auto secret = draw();
      tickets_[name].push_back(secret);
      rights.ballots[c].push_back(
          bearer_hash(ballot_bearer(made_.round.id, name.first, name.second, secret)));
      rights.comments.push_back(bearer_hash(comment_bearer(made_.round.id, name.first, secret)));
    }
  }

 public:
  /// After open: the keys for comments have their place too.
  void name_comment_keys() {
    for (std::size_t u = 0; u < made_.round.units.size(); ++u) {
      const std::string& part = made_.files.at(part_name(u + 1));
      for (const auto& [kid, key] : made_.rsa_keys) {
        const std::string stated = "\"comment_key\":\"" + base64url_of(key.spki().value()) + "\"";
        if (part.find(stated) != std::string::npos) kids_[{made_.round.units[u].id, ""}] = kid;
      }
    }
  }

 private:
  MadeRound made_;
  std::map<GroupName, std::vector<std::string>> invitations_, tickets_;
  std::map<GroupName, Bytes32> kids_;  // category "": comments
  std::map<GroupName, std::size_t> next_claim_, next_ticket_;
  std::vector<std::string> claims_;
  std::vector<BundleRow> ballots_, comments_;
  std::uint32_t amendments_ = 0;
  std::string previous_;
};

const std::string kComment = R"({"team":{"improve":"Listen to the night shift. 多听。"}})";

void cast_in_all_groups(Maker& maker) {
  const std::map<GroupName, int> casts{
      {{"u1", "A"}, 3}, {{"u1", "B"}, 4}, {{"u2", "A"}, 2}, {{"u2", "B"}, 4}, {{"u3", "B"}, 1}};
  std::size_t next = 0;
  for (const auto& [group, count] : casts) {
    for (int i = 0; i < count; ++i) {
      const auto [ballot, comment] = maker.claim(group.first, group.second);
      maker.cast(ballot, kBodies[next++ % kBodies.size()]);
      if (next % 3 == 0) maker.cast(comment, kComment);
    }
  }
}

}  // namespace

HeldCredential issue(const MadeRound& made, CastKind kind, const Bytes32& kid) {
  auto key = P256PrivateKey::generate();
  REQUIRE(key);
  HeldCredential held{kind, std::move(*key), {}, kid, {}, {}};
  held.point = held.key.point().value();
  const auto& signer = made.rsa_keys.at(kid);
  const auto public_key = RsaPublicKey::from_spki(signer.spki().value());
  REQUIRE(public_key);
  const auto blinded = blind(*public_key, credential_message(kind, made.manifest_hash, kid, held.point));
  REQUIRE(blinded);
  const auto answer = signer.blind_sign(blinded->blinded);
  REQUIRE(answer);
  const auto signature = finalize(*public_key, *blinded, *answer);
  REQUIRE(signature);
  std::copy_n(blinded->prepared.begin(), held.prefix.size(), held.prefix.begin());
  std::copy(signature->begin(), signature->end(), held.signature.begin());
  return held;
}

BundleRow sign_row(const MadeRound& made, const HeldCredential& held, BundleRow row) {
  auto& proof = std::get<CredentialProof>(row.proof);
  proof.body_signature = held.key.sign(cast_message(entry_of(made.manifest_hash, row))).value();
  return row;
}

BundleRow row_of(const MadeRound& made, const HeldCredential& held, std::string body) {
  BundleRow row;
  row.proof = CredentialProof{held.point, held.prefix, held.signature, {}};
  row.kid = held.kid;
  row.salt = random32();
  row.body = std::move(body);
  return sign_row(made, held, std::move(row));
}

std::string lines_of(const MadeRound& made, CastKind kind, const std::vector<BundleRow>& rows) {
  std::multimap<Bytes32, std::string> ordered;
  for (const auto& row : rows) {
    ordered.emplace(nullifier_of(made.manifest_hash, row),
                    kind == CastKind::ballot ? ballot_line(row) : comment_line(row));
  }
  std::string lines;
  for (const auto& [nullifier, line] : ordered) lines += line;
  return lines;
}

MadeRound make_credential_round() {
  Maker maker(forms::AccessMode::credential);
  maker.open(2);
  maker.name_comment_keys();
  cast_in_all_groups(maker);
  auto& made = maker.made();

  auto [twice, unused] = maker.claim("u1", "B");
  const auto first = maker.cast(twice, kBodies[0]);
  made.replaced = {nullifier_of(made.manifest_hash, first), 1, entry_of(made.manifest_hash, first)};
  BundleRow second = first;
  second.revision = 2;
  second.salt = random32();
  second.body = kInvalidByQuota;
  second = sign_row(made, twice, second);
  made.held_row = second;
  made.held = std::move(twice);

  // Two invitations of u1, B are left: one is withdrawn for a new one, the other given up for paper; u1, A
  // keeps one.
  const auto& left = maker.invitations("u1", "B");
  made.withdrawn_secret = left[6];
  made.unclaimed_secret = draw();
  const auto added = draw();
  std::vector<Bytes32> hashes{claim_hash(made.round.id, "u1", "B", added),
                              claim_hash(made.round.id, "u1", "B", made.unclaimed_secret)};
  std::sort(hashes.begin(), hashes.end());
  maker.amend({1, 1, "B", hashes, {}, {}});
  maker.amend({2, 1, "B", {}, {claim_hash(made.round.id, "u1", "B", made.withdrawn_secret)}, {}});
  const auto [late, late_comment] = maker.claim_secret("u1", "B", added);
  maker.cast(late, R"({"team":{"overall":"poor","own":"competent","trust":"competent"}})");
  made.exchanged[{"u1", "B"}] = 1;
  maker.cast_ticket("u1", "B", "{}", kComment);

  MadeRound finished = maker.finish();
  // The replacement took the place of the first cast.
  const auto at = finished.files[std::string(kBallotsName)].find(ballot_line(first));
  REQUIRE(at != std::string::npos);
  finished.files[std::string(kBallotsName)].replace(at, ballot_line(first).size(), ballot_line(second));
  return finished;
}

MadeRound make_ticket_round() {
  Maker maker(forms::AccessMode::ticket);
  maker.open(5);
  for (const char* unit : {"u1", "u2"}) {
    for (std::size_t i = 0; i < 4; ++i) {
      maker.cast_ticket(unit, "A", kBodies[i], i % 2 == 0 ? kComment : std::string());
      maker.cast_ticket(unit, "B", kBodies[i + 1], {});
    }
  }
  maker.cast_ticket("u3", "B", kBodies[3], {});
  return maker.finish();
}

MadeRound make_open_round() {
  Maker maker(forms::AccessMode::open);
  maker.open(0);
  for (std::size_t i = 0; i < 9; ++i) {
    maker.cast_by_bearer(CastKind::ballot, i < 6 ? "u1" : "u2", "B", random32(), kBodies[i % kBodies.size()]);
    if (i % 4 == 0) maker.cast_by_bearer(CastKind::comment, "u1", "B", random32(), kComment);
  }
  return maker.finish();
}

}  // namespace candor::tests
