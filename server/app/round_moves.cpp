#include "server/app/round_moves.h"

#include "forms/ballots_csv.h"

namespace candor::server {

using forms::RoundMove;
using forms::RoundState;

Result<void> RoundMoves::load_all() {
  auto views = rounds_.list();
  if (!views) return fail(std::move(views).error());
  for (const auto& view : *views) {
    if (view.record.manifest_hash.empty()) continue;  // never opened: no box
    if (auto told = boxes_.set_status(status_of(view.record)); !told) return told;
  }
  return {};
}

Result<RoundView> RoundMoves::open(std::string_view id, const OpeningWishes& wishes,
                                   std::string_view account) {
  const std::lock_guard lock(moving_);
  auto prepared = rounds_.prepare_opening(id, wishes);
  if (!prepared) return fail(std::move(prepared).error());
  if (auto made = boxes_.create(id, prepared->files); !made) return fail(std::move(made).error());
  auto view = rounds_.commit_opening(*prepared, account);
  if (!view) return view;
  if (auto told = boxes_.set_status(status_of(view->record)); !told) return fail(std::move(told).error());
  return view;
}

Result<RoundView> RoundMoves::set_times(std::string_view id, std::int64_t opens_at_s,
                                        std::int64_t closes_at_s, std::int64_t version,
                                        std::string_view account) {
  const std::lock_guard lock(moving_);
  auto view = rounds_.set_times(id, opens_at_s, closes_at_s, version, account);
  if (!view || view->record.manifest_hash.empty()) return view;
  if (auto told = boxes_.set_status(status_of(view->record)); !told) return fail(std::move(told).error());
  return view;
}

Result<RoundView> RoundMoves::move(std::string_view id, RoundMove move, std::string_view account) {
  const std::lock_guard lock(moving_);
  const auto before = rounds_.get(id);
  if (!before) return before;
  const auto next = forms::next_state(before->record.state, move);
  if (!next) return fail(next.error());
  const bool has_box = !before->record.manifest_hash.empty();
  auto status = status_of(before->record);
  status.state = *next;
  if (has_box) {
    if (auto told = boxes_.set_status(status); !told) return fail(std::move(told).error());
  }
  auto view = rounds_.move(id, move, account);
  if (!view && has_box) {
    // It may have failed before or after the register took it: the box is told what is true.
    const auto now = rounds_.get(id);
    const auto& truth = now ? now->record : before->record;
    if (auto told = boxes_.set_status(status_of(truth)); !told) return fail(std::move(told).error());
  }
  return view;
}

Result<RoundView> RoundMoves::close(std::string_view id, std::string_view account) {
  return move(id, RoundMove::close, account);
}
Result<RoundView> RoundMoves::release(std::string_view id, std::string_view account) {
  return move(id, RoundMove::release, account);
}
Result<RoundView> RoundMoves::make_void(std::string_view id, std::string_view account) {
  return move(id, RoundMove::make_void, account);
}

Result<RoundMoves::Imported> RoundMoves::import_ballots(std::string_view id, std::string_view csv,
                                                        std::string_view account) {
  auto prepared = rounds_.prepare_import(id);
  if (!prepared) return fail(std::move(prepared).error());
  auto ballots = forms::parse_ballots_csv(prepared->round, csv);
  if (!ballots) return fail(std::move(ballots).error());
  // Importing closes the round for good: a header alone is a slip of the hand.
  if (ballots->ballots.empty())
    return fail(ErrorKind::invalid, "this file holds no ballot; nothing was imported");
  const std::size_t ballot_count = ballots->ballots.size(), comment_count = ballots->comments.size();
  const std::lock_guard lock(moving_);
  const auto now = rounds_.get(id);
  if (!now) return fail(now.error());
  if (now->record.version != prepared->record.version) {
    return fail(ErrorKind::stale,
                "this round was changed while the ballots were read; look at it, then import again");
  }
  if (auto made = boxes_.create(id, prepared->files); !made) return fail(std::move(made).error());
  if (auto stored = boxes_.import(id, *std::move(ballots)); !stored) return fail(std::move(stored).error());
  auto view = rounds_.commit_import(*prepared, account);
  if (!view) {
    // Somebody changed the draft meanwhile; its next import must find no ballots.
    if (auto gone = boxes_.discard_import(id); !gone) return fail(std::move(gone).error());
    return fail(std::move(view).error());
  }
  if (auto told = boxes_.set_status(status_of(view->record)); !told) return fail(std::move(told).error());
  return Imported{*std::move(view), ballot_count, comment_count};
}

Result<void> RoundMoves::close_due() {
  for (const auto& id : boxes_.due_to_close()) {
    if (auto closed = close(id, "-"); !closed) return fail(std::move(closed).error());
  }
  return {};
}

}  // namespace candor::server
