// The attacker's test ground: a small made-up round that keeps running into the rules of disclosure, its
// ballots, and the truth about them, counted plainly. attacker_test.cpp says what it is for.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "analysis/rational.h"
#include "forms/ballot.h"
#include "forms/codebook.h"
#include "forms/round.h"

namespace candor::tests::attacker {

/// One thing that is counted: an item about one ratee, or one option of a `multiple` item. Columns: the
/// options in file order, at the end "no answer"; of an option of `multiple`: chosen, not chosen, no answer.
struct Question {
  std::string about;
  const forms::Item* item = nullptr;
  const std::vector<forms::Option>* options = nullptr;  ///< null for nps
  int unit = -1;                                        ///< −1: asked in every unit
  int chosen = -1;                                      ///< the option of a `multiple` item
  bool rolls_up = false;
  std::vector<bool> is_answer;             ///< by column: what disclosure counts as an answer
  std::vector<analysis::Rational> values;  ///< by column; empty: not scored
  [[nodiscard]] std::size_t columns() const { return is_answer.size(); }
  [[nodiscard]] std::string name() const;
  [[nodiscard]] std::string column_name(std::size_t column) const;
};

/// A cell is the ballots of one category in one unit, the valid ones or those over the quota.
enum Validity : std::uint8_t { valid, over_quota };

struct World {
  unsigned seed = 0;
  std::unique_ptr<forms::Round> round;
  std::vector<forms::Ballot> ballots;
  std::vector<Question> questions;
  std::vector<int> people;                           ///< by cell
  std::vector<int> returned;                         ///< by unit × category
  std::vector<std::vector<std::vector<int>>> truth;  ///< [question][cell][column]

  [[nodiscard]] int categories() const { return static_cast<int>(round->categories.size()); }
  [[nodiscard]] int units() const { return static_cast<int>(round->units.size()); }
  [[nodiscard]] int cell(int unit, int category, Validity validity = Validity::valid) const {
    return (unit * categories() + category) * 2 + validity;
  }
  [[nodiscard]] int unit_of(int cell) const { return cell / 2 / categories(); }
  [[nodiscard]] int category_of(int cell) const { return cell / 2 % categories(); }
  [[nodiscard]] bool is_protected(int cell) const {
    return round->categories[static_cast<std::size_t>(category_of(cell))].confidential;
  }
  [[nodiscard]] int k() const { return round->rules.min_cell; }
  [[nodiscard]] int people_in(const std::vector<int>& cells) const;
  [[nodiscard]] int answers_in(std::size_t question, const std::vector<int>& cells) const;
  [[nodiscard]] std::vector<int> counts_in(std::size_t question, const std::vector<int>& cells) const;
  [[nodiscard]] std::string cell_name(int cell) const;
};

[[nodiscard]] World make_world(unsigned seed);

/// Counts `ballots` anew, into people, returned and truth.
void count_truth(World& world);

}  // namespace candor::tests::attacker
