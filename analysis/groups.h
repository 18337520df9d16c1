// Which categories are shown together: the merging rules of disclosure, on plain numbers. Knows no
// items, no answers and no scores. Source: DESIGN 5.1–5.4, docs/scoring.md "Disclosure".
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/rational.h"
#include "analysis/results.h"

namespace candor::analysis {

/// A category, or a group of them, that may have to be merged with others.
struct Part {
  CategorySet categories;
  bool is_protected = true;  ///< false: declared open, never merged or left out
  std::uint64_t count = 0;   ///< valid ballots, or answers to an item
  Rational weight;           ///< Σ of its categories' weights
};

struct Grouping {
  std::vector<Part> groups;  ///< in the order of their first categories
  CategorySet left_out;
};

/// Groups of a unit from its categories with at least one valid ballot, in file order (5.1–5.3).
/// Protected parts that together have fewer than k are left out; those with fewer than k each become one
/// group, filled up by the part with the fewest (then the smaller weight, then the later one).
[[nodiscard]] Grouping group_unit(std::vector<Part> categories, std::uint64_t k);

/// Groups of an item from the groups of its unit, `count` now being answers (5.4). As above, but a part
/// without answers stays as it is, unless all protected parts are left out.
[[nodiscard]] Grouping group_item(std::vector<Part> groups, std::uint64_t k);

}  // namespace candor::analysis
