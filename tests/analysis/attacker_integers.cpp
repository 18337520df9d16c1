// Enumeration in whole numbers: every way in which the ballots of at most twelve people can have been
// filled in so that just this was published, by equations, exact scores and what the rules of grouping say.
#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <numeric>

#include "tests/analysis/attacker_attack.h"

namespace candor::tests::attacker {
namespace {

using analysis::Part;
using analysis::Rational;
using Counts = std::vector<std::vector<int>>;  ///< [cell][column]

/// Steps for each order of cells: few at first, for most counts turn out to be open at once.
constexpr std::uint64_t kFewSteps = 300;
constexpr std::uint64_t kMostSteps = 100000;

std::vector<std::size_t> places_of(const System& system, const std::vector<int>& cells) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < system.cells.size(); ++i) {
    if (std::find(cells.begin(), cells.end(), system.cells[i]) != cells.end()) places.push_back(i);
  }
  return places;
}

/// Walks through the solutions of one system.
class Solutions {
 public:
  Solutions(const World& world, Off off, const System& system)
      : world_(world),
        off_(off),
        system_(system),
        answers_(world.questions[system.question].is_answer),
        counts_(system.cells.size(), std::vector<int>(answers_.size(), 0)) {
    for (const Row& row : system.rows) left_.push_back(row.sums);
    for (std::size_t i = 0; i < system.cells.size(); ++i) order_.push_back(i);
    for (const Outcome* outcome : system.outcomes) {
      auto& parts = part_places_.emplace_back();
      for (std::size_t i = 0; i < outcome->parts.size(); ++i) {
        if (outcome->parts[i].is_protected) parts.push_back(places_of(system, outcome->cells[i]));
      }
    }
  }

  /// Calls `visit` with each solution until it says false. False if it was cut short by the number of steps.
  /// `turn`: which cell varies fastest.
  bool walk(std::size_t turn, std::uint64_t most_steps, const std::function<bool(const Counts&)>& visit) {
    for (std::size_t i = 0; i < order_.size(); ++i) order_[i] = (i + turn) % order_.size();
    visit_ = &visit;
    steps_ = 0;
    most_steps_ = most_steps;
    is_over_ = false;
    fill(0, 0, world_.people[place(0)]);
    return steps_ < most_steps;
  }

 private:
  [[nodiscard]] std::size_t place(std::size_t nth) const {
    return static_cast<std::size_t>(system_.cells[order_[nth]]);
  }

  void move(std::size_t cell, std::size_t column, int by) {
    counts_[cell][column] += by;
    for (std::size_t i = 0; i < left_.size(); ++i)
      left_[i][column] -= system_.rows[i].coefficients[cell] * by;
  }

  /// Whether rows can still be met once `nth` cells are filled.
  [[nodiscard]] bool can_be_met(std::size_t nth, std::size_t column) const {
    for (std::size_t i = 0; i < left_.size(); ++i) {
      if (left_[i][column] == 0) continue;
      bool can_fall = false;
      bool can_rise = false;
      for (std::size_t later = nth; later < order_.size(); ++later) {
        can_fall = can_fall || system_.rows[i].coefficients[order_[later]] > 0;
        can_rise = can_rise || system_.rows[i].coefficients[order_[later]] < 0;
      }
      if (left_[i][column] > 0 ? !can_fall : !can_rise) return false;
    }
    return true;
  }

  void fill(std::size_t nth, std::size_t column, int people) {
    if (is_over_ || ++steps_ >= most_steps_) {
      is_over_ = true;
      return;
    }
    const std::size_t cell = order_[nth];
    const bool is_last = column + 1 == answers_.size();
    for (int count = is_last ? people : 0; count <= people && !is_over_; ++count) {
      move(cell, column, count);
      // Later cells may make up for this column, the same cell cannot.
      if (can_be_met(nth + 1, column)) {
        if (!is_last) {
          fill(nth, column + 1, people - count);
        } else if (nth + 1 < order_.size()) {
          fill(nth + 1, 0, world_.people[place(nth + 1)]);
        } else if (fits_extras() && fits_rules()) {
          is_over_ = !(*visit_)(counts_);
        }
      }
      move(cell, column, -count);
    }
  }

  [[nodiscard]] std::vector<int> counts_in(const std::vector<int>& cells) const {
    std::vector<int> sum(answers_.size(), 0);
    for (const std::size_t place : places_of(system_, cells)) {
      for (std::size_t column = 0; column < sum.size(); ++column) sum[column] += counts_[place][column];
    }
    return sum;
  }
  [[nodiscard]] int answers_of(const std::vector<int>& counts) const {
    int sum = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) sum += answers_[i] ? counts[i] : 0;
    return sum;
  }

  [[nodiscard]] bool fits_extras() const {
    return std::all_of(system_.extras.begin(), system_.extras.end(), [&](const Extra& extra) {
      Rational sum;
      for (const FactPart& part : extra.parts) {
        const auto counts = counts_in(part.cells);
        if (answers_of(counts) == 0) return false;
        sum += part.coefficient * score_of(world_, system_.question, counts, part.cells);
      }
      return sum == extra.value;
    });
  }

  /// The rules must come to the same groups.
  [[nodiscard]] bool fits_rules() {
    std::uint64_t key = 0;
    for (std::size_t o = 0; o < system_.outcomes.size(); ++o) {
      for (const auto& cells : part_places_[o]) {
        int answers = 0;
        for (const std::size_t cell : cells) answers += answers_of(counts_[cell]);
        key = key * (kEnumerated + 1) + static_cast<std::uint64_t>(answers);
      }
    }
    const auto known = fitting_.find(key);
    if (known != fitting_.end()) return known->second;
    return fitting_[key] = std::all_of(system_.outcomes.begin(), system_.outcomes.end(),
                                       [&](const Outcome* outcome) { return fits(*outcome); });
  }

  [[nodiscard]] bool fits(const Outcome& outcome) const {
    std::vector<Part> parts = outcome.parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (parts[i].is_protected)
        parts[i].count = static_cast<std::uint64_t>(answers_of(counts_in(outcome.cells[i])));
    }
    const auto grouping = group_answers(off_, std::move(parts), static_cast<std::uint64_t>(world_.k()));
    return grouping.left_out == outcome.grouping.left_out &&
           std::equal(grouping.groups.begin(), grouping.groups.end(), outcome.grouping.groups.begin(),
                      outcome.grouping.groups.end(),
                      [](const Part& a, const Part& b) { return a.categories == b.categories; });
  }

  const World& world_;
  Off off_;
  const System& system_;
  const std::vector<bool>& answers_;
  Counts counts_;
  std::vector<std::vector<std::int64_t>> left_;                     ///< of each row's sums
  std::vector<std::vector<std::vector<std::size_t>>> part_places_;  ///< by outcome, protected part
  std::map<std::uint64_t, bool> fitting_;                           ///< by answers in each part
  std::vector<std::size_t> order_;
  const std::function<bool(const Counts&)>* visit_ = nullptr;
  std::uint64_t steps_ = 0;
  std::uint64_t most_steps_ = 0;
  bool is_over_ = false;
};

/// A count that every solution so far agrees on with the truth.
struct Suspect {
  std::vector<std::size_t> cells;  ///< places in the system
  std::vector<std::size_t> columns;
  int truth = 0;
  bool is_agreed = true;
  const char* what = "";
};

class Enumeration {
 public:
  Enumeration(const World& world, const Published& published, const System& system, Work& work)
      : world_(world), published_(published), system_(system), work_(work) {
    for (const int cell : system.cells)
      truth_.push_back(world.truth[system.question][static_cast<std::size_t>(cell)]);
  }

  void attack(std::vector<Leak>& leaks) {
    const auto& is_answer = world_.questions[system_.question].is_answer;
    find_said_of_many();
    suspect_sets(false, "every solution agrees on this count");
    suspect_sets(true, "every solution agrees on this count of fewer than k answers");
    suspect_whose(is_answer);
    if (suspects_.empty()) return;
    const std::size_t real = suspects_.size();
    suspect_groups();
    if (!enumerate(real)) return;
    for (std::size_t i = 0; i < real; ++i) {
      const Suspect& suspect = suspects_[i];
      if (suspect.is_agreed && !is_agreed_in_groups(suspect, real)) add(leaks, suspect);
    }
  }

 private:
  int sum_of(const Suspect& suspect, const Counts& counts) const {
    int sum = 0;
    for (const std::size_t cell : suspect.cells) {
      for (const std::size_t column : suspect.columns) sum += counts[cell][column];
    }
    return sum;
  }
  void suspect(std::vector<std::size_t> cells, std::vector<std::size_t> columns, const char* what) {
    suspects_.push_back({std::move(cells), std::move(columns), 0, true, what});
    suspects_.back().truth = sum_of(suspects_.back(), truth_);
  }

  /// Every set of protected cells with fewer than k ballots (or answers) together, each option.
  void suspect_sets(bool of_answers, const char* what) {
    const auto& is_answer = world_.questions[system_.question].is_answer;
    std::vector<std::size_t> candidates;
    std::vector<int> sizes;
    for (std::size_t i = 0; i < system_.cells.size(); ++i) {
      const int cell = system_.cells[i];
      const int size = of_answers ? world_.answers_in(system_.question, {cell})
                                  : world_.people[static_cast<std::size_t>(cell)];
      if (!world_.is_protected(cell) || size == 0 || size >= world_.k()) continue;
      candidates.push_back(i);
      sizes.push_back(size);
    }
    for (std::size_t mask = 1; mask < std::size_t{1} << candidates.size(); ++mask) {
      int together = 0;
      std::vector<std::size_t> cells;
      for (std::size_t bit = 0; bit < candidates.size(); ++bit) {
        if ((mask >> bit & 1) == 0) continue;
        cells.push_back(candidates[bit]);
        together += sizes[bit];
      }
      if (together >= world_.k()) continue;
      for (std::size_t column = 0; column < is_answer.size(); ++column) {
        if ((is_answer[column] || !of_answers) && !is_said_of_many(cells, column, of_answers))
          suspect(cells, {column}, what);
      }
    }
  }

  /// Marks what published tables of k or more say of each of their people: nobody gave it, or all did.
  void find_said_of_many() {
    const std::size_t columns = truth_.front().size();
    for (auto& said : said_of_many_) said.assign(truth_.size() * columns, false);
    for (const Table& table : published_.tables) {
      if (table.question != system_.question) continue;
      const bool is_protected = std::all_of(table.cells.begin(), table.cells.end(),
                                            [&](int cell) { return world_.is_protected(cell); });
      const auto places = places_of(system_, table.cells);
      for (const bool of_answers : {false, true}) {
        const int size =
            of_answers ? world_.answers_in(table.question, table.cells) : world_.people_in(table.cells);
        if (!is_protected || size < world_.k()) continue;
        for (std::size_t column = 0; column < columns; ++column) {
          if (table.counts[column] != 0 && table.counts[column] != size) continue;
          for (const std::size_t place : places)
            said_of_many_[of_answers ? 1 : 0][place * columns + column] = true;
        }
      }
    }
  }

  [[nodiscard]] bool is_said_of_many(const std::vector<std::size_t>& cells, std::size_t column,
                                     bool of_answers) const {
    return std::all_of(cells.begin(), cells.end(), [&](std::size_t place) {
      return said_of_many_[of_answers ? 1 : 0][place * truth_.front().size() + column];
    });
  }

  /// Of an item that is left out, whose the fewer than k answers are.
  void suspect_whose(const std::vector<bool>& is_answer) {
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < is_answer.size(); ++i) {
      if (is_answer[i]) columns.push_back(i);
    }
    for (const Outcome* outcome : system_.outcomes) {
      const auto parts = std::count_if(outcome->parts.begin(), outcome->parts.end(),
                                       [](const Part& part) { return part.is_protected; });
      if (outcome->grouping.left_out.empty() || parts < 2) continue;
      for (std::size_t i = 0; i < outcome->parts.size(); ++i) {
        if (outcome->parts[i].is_protected)
          suspect(places_of(system_, outcome->cells[i]), columns,
                  "whose the fewer than k answers are, and whose not");
      }
    }
  }

  /// Shown groups of k or more of which something holds for all: what that says of some is no leak.
  void suspect_groups() {
    const std::size_t columns = truth_.front().size();
    for (const auto& group : published_.groups) {
      const auto cells = places_of(system_, group);
      const int people = world_.people_in(group);
      if (people < world_.k() || cells.empty()) continue;
      int inside = 0;
      for (const std::size_t cell : cells)
        inside += world_.people[static_cast<std::size_t>(system_.cells[cell])];
      for (std::size_t column = 0; column < columns && inside == people; ++column) {
        suspect(cells, {column}, "");
        if (suspects_.back().truth != 0 && suspects_.back().truth != people) suspects_.pop_back();
      }
    }
  }

  /// False where no order of cells came to an end.
  bool enumerate(std::size_t real) {
    ++work_.enumerated;
    Solutions solutions(world_, published_.off, system_);
    std::vector<std::size_t> agreed(suspects_.size());
    std::iota(agreed.begin(), agreed.end(), std::size_t{0});
    const auto visit = [&](const Counts& counts) {
      ++work_.solutions;
      std::erase_if(agreed, [&](std::size_t i) {
        Suspect& suspect = suspects_[i];
        suspect.is_agreed = sum_of(suspect, counts) == suspect.truth;
        return !suspect.is_agreed;
      });
      return !agreed.empty() && agreed.front() < real;
    };
    for (const std::uint64_t most_steps : {kFewSteps, kMostSteps}) {
      for (std::size_t turn = 0; turn < system_.cells.size(); ++turn) {
        if (solutions.walk(turn, most_steps, visit)) return true;
      }
    }
    ++work_.unfinished;
    return false;
  }

  [[nodiscard]] bool is_agreed_in_groups(const Suspect& suspect, std::size_t real) const {
    return suspect.columns.size() == 1 &&
           std::all_of(suspect.cells.begin(), suspect.cells.end(), [&](std::size_t cell) {
             return std::any_of(suspects_.begin() + static_cast<std::ptrdiff_t>(real), suspects_.end(),
                                [&](const Suspect& group) {
                                  return group.is_agreed && group.columns == suspect.columns &&
                                         std::find(group.cells.begin(), group.cells.end(), cell) !=
                                             group.cells.end();
                                });
           });
  }

  void add(std::vector<Leak>& leaks, const Suspect& suspect) const {
    const Question& question = world_.questions[system_.question];
    Leak leak{system_.question, {}, suspect.what, false};
    for (const std::size_t cell : suspect.cells) leak.cells.push_back(system_.cells[cell]);
    const std::string column =
        suspect.columns.size() > 1 ? "answers" : question.column_name(suspect.columns[0]);
    leak.what.append(": ").append(column).append(" = ").append(std::to_string(suspect.truth));
    leaks.push_back(std::move(leak));
  }

  const World& world_;
  const Published& published_;
  const System& system_;
  Work& work_;
  Counts truth_;
  std::array<std::vector<bool>, 2> said_of_many_;  ///< of ballots, of answers; [cell × columns + column]
  std::vector<Suspect> suspects_;
};

}  // namespace

std::vector<Leak> attack_by_integers(const World& world, const Published& published,
                                     const std::vector<System>& systems, Work& work) {
  std::vector<Leak> leaks;
  const auto attack = [&](const System& system) {
    const bool says_something = !system.rows.empty() || !system.extras.empty() || !system.outcomes.empty();
    if (says_something && world.people_in(system.cells) <= kEnumerated)
      Enumeration(world, published, system, work).attack(leaks);
  };
  for (const System& system : systems) {
    for (const System& part : split(world, system, true)) {
      if (world.people_in(part.cells) <= kEnumerated) {
        attack(part);
        continue;
      }
      for (const System& smaller : split(world, part, false)) attack(smaller);
    }
  }
  return leaks;
}

}  // namespace candor::tests::attacker
