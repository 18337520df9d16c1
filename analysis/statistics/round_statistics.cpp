#include "analysis/statistics/round_statistics.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <variant>

#include "analysis/figures.h"
#include "analysis/statistics/agreement.h"
#include "analysis/statistics/reliability.h"

namespace candor::analysis {

/// The one door into raw sums; it is not in any header.
struct CompleteAccess {
  const RawCompleteBallots& raw;

  [[nodiscard]] const forms::Round& round() const { return *raw.shapes_->round; }
  [[nodiscard]] const std::vector<RateeScale>& scales(std::uint32_t unit) const {
    return raw.scales_[raw.shapes_->of_unit[unit]];
  }
  [[nodiscard]] const CompleteSums* sums(std::uint32_t unit, std::uint16_t category,
                                         std::size_t scale) const {
    const auto& place = raw.sums_[unit * raw.shapes_->round->categories.size() + category];
    return place ? &(*place)[scale] : nullptr;
  }
};

namespace {

using Options = std::vector<forms::Option>;

/// Answers of a scale item as moments: of values (times `denominator`) and of positions.
struct Answers {
  Moments values, positions;
  std::int64_t denominator = 1;
  std::uint32_t options = 0;  ///< scored ones
};

/// Nullopt where the values have no common denominator that fits.
std::optional<Answers> read_answers(const ScaleFigures& figures, const ScaleTable& table) {
  if (table.common == 0) return std::nullopt;
  Answers answers;
  answers.denominator = table.common;
  for (std::size_t i = 0; i < figures.counts.size(); ++i) {
    if (!table.is_scored[i]) continue;
    ++answers.options;
    answers.values.add(table.scaled[i], figures.counts[i]);
    answers.positions.add(answers.options, figures.counts[i]);
  }
  return answers;
}

bool have_common(const CategorySet& one, const CategorySet& other) {
  return std::ranges::any_of(one, [&](std::uint16_t c) { return std::ranges::binary_search(other, c); });
}

/// How many are due in a group of an item; nullopt where the unit does not say.
std::optional<std::uint64_t> due_of(const UnitResult& unit, const ItemGroup& group) {
  std::uint64_t due = 0;
  for (const GroupTurnout& turnout : unit.groups) {
    if (!std::ranges::includes(group.categories, turnout.categories)) continue;
    if (!turnout.due) return std::nullopt;
    due += static_cast<std::uint64_t>(*turnout.due);
  }
  return due;
}

/// Favourable answers and what they are a rate of.
Sample favourable_sample(const ScaleFigures& figures, const ScaleTable& table) {
  Sample sample{0, figures.base};
  for (std::size_t i = 0; i < figures.counts.size(); ++i) {
    if (table.is_favourable[i]) sample.positive += figures.counts[i];
  }
  return sample;
}

/// The groups of an item that are in its pooled figures, also where a full listing has others beside them.
/// Nullopt where somebody's `due` is not known.
std::optional<std::vector<Stratum>> strata_of(const UnitResult& unit, const ItemResult& item,
                                              const ScaleTable& table) {
  std::vector<Stratum> strata;
  for (const ItemGroup& group : item.groups) {
    if (have_common(group.categories, unit.left_out) || have_common(group.categories, item.left_out))
      continue;
    const auto due = due_of(unit, group);
    if (!due) return std::nullopt;
    strata.push_back({*due, favourable_sample(std::get<ScaleFigures>(group.figures), table)});
  }
  return strata;
}

RateInterval favourable_interval(Sample sample, const std::optional<std::vector<Stratum>>& strata) {
  if (strata) {
    std::uint64_t due = 0;
    for (const Stratum& stratum : *strata) due += stratum.population;
    if (const auto range = hypergeometric_range(sample, due)) {
      const auto population = static_cast<double>(due);
      return {IntervalKind::hypergeometric,
              {100 * static_cast<double>(range->low) / population,
               100 * static_cast<double>(range->high) / population}};
    }
  }
  const Interval interval = *wilson_interval(sample);
  return {IntervalKind::wilson, {100 * interval.low, 100 * interval.high}};
}

/// Everything about the favourable rate.
void add_rates(ItemStatistics& statistics, const UnitResult& unit, const ItemResult& item,
               const ScaleTable& table) {
  const auto& figures = std::get<ScaleFigures>(item.pooled);
  if (!table.has_favourable || figures.n == 0) return;
  const auto strata = strata_of(unit, item, table);
  statistics.favourable = favourable_interval(favourable_sample(figures, table), strata);
  const auto more_than_due = [](const Stratum& stratum) { return stratum.sample.size > stratum.population; };
  if (strata && std::ranges::none_of(*strata, more_than_due))
    statistics.response_weighted = weighted_rate(*strata);
}

ItemStatistics make_item(const UnitResult& unit, const ItemResult& item) {
  ItemStatistics statistics;
  statistics.item = item.item;
  const auto& figures = std::get<ScaleFigures>(item.pooled);
  const ScaleTable table = make_scale_table(*item.options);
  add_rates(statistics, unit, item, table);
  const auto answers = read_answers(figures, table);
  if (!answers) return statistics;
  statistics.mean = mean_of(answers->values, answers->denominator);
  if (const auto variance = variance_of(answers->values, answers->denominator))
    statistics.sd = std::sqrt(*variance);
  if (const auto variance = variance_of(answers->positions))
    statistics.r_wg = r_wg(*variance, answers->options);
  return statistics;
}

/// Sums of the shown groups of a unit about one ratee, and the scale they are of; null without scored items.
struct ShownSums {
  const RateeScale* scale = nullptr;
  CompleteSums sums;
};

bool none_or_at_least(std::uint64_t people, std::uint64_t k) {
  return people == 0 || people >= k;
}

/// Whether figures over the complete ballots of a group, held against its published counts, leave over the
/// answers of fewer than k people: those whose ballots are complete, or, at an item, of the others.
bool leaves_few(const CompleteSums& group, std::uint64_t k) {
  if (!none_or_at_least(group.totals.n, k)) return true;
  return std::ranges::any_of(group.answered, [&](std::uint64_t answered) {
    return !none_or_at_least(answered - group.totals.n, k);
  });
}

bool is_open(const forms::Round& round, const GroupTurnout& group) {
  return std::ranges::none_of(group.categories,
                              [&](std::uint16_t c) { return round.categories[c].confidential; });
}

/// Nothing where that would leave few: no figure over complete ballots is told then.
ShownSums find_sums(const CompleteAccess& access, const UnitResult& unit, int ratee, std::uint64_t min_cell) {
  ShownSums shown;
  if (!unit.small.empty() || unit.unit == kNoUnit) return shown;
  const auto& scales = access.scales(unit.unit);
  const auto found = std::ranges::find(scales, ratee, &RateeScale::ratee);
  if (found == scales.end()) return shown;
  shown.scale = &*found;
  shown.sums = make_sums(*found);
  for (const GroupTurnout& group : unit.groups) {
    CompleteSums of_group = make_sums(*found);
    for (const std::uint16_t category : group.categories) {
      const auto* sums = access.sums(unit.unit, category, static_cast<std::size_t>(found - scales.begin()));
      if (sums != nullptr) of_group += *sums;
    }
    if (!is_open(access.round(), group) && leaves_few(of_group, min_cell)) return {};
    shown.sums += of_group;
  }
  return shown;
}

/// r_wg(j) where scales may differ in length: each item's variance as a share of its own null's.
std::optional<double> agreement_of(const ShownSums& shown) {
  double share = 0;
  for (std::size_t i = 0; i < shown.scale->slots.size(); ++i) {
    const auto variance = variance_of(shown.sums.positions[i]);
    const std::uint32_t options = shown.scale->slots[i].positions;
    if (!variance || options < 2) return std::nullopt;
    share += *variance / uniform_variance(options) / static_cast<double>(shown.scale->slots.size());
  }
  return r_wg_j(share * uniform_variance(2), shown.scale->slots.size(), 2);
}

RateeStatistics make_ratee(const CompleteAccess& access, const UnitResult& unit, const RateeResult& result,
                           std::uint64_t min_cell) {
  RateeStatistics statistics;
  statistics.ratee = result.ratee;
  for (const ItemResult& item : result.items) {
    if (item.item->type == forms::ItemType::scale) statistics.items.push_back(make_item(unit, item));
  }
  const ShownSums shown = find_sums(access, unit, result.ratee, min_cell);
  if (shown.scale == nullptr || shown.sums.totals.n < min_cell) return statistics;
  statistics.alpha = cronbach_alpha(shown.sums.items, shown.sums.totals);
  statistics.r_wg_j = agreement_of(shown);
  return statistics;
}

/// By item of the sections about the team, the answers of each shown unit.
class TeamItems {
 public:
  void add(const UnitResult& unit) {
    for (const RateeResult& result : unit.results) {
      if (result.ratee != forms::kAboutTeam) continue;
      for (const ItemResult& item : result.items) add(item);
    }
  }
  [[nodiscard]] std::vector<ItemReliability> take(const forms::Round& round) const {
    std::vector<ItemReliability> items;
    for (const forms::Section& section : round.sections) {
      if (section.about != forms::About::team) continue;
      for (const forms::Item& item : section.items) {
        const auto found = units_.find(&item);
        if (item.type != forms::ItemType::scale) continue;
        const auto groups = found == units_.end() ? GroupReliability{} : group_reliability(found->second);
        items.push_back({&item, groups.icc1, groups.icc2});
      }
    }
    return items;
  }

 private:
  void add(const ItemResult& item) {
    if (item.item->type != forms::ItemType::scale) return;
    const auto answers = read_answers(std::get<ScaleFigures>(item.pooled), make_scale_table(*item.options));
    if (answers) units_[item.item].push_back(answers->values);
  }
  std::map<const forms::Item*, std::vector<Moments>> units_;
};

bool is_single_unit(const UnitResult& unit) {
  return !unit.suppressed && unit.small.empty();
}

TeamStatistics make_team(const TallyTables& tables, const CompleteAccess& access, std::uint64_t min_cell) {
  TeamItems items;
  std::vector<Moments> totals;
  CompleteSums all;
  for (const UnitResult& unit : tables.units) {
    if (!is_single_unit(unit)) continue;
    items.add(unit);
    const ShownSums shown = find_sums(access, unit, forms::kAboutTeam, min_cell);
    if (shown.scale == nullptr || shown.sums.totals.n < min_cell) continue;
    if (all.items.empty()) all = make_sums(*shown.scale);
    all += shown.sums;
    totals.push_back(shown.sums.totals);
  }
  TeamStatistics team;
  team.items = items.take(*tables.round);
  const auto groups = group_reliability(totals);
  team.icc1 = groups.icc1;
  team.icc2 = groups.icc2;
  team.alpha = cronbach_alpha(all.items, all.totals);
  return team;
}

RoundStatistics make(const TallyTables& tables, const CompleteAccess& access, std::uint64_t min_cell) {
  RoundStatistics statistics;
  for (const UnitResult& unit : tables.units) {
    UnitStatistics& own = statistics.units.emplace_back();
    for (const RateeResult& result : unit.results) {
      own.results.push_back(make_ratee(access, unit, result, min_cell));
    }
  }
  statistics.team = make_team(tables, access, min_cell);
  return statistics;
}

}  // namespace

RoundStatistics make_statistics(const DisclosedTally& tally, const RawCompleteBallots& complete) {
  return make(tally.tables(), {complete}, static_cast<std::uint64_t>(tally.round().rules.min_cell));
}

RoundStatistics make_full_statistics(const FullTally& tally, const RawCompleteBallots& complete) {
  return make(tally.tables(), {complete}, 0);
}

}  // namespace candor::analysis
