// How a questionnaire lies on a paper ballot: in which order, under which numbers. The one rule of order,
// which the keying desk follows too (static/console/sheet_layout.ts; docs/operating.md tells it to people):
//   1. Parts: sections about the team in the order of the file, the unit's own items, sections about members,
//      sections about none. A section that asks the unit nothing has no part.
//   2. Every item but `info` takes the next number n, from 1, through all parts. About a member it is keyed
//      as n-m, where m is the member's place in the unit's list.
//   3. A section about members goes item by item, with all members under each; with more than
//      kMostItemsAcross numbered items it goes member by member.
//   4. Options are marked 1 to 9, then A to Z without I and O.
// Knows no HTML.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "forms/round.h"

namespace candor::server::print {

/// Beyond this a section about members goes member by member: a table for each item would tear apart what
/// belongs to one person.
inline constexpr std::size_t kMostItemsAcross = 4;

/// One answer to be given, or (number empty) an info item.
struct BallotRow {
  std::string number;  ///< as keyed: "3", "5-2"; empty for info
  const forms::Item* item = nullptr;
  const forms::Member* member = nullptr;  ///< null: not about a member
  const forms::Item* shown_by = nullptr;  ///< the item that `show_if` names; null: always asked
  std::string shown_by_number;            ///< as keyed
};

/// Rows that may stand in one table: one item about several members, scale items of one scale one after the
/// other, or any other item alone.
struct BallotBlock {
  std::vector<BallotRow> rows;
  bool across_members = false;            ///< one item, a row for each member
  const forms::Member* member = nullptr;  ///< of whom all rows are, where the part goes member by member
};

struct BallotPart {
  const forms::Section* section = nullptr;  ///< null: the unit's own items
  bool member_by_member = false;
  std::vector<BallotBlock> blocks;
};

/// Borrowed from `round` and `unit`: keep them alive and unmoved.
[[nodiscard]] std::vector<BallotPart> make_ballot_layout(const forms::Round& round, const forms::Unit& unit);

/// "5" of "5-2".
[[nodiscard]] std::string item_number(const BallotRow& row);

/// The key that chooses an option; empty beyond the last letter (the 33rd option).
[[nodiscard]] std::string option_mark(std::size_t index);

}  // namespace candor::server::print
