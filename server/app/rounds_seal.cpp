// The register's part of sealing: what could sign is destroyed, what could join a claim to a person is
// erased.
#include <cstdlib>

#include <fmt/format.h>

#include "server/app/key_room.h"
#include "server/app/rounds.h"
#include "server/store/register.h"

namespace candor::server {
namespace {

constexpr std::int64_t kClocksApart_s = 5 * 60;

}  // namespace

Result<void> Rounds::check_sealable(const RoundRecord& record, std::int64_t browser_now_s) const {
  if (record.imported)
    return fail(ErrorKind::conflict, Phrase{"this round was counted from a file; there is nothing to seal",
                                            "本轮测评由文件计票，无须封存"});
  if (record.sealed_at_s != 0)
    return fail(ErrorKind::conflict, Phrase{"this round is sealed already", "本轮测评已封存"});
  if (record.state != forms::RoundState::closed)
    return fail(ErrorKind::conflict, Phrase{"only a closed round can be sealed; close it first",
                                            "测评结束后才能封存，请先结束测评"});
  const std::int64_t apart_s = std::abs(browser_now_s - clock_());
  if (apart_s > kClocksApart_s) {
    return fail(ErrorKind::conflict,
                say({"the clocks of this server and of your browser are {0} seconds apart; set the wrong one "
                     "right, so that nobody is shut out before their time",
                     "服务器与浏览器的时钟相差{0}秒；请先校正，以免有人提前被拒"},
                    apart_s));
  }
  return {};
}

Result<void> Rounds::destroy_keys(std::string_view id) {
  if (auto erased = store_.erase_signing_keys(id); !erased) return erased;
  if (auto erased = store_.erase_claim_answers(id); !erased) return erased;
  if (auto erased = store_.erase_claim_secrets(id); !erased) return erased;
  if (auto destroyed = keys_.destroy(id); !destroyed) return destroyed;
  // The log, which held what is gone now, too. A reader may hold it for a moment: the next tidying takes it.
  if (auto tidied = store_.tidy(); !tidied && tidied.error().kind != ErrorKind::busy) return tidied;
  return {};
}

Result<RoundView> Rounds::commit_seal(std::string_view id, std::string_view account) {
  if (auto destroyed = destroy_keys(id); !destroyed) return fail(std::move(destroyed).error());
  auto record = store_.get_round(id);
  if (!record) return fail(std::move(record).error());
  if (record->sealed_at_s == 0) {
    record->sealed_at_s = clock_();
    auto stored = store_.update_round(*record, record->version);
    if (!stored) return fail(std::move(stored).error());
    if (auto noted = trail_.note(account, "round.seal", id, ""); !noted)
      return fail(std::move(noted).error());
  }
  return get(id);
}

Result<void> Rounds::note_release(std::string_view id, const protocol::Release& release,
                                  std::string_view account) {
  return trail_.note(account, "round.withhold", id,
                     fmt::format("release {}: {} units and {} texts withheld: {}", release.number,
                                 release.withheld.size(), release.texts_withheld, release.reason));
}

Result<void> Rounds::note_download(std::string_view id, std::string_view account) {
  return trail_.note(account, "round.bundle", id, "");
}

Result<void> Rounds::note_sheet_removed(std::string_view id, std::string_view account) {
  return trail_.note(account, "round.sheet_removed", id, "");
}

Result<void> Rounds::note_sheets(std::string_view id, std::size_t cast, std::string_view account) {
  return trail_.note(account, "round.sheets", id, fmt::format("{} cast", cast));
}

}  // namespace candor::server
