// Casting: from a message that was read to a row in the box. Order of checks: state, lengths, M, the right to
// vote, the body (docs/protocol.md, "Casting"). Nobody hears "accepted" before the box has committed.
#include <algorithm>

#include <fmt/format.h>

#include "forms/ballot.h"
#include "server/app/open_box.h"
#include "server/protocol/credential.h"
#include "server/protocol/hash.h"

namespace candor::server {
namespace {

using protocol::CastKind;

constexpr std::int64_t kMaxRevision = 99;

/// What every cast says, whatever its right.
struct Frame {
  Bytes32 salt{};
  std::uint32_t revision = 1;
};

/// A right that was found genuine, and where it counts. `category` is 0 for comments.
struct Admitted {
  Bytes32 nullifier{};
  Proof proof;
  std::uint32_t unit = 0, category = 0;
};

Unexpected wrong_at(std::string_view place, const Phrase& expected) {
  return fail(ErrorKind::invalid, say({"{0}: {1}", "{0}：{1}"}, place, expected),
              {{Diagnostic::Severity::error,
                std::string(place),
                expected,
                {"load the page again and cast once more", "请重新打开页面，再次提交。"}}});
}

Result<void> check_time(const OpenBox& open, std::int64_t now_s) {
  if (takes_casts(open.status_now(), now_s)) return {};
  return fail(ErrorKind::expired, Phrase{"this round takes no ballots now", "本轮测评现在不接收测评票"});
}

Result<Frame> check_frame(const OpenBox& open, const Cast& cast) {
  const auto salt = protocol::parse_hex32(cast.salt);
  if (!salt) return wrong_at("/salt", {"expected 64 lower-case hex digits", "应为64位小写十六进制数"});
  // A ticket or a drawn bearer is good for one ballot: a later revision would let whoever finds a used slip
  // replace it. A credential's key is known to its holder alone.
  const bool is_ticket = std::holds_alternative<TicketRight>(cast.right);
  if (is_ticket && cast.revision != 1) return wrong_at("/revision", {"expected 1", "应为1"});
  if (cast.revision < 1 || cast.revision > kMaxRevision)
    return wrong_at("/revision", {"expected 1 to 99", "应为1至99"});
  if (cast.manifest != open.manifest_hex)
    return fail(ErrorKind::conflict, Phrase{"this cast belongs to another round or another opening of it",
                                            "此次提交属于另一轮测评，或同一轮的另一次开启"});
  return Frame{*salt, static_cast<std::uint32_t>(cast.revision)};
}

template <std::size_t N>
bool read_exactly(const Bytes& bytes, std::array<std::uint8_t, N>& out) {
  if (bytes.size() != N) return false;
  std::ranges::copy(bytes, out.begin());
  return true;
}

Bytes entry_of(const Admitted& admitted, const Frame& frame, const Cast& cast) {
  return protocol::make_entry(admitted.nullifier, frame.revision,
                              protocol::body_commitment(frame.salt, cast.body));
}

Result<Admitted> admit(OpenBox& open, const TicketRight& right, CastKind kind, std::int64_t now_s) {
  const auto bearer = protocol::parse_hex32(right.bearer);
  if (!bearer) return wrong_at("/bearer", {"expected 64 lower-case hex digits", "应为64位小写十六进制数"});
  const auto unit = open.units.find(right.unit);
  if (unit == open.units.end())
    return wrong_at("/unit", {"no such unit in this round", "本轮测评没有这个单位"});
  Admitted admitted{protocol::ticket_nullifier(open.manifest_hash, *bearer), *bearer, unit->second, 0};
  if (kind == CastKind::ballot) {
    const auto category = open.categories.find(right.category);
    if (category == open.categories.end())
      return wrong_at("/category", {"no such category in this round", "本轮测评没有这个类别"});
    admitted.category = category->second;
  }
  if (open.round->access == forms::AccessMode::open) return admitted;
  const bool listed = kind == CastKind::ballot
                          ? open.lists.holds_ballot(admitted.unit, admitted.category, *bearer)
                          : open.lists.holds_comment(admitted.unit, *bearer);
  if (listed) return admitted;
  return open.wrong_codes.refuse(now_s);
}

Result<Admitted> admit(const OpenBox& open, const CredentialRight& right, CastKind kind) {
  CredentialProof proof;
  const auto kid = protocol::parse_hex32(right.kid);
  const auto point = protocol::point_of_spki(right.spki);
  if (!kid) return wrong_at("/kid", {"expected 64 lower-case hex digits", "应为64位小写十六进制数"});
  if (!point) return wrong_at("/spki", {"expected a P-256 key of 91 bytes", "应为91字节的 P-256 密钥"});
  if (!read_exactly(right.prefix, proof.prefix))
    return wrong_at("/prefix", {"expected 32 bytes", "应为32字节"});
  if (!read_exactly(right.signature, proof.signature))
    return wrong_at("/signature", {"expected 256 bytes", "应为256字节"});
  if (!read_exactly(right.body_signature, proof.body_signature))
    return wrong_at("/body_signature", {"expected 64 bytes", "应为64字节"});
  proof.point = *point;
  const auto group = open.groups.find(*kid);
  if (group == open.groups.end() || group->second.category.has_value() != (kind == CastKind::ballot))
    return fail(ErrorKind::forbidden, fmt::format("this round has no such key for {}s", name_of(kind)));
  const auto message = protocol::credential_message(kind, open.manifest_hash, *kid, *point);
  if (!group->second.key.verifies(protocol::prepared_message(proof.prefix, message), right.signature))
    return fail(ErrorKind::forbidden, "this credential was not signed for this round, group and kind");
  return Admitted{protocol::credential_nullifier(open.manifest_hash, *kid, *point), proof, group->second.unit,
                  group->second.category.value_or(0)};
}

/// The credential's holder signed exactly this entry.
Result<void> check_body_signature(const Admitted& admitted, const Bytes& entry) {
  const auto& proof = std::get<CredentialProof>(admitted.proof);
  const auto key = protocol::P256PublicKey::from_point(proof.point);
  if (!key) return wrong_at("/spki", {"expected a point on P-256", "应为 P-256 曲线上的点"});
  if (key->verifies(protocol::cast_message(entry), proof.body_signature)) return {};
  return fail(ErrorKind::forbidden, "the signature of these answers does not hold");
}

struct Checked {
  Admitted admitted;
  Frame frame;
  Bytes entry;
};

Result<Checked> check_right(OpenBox& open, const Cast& cast, CastKind kind, std::int64_t now_s) {
  if (auto in_time = check_time(open, now_s); !in_time) return fail(std::move(in_time).error());
  const auto frame = check_frame(open, cast);
  if (!frame) return fail(frame.error());
  const auto* const ticket = std::get_if<TicketRight>(&cast.right);
  auto admitted = ticket != nullptr ? admit(open, *ticket, kind, now_s)
                                    : admit(open, std::get<CredentialRight>(cast.right), kind);
  if (!admitted) return fail(std::move(admitted).error());
  Bytes entry = entry_of(*admitted, *frame, cast);
  if (ticket == nullptr) {
    if (auto signed_by_holder = check_body_signature(*admitted, entry); !signed_by_holder)
      return fail(std::move(signed_by_holder).error());
  }
  return Checked{*std::move(admitted), *frame, std::move(entry)};
}

Result<CastOutcome> put(OpenBox& open, BallotRow row) {
  const bool on_paper =
      open.round->access == forms::AccessMode::credential && std::holds_alternative<Bytes32>(row.proof);
  return on_paper ? open.ticket_gate.cast(*open.box, std::move(row)) : open.box->cast(std::move(row));
}

Result<CastOutcome> put(OpenBox& open, CommentRow row) {
  return open.box->cast(std::move(row));
}

/// The state is looked at once more, and closing waits for whoever has looked: what is acknowledged is
/// counted. The receipt is signed after the commit.
template <class Row>
Result<Accepted> store_cast(OpenBox& open, CastKind kind, Bytes entry, Row row, std::int64_t now_s) {
  {
    const std::shared_lock under_way(open.casting);
    if (auto in_time = check_time(open, now_s); !in_time) return fail(std::move(in_time).error());
    if (auto stored = put(open, std::move(row)); !stored) return fail(std::move(stored).error());
  }
  Accepted accepted{kind, open.manifest_hex, std::move(entry), std::nullopt};
  if (!open.box_key) return accepted;
  auto receipt = open.box_key->sign(protocol::receipt_message(open.manifest_hash, kind, accepted.entry));
  // It is stored whatever becomes of the receipt: whoever sends it again gets another chance of one.
  if (receipt) accepted.receipt = *receipt;
  return accepted;
}

}  // namespace

Result<Accepted> BallotBoxes::cast_ballot(std::string_view round, const Cast& cast) {
  const auto found = find(round);
  if (!found) return fail(found.error());
  OpenBox& open = **found;
  auto checked = check_right(open, cast, CastKind::ballot, clock_());
  if (!checked) return fail(std::move(checked).error());
  const auto& admitted = checked->admitted;
  const auto codebook = open.codebook_of(admitted.unit);
  auto answers = forms::parse_ballot_body(*codebook, cast.body);
  if (!answers) return fail(std::move(answers).error());
  if (auto castable = forms::check_castable(*codebook, *answers); !castable)
    return fail(std::move(castable).error());
  BallotRow row{admitted.nullifier,      admitted.proof,      admitted.unit,      admitted.category,
                checked->frame.revision, checked->frame.salt, *std::move(answers)};
  return store_cast(open, CastKind::ballot, std::move(checked->entry), std::move(row), clock_());
}

Result<Accepted> BallotBoxes::cast_comment(std::string_view round, const Cast& cast) {
  const auto found = find(round);
  if (!found) return fail(found.error());
  OpenBox& open = **found;
  auto checked = check_right(open, cast, CastKind::comment, clock_());
  if (!checked) return fail(std::move(checked).error());
  const auto& admitted = checked->admitted;
  const auto texts = forms::parse_comment_body(*open.round, open.round->units[admitted.unit], cast.body);
  if (!texts) return fail(texts.error());
  CommentRow row{admitted.nullifier,      admitted.proof,      admitted.unit,
                 checked->frame.revision, checked->frame.salt, cast.body};
  return store_cast(open, CastKind::comment, std::move(checked->entry), std::move(row), clock_());
}

Result<void> BallotBoxes::import(std::string_view round, forms::ReadBallots read) {
  const auto found = find(round);
  if (!found) return fail(found.error());
  const OpenBox& open = **found;
  std::vector<BallotRow> ballots;
  for (auto& ballot : read.ballots) {
    ballots.push_back({protocol::random32(), protocol::random32(), ballot.unit, ballot.category, 1,
                       protocol::random32(), std::move(ballot.answers)});
  }
  std::vector<CommentRow> comments;
  for (const auto& comment : read.comments) {
    comments.push_back({protocol::random32(), protocol::random32(), comment.unit, 1, protocol::random32(),
                        forms::encode_comment_body(comment.texts)});
  }
  // Keys are random and rows are kept by key: the order of the file is gone.
  return open.box->import(std::move(ballots), std::move(comments));
}

}  // namespace candor::server
