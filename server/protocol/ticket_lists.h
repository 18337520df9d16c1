// The bearers that may cast in a ticket round, in memory: what lists/NNNN.bin hold, ready to be looked up on
// every cast. Knows no ballot and no store.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "forms/result.h"
#include "server/store/bytes.h"

namespace candor::server::protocol {

/// One unit's canonical files. Views: must live during the call only.
struct PartFiles {
  std::string_view part_json;   ///< parts/NNNN.json
  std::string_view list_bytes;  ///< lists/NNNN.bin; empty where the round has none
};

/// Immutable after load, so any number of threads may ask. 32 bytes of memory for each ticket and list.
class TicketLists {
 public:
  TicketLists() = default;

  /// `parts`: all units in file order, all with `categories` groups. Checks that each list has the length,
  /// the order and the hash which its part states. Errors: `invalid`, naming the part.
  [[nodiscard]] static Result<TicketLists> load(std::span<const PartFiles> parts, std::size_t categories);

  /// `unit`, `category`: indices in file order, from 0. False also where there is no such unit or category.
  /// `bearer` is what a cast carries; its hash is looked up.
  [[nodiscard]] bool holds_ballot(std::size_t unit, std::size_t category, const Bytes32& bearer) const;
  [[nodiscard]] bool holds_comment(std::size_t unit, const Bytes32& bearer) const;

  /// How many tickets a group has.
  [[nodiscard]] std::size_t count_ballots(std::size_t unit, std::size_t category) const;

  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  [[nodiscard]] bool holds(std::size_t list, const Bytes32& bearer) const;

  std::size_t lists_per_unit_ = 1;  ///< for each category claims and tickets, then comments
  std::vector<Bytes32> entries_;    ///< all lists, one behind the other, each ascending
  std::vector<std::size_t> ends_;   ///< of each list in entries_
};

}  // namespace candor::server::protocol
