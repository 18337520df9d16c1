// The way from raw counts to what may be seen. Two kinds of outcome, as types: what may be shown to
// anybody (DisclosedTally), and the scrutineers' full listing (FullTally). Only the functions here make
// them, so that a report on raw counts does not compile. Knows no file format.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "analysis/results.h"
#include "analysis/tally.h"

namespace candor::analysis {

/// Tables under the rules of disclosure: every protected group in them has at least `min_cell` valid
/// ballots, and for an item at least `min_cell` answers or none. docs/scoring.md, "Disclosure".
class DisclosedTally {
 public:
  [[nodiscard]] const TallyTables& tables() const { return tables_; }
  [[nodiscard]] const forms::Round& round() const { return *tables_.round; }

 private:
  friend DisclosedTally disclose(const RawTally& raw);
  friend DisclosedTally withhold(const DisclosedTally& tally, const std::vector<std::uint32_t>& units);
  explicit DisclosedTally(TallyTables tables) : tables_(std::move(tables)) {}
  TallyTables tables_;
};

/// Tables for scrutineers alone: every category by itself, however small. Scores, flags and roll-up are
/// those of the disclosed tally.
class FullTally {
 public:
  [[nodiscard]] const TallyTables& tables() const { return tables_; }
  [[nodiscard]] const forms::Round& round() const { return *tables_.round; }

 private:
  friend FullTally list_in_full(const RawTally& raw);
  explicit FullTally(TallyTables tables) : tables_(std::move(tables)) {}
  TallyTables tables_;
};

/// DESIGN 4 and 5 (docs/scoring.md). The Round of the tally must outlive the result.
[[nodiscard]] DisclosedTally disclose(const RawTally& raw);

/// The same count as `tally --full` lists it.
[[nodiscard]] FullTally list_in_full(const RawTally& raw);

}  // namespace candor::analysis
