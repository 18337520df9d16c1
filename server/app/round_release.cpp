// Releasing a round: the first time, and again with less.
#include <algorithm>

#include "analysis/comments/code_points.h"
#include "analysis/comments/fold.h"
#include "forms/utf8.h"
#include "server/app/round_moves.h"

namespace candor::server {

using forms::RoundMove;
using forms::RoundState;

namespace {

/// Other people read it, in files and on pages: text on lines, nothing that turns its letters round.
bool is_readable(char32_t point) {
  if (point == '\n') return true;
  const bool turns = point == 0x200e || point == 0x200f || point == 0x061c ||
                     (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
  return !analysis::is_control(point) && !turns;
}

/// Nobody takes results away without a word: the reason stands in the public record.
Result<void> check_reason(const RoundMoves::Withheld& withheld) {
  const std::string& reason = withheld.reason;
  if (reason.size() > kMaxReasonBytes) {
    return fail(ErrorKind::invalid,
                say({"the reason is longer than {0} bytes", "理由超过{0}字节"}, kMaxReasonBytes));
  }
  if (forms::find_invalid_utf8(reason) != std::string::npos ||
      !std::ranges::all_of(analysis::code_points_of(reason), is_readable)) {
    return fail(ErrorKind::invalid,
                Phrase{"the reason holds characters that nobody sees; write it as plain text",
                       "理由中含有不可见字符，请改用普通文字"});
  }
  if ((!withheld.units.empty() || !withheld.texts.empty()) && analysis::is_blank(reason)) {
    return fail(ErrorKind::invalid,
                Phrase{"write why units or texts are withheld; the reason stands in the public record",
                       "请写明撤下单位或意见的理由，理由将列入公开记录"});
  }
  return {};
}

Result<void> check_not_purged(const RoundRecord& record) {
  if (record.purged_at_s == 0) return {};
  return fail(ErrorKind::expired,
              Phrase{"the answers of this round are destroyed; what was released of it stays as it is",
                     "本轮测评的答案已经销毁，已公布的内容不再改动"});
}

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

/// Whether that release withholds all of it for sure; which texts it withheld it does not tell.
bool withholds_all(const protocol::Release& release, const RoundMoves::Withheld& wanted) {
  return wanted.texts.empty() && std::ranges::all_of(wanted.units, [&release](const std::string& unit) {
           return std::ranges::binary_search(release.withheld, unit);
         });
}

}  // namespace

Result<RoundView> RoundMoves::release(std::string_view id, const Withheld& withheld,
                                      std::string_view account) {
  const std::lock_guard lock(moving_);
  auto before = rounds_.get(id);
  if (!before) return before;
  if (auto sound = check_reason(withheld); !sound) return fail(std::move(sound).error());
  if (auto there = check_not_purged(before->record); !there) return fail(std::move(there).error());
  bool again = before->record.state == RoundState::released;
  auto allowed = again ? check_again(withheld) : check_releasable(before->record);
  if (!allowed) return fail(std::move(allowed).error());
  const auto earlier = boxes_.releases(id);
  if (!earlier) return fail(earlier.error());
  if (!again && !earlier->empty()) {
    // The register did not hear of the first release. What is wished now may be more than that withheld.
    if (auto done = finish_what_box_began(before->record); !done) return fail(std::move(done).error());
    before = rounds_.get(id);
    if (!before || withholds_all(earlier->back(), withheld)) return before;
    again = true;
  }
  const auto number = again ? static_cast<std::uint32_t>(earlier->size() + 1) : 1u;
  const auto release = boxes_.release(id, {number, withheld.units, withheld.texts, withheld.reason});
  if (!release) return fail(release.error());
  if (!again) {
    before = move_now(id, RoundMove::release, account);
    if (!before || (release->withheld.empty() && withheld.texts.empty())) return before;
  }
  if (auto noted = rounds_.note_release(id, *release, account); !noted) return fail(std::move(noted).error());
  return before;
}

}  // namespace candor::server
