// Casting: from a message that was read to a row in the box. Order of checks: state, lengths, M, the right to
// vote, the body (docs/protocol.md, "Casting"). Nobody hears "accepted" before the box has committed.
#include <chrono>
#include <thread>

#include <fmt/format.h>

#include "forms/ballot.h"
#include "server/app/open_box.h"
#include "server/protocol/hash.h"

namespace candor::server {
namespace {

constexpr std::chrono::milliseconds kWrongCodeDelay{400};
constexpr int kMostHeldBack = 4;  // of the server's threads; further wrong codes are refused at once

struct CheckedCast {
  std::uint32_t unit = 0;
  Bytes32 bearer{}, salt{}, nullifier{};
};

Unexpected wrong_at(std::string_view place, std::string expected) {
  return fail(ErrorKind::invalid, fmt::format("{}: {}", place, expected),
              {{Diagnostic::Severity::error, std::string(place), expected,
                "load the page again and cast once more"}});
}

Result<void> check_time(const OpenBox& open, std::int64_t now_s) {
  const auto status = open.status_now();
  if (forms::takes_ballots(status.state, status.opens_at_s, status.closes_at_s, now_s)) return {};
  return fail(ErrorKind::expired, "this round takes no ballots now");
}

Result<CheckedCast> check_frame(const OpenBox& open, const Cast& cast, std::int64_t now_s) {
  if (auto in_time = check_time(open, now_s); !in_time) return fail(std::move(in_time).error());
  const auto bearer = protocol::parse_hex32(cast.bearer);
  const auto salt = protocol::parse_hex32(cast.salt);
  if (!bearer) return wrong_at("/bearer", "expected 64 lower-case hex digits");
  if (!salt) return wrong_at("/salt", "expected 64 lower-case hex digits");
  // A ticket or a drawn bearer is good for one ballot: a later revision would let whoever finds a used slip
  // replace it.
  if (cast.revision != 1) return wrong_at("/revision", "expected 1");
  if (cast.manifest != open.manifest_hex)
    return fail(ErrorKind::conflict, "this cast belongs to another round or another opening of it");
  const auto unit = open.units.find(cast.unit);
  if (unit == open.units.end()) return wrong_at("/unit", "no such unit in this round");
  return CheckedCast{unit->second, *bearer, *salt, protocol::ticket_nullifier(open.manifest_hash, *bearer)};
}

/// Slowed down for the round as a whole, never by address: a meeting hall shares one. A few answers are held
/// back; more wrong ones than that are turned away at once, so that they cannot take every thread.
Unexpected wrong_code(OpenBox& open, std::int64_t now_s) {
  const bool within = open.wrong_codes.take("", now_s * 1000);
  if (!within || open.waiting_wrong.fetch_add(1) >= kMostHeldBack) {
    if (within) open.waiting_wrong.fetch_sub(1);
    return fail(ErrorKind::slow_down,
                "too many wrong codes in this round just now; wait a little and try again");
  }
  std::this_thread::sleep_for(kWrongCodeDelay);
  open.waiting_wrong.fetch_sub(1);
  return fail(ErrorKind::not_found, "this code is not in the list of this round; check what you typed");
}

/// The state is looked at once more, and closing waits for whoever has looked: what is acknowledged is
/// counted.
template <class Row>
Result<Bytes> store_cast(OpenBox& open, const Cast& cast, Row row, std::int64_t now_s) {
  const Bytes entry = protocol::make_entry(row.nullifier, 1, protocol::body_commitment(row.salt, cast.body));
  const std::shared_lock under_way(open.casting);
  if (auto in_time = check_time(open, now_s); !in_time) return fail(std::move(in_time).error());
  if (auto stored = open.box->cast(std::move(row)); !stored) return fail(std::move(stored).error());
  return entry;
}

bool needs_ticket(const OpenBox& open) {
  return open.round->access != forms::AccessMode::open;
}

}  // namespace

Result<Bytes> BallotBoxes::cast_ballot(std::string_view round, const Cast& cast) {
  const auto found = find(round);
  if (!found) return fail(found.error());
  OpenBox& open = **found;
  const auto checked = check_frame(open, cast, clock_());
  if (!checked) return fail(checked.error());
  const auto category = open.categories.find(cast.category);
  if (category == open.categories.end()) return wrong_at("/category", "no such category in this round");
  if (needs_ticket(open) && !open.lists.holds_ballot(checked->unit, category->second, checked->bearer)) {
    return wrong_code(open, clock_());
  }
  const auto codebook = open.codebook_of(checked->unit);
  auto answers = forms::parse_ballot_body(*codebook, cast.body);
  if (!answers) return fail(std::move(answers).error());
  if (auto castable = forms::check_castable(*codebook, *answers); !castable)
    return fail(std::move(castable).error());
  BallotRow row{checked->nullifier, checked->bearer,    checked->unit, category->second, 1,
                checked->salt,      *std::move(answers)};
  return store_cast(open, cast, std::move(row), clock_());
}

Result<Bytes> BallotBoxes::cast_comment(std::string_view round, const Cast& cast) {
  const auto found = find(round);
  if (!found) return fail(found.error());
  OpenBox& open = **found;
  const auto checked = check_frame(open, cast, clock_());
  if (!checked) return fail(checked.error());
  if (needs_ticket(open) && !open.lists.holds_comment(checked->unit, checked->bearer))
    return wrong_code(open, clock_());
  const auto texts = forms::parse_comment_body(*open.round, open.round->units[checked->unit], cast.body);
  if (!texts) return fail(texts.error());
  CommentRow row{checked->nullifier, checked->bearer, checked->unit, 1, checked->salt, cast.body};
  return store_cast(open, cast, std::move(row), clock_());
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
