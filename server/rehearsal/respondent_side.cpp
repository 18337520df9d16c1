#include "server/rehearsal/respondent_side.h"

#include <algorithm>
#include <optional>
#include <variant>

#include "server/protocol/blind_client.h"
#include "server/protocol/canonical_files.h"
#include "server/protocol/codes.h"
#include "server/protocol/credential.h"
#include "server/protocol/hash.h"
#include "server/protocol/seal_files.h"
#include "server/protocol/zip_archive.h"

namespace candor::server::rehearsal {
namespace {

using protocol::CastKind;

/// An archive of what a page reads: the audit's own reader checks it against M.
Result<std::string> collect_frozen_files(const BallotBoxes& boxes, std::string_view round) {
  const auto first = boxes.page(round, std::size_t{1});
  if (!first) return fail(first.error());
  std::vector<protocol::NamedBytes> files{{std::string(protocol::kManifestName), first->manifest},
                                          {std::string(protocol::kCoreName), first->core}};
  // The number of parts is learnt by asking for them: only pages of open rounds list all units.
  for (std::size_t number = 1;; ++number) {
    const auto page = boxes.page(round, number);
    if (!page && page.error().kind == ErrorKind::not_found) break;
    if (!page) return fail(page.error());
    files.push_back({protocol::part_name(number), page->part.value_or("")});
  }
  return protocol::make_zip(files);
}

Error broken_promise(std::string detail) {
  return {ErrorKind::internal, std::move(detail), {}};
}

Error first_failure(const verify::Verified& verified) {
  const auto failed =
      std::ranges::find(verified.checks, verify::Outcome::failed, &verify::CheckLine::outcome);
  if (failed == verified.checks.end()) return broken_promise("the frozen files could not be read");
  return broken_promise("the frozen files do not hold: " + failed->name + ": " + failed->detail);
}

}  // namespace

struct RespondentSide::Right {
  CastKind kind = CastKind::ballot;
  struct Credential {
    protocol::P256PrivateKey key;
    protocol::Point point{};
    Bytes32 kid{};
    Bytes prefix, signature;
  };
  struct Bearer {
    std::string unit, category;
    Bytes32 bearer{};
  };
  std::variant<Credential, Bearer> proof;
};

struct RespondentSide::RightPair {
  Right ballot;
  std::optional<Right> comment;
};

struct RespondentSide::Unclaimed {
  CastKind kind = CastKind::ballot;
  protocol::P256PrivateKey key;
  protocol::Point point{};
  Bytes32 kid{};
  protocol::Blinded blinded;
};

RespondentSide::RespondentSide(std::unique_ptr<verify::FrozenRound> frozen)
    : frozen_(std::move(frozen)), manifest_hex_(protocol::hex_of(frozen_->manifest.hash)) {
  for (const auto& unit : frozen_->round.units) books_.push_back(forms::make_codebook(frozen_->round, unit));
}

Result<RespondentSide> RespondentSide::enter(const BallotBoxes& boxes, std::string_view round,
                                             const Bytes32& manifest_hash) {
  const auto archive = collect_frozen_files(boxes, round);
  if (!archive) return fail(archive.error());
  verify::Verified verified;
  const auto files = verify::ArchiveFiles::read(*archive, "files", verified);
  auto manifest = verify::read_manifest(files, manifest_hash, verified);
  if (!manifest || !manifest->box_key) return fail(first_failure(verified));
  auto frozen = verify::read_frozen(files, *std::move(manifest), verified);
  if (!frozen || !verified.sound()) return fail(first_failure(verified));
  return RespondentSide(std::make_unique<verify::FrozenRound>(std::move(*frozen)));
}

Result<RespondentSide::Unclaimed> RespondentSide::blind_new_key(CastKind kind, const Bytes& rsa_spki) const {
  auto key = protocol::P256PrivateKey::generate();
  if (!key) return fail(std::move(key).error());
  const auto point = key->point();
  if (!point) return fail(point.error());
  const auto kid = protocol::kid_of(rsa_spki);
  const auto signer = frozen_->keys.find(kid);
  if (signer == frozen_->keys.end()) return fail(broken_promise("a group with invitations has no key"));
  auto blinded = protocol::blind(signer->second.key,
                                 protocol::credential_message(kind, frozen_->manifest.hash, kid, *point));
  if (!blinded) return fail(std::move(blinded).error());
  return Unclaimed{kind, *std::move(key), *point, kid, *std::move(blinded)};
}

Result<RespondentSide::Right> RespondentSide::unblind(Unclaimed unclaimed, const Bytes& answer) const {
  const auto& signer = frozen_->keys.at(unclaimed.kid).key;
  auto signature = protocol::finalize(signer, unclaimed.blinded, answer);
  if (!signature) return fail(std::move(signature).error());
  const auto& prepared = unclaimed.blinded.prepared;
  return Right{unclaimed.kind, Right::Credential{std::move(unclaimed.key), unclaimed.point, unclaimed.kid,
                                                 Bytes(prepared.begin(), prepared.begin() + sizeof(Bytes32)),
                                                 *std::move(signature)}};
}

Result<RespondentSide::RightPair> RespondentSide::claim(Claims& claims, const Voter& voter) const {
  const auto& part = frozen_->parts[voter.who->unit];
  auto ballot = blind_new_key(CastKind::ballot, part.groups[voter.who->category].key);
  if (!ballot) return fail(std::move(ballot).error());
  std::optional<Unclaimed> comment;
  if (!part.comment_key.empty()) {
    auto blinded = blind_new_key(CastKind::comment, part.comment_key);
    if (!blinded) return fail(std::move(blinded).error());
    comment = *std::move(blinded);
  }
  ClaimRequest request{
      manifest_hex_, std::int64_t{voter.who->unit} + 1, std::int64_t{voter.who->category} + 1,
      voter.secret,  ballot->blinded.blinded,           {}};
  if (comment) request.comment = comment->blinded.blinded;
  const auto answer = claims.claim(round().id, request);
  if (!answer) return fail(answer.error());
  auto ballot_right = unblind(*std::move(ballot), answer->ballot);
  if (!ballot_right) return fail(std::move(ballot_right).error());
  RightPair pair{*std::move(ballot_right), std::nullopt};
  if (!comment) return pair;
  auto comment_right = unblind(*std::move(comment), answer->comment);
  if (!comment_right) return fail(std::move(comment_right).error());
  pair.comment = *std::move(comment_right);
  return pair;
}

RespondentSide::RightPair RespondentSide::derive_bearers(const Voter& voter) const {
  const auto& unit = round().units[voter.who->unit].id;
  const auto& category = round().categories[voter.who->category].id;
  const bool drawn = voter.by == By::nothing;
  const auto ballot =
      drawn ? protocol::random32() : protocol::ballot_bearer(round().id, unit, category, voter.secret);
  const auto comment =
      drawn ? protocol::random32() : protocol::comment_bearer(round().id, unit, voter.secret);
  return {{CastKind::ballot, Right::Bearer{unit, category, ballot}},
          Right{CastKind::comment, Right::Bearer{unit, "", comment}}};
}

Result<Bytes> RespondentSide::cast(BallotBoxes& boxes, const Right& right, std::uint32_t revision,
                                   std::string body) const {
  const auto& manifest_hash = frozen_->manifest.hash;
  const auto* const held = std::get_if<Right::Credential>(&right.proof);
  const auto nullifier =
      held != nullptr
          ? protocol::credential_nullifier(manifest_hash, held->kid, held->point)
          : protocol::ticket_nullifier(manifest_hash, std::get<Right::Bearer>(right.proof).bearer);
  const auto salt = protocol::random32();
  Bytes entry = protocol::make_entry(nullifier, revision, protocol::body_commitment(salt, body));
  Cast cast{manifest_hex_, protocol::hex_of(salt), revision, std::move(body), {}};
  if (held != nullptr) {
    const auto signature = held->key.sign(protocol::cast_message(entry));
    if (!signature) return fail(signature.error());
    cast.right = CredentialRight{protocol::hex_of(held->kid), protocol::spki_of(held->point), held->prefix,
                                 held->signature, Bytes(signature->begin(), signature->end())};
  } else {
    const auto& bearer = std::get<Right::Bearer>(right.proof);
    cast.right = TicketRight{bearer.unit, bearer.category, protocol::hex_of(bearer.bearer)};
  }
  const bool is_ballot = right.kind == CastKind::ballot;
  const auto accepted =
      is_ballot ? boxes.cast_ballot(round().id, cast) : boxes.cast_comment(round().id, cast);
  if (!accepted) return fail(accepted.error());
  const auto message = protocol::receipt_message(manifest_hash, right.kind, entry);
  if (accepted->entry != entry || !accepted->receipt ||
      !frozen_->manifest.box_key->verifies(message, *accepted->receipt))
    return fail(broken_promise("the receipt of a cast does not hold"));
  return entry;
}

Result<Receipts> RespondentSide::cast_all(BallotBoxes& boxes, const Voter& voter,
                                          const RightPair& rights) const {
  const auto& who = *voter.who;
  const auto& book = books_[who.unit];
  std::uint32_t revision = 1;
  // Only a credential's holder can replace what was cast.
  if (who.at_first && voter.by == By::invitation) {
    if (auto first = cast(boxes, rights.ballot, revision++, forms::encode_ballot_body(book, *who.at_first));
        !first)
      return fail(std::move(first).error());
  }
  auto ballot = cast(boxes, rights.ballot, revision, forms::encode_ballot_body(book, who.answers));
  if (!ballot) return fail(std::move(ballot).error());
  Receipts receipts{*std::move(ballot), {}};
  if (who.texts.empty() || !rights.comment) return receipts;
  auto comment = cast(boxes, *rights.comment, 1, forms::encode_comment_body(who.texts));
  if (!comment) return fail(std::move(comment).error());
  receipts.comment = *std::move(comment);
  return receipts;
}

Result<Receipts> RespondentSide::vote(Claims& claims, BallotBoxes& boxes, const Voter& voter) const {
  if (voter.by != By::invitation) return cast_all(boxes, voter, derive_bearers(voter));
  const auto rights = claim(claims, voter);
  if (!rights) return fail(rights.error());
  return cast_all(boxes, voter, *rights);
}

}  // namespace candor::server::rehearsal
