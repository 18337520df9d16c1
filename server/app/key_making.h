// Keys that opening a round by credentials needs: made one by one in the background, kept under the round's
// key, so that a restart goes on where it stopped. The register's side; knows no ballot.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "forms/result.h"
#include "server/app/key_room.h"
#include "server/app/opening.h"
#include "server/app/rounds.h"

namespace candor::server {

class Register;

struct OpeningWanted {
  std::string round;
  OpeningWishes wishes;
  std::string account;
};

class KeyMaking {
 public:
  KeyMaking(Register& store, const KeyRoom& keys) : store_(store), keys_(keys) {}

  /// Notes that this draft is to be opened and locks it. Where the server makes the codes they are drawn
  /// here, one for each row of the roster. Errors: `invalid` (check_opening), `conflict` (begun already),
  /// `stale`.
  Result<void> begin(const RoundRecord& record, const OpeningWishes& wishes, std::string_view account);
  /// What was begun and not ended, also before a restart.
  [[nodiscard]] Result<std::vector<OpeningWanted>> list_begun() const;
  [[nodiscard]] Result<OpeningProgress> progress(const RoundRecord& record, const forms::Round& round) const;
  /// Makes one key that is missing: true; false where all are there. Takes up to a second.
  Result<bool> make_next(std::string_view round);
  /// Everything that opening needs, with a new box key. Errors: `conflict` where keys are missing.
  [[nodiscard]] Result<OpeningSupplies> make_supplies(const RoundRecord& record,
                                                      const forms::Round& round) const;
  /// Unlocks the draft; keys, and codes drawn by the server, are erased.
  Result<void> give_up(const RoundRecord& record);

 private:
  struct Drawn {
    std::vector<ClaimEntry> claims;
    std::vector<TicketCodes> codes;
  };
  [[nodiscard]] Result<Drawn> draw_invitations(const RoundRecord& record) const;

  Register& store_;
  const KeyRoom& keys_;
};

[[nodiscard]] std::string encode_wishes(const OpeningWishes& wishes);
[[nodiscard]] OpeningWishes decode_wishes(std::string_view text);

}  // namespace candor::server
