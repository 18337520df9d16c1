#include "server/app/ticket_gate.h"

#include <variant>

namespace candor::server {

void TicketGate::set_exchanged(Exchanged exchanged) {
  const std::lock_guard lock(mutex_);
  exchanged_ = std::move(exchanged);
}

Result<void> TicketGate::count(const Box& box) {
  if (counted_) return {};
  const auto scanned = box.scan_ballot_rows([this](const BallotRow& row) {
    if (std::holds_alternative<Bytes32>(row.proof)) ++cast_[{row.unit, row.category}];
  });
  if (!scanned) return fail(scanned.error());
  counted_ = true;
  return {};
}

Result<CastOutcome> TicketGate::cast(Box& box, BallotRow ballot) {
  const std::lock_guard lock(mutex_);
  if (auto known = count(box); !known) return fail(std::move(known).error());
  const Group group{ballot.unit, ballot.category};
  if (cast_[group] >= exchanged_[group]) {
    bool cast_before = false;
    const auto scanned = box.scan_ballot_rows(
        [&](const BallotRow& row) { cast_before = cast_before || row.nullifier == ballot.nullifier; });
    if (!scanned) return fail(scanned.error());
    if (!cast_before) {
      return fail(
          ErrorKind::conflict,
          "no invitation of this group was exchanged for this ticket; the registrar exchanges it first");
    }
  }
  auto outcome = box.cast(std::move(ballot));
  if (outcome && *outcome == CastOutcome::stored) ++cast_[group];
  return outcome;
}

}  // namespace candor::server
