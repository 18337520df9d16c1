#include "tests/analysis/attacker_publish.h"

#include <algorithm>
#include <optional>

namespace candor::tests::attacker {
namespace {

using analysis::CategorySet;
using analysis::Grouping;
using analysis::Part;
using analysis::Rational;

/// A unit or a `small:` unit.
struct Scope {
  std::string name;
  int parent = -1;  ///< the unit it stands in: itself, or the parent of a `small:` unit
  std::vector<int> units;
  bool is_small = false;
  std::vector<std::vector<int>> cells;  ///< by category
  Grouping grouping;
  int ballots = 0;  ///< of its groups
};

/// What enters the roll-up of a parent.
struct Source {
  std::vector<int> cells;  ///< of the pooled item
  std::optional<Rational> weighted;
  std::vector<FactPart> parts;
};

std::vector<int> join(const std::vector<std::vector<int>>& cells, const CategorySet& categories) {
  std::vector<int> joined;
  for (const auto category : categories)
    joined.insert(joined.end(), cells[category].begin(), cells[category].end());
  return joined;
}

CategorySet all_of(const std::vector<Part>& parts) {
  CategorySet all;
  for (const Part& part : parts) all.insert(all.end(), part.categories.begin(), part.categories.end());
  return all;
}

Grouping group_ballots(Off off, std::vector<Part> parts, bool is_small, std::uint64_t k) {
  const bool left_out = protected_count(parts) > 0 && protected_count(parts) < k;
  const bool shows_all = off == Off::leave_out && !is_small;
  const bool shows_small = (off == Off::two_siblings || off == Off::small_by_the_rules) && is_small;
  if (left_out && (shows_all || shows_small)) return merge_only(std::move(parts), k);
  if (!left_out && off == Off::merge) return {std::move(parts), {}};
  if (!left_out && off == Off::fill_up) return merge_only(std::move(parts), k);
  return analysis::group_unit(std::move(parts), k);
}

std::string letters(const World& world, const CategorySet& set) {
  std::string text;
  for (const auto category : set) text += world.round->categories[category].id;
  return text;
}

template <class Numbers>
std::string row_text(const Numbers& numbers) {
  std::string text;
  for (const auto number : numbers) text.append(std::to_string(number)).append(" ");
  return text;
}

class Publisher {
 public:
  Publisher(const World& world, Off off) : world_(world), k_(static_cast<std::uint64_t>(world.k())) {
    published_.off = off;
    sources_.resize(world.questions.size());
  }

  Published publish() && {
    find_scopes();
    for (const Scope& scope : scopes_) add_scope(scope);
    for (int unit = 0; unit < world_.units(); ++unit) add_rollup(unit);
    return std::move(published_);
  }

 private:
  [[nodiscard]] bool is_off(Off rule) const { return published_.off == rule; }
  void happened(const char* what) { ++published_.happenings[what]; }

  std::vector<Part> parts_of(const Scope& scope) const {
    std::vector<Part> parts;
    for (std::uint16_t i = 0; i < world_.round->categories.size(); ++i) {
      const auto& category = world_.round->categories[i];
      const auto people = static_cast<std::uint64_t>(world_.people_in(scope.cells[i]));
      if (people > 0)
        parts.push_back({{i}, category.confidential, people, analysis::to_rational(category.weight)});
    }
    return parts;
  }

  void group(Scope& scope) {
    const auto parts = parts_of(scope);
    scope.grouping = group_ballots(published_.off, parts, scope.is_small, k_);
    for (const Part& group : scope.grouping.groups) scope.ballots += static_cast<int>(group.count);
  }

  Scope make_scope(const std::string& name, int parent, std::vector<int> units, bool is_small) {
    Scope scope{name, parent, std::move(units), is_small, {}, {}, 0};
    for (int category = 0; category < world_.categories(); ++category) {
      auto& cells = scope.cells.emplace_back();
      for (const int unit : scope.units) {
        cells.push_back(world_.cell(unit, category));
        if (is_small && is_off(Off::own_validity)) cells.push_back(world_.cell(unit, category, over_quota));
      }
    }
    group(scope);
    return scope;
  }

  void find_scopes() {
    const auto& units = world_.round->units;
    std::map<std::string, int> index{{"", -1}};
    for (int unit = 0; unit < world_.units(); ++unit) index[units[static_cast<std::size_t>(unit)].id] = unit;
    std::map<int, std::vector<int>> hidden;
    for (int unit = 0; unit < world_.units(); ++unit) {
      const auto& own = units[static_cast<std::size_t>(unit)];
      parents_.push_back(index[own.parent]);
      Scope scope = make_scope(own.id, unit, {unit}, false);
      if (scope.grouping.groups.empty()) {
        published_.listing[own.id] = "not shown";
        happened("unit not shown");
        if (!parts_of(scope).empty()) hidden[parents_.back()].push_back(unit);
        continue;
      }
      scopes_.push_back(std::move(scope));
    }
    for (auto& [parent, members] : hidden) {
      if (members.size() < 2 && !is_off(Off::two_siblings)) continue;
      const std::string of = parent < 0 ? "" : units[static_cast<std::size_t>(parent)].id;
      Scope scope = make_scope("small:" + of, parent, members, true);
      happened(scope.grouping.groups.empty() ? "small: unit below k" : "small: unit shown");
      if (!scope.grouping.groups.empty()) scopes_.push_back(std::move(scope));
    }
  }

  void add_scope(const Scope& scope) {
    std::string text = "left out " + letters(world_, scope.grouping.left_out) + ";";
    if (scope.is_small) text += " units " + row_text(scope.units);
    for (const Part& group : scope.grouping.groups) {
      text.append(" ")
          .append(letters(world_, group.categories))
          .append(" ")
          .append(std::to_string(group.count));
      if (group.is_protected) published_.groups.push_back(join(scope.cells, group.categories));
      if (!group.is_protected) happened("declared open group");
      if (group.categories.size() > 1)
        happened(scope.is_small ? "small: categories merged" : "categories merged");
      const bool filled = std::any_of(group.categories.begin(), group.categories.end(), [&](auto category) {
        return static_cast<std::uint64_t>(world_.people_in(scope.cells[category])) >= k_;
      });
      if (group.categories.size() > 1 && filled) happened("filled up by a large category");
    }
    if (!scope.grouping.left_out.empty()) happened("categories left out");
    published_.listing[scope.name] = text;
    for (std::size_t i = 0; i < world_.questions.size(); ++i) {
      const Question& question = world_.questions[i];
      if (question.unit < 0 || (!scope.is_small && question.unit == scope.parent)) add_question(scope, i);
    }
  }

  void add_table(std::size_t question, std::vector<int> cells, const std::string& where) {
    auto counts = world_.counts_in(question, cells);
    published_.listing[where] = row_text(counts);
    published_.tables.push_back({question, std::move(cells), std::move(counts), where});
  }

  void note(const Scope& scope, const Grouping& grouping, const std::vector<Part>& parts) {
    if (grouping.groups.size() + grouping.left_out.size() < scope.grouping.groups.size() &&
        grouping.left_out.empty())
      happened("groups merged for an item");
    if (!grouping.left_out.empty()) happened("item left out");
    for (const Part& part : parts) {
      if (!part.is_protected || part.count > 0) continue;
      happened(grouping.left_out.empty() ? "group without answers stays" : "group without answers left out");
    }
  }

  void add_question(const Scope& scope, std::size_t question) {
    Outcome outcome{question, scope.grouping.groups, {}, {}};
    for (Part& part : outcome.parts) {
      outcome.cells.push_back(join(scope.cells, part.categories));
      part.count = static_cast<std::uint64_t>(world_.answers_in(question, outcome.cells.back()));
    }
    outcome.grouping = group_answers(published_.off, outcome.parts, k_);
    note(scope, outcome.grouping, outcome.parts);
    const std::string where = scope.name + " " + world_.questions[question].name();
    for (const Part& group : outcome.grouping.groups)
      add_table(question, join(scope.cells, group.categories),
                where + " " + letters(world_, group.categories));
    CategorySet pooled = all_of(outcome.grouping.groups);
    if (is_off(Off::no_item_total)) pooled = all_of(scope.grouping.groups);
    std::sort(pooled.begin(), pooled.end());
    add_table(question, join(scope.cells, pooled), where + " pooled");
    published_.listing[where + " left out"] = letters(world_, outcome.grouping.left_out);
    if (is_off(Off::no_unit_total) && !scope.is_small)
      add_table(question, join(scope.cells, all_of(parts_of(scope))), where + " total");
    if (world_.questions[question].item->type == forms::ItemType::scale)
      add_weighted(scope, question, outcome.grouping, join(scope.cells, pooled), where);
    published_.outcomes.push_back(std::move(outcome));
  }

  /// DESIGN 4.3.
  void add_weighted(const Scope& scope, std::size_t question, const Grouping& grouping,
                    std::vector<int> pooled, const std::string& where) {
    Source source{std::move(pooled), std::nullopt, {}};
    Rational weights;
    bool is_void = voids(scope, grouping);
    for (const Part& group : grouping.groups) {
      for (const auto& [categories, weight] : weighed_as(group)) {
        const auto cells = join(scope.cells, categories);
        if (weight.is_zero()) continue;
        if (world_.answers_in(question, cells) == 0) {
          is_void = is_void || world_.round->rules.empty_category == forms::EmptyCategory::void_score;
          continue;
        }
        weights += weight;
        source.parts.push_back({weight, cells});
      }
    }
    if (is_void || weights.is_zero()) source.parts.clear();
    for (FactPart& part : source.parts) part.coefficient /= weights;
    if (!source.parts.empty()) source.weighted = add_fact(question, source.parts, where + " weighted");
    if (source.parts.empty()) published_.listing[where + " weighted"] = "null";
    if (world_.questions[question].rolls_up) sources_[question].emplace_back(&scope, std::move(source));
  }

  [[nodiscard]] std::vector<std::pair<CategorySet, Rational>> weighed_as(const Part& group) const {
    std::vector<std::pair<CategorySet, Rational>> parts;
    if (!is_off(Off::weight_of_groups)) return {{group.categories, group.weight}};
    for (const auto category : group.categories)
      parts.emplace_back(CategorySet{category},
                         analysis::to_rational(world_.round->categories[category].weight));
    return parts;
  }

  /// Whether a category of positive weight is missing and `void` makes the score null (4.3).
  [[nodiscard]] bool voids(const Scope& scope, const Grouping& grouping) const {
    if (world_.round->rules.empty_category != forms::EmptyCategory::void_score) return false;
    const auto weighs = [&](std::uint16_t category) {
      return !analysis::to_rational(world_.round->categories[category].weight).is_zero();
    };
    const auto any = [&](const CategorySet& set) { return std::any_of(set.begin(), set.end(), weighs); };
    if (any(scope.grouping.left_out) || any(grouping.left_out)) return true;
    for (std::uint16_t i = 0; i < world_.round->categories.size(); ++i) {
      if (!weighs(i) || world_.people_in(scope.cells[i]) > 0) continue;
      if (scope.is_small) return true;
      const auto& due = world_.round->units[static_cast<std::size_t>(scope.parent)].due;
      if (!due || due->at(world_.round->categories[i].id) > 0) return true;
    }
    return false;
  }

  Rational add_fact(std::size_t question, std::vector<FactPart> parts, const std::string& where) {
    Rational value;
    for (const FactPart& part : parts)
      value +=
          part.coefficient * score_of(world_, question, world_.counts_in(question, part.cells), part.cells);
    published_.listing[where] = analysis::exact_text(value);
    published_.facts.push_back({question, std::move(parts), value, where});
    return value;
  }

  [[nodiscard]] bool is_below(int unit, int parent) const {
    while (unit >= 0 && unit != parent) unit = parents_[static_cast<std::size_t>(unit)];
    return unit == parent;
  }

  /// DESIGN 4.8, of items.
  void add_rollup(int unit) {
    if (std::find(parents_.begin(), parents_.end(), unit) == parents_.end()) return;
    const std::string name = "rollup " + world_.round->units[static_cast<std::size_t>(unit)].id;
    int ballots = 0;
    for (const Scope& scope : scopes_) ballots += is_below(scope.parent, unit) ? scope.ballots : 0;
    published_.listing[name] = std::to_string(ballots);
    if (ballots == 0) return;
    for (std::size_t i = 0; i < world_.questions.size(); ++i) {
      if (world_.questions[i].rolls_up) roll_up(i, unit, name + " " + world_.questions[i].name());
    }
  }

  void roll_up(std::size_t question, int unit, const std::string& where) {
    std::vector<int> cells;
    std::vector<FactPart> parts;
    Rational ballots;
    for (const auto& [scope, source] : sources_[question]) {
      if (!is_below(scope->parent, unit)) continue;
      for (const int cell : source.cells) {
        if (cell % 2 == valid) cells.push_back(cell);
      }
      if (!source.weighted) continue;
      ballots += Rational(scope->ballots);
      for (FactPart part : source.parts) {
        part.coefficient *= Rational(scope->ballots);
        parts.push_back(std::move(part));
      }
    }
    if (is_off(Off::rollup_of_shown)) cells = all_below(unit);
    if (is_off(Off::rollup_mean)) add_hidden(question, unit, parts, ballots);
    add_table(question, std::move(cells), where + " pooled");
    for (FactPart& part : parts) part.coefficient /= ballots;
    if (!parts.empty()) add_fact(question, std::move(parts), where + " weighted");
    if (ballots.is_zero()) published_.listing[where + " weighted"] = "null";
  }

  [[nodiscard]] std::vector<int> all_below(int parent) const {
    std::vector<int> cells;
    for (int unit = 0; unit < world_.units(); ++unit) {
      for (int category = 0; is_below(unit, parent) && category < world_.categories(); ++category)
        cells.push_back(world_.cell(unit, category));
    }
    return cells;
  }

  /// Units that are not shown, each with its ballots as one group.
  void add_hidden(std::size_t question, int parent, std::vector<FactPart>& parts, Rational& ballots) const {
    for (int unit = 0; unit < world_.units(); ++unit) {
      const auto listed = published_.listing.find(world_.round->units[static_cast<std::size_t>(unit)].id);
      if (!is_below(unit, parent) || listed->second != "not shown") continue;
      std::vector<int> cells;
      for (int category = 0; category < world_.categories(); ++category)
        cells.push_back(world_.cell(unit, category));
      if (world_.answers_in(question, cells) == 0) continue;
      const Rational people(world_.people_in(cells));
      ballots += people;
      parts.push_back({people, std::move(cells)});
    }
  }

  const World& world_;
  std::uint64_t k_;
  std::vector<int> parents_;
  std::vector<Scope> scopes_;
  std::vector<std::vector<std::pair<const Scope*, Source>>> sources_;  ///< by question
  Published published_;
};

}  // namespace

Published publish(const World& world, Off off) {
  return Publisher(world, off).publish();
}

}  // namespace candor::tests::attacker
