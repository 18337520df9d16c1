// What opening a round means: what stands against it, which codes are drawn, which files are frozen.
// Works on values; stores nothing.
#pragma once

#include <string_view>
#include <vector>

#include "server/app/rounds.h"

namespace candor::server {

/// Everything that forbids opening this round: its errors at opening strictness, item types that pages do not
/// show yet.
[[nodiscard]] std::vector<Diagnostic> opening_blockers(const forms::Round& round);

/// 0 where the unit does not say.
[[nodiscard]] int due_of(const forms::Unit& unit, const std::string& category);
/// 20 Crockford characters, 100 random bits.
[[nodiscard]] std::string draw_secret();

[[nodiscard]] std::vector<SmallCategory> find_small_categories(const forms::Round& round);

/// At most this many codes are drawn for one round.
inline constexpr std::size_t kMaxTickets = 500'000;

/// At most this many groups (unit × category with invitations) in a round by credentials: each needs a key of
/// its own, which takes a third of a second to make.
inline constexpr std::size_t kMaxKeyedGroups = 2'000;

/// What the stores and the key room know of a round that is about to open.
struct OpeningSupplies {
  std::vector<ClaimEntry> claims;  ///< rounds by credentials: the invitations
  std::vector<SigningKey> keys;    ///< all of those that needed_keys names
  Bytes box_key;                   ///< P-256 SPKI
  Bytes sealed_box_key;            ///< its private half, under the round's key
};

inline constexpr std::int64_t kCommentKey = -1;  ///< in the place of a category: the key for comments

/// The keys a round by credentials needs: one for each group with invitations, one for the comments of each
/// unit that is asked for texts. Empty in other rounds.
struct NeededKey {
  std::uint32_t unit = 0;
  std::int64_t category = kCommentKey;
};
[[nodiscard]] std::vector<NeededKey> needed_keys(const forms::Round& round,
                                                 const std::vector<ClaimEntry>& claims);

/// Errors: `invalid` with every blocker, unconfirmed small category, unit without a number of tickets, group
/// whose invitations are not those due.
[[nodiscard]] Result<forms::Round> check_opening(const RoundRecord& record, const OpeningWishes& wishes,
                                                 const std::vector<ClaimEntry>& claims);
/// Errors: those of check_opening.
[[nodiscard]] Result<PreparedOpening> make_opening(RoundRecord record, const OpeningWishes& wishes,
                                                   OpeningSupplies supplies);
/// Errors: `invalid`.
[[nodiscard]] Result<PreparedOpening> make_import(RoundRecord record);

}  // namespace candor::server
