// Releasing a round: the first time, and again with less.
#include "server/app/round_moves.h"

namespace candor::server {

using forms::RoundMove;
using forms::RoundState;

namespace {

/// Whether a first release may come now.
Result<void> check_releasable(const RoundRecord& record) {
  if (const auto next = forms::next_state(record.state, RoundMove::release); !next) return fail(next.error());
  if (record.imported || record.sealed_at_s != 0) return {};
  return fail(ErrorKind::conflict, Phrase{"results are released once the round is sealed; seal it first",
                                          "封存后才能公布结果，请先封存"});
}

Result<void> check_again(const RoundMoves::Withheld& withheld) {
  if (!withheld.units.empty() || !withheld.texts.empty()) return {};
  return fail(
      ErrorKind::conflict,
      Phrase{"this round is released already; a later release takes something away: name units or texts",
             "本轮测评已公布；再次公布只能撤下内容，请选择要撤下的单位或意见"});
}

}  // namespace

Result<RoundView> RoundMoves::release(std::string_view id, const Withheld& withheld,
                                      std::string_view account) {
  const std::lock_guard lock(moving_);
  auto before = rounds_.get(id);
  if (!before) return before;
  if (withheld.reason.size() > kMaxReasonBytes) {
    return fail(ErrorKind::invalid,
                say({"the reason is longer than {0} bytes", "理由超过{0}字节"}, kMaxReasonBytes));
  }
  const bool again = before->record.state == RoundState::released;
  auto allowed = again ? check_again(withheld) : check_releasable(before->record);
  if (!allowed) return fail(std::move(allowed).error());
  const auto earlier = boxes_.releases(id);
  if (!earlier) return fail(earlier.error());
  const auto number = again ? static_cast<std::uint32_t>(earlier->size() + 1) : 1u;
  const auto release = boxes_.release(id, {number, withheld.units, withheld.texts, withheld.reason});
  if (!release) return fail(release.error());
  if (!again) {
    before = move_now(id, RoundMove::release, account);
    if (!before || release->withheld.empty()) return before;
  }
  if (auto noted = rounds_.note_release(id, *release, account); !noted) return fail(std::move(noted).error());
  return before;
}

}  // namespace candor::server
