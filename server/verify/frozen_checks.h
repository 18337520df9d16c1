// What must hold among the parts of a frozen round: which groups have keys, lists and tickets. For
// frozen_round.cpp.
#pragma once

#include "server/verify/frozen_round.h"

namespace candor::server::verify {

/// Each RSA key has the right form, stands once, and where somebody is invited; fills `frozen.keys`.
void check_keys(FrozenRound& frozen, Verified& verified);
/// By the kind of round: as many invitations as people are due, tickets where there may be some, as many
/// rights to comment as tickets, a list wherever something is counted.
void check_invitations(const FrozenRound& frozen, Verified& verified);

}  // namespace candor::server::verify
