// Claiming: an invitation's code buys blind signatures, once (docs/protocol.md, "Claiming"). The register's
// side: knows who may claim, never what is cast. One thread signs, so that claims cannot starve casting.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>

#include "forms/result.h"
#include "server/app/clock.h"
#include "server/app/key_room.h"
#include "server/app/round_status.h"
#include "server/store/bytes.h"

namespace candor::server {

class Register;
class SigningThread;
struct ClaimingRound;  // one round's keys and names while the server runs; see claims.cpp

struct ClaimRequest {
  std::string manifest;                 ///< M, lower-case hex
  std::int64_t part = 0, category = 0;  ///< from 1
  std::string secret;
  Bytes ballot, comment;  ///< blinded, 256 bytes each; no comment where the unit is asked for no text
};
struct ClaimAnswer {
  Bytes ballot, comment;  ///< blind signatures
};

class Claims {
 public:
  Claims(Register& store, const KeyRoom& keys, Clock clock);
  ~Claims();

  /// Tells a round's state and times, as BallotBoxes::set_status does.
  void set_status(const RoundStatus& status);

  /// Waits for the signing thread and the commit. The same request again: the stored answer. Errors:
  /// `not_found` (round, code), `conflict` (other M; code used with other keys, exchanged, withdrawn),
  /// `expired`, `invalid`, `busy` (queue full; claims shut since a restore), `slow_down`.
  Result<ClaimAnswer> claim(std::string_view round, const ClaimRequest& request);

  /// The log of the register is an order of arrival: truncated once a second has passed without a claim.
  void tidy();

 private:
  Result<std::shared_ptr<ClaimingRound>> find(std::string_view round);
  Result<ClaimAnswer> settle(ClaimingRound& round, const ClaimRequest& request, const Bytes32& hash);

  Register& store_;
  const KeyRoom& keys_;
  Clock clock_;
  std::shared_mutex mutex_;  // guards rounds_
  std::map<std::string, std::shared_ptr<ClaimingRound>, std::less<>> rounds_;
  std::unique_ptr<SigningThread> thread_;
};

}  // namespace candor::server
