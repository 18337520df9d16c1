// Linear algebra over exact rationals. Unknown is how often each cell gave each answer. Known are the rows,
// the extra scores that are linear (their base is known), and how many ballots a cell holds. What follows
// about a set of people is the row space within the coordinates of their answers.
#include <algorithm>
#include <map>
#include <numeric>
#include <random>

#include "tests/analysis/attacker_attack.h"

namespace candor::tests::attacker {
namespace {

using analysis::Rational;
using Vector = std::vector<Rational>;
using Chosen = std::vector<bool>;

std::size_t rank_of(std::vector<Vector> rows) {
  std::size_t rank = 0;
  const std::size_t width = rows.empty() ? 0 : rows.front().size();
  for (std::size_t column = 0; column < width && rank < rows.size(); ++column) {
    std::size_t pivot = rank;
    while (pivot < rows.size() && rows[pivot][column].is_zero()) ++pivot;
    if (pivot == rows.size()) continue;
    std::swap(rows[pivot], rows[rank]);
    for (std::size_t i = rank + 1; i < rows.size(); ++i) {
      if (rows[i][column].is_zero()) continue;
      const Rational factor = rows[i][column] / rows[rank][column];
      for (std::size_t j = column; j < width; ++j) {
        if (!rows[rank][j].is_zero()) rows[i][j] -= factor * rows[rank][j];
      }
    }
    ++rank;
  }
  return rank;
}

class Algebra {
 public:
  Algebra(const World& world, const System& system, Work& work)
      : world_(world), system_(system), question_(world.questions[system.question]), work_(work) {
    for (const Row& row : system.rows) {
      for (const auto coefficient : row.coefficients)
        pattern_.append(std::to_string(coefficient)).append(" ");
      pattern_ += ";";
    }
  }

  void attack(std::vector<Leak>& leaks) {
    if (system_.rows.empty() && system_.extras.empty()) return;
    make_equations();
    std::vector<int> ballots;
    std::vector<int> answers;
    for (const int cell : system_.cells) {
      ballots.push_back(world_.is_protected(cell) ? world_.people[static_cast<std::size_t>(cell)] : 0);
      answers.push_back(world_.is_protected(cell) ? world_.answers_in(system_.question, {cell}) : 0);
    }
    const Chosen all(question_.columns(), true);
    // Each cell has one function that tells how many, and not what.
    for (const Chosen& set : find_sets(ballots)) {
      const auto size = static_cast<std::size_t>(std::count(set.begin(), set.end(), true));
      if (functions_of(set, all) > size) add(leaks, set, "a function of their answers follows");
    }
    for (const Chosen& set : find_sets(answers)) {
      if (functions_of(set, question_.is_answer) > 0)
        add(leaks, set, "a function of their fewer than k answers follows");
    }
  }

 private:
  void add(std::vector<Leak>& leaks, const Chosen& set, const char* what) const {
    Leak leak{system_.question, {}, what, true};
    for (std::size_t i = 0; i < set.size(); ++i) {
      if (set[i]) leak.cells.push_back(system_.cells[i]);
    }
    leaks.push_back(std::move(leak));
  }

  void make_equations() {
    const std::size_t columns = question_.columns();
    const std::size_t width = system_.cells.size() * columns;
    for (std::size_t cell = 0; cell < system_.cells.size(); ++cell) {
      Vector& how_many = equations_.emplace_back(width);
      for (std::size_t column = 0; column < columns; ++column)
        how_many[cell * columns + column] = Rational(1);
    }
    for (const Row& row : system_.rows) {
      for (std::size_t column = 0; column < columns; ++column) {
        Vector& equation = equations_.emplace_back(width);
        for (std::size_t cell = 0; cell < system_.cells.size(); ++cell)
          equation[cell * columns + column] = Rational(row.coefficients[cell]);
      }
    }
    if (world_.round->rules.base == forms::Base::scored) return;  // bases of unknown sets are not known
    for (const Extra& extra : system_.extras) equations_.push_back(linear(extra));
  }

  /// With unit counts score_of gives value / base.
  [[nodiscard]] Vector linear(const Extra& extra) const {
    const std::size_t columns = question_.columns();
    Vector equation(system_.cells.size() * columns);
    for (const FactPart& part : extra.parts) {
      for (std::size_t column = 0; column < columns; ++column) {
        std::vector<int> one(columns, 0);
        one[column] = 1;
        const Rational share = part.coefficient * score_of(world_, system_.question, one, part.cells);
        for (std::size_t cell = 0; cell < system_.cells.size(); ++cell) {
          const bool is_in =
              std::find(part.cells.begin(), part.cells.end(), system_.cells[cell]) != part.cells.end();
          if (is_in) equation[cell * columns + column] += share;
        }
      }
    }
    return equation;
  }

  /// Maximal sets of cells with fewer than k together; cells without any are in none.
  std::vector<Chosen> find_sets(const std::vector<int>& counts) {
    std::vector<std::size_t> candidates;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] > 0 && counts[i] < world_.k()) candidates.push_back(i);
    }
    std::vector<Chosen> sets;
    const bool every = candidates.size() <= 10;
    work_.sampled += every ? 0 : 1;
    std::mt19937 random(world_.seed);
    const std::size_t tries = every ? std::size_t{1} << candidates.size() : 40;
    for (std::size_t i = 1; i < tries; ++i) {
      if (!every) std::shuffle(candidates.begin(), candidates.end(), random);
      Chosen set(counts.size(), false);
      int sum = 0;
      bool is_maximal = true;
      for (std::size_t bit = 0; bit < candidates.size(); ++bit) {
        const int count = counts[candidates[bit]];
        const bool takes = every ? (i >> bit & 1) != 0 : sum + count < world_.k();
        set[candidates[bit]] = takes;
        sum += takes ? count : 0;
      }
      for (const std::size_t other : candidates)
        is_maximal = is_maximal && (set[other] || sum + counts[other] >= world_.k());
      if (sum < world_.k() && is_maximal) sets.push_back(std::move(set));
    }
    return sets;
  }

  /// The dimension of the row space within the answers of these cells: rank − rank without them.
  std::size_t functions_of(const Chosen& set, const Chosen& chosen) {
    ++work_.ranks;
    std::string key;
    if (system_.extras.empty()) {
      key = pattern_;
      for (const bool is_in : set) key += is_in ? '+' : '-';
      for (const bool is_in : chosen) key += is_in ? '*' : '.';
      const auto known = known_.find(key);
      if (known != known_.end()) return known->second;
    }
    std::vector<Vector> others;
    for (const Vector& equation : equations_) {
      Vector& other = others.emplace_back();
      for (std::size_t i = 0; i < equation.size(); ++i) {
        if (!set[i / chosen.size()] || !chosen[i % chosen.size()]) other.push_back(equation[i]);
      }
    }
    const std::size_t functions = rank_of(equations_) - rank_of(std::move(others));
    if (!key.empty()) known_[key] = functions;
    return functions;
  }

  static std::map<std::string, std::size_t> known_;  ///< systems of one form have one answer

  const World& world_;
  const System& system_;
  const Question& question_;
  Work& work_;
  std::string pattern_;
  std::vector<Vector> equations_;
};

std::map<std::string, std::size_t> Algebra::known_;

}  // namespace

std::vector<Leak> attack_by_algebra(const World& world, const std::vector<System>& systems, Work& work) {
  std::vector<Leak> leaks;
  for (const System& system : systems) {
    for (const System& part : split(world, system, false)) Algebra(world, part, work).attack(leaks);
  }
  return leaks;
}

}  // namespace candor::tests::attacker
