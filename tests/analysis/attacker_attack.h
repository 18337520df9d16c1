// The two attacks on what is Published: linear algebra, and enumeration of whole numbers. Both are given
// how many ballots every cell holds (totals may tell how many, never what); attacker_test.cpp defines a leak.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/analysis/attacker_publish.h"

namespace candor::tests::attacker {

/// Enumeration takes on systems of at most so many ballots.
inline constexpr int kEnumerated = 12;

struct Leak {
  std::size_t question = 0;
  std::vector<int> cells;  ///< whose ballots
  std::string what;
  bool by_algebra = false;
};

/// A score that does not follow from the tables: its parts that are not known, and what they add up to.
struct Extra {
  std::vector<FactPart> parts;
  analysis::Rational value;
};

/// Σ coefficient · (counts of the cell) = sums, column by column.
struct Row {
  std::vector<std::int64_t> coefficients;  ///< by cell of the system
  std::vector<std::int64_t> sums;          ///< by column
};

/// What is published about one question, in cells that hold ballots.
struct System {
  std::size_t question = 0;
  std::vector<int> cells;
  std::vector<Row> rows;  ///< reduced: linearly independent, each with a cell of its own
  std::vector<Extra> extras;
  std::vector<const Outcome*> outcomes;
};

/// One system for each question, with rows in lowest terms.
[[nodiscard]] std::vector<System> make_systems(const World& world, const Published& published);

/// Parts of a system that have no row or extra in common. `by_rules`: also no outcome of a grouping.
[[nodiscard]] std::vector<System> split(const World& world, const System& system, bool by_rules);

/// How much was done.
struct Work {
  std::uint64_t ranks = 0;       ///< sets of people tried by algebra
  std::uint64_t sampled = 0;     ///< systems of too many cells for every set: some were tried
  std::uint64_t enumerated = 0;  ///< systems enumerated
  std::uint64_t solutions = 0;
  std::uint64_t unfinished = 0;  ///< systems of too many solutions; nothing is concluded from them
};

/// Functions of the answers of fewer than k people that are linear combinations of what is published.
[[nodiscard]] std::vector<Leak> attack_by_algebra(const World& world, const std::vector<System>& systems,
                                                  Work& work);

/// Counts of fewer than k people on which every solution in whole numbers agrees.
[[nodiscard]] std::vector<Leak> attack_by_integers(const World& world, const Published& published,
                                                   const std::vector<System>& systems, Work& work);

/// The leak and what was published around it, in some lines.
[[nodiscard]] std::string describe(const World& world, const Published& published, const Leak& leak);

}  // namespace candor::tests::attacker
