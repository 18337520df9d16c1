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
    if (auto told = tell_status(view.record); !told) return told;
    if (view.round.access == forms::AccessMode::credential) {
      if (auto told = tell_exchanged(view.record.id); !told) return told;
    }
    if (auto done = finish_what_box_began(view.record); !done) return done;
  }
  return {};
}

Result<void> RoundMoves::finish_what_box_began(const RoundRecord& record) {
  if (record.sealed_at_s == 0 && boxes_.is_sealed(record.id)) {
    if (auto done = rounds_.commit_seal(record.id, "-"); !done) return fail(std::move(done).error());
  }
  const auto releases = boxes_.releases(record.id);
  if (!releases) return fail(releases.error());
  if (record.state != RoundState::closed || releases->empty()) return {};
  if (auto released = move_now(record.id, RoundMove::release, "-"); !released)
    return fail(std::move(released).error());
  if (releases->back().withheld.empty()) return {};
  return rounds_.note_release(record.id, releases->back(), "-");
}

Result<void> RoundMoves::tell_exchanged(std::string_view id) {
  auto use = invitations_.use(id);
  if (!use) return fail(std::move(use).error());
  return boxes_.set_exchanged(id, std::move(use->exchanged_by_group));
}

Result<void> RoundMoves::exchange(std::string_view id, const Bytes32& claim_hash, std::string_view account) {
  const std::lock_guard lock(moving_);
  if (auto exchanged = invitations_.exchange(id, claim_hash, account); !exchanged) return exchanged;
  return tell_exchanged(id);
}

Result<void> RoundMoves::tell_status(const RoundRecord& record) {
  const auto status = status_of(record);
  claims_.set_status(status);
  return boxes_.set_status(status);
}

Result<RoundView> RoundMoves::open(std::string_view id, const OpeningWishes& wishes,
                                   std::string_view account) {
  const std::lock_guard lock(moving_);
  const auto view = rounds_.get(id);
  if (!view) return view;
  if (view->round.access != forms::AccessMode::credential) return open_now(id, wishes, account);
  auto begun = rounds_.begin_opening(id, wishes, account);
  if (begun) begun_();
  return begun;
}

Result<RoundView> RoundMoves::finish_opening(std::string_view id, const OpeningWishes& wishes,
                                             std::string_view account) {
  const std::lock_guard lock(moving_);
  const auto view = rounds_.get(id);
  if (!view || !view->record.opening) return view;  // given up, or removed, meanwhile
  return open_now(id, wishes, account);
}

Result<RoundView> RoundMoves::give_up_opening(std::string_view id, std::string_view account) {
  const std::lock_guard lock(moving_);
  return rounds_.give_up_opening(id, account);
}

Result<RoundView> RoundMoves::open_now(std::string_view id, const OpeningWishes& wishes,
                                       std::string_view account) {
  auto prepared = rounds_.prepare_opening(id, wishes);
  if (!prepared) return fail(std::move(prepared).error());
  if (auto made = boxes_.create(id, prepared->files, prepared->sealed_box_key); !made)
    return fail(std::move(made).error());
  auto view = rounds_.commit_opening(*prepared, account);
  if (!view) return view;
  if (auto told = tell_status(view->record); !told) return fail(std::move(told).error());
  return view;
}

Result<RoundView> RoundMoves::set_times(std::string_view id, const RoundTimes& times, std::int64_t version,
                                        std::string_view account) {
  const std::lock_guard lock(moving_);
  auto view = rounds_.set_times(id, times, version, account);
  if (!view || view->record.manifest_hash.empty()) return view;
  if (auto told = tell_status(view->record); !told) return fail(std::move(told).error());
  return view;
}

Result<RoundView> RoundMoves::move(std::string_view id, RoundMove move, std::string_view account) {
  const std::lock_guard lock(moving_);
  return move_now(id, move, account);
}

Result<RoundView> RoundMoves::move_now(std::string_view id, RoundMove move, std::string_view account) {
  const auto before = rounds_.get(id);
  if (!before) return before;
  const auto next = forms::next_state(before->record.state, move);
  if (!next) return fail(next.error());
  if (before->record.opening)
    return fail(ErrorKind::conflict, Phrase{"keys are being made for opening this round; give that up first",
                                            "正在为开启本轮测评生成密钥，请先取消"});
  const bool has_box = !before->record.manifest_hash.empty();
  auto status = status_of(before->record);
  status.state = *next;
  if (has_box) {
    if (auto told = boxes_.set_status(status); !told) return fail(std::move(told).error());
  }
  if (move == RoundMove::make_void && has_box) {
    if (auto destroyed = boxes_.destroy_key(id); !destroyed) return fail(std::move(destroyed).error());
  }
  auto view = rounds_.move(id, move, account);
  if (view && has_box) claims_.set_status(status_of(view->record));
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
Result<RoundView> RoundMoves::seal(std::string_view id, std::int64_t browser_now_s,
                                   std::optional<int> min_cell, std::string_view account) {
  const std::lock_guard lock(moving_);
  const auto before = rounds_.get(id);
  if (!before) return before;
  if (auto sealable = rounds_.check_sealable(before->record, browser_now_s); !sealable)
    return fail(std::move(sealable).error());
  // The box first: once it is sealed nothing can be undone, and a restart does the rest.
  const auto given = invitations_.rights_given(id);
  if (!given) return fail(given.error());
  if (auto sealed = boxes_.seal(id, *given, min_cell); !sealed) return fail(std::move(sealed).error());
  auto view = rounds_.commit_seal(id, account);
  if (!view) return view;
  if (auto told = tell_status(view->record); !told) return fail(std::move(told).error());
  return view;
}

Result<std::uint32_t> RoundMoves::amend(std::string_view id, const Amendment& amendment,
                                        std::string_view account) {
  const std::lock_guard lock(moving_);
  const auto place = invitations_.place_amendment(id, amendment);
  if (!place) return fail(place.error());
  auto line = boxes_.sign_amendment(id, amendment, place->number, place->previous_line);
  if (!line) return fail(std::move(line).error());
  if (auto kept = invitations_.commit_amendment(id, amendment, *line, account); !kept)
    return fail(std::move(kept).error());
  return place->number;
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
    return fail(ErrorKind::invalid,
                Phrase{"this file holds no ballot; nothing was imported", "文件中没有测评票，未作任何导入"});
  const std::size_t ballot_count = ballots->ballots.size(), comment_count = ballots->comments.size();
  const std::lock_guard lock(moving_);
  const auto now = rounds_.get(id);
  if (!now) return fail(now.error());
  if (now->record.version != prepared->record.version) {
    return fail(ErrorKind::stale,
                Phrase{"this round was changed while the ballots were read; look at it, then import again",
                       "读取测评票期间本轮测评有改动，请查看后重新导入"});
  }
  if (auto made = boxes_.create(id, prepared->files, {}); !made) return fail(std::move(made).error());
  if (auto stored = boxes_.import(id, *std::move(ballots)); !stored) return fail(std::move(stored).error());
  auto view = rounds_.commit_import(*prepared, account);
  if (!view) {
    // Somebody changed the draft meanwhile; its next import must find no ballots.
    if (auto gone = boxes_.discard_import(id); !gone) return fail(std::move(gone).error());
    return fail(std::move(view).error());
  }
  if (auto told = tell_status(view->record); !told) return fail(std::move(told).error());
  return Imported{*std::move(view), ballot_count, comment_count};
}

Result<void> RoundMoves::close_due() {
  boxes_.forget_idle_texts();
  for (const auto& id : boxes_.due_to_close()) {
    if (auto closed = close(id, "-"); !closed) return fail(std::move(closed).error());
  }
  return {};
}

}  // namespace candor::server
