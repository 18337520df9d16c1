// What everybody can read about a World, written down from the rules of DESIGN 4 and 5 with the grouping of
// analysis/groups.h, and with any one rule switched off. attacker_test.cpp holds it against the real output.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "analysis/groups.h"
#include "tests/analysis/attacker_world.h"

namespace candor::tests::attacker {

/// The rule that is switched off.
enum class Off : std::uint8_t {
  nothing,
  leave_out,           ///< 5.2: protected ballots that are together below k are a group all the same
  merge,               ///< 5.3: every category is a group
  fill_up,             ///< 5.3: the small ones are merged, and stay below k
  item_groups,         ///< 5.4: an item is shown by the groups of its unit
  item_fill_up,        ///< 5.4: groups with few answers are merged, and stay below k
  item_left_out,       ///< 5.4: an item leaves out only the groups that have answers
  two_siblings,        ///< 5.5: one unit that is not shown is a `small:` unit by itself
  small_by_the_rules,  ///< 5.5: a `small:` unit below k is shown
  own_validity,        ///< 5.5: a `small:` unit decides validity anew, its parents do not
  weight_of_groups,    ///< 4.3: weighted is the mean over categories, not over groups
  rollup_of_shown,     ///< 4.8: pooled counts of a parent are those of all units below
  rollup_mean,         ///< 4.8: the weighted mean of a parent takes in units that are not shown
  no_unit_total,       ///< nothing to subtract from: a total of the unit stands beside its groups
  no_item_total,       ///< the same of an item whose groups are left out
};
struct OffRow {
  Off off;
  const char* rule;
  const char* instead;
};
[[nodiscard]] const std::vector<OffRow>& all_rules();

/// Counts of one question over some cells, by column.
struct Table {
  std::size_t question = 0;
  std::vector<int> cells;
  std::vector<int> counts;
  std::string where;
};

/// Σ coefficient · score over sets of cells: an exact score that stands somewhere. The score of a set is
/// Σ value · count / base.
struct FactPart {
  analysis::Rational coefficient;
  std::vector<int> cells;
};
struct Fact {
  std::size_t question = 0;
  std::vector<FactPart> parts;
  analysis::Rational value;
  std::string where;
};

/// How one question's groups came out: what somebody who knows the rules concludes from.
struct Outcome {
  std::size_t question = 0;
  std::vector<analysis::Part> parts;    ///< the unit's groups with their answers
  std::vector<std::vector<int>> cells;  ///< of each part
  analysis::Grouping grouping;
};

struct Published {
  Off off = Off::nothing;
  std::vector<Table> tables;
  std::vector<Fact> facts;
  std::vector<Outcome> outcomes;
  std::vector<std::vector<int>> groups;             ///< protected groups of shown units, `small:` ones too
  std::map<std::string, std::string> listing;       ///< all of it as text, by place
  std::map<std::string, std::uint64_t> happenings;  ///< how often each rule was used
};

[[nodiscard]] Published publish(const World& world, Off off = Off::nothing);

/// Ballots, or answers, of the protected parts together.
[[nodiscard]] std::uint64_t protected_count(const std::vector<analysis::Part>& parts);

/// Merges protected parts with some, but fewer than `below`, and fills nothing up.
[[nodiscard]] analysis::Grouping merge_only(std::vector<analysis::Part> parts, std::uint64_t below);

/// The grouping of an item under the rules, one of which may be off.
[[nodiscard]] analysis::Grouping group_answers(Off off, std::vector<analysis::Part> parts, std::uint64_t k);

/// The listing that the real output makes, from the text of tally.json.
[[nodiscard]] std::map<std::string, std::string> read_listing(const World& world, const std::string& json);

/// Σ value · count / base of counts over these cells. Precondition: the base is not 0.
[[nodiscard]] analysis::Rational score_of(const World& world, std::size_t question,
                                          const std::vector<int>& counts, const std::vector<int>& cells);

}  // namespace candor::tests::attacker
