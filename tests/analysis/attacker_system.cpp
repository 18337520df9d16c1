// From what is published to equations, and their parts that do not touch one another.
#include <algorithm>
#include <numeric>
#include <set>
#include <stdexcept>

#include "tests/analysis/attacker_attack.h"

namespace candor::tests::attacker {
namespace {

using analysis::Rational;

std::int64_t combined(std::int64_t a, std::int64_t x, std::int64_t b, std::int64_t y) {
  const analysis::Int128 result = analysis::Int128{a} * x - analysis::Int128{b} * y;
  if (result > INT32_MAX || result < -INT32_MAX) throw std::overflow_error("an equation grew out of hand");
  return static_cast<std::int64_t>(result);
}

/// row := a·row − b·other, in lowest terms, so that the coefficient at `pivot` vanishes.
void eliminate(Row& row, const Row& other, std::size_t pivot) {
  const std::int64_t b = row.coefficients[pivot];
  if (b == 0) return;
  const std::int64_t a = other.coefficients[pivot];
  std::int64_t common = 0;
  for (std::size_t i = 0; i < row.coefficients.size(); ++i) {
    row.coefficients[i] = combined(a, row.coefficients[i], b, other.coefficients[i]);
    common = std::gcd(common, row.coefficients[i]);
  }
  for (std::size_t i = 0; i < row.sums.size(); ++i) row.sums[i] = combined(a, row.sums[i], b, other.sums[i]);
  if (common == 0) return;
  const auto first =
      std::find_if(row.coefficients.begin(), row.coefficients.end(), [](auto c) { return c != 0; });
  if (*first < 0) common = -common;
  for (std::int64_t& coefficient : row.coefficients) coefficient /= common;
  for (std::int64_t& sum : row.sums) sum /= common;
}

std::size_t pivot_of(const Row& row) {
  const auto found =
      std::find_if(row.coefficients.begin(), row.coefficients.end(), [](auto c) { return c != 0; });
  return static_cast<std::size_t>(found - row.coefficients.begin());
}

void add_row(std::vector<Row>& rows, Row row) {
  for (const Row& known : rows) eliminate(row, known, pivot_of(known));
  const std::size_t pivot = pivot_of(row);
  if (pivot == row.coefficients.size()) return;
  for (Row& known : rows) eliminate(known, row, pivot);
  rows.push_back(std::move(row));
}

class Builder {
 public:
  Builder(const World& world, std::size_t question) : world_(world) {
    system_.question = question;
    const int asked_in = world.questions[question].unit;
    place_.assign(world.people.size(), -1);
    for (int cell = 0; cell < static_cast<int>(world.people.size()); ++cell) {
      if (world.people[static_cast<std::size_t>(cell)] == 0) continue;
      if (asked_in >= 0 && world.unit_of(cell) != asked_in) continue;
      place_[static_cast<std::size_t>(cell)] = static_cast<int>(system_.cells.size());
      system_.cells.push_back(cell);
    }
  }

  void add(const Table& table) {
    Row row{indicator(table.cells), {table.counts.begin(), table.counts.end()}};
    if (known_.insert(row.coefficients).second) add_row(system_.rows, std::move(row));
  }

  /// Keeps what the tables do not tell. All tables must be in.
  void add(const Fact& fact) {
    Extra extra{{}, fact.value};
    for (const FactPart& part : fact.parts) {
      if (!follows(part.cells)) {
        extra.parts.push_back(part);
        continue;
      }
      const auto counts = world_.counts_in(fact.question, part.cells);
      extra.value -= part.coefficient * score_of(world_, fact.question, counts, part.cells);
    }
    if (!extra.parts.empty()) system_.extras.push_back(std::move(extra));
  }

  void add(const Outcome& outcome) { system_.outcomes.push_back(&outcome); }

  System take() && { return std::move(system_); }

 private:
  [[nodiscard]] std::vector<std::int64_t> indicator(const std::vector<int>& cells) const {
    std::vector<std::int64_t> coefficients(system_.cells.size(), 0);
    for (const int cell : cells) {
      const int place = place_[static_cast<std::size_t>(cell)];
      if (place >= 0) coefficients[static_cast<std::size_t>(place)] = 1;
    }
    return coefficients;
  }

  [[nodiscard]] bool follows(const std::vector<int>& cells) const {
    Row row{indicator(cells), {}};
    if (known_.count(row.coefficients) > 0) return true;
    for (Row known : system_.rows) {
      known.sums.clear();
      eliminate(row, known, pivot_of(known));
    }
    return pivot_of(row) == row.coefficients.size();
  }

  const World& world_;
  System system_;
  std::vector<int> place_;  ///< of a cell in the system, or −1
  std::set<std::vector<std::int64_t>> known_;
};

/// Disjoint sets of cells, joined step by step.
class Joined {
 public:
  explicit Joined(std::size_t size) : parent_(size) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }
  std::size_t find(std::size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void join(std::size_t a, std::size_t b) { parent_[find(a)] = find(b); }

 private:
  std::vector<std::size_t> parent_;
};

class Splitter {
 public:
  Splitter(const World& world, const System& system)
      : world_(world), system_(system), joined_(system.cells.size()), place_(world.people.size(), -1) {
    for (std::size_t i = 0; i < system.cells.size(); ++i)
      place_[static_cast<std::size_t>(system.cells[i])] = static_cast<int>(i);
  }

  std::vector<System> split(bool by_rules) && {
    for (const Row& row : system_.rows) join(support(row));
    for (const Extra& extra : system_.extras) join(support(extra));
    for (const Outcome* outcome : system_.outcomes) {
      if (by_rules) join(support(*outcome));
    }
    std::vector<System> parts;
    std::vector<int> part_of(system_.cells.size(), -1);
    for (std::size_t i = 0; i < system_.cells.size(); ++i) {
      int& part = part_of[joined_.find(i)];
      if (part < 0) {
        part = static_cast<int>(parts.size());
        parts.push_back({system_.question, {}, {}, {}, {}});
      }
      parts[static_cast<std::size_t>(part)].cells.push_back(system_.cells[i]);
    }
    const auto part = [&](std::size_t cell) -> System& {
      return parts[static_cast<std::size_t>(part_of[joined_.find(cell)])];
    };
    for (const Row& row : system_.rows) add_row_to(part(support(row).front()), row);
    for (const Extra& extra : system_.extras) part(support(extra).front()).extras.push_back(extra);
    for (const Outcome* outcome : system_.outcomes) {
      const auto cells = support(*outcome);
      if (by_rules && !cells.empty()) part(cells.front()).outcomes.push_back(outcome);
    }
    return parts;
  }

 private:
  using Places = std::vector<std::size_t>;

  void join(const Places& places) {
    for (const std::size_t place : places) joined_.join(place, places.front());
  }
  void add_places(Places& places, const std::vector<int>& cells) const {
    for (const int cell : cells) {
      const int place = place_[static_cast<std::size_t>(cell)];
      if (place >= 0) places.push_back(static_cast<std::size_t>(place));
    }
  }
  [[nodiscard]] static Places support(const Row& row) {
    Places places;
    for (std::size_t i = 0; i < row.coefficients.size(); ++i) {
      if (row.coefficients[i] != 0) places.push_back(i);
    }
    return places;
  }
  [[nodiscard]] Places support(const Extra& extra) const {
    Places places;
    for (const FactPart& part : extra.parts) add_places(places, part.cells);
    return places;
  }
  [[nodiscard]] Places support(const Outcome& outcome) const {
    Places places;
    for (std::size_t i = 0; i < outcome.parts.size(); ++i) {
      if (outcome.parts[i].is_protected) add_places(places, outcome.cells[i]);
    }
    return places;
  }
  void add_row_to(System& part, const Row& row) const {
    Row& own = part.rows.emplace_back(Row{{}, row.sums});
    for (const int cell : part.cells)
      own.coefficients.push_back(
          row.coefficients[static_cast<std::size_t>(place_[static_cast<std::size_t>(cell)])]);
  }

  const World& world_;
  const System& system_;
  Joined joined_;
  std::vector<int> place_;
};

}  // namespace

std::vector<System> make_systems(const World& world, const Published& published) {
  std::vector<Builder> builders;
  for (std::size_t i = 0; i < world.questions.size(); ++i) builders.emplace_back(world, i);
  for (const Table& table : published.tables) builders[table.question].add(table);
  for (const Fact& fact : published.facts) builders[fact.question].add(fact);
  for (const Outcome& outcome : published.outcomes) builders[outcome.question].add(outcome);
  std::vector<System> systems;
  for (Builder& builder : builders) systems.push_back(std::move(builder).take());
  return systems;
}

std::vector<System> split(const World& world, const System& system, bool by_rules) {
  return Splitter(world, system).split(by_rules);
}

std::string describe(const World& world, const Published& published, const Leak& leak) {
  const Question& question = world.questions[leak.question];
  std::string text = "seed " + std::to_string(world.seed) + ", k = " + std::to_string(world.k()) + ", " +
                     question.name() + " (";
  for (std::size_t i = 0; i < question.columns(); ++i)
    text.append(i == 0 ? "" : ", ").append(question.column_name(i));
  text += ")\n    of";
  for (const int cell : leak.cells) {
    const auto people = std::to_string(world.people[static_cast<std::size_t>(cell)]);
    text.append(" ").append(world.cell_name(cell)).append(" with ").append(people).append(" ballots,");
  }
  text.append(" ").append(leak.what).append("\n");
  const auto holds = [&](const std::vector<int>& cells) {
    return std::find(cells.begin(), cells.end(), leak.cells.front()) != cells.end();
  };
  const auto line = [&](const std::string& where) {
    text.append("    ").append(where).append(": ").append(published.listing.at(where)).append("\n");
  };
  for (const Table& table : published.tables) {
    if (table.question == leak.question && holds(table.cells)) line(table.where);
  }
  for (const Fact& fact : published.facts) {
    const bool is_of_it = std::any_of(fact.parts.begin(), fact.parts.end(),
                                      [&](const FactPart& part) { return holds(part.cells); });
    if (fact.question == leak.question && is_of_it) line(fact.where);
  }
  const auto& unit = world.round->units[static_cast<std::size_t>(world.unit_of(leak.cells.front()))].id;
  const std::string left_out = unit + " " + question.name() + " left out";
  if (published.listing.count(left_out) > 0) line(left_out);
  return text;
}

}  // namespace candor::tests::attacker
