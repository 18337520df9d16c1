// One round's box while the server runs: the store, the frozen questionnaire, the lists of bearers, and what
// the round's state allows. Private to the box's side of app/.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/tally.h"
#include "forms/codebook.h"
#include "forms/round.h"
#include "server/app/ballot_boxes.h"
#include "server/app/key_room.h"
#include "server/app/ticket_gate.h"
#include "server/app/wrong_codes.h"
#include "server/protocol/merkle.h"
#include "server/protocol/p256_key.h"
#include "server/protocol/release_files.h"
#include "server/protocol/rsa_key.h"
#include "server/protocol/ticket_lists.h"
#include "server/store/box.h"

namespace candor::server {

using IdIndex = std::map<std::string, std::uint32_t, std::less<>>;

/// Whose credentials one RSA key signs.
struct CredentialGroup {
  std::uint32_t unit = 0;
  std::optional<std::uint32_t> category;  ///< absent: the key for comments of the unit
  protocol::RsaPublicKey key;
};

struct ReadTexts;  // the texts of comments in memory; see reading_texts.h

struct OpenBox {
  std::unique_ptr<Box> box;
  std::shared_ptr<const forms::Round> round;    ///< as frozen
  std::shared_ptr<const forms::Round> counted;  ///< the same by the rules of sealing: results go by it
  IdIndex units, categories;
  Bytes32 manifest_hash{};
  std::string manifest_hex, manifest, core;
  protocol::MerkleLevels part_levels;         ///< of the tree over the parts
  protocol::TicketLists lists;                ///< empty in open rounds
  std::map<Bytes32, CredentialGroup> groups;  ///< by kid; rounds by credentials only
  std::optional<protocol::P256PrivateKey>
      box_key;  ///< absent in imports and where the round's key is missing

  mutable std::mutex mutex;  ///< guards status and codebooks: held briefly, on the way of every cast
  RoundStatus status;
  mutable std::vector<std::shared_ptr<const forms::Codebook>> codebooks;  ///< by unit, made when first needed

  std::shared_mutex casting;  ///< shared from the last look at the state to the commit of a cast

  mutable std::mutex counting_mutex;  ///< guards what follows: held while counting; taken before `mutex`
  std::vector<protocol::Release> releases;
  mutable SharedTally tally;
  mutable std::string tally_key;  ///< of what `tally` was made: see BallotBoxes::count
  mutable std::optional<Turnout> turnout;

  mutable std::mutex reviewing;  ///< guards texts: held while texts are read, reviewed or released; taken
                                 ///< after `counting_mutex`
  mutable std::shared_ptr<ReadTexts> texts;

  WrongCodes wrong_codes;
  TicketGate ticket_gate;  ///< rounds by credentials only

  [[nodiscard]] RoundStatus status_now() const;
  /// Only the entries are left of what was cast.
  [[nodiscard]] bool is_purged() const;
  [[nodiscard]] std::shared_ptr<const forms::Codebook> codebook_of(std::uint32_t unit) const;
};

/// Reads the frozen files of an opened store, and the key that signs receipts, if the round's key is at hand.
/// Errors: `internal` where they are not what was frozen.
[[nodiscard]] Result<std::shared_ptr<OpenBox>> load_open_box(std::unique_ptr<Box> box, std::string_view round,
                                                             const KeyRoom& keys);

/// Takes over rules.json and the releases, if the box has them. Errors: `internal` where they are damaged.
[[nodiscard]] Result<void> load_decisions(OpenBox& open);

/// Counts the ballots in the box, by the rules of sealing. Errors: `internal` where a row is no ballot of
/// this round.
[[nodiscard]] Result<analysis::RawTally> count_raw(const OpenBox& open);

}  // namespace candor::server
