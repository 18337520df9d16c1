#include "analysis/statistics/comparison.h"

#include <algorithm>
#include <set>
#include <utility>

#include "analysis/statistics/multiplicity.h"
#include "forms/complaints.h"

namespace candor::analysis {
namespace {

constexpr double kLevel = 0.05;

void judge(RateTest& test, double difference) {
  if (test.adjusted_p < kLevel) test.change = difference > 0 ? Change::better : Change::worse;
}

double direction_of(Sample before, Sample after) {
  return static_cast<double>(after.positive) * static_cast<double>(before.size) -
         static_cast<double>(before.positive) * static_cast<double>(after.size);
}

Rational percent_of(Sample sample) {
  return Rational::fraction(Int128{100} * static_cast<std::int64_t>(sample.positive),
                            static_cast<std::int64_t>(sample.size));
}

bool has_favourable(const ComparedScale& scale) {
  return std::ranges::any_of(scale, &ComparedOption::favourable);
}

ScoreChange change_of(const std::optional<Rational>& before, const std::optional<Rational>& after,
                      bool comparable) {
  ScoreChange change{before, after, std::nullopt};
  if (comparable && before && after) change.difference = *after - *before;
  return change;
}

ScoreChange change_of(const ScoreFigures& before, const ScoreFigures& after, bool comparable) {
  return change_of(before.value, after.value, comparable && !before.partial && !after.partial);
}

RateChange change_of(const std::optional<Sample>& before, const std::optional<Sample>& after, bool testable) {
  RateChange change{before, after, std::nullopt, std::nullopt};
  if (!before || !after) return change;
  change.difference = percent_of(*after) - percent_of(*before);
  if (testable) change.test = test_rates(*before, *after);
  return change;
}

/// Weights of the items that count in a ratee's score.
std::map<std::string, Rational> weights_of(const RateeFigures& ratee) {
  std::map<std::string, Rational> weights;
  for (const ItemFigures& item : ratee.items) {
    if (!item.weight.is_zero()) weights.emplace(item.item, item.weight);
  }
  return weights;
}

void adjust(std::vector<ItemChange>& items) {
  std::vector<RateChange*> tested;
  std::vector<double> p_values;
  for (ItemChange& item : items) {
    if (!item.favourable || !item.favourable->test) continue;
    tested.push_back(&*item.favourable);
    p_values.push_back(item.favourable->test->p);
  }
  const auto adjusted = adjust_holm(p_values);
  for (std::size_t i = 0; i < tested.size(); ++i) {
    RateTest& test = *tested[i]->test;
    test.adjusted_p = adjusted[i];
    test.change = Change::no_clear_change;
    judge(test, direction_of(*tested[i]->before, *tested[i]->after));
  }
}

template <class Entry>
const Entry* find(const std::map<std::string, const Entry*>& entries, const std::string& id) {
  const auto found = entries.find(id);
  return found == entries.end() ? nullptr : found->second;
}

template <class Entry>
std::map<std::string, const Entry*> by_id(const std::vector<Entry>& entries, std::string Entry::*id) {
  std::map<std::string, const Entry*> found;
  for (const Entry& entry : entries) found.emplace(entry.*id, &entry);
  return found;
}

/// Calls `both(before, after)` in the order of `after`, and `one(entry, only)` for what has no partner.
template <class Entry, class Both, class One>
void match(const std::vector<Entry>& before, const std::vector<Entry>& after, std::string Entry::*id,
           ComparedPart& part, const Both& both, const One& one) {
  const auto earlier = by_id(before, id);
  const auto later = by_id(after, id);
  for (const Entry& entry : before) {
    if (find(later, entry.*id) == nullptr) part.only_before.push_back(one(entry));
  }
  for (const Entry& entry : after) {
    const Entry* partner = find(earlier, entry.*id);
    if (partner == nullptr) {
      part.only_after.push_back(one(entry));
    } else {
      both(*partner, entry);
    }
  }
}

class Comparer {
 public:
  Comparer(const TallyFigures& before, const TallyFigures& after)
      : before_(before), after_(after), weights_differ_(before.weights != after.weights) {}

  [[nodiscard]] bool weights_differ() const { return weights_differ_; }
  void compare(const std::vector<UnitFigures>& before, const std::vector<UnitFigures>& after,
               ComparedPart& part);
  [[nodiscard]] forms::Complaints& complaints() { return complaints_; }

 private:
  [[nodiscard]] UnitChange unit(const UnitFigures& before, const UnitFigures& after, ComparedPart& part);
  [[nodiscard]] RateeChange ratee(const RateeFigures& before, const RateeFigures& after,
                                  const UnitChange& unit, ComparedPart& part);
  [[nodiscard]] ItemChange item(const ItemFigures& before, const ItemFigures& after, bool testable);
  void check_scales(const ItemFigures& before, const ItemFigures& after);

  const TallyFigures& before_;
  const TallyFigures& after_;
  bool weights_differ_;
  std::set<std::pair<std::string, std::string>> same_scales_;  ///< compared already
  forms::Complaints complaints_;
};

void Comparer::check_scales(const ItemFigures& before, const ItemFigures& after) {
  if (same_scales_.contains({before.scale, after.scale})) return;
  if (before_.scales.at(before.scale) == after_.scales.at(after.scale)) {
    same_scales_.emplace(before.scale, after.scale);
    return;
  }
  complaints_.error(
      forms::pointer("/scales", after.scale),
      say({"item {0} had other options, values or favourable options in round {1}",
           "题目{0}在轮次{1}中的选项、分值或好评选项与此不同"},
          forms::ticked(after.item), forms::ticked(before_.round)),
      {"Only answers to the same question on the same scale can be compared; ask the next round "
       "with the same scale.",
       "同一题目、同一量表的答案才能比较；下一轮请沿用同一量表。"});
}

ItemChange Comparer::item(const ItemFigures& before, const ItemFigures& after, bool testable) {
  check_scales(before, after);
  ItemChange change;
  change.item = after.item;
  change.groups_differ = before.groups != after.groups;
  if (has_favourable(after_.scales.at(after.scale)))
    change.favourable = change_of(before.favourable, after.favourable, testable);
  change.pooled = change_of(before.pooled, after.pooled, true);
  change.weighted = change_of(before.weighted, after.weighted, !weights_differ_);
  return change;
}

RateeChange Comparer::ratee(const RateeFigures& before, const RateeFigures& after, const UnitChange& unit,
                            ComparedPart& part) {
  RateeChange change;
  change.about = after.about;
  match(
      before.items, after.items, &ItemFigures::item, part,
      [&](const ItemFigures& earlier, const ItemFigures& later) {
        change.items.push_back(item(earlier, later, !unit.units_differ));
      },
      [&](const ItemFigures& alone) {
        return Unmatched{unit.unit, after.about, alone.item};
      });
  adjust(change.items);
  change.weights_differ = weights_of(before) != weights_of(after);
  change.pooled = change_of(before.pooled, after.pooled, !change.weights_differ);
  change.weighted = change_of(before.weighted, after.weighted, !change.weights_differ && !weights_differ_);
  return change;
}

UnitChange Comparer::unit(const UnitFigures& before, const UnitFigures& after, ComparedPart& part) {
  UnitChange change;
  change.unit = after.unit;
  change.units_differ = before.units != after.units;
  match(
      before.ratees, after.ratees, &RateeFigures::about, part,
      [&](const RateeFigures& earlier, const RateeFigures& later) {
        change.ratees.push_back(ratee(earlier, later, change, part));
      },
      [&](const RateeFigures& alone) {
        return Unmatched{after.unit, alone.about, {}};
      });
  return change;
}

void Comparer::compare(const std::vector<UnitFigures>& before, const std::vector<UnitFigures>& after,
                       ComparedPart& part) {
  match(
      before, after, &UnitFigures::unit, part,
      [&](const UnitFigures& earlier, const UnitFigures& later) {
        if (earlier.shown && later.shown) {
          part.units.push_back(unit(earlier, later, part));
        } else {
          const Hidden hidden = earlier.shown ? Hidden::after : later.shown ? Hidden::before : Hidden::both;
          part.not_compared.push_back({later.unit, hidden});
        }
      },
      [&](const UnitFigures& alone) {
        return Unmatched{alone.unit, {}, {}};
      });
}

Result<void> check_kinds(const TallyFigures& before, const TallyFigures& after) {
  forms::Complaints complaints;
  if (before.disclosed != after.disclosed) {
    complaints.error("/disclosed",
                     {"one tally follows the rules of disclosure, the other was written with --full",
                      "一份计票按披露规则给出，另一份用了 --full"},
                     {"Count both the same way.", "请用同一方式计票。"});
  }
  if (before.base != after.base) {
    complaints.error("/rules/base",
                     say({"scores and rates are divided by {0}, in the other round by {1}",
                          "本轮得分和好评率的分母为{0}，另一轮为{1}"},
                         forms::ticked(after.base), forms::ticked(before.base)),
                     {"Only rounds with the same rules.base can be compared.", "rules.base 相同才能比较。"});
  }
  if (!complaints.has_errors()) return {};
  return fail(ErrorKind::invalid, "the two tallies cannot be compared", complaints.list());
}

}  // namespace

std::optional<RateTest> test_rates(Sample before, Sample after) {
  const auto interval = newcombe_difference(after, before);
  const auto p = newcombe_p_value(after, before);
  if (!interval || !p) return std::nullopt;
  RateTest test;
  test.percent = {100 * interval->low, 100 * interval->high};
  test.p = test.adjusted_p = *p;
  judge(test, direction_of(before, after));
  return test;
}

Result<Comparison> compare_tallies(const TallyFigures& before, const TallyFigures& after) {
  if (const auto same = check_kinds(before, after); !same) return fail(same.error());
  Comparer comparer(before, after);
  Comparison comparison;
  comparison.before = before.round;
  comparison.after = after.round;
  comparison.disclosed = after.disclosed;
  comparison.decimals = std::max(before.decimals, after.decimals);
  comparison.weights_differ = comparer.weights_differ();
  comparer.compare(before.units, after.units, comparison.units);
  comparer.compare(before.rollup, after.rollup, comparison.rollup);
  if (comparer.complaints().has_errors()) {
    return fail(ErrorKind::invalid, "the two tallies cannot be compared", comparer.complaints().list());
  }
  return comparison;
}

}  // namespace candor::analysis
