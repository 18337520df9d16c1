// What a respondent's browser does, over the use cases instead of HTTP: reads the frozen files and checks
// them against M, claims, signs, casts, checks receipts (docs/protocol.md, "Claiming", "Casting"). Knows no
// register: whoever calls hands in the codes.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "forms/codebook.h"
#include "forms/result.h"
#include "server/app/ballot_boxes.h"
#include "server/app/claims.h"
#include "server/rehearsal/made_respondents.h"
#include "server/verify/frozen_round.h"

namespace candor::server::rehearsal {

/// By what right somebody answers.
enum class By : std::uint8_t { invitation, ticket, nothing };

/// Somebody with the code that was handed to them. The respondent is borrowed.
struct Voter {
  const MadeRespondent* who = nullptr;
  By by = By::nothing;
  std::string secret;  ///< of the invitation or ticket; empty in open rounds
};

/// What stands on the receipts that somebody keeps: entries, 68 bytes. The last one of each kind.
struct Receipts {
  Bytes ballot;
  Bytes comment;  ///< empty: none was cast
};

class RespondentSide {
 public:
  /// Reads an open round as pages do. Errors: those of BallotBoxes::page; `internal` where the files do not
  /// agree with `manifest_hash`.
  static Result<RespondentSide> enter(const BallotBoxes& boxes, std::string_view round,
                                      const Bytes32& manifest_hash);

  [[nodiscard]] const forms::Round& round() const { return frozen_->round; }

  /// Claims where there is an invitation, then casts everything. Any number of threads may do so. Errors:
  /// those of Claims::claim and BallotBoxes::cast_ballot; `internal` where a signature or receipt does not
  /// hold.
  [[nodiscard]] Result<Receipts> vote(Claims& claims, BallotBoxes& boxes, const Voter& voter) const;

 private:
  struct Right;      ///< a credential, or a bearer: good for a ballot or a comment
  struct RightPair;  ///< both
  struct Unclaimed;  ///< keys and blinded messages before the server has signed
  explicit RespondentSide(std::unique_ptr<verify::FrozenRound> frozen);

  [[nodiscard]] Result<RightPair> claim(Claims& claims, const Voter& voter) const;
  [[nodiscard]] Result<Unclaimed> blind_new_key(protocol::CastKind kind, const Bytes& rsa_spki) const;
  [[nodiscard]] Result<Right> unblind(Unclaimed unclaimed, const Bytes& answer) const;
  [[nodiscard]] RightPair derive_bearers(const Voter& voter) const;
  [[nodiscard]] Result<Receipts> cast_all(BallotBoxes& boxes, const Voter& voter,
                                          const RightPair& rights) const;
  [[nodiscard]] Result<Bytes> cast(BallotBoxes& boxes, const Right& right, std::uint32_t revision,
                                   std::string body) const;

  std::unique_ptr<verify::FrozenRound> frozen_;  // code books point into it
  std::vector<forms::Codebook> books_;           // by unit
  std::string manifest_hex_;
};

}  // namespace candor::server::rehearsal
