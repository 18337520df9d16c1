#include "server/report/tally_json.h"

#include <utility>
#include <variant>

#include "analysis/ranks.h"
#include "server/report/basis_json.h"
#include "server/report/json_text.h"
#include "server/report/statistics_json.h"

namespace candor::server::report {
namespace {

using analysis::CategorySet;
using analysis::ChoiceFigures;
using analysis::NpsFigures;
using analysis::NumberFigures;
using analysis::RankFigures;
using analysis::Rational;
using analysis::ScaleFigures;
using Options = std::vector<forms::Option>;

/// Writes the parts of a tally of one round.
class TallyText {
 public:
  /// `statistics`: of the unit that is written; null for none.
  explicit TallyText(const forms::Round& round, const analysis::UnitStatistics* statistics = nullptr)
      : round_(round), statistics_(statistics) {}

  void unit(const analysis::UnitResult& unit, const RateeFilter& shows);
  void rollup(const analysis::RollupResult& rollup);
  [[nodiscard]] std::string take() && { return std::move(json_).take(); }

 private:
  void categories(const CategorySet& set);
  void exact(std::string_view name, const std::optional<Rational>& value);
  void score_members(const std::optional<Rational>& score);
  void score(std::string_view name, const analysis::RateeScore& score);
  void score_of_ratee(const analysis::RateeScore& score);
  void weighted(const analysis::ItemResult& item);
  void rollup_results(const analysis::RollupResult& rollup);
  void turnout(const analysis::GroupTurnout& group);
  void results(const analysis::UnitResult& unit, const RateeFilter& shows);
  void item(const analysis::ItemResult& item);
  void figures(const analysis::Figures& figures, const Options* options);
  void option_counts(std::string_view name, const Options& options, const std::vector<std::uint32_t>& counts,
                     bool scored);
  void write(const ScaleFigures& figures, const Options* options);
  void write(const ChoiceFigures& figures, const Options* options);
  void write(const NpsFigures& figures, const Options* options);
  void write(const NumberFigures& figures, const Options* options);
  void write(const RankFigures& figures, const Options* options);

  void statistics_about(int ratee);

  const forms::Round& round_;
  const analysis::UnitStatistics* statistics_;
  JsonText json_;
};

void TallyText::categories(const CategorySet& set) {
  json_.open_array();
  for (const std::uint16_t category : set) json_.string(round_.categories[category].id);
  json_.close_array();
}

/// `name: {"value", "exact"}`, or null.
void TallyText::exact(std::string_view name, const std::optional<Rational>& value) {
  json_.key(name);
  if (!value) {
    json_.null();
    return;
  }
  json_.open_object().key("value").string(analysis::decimal_text(*value, round_.rules.decimals));
  json_.key("exact").string(analysis::exact_text(*value)).close_object();
}

void TallyText::score_members(const std::optional<Rational>& score) {
  json_.key("score");
  if (!score) {
    json_.null();
    return;
  }
  json_.string(analysis::decimal_text(*score, round_.rules.decimals));
  json_.key("exact").string(analysis::exact_text(*score));
}

void TallyText::score(std::string_view name, const analysis::RateeScore& score) {
  json_.key(name).open_object();
  score_of_ratee(score);
  json_.close_object();
}

void TallyText::score_of_ratee(const analysis::RateeScore& score) {
  score_members(score.value);
  if (score.value && !score.covers_all_weight) json_.key("partial").boolean(true);
  if (!score.value || score.covered == score.weight) return;
  json_.key("covered").open_object().key("weight").string(analysis::exact_text(score.covered));
  json_.key("of").string(analysis::exact_text(score.weight)).close_object();
}

void TallyText::weighted(const analysis::ItemResult& item) {
  json_.key("weighted").open_object();
  score_members(item.weighted);
  if (item.weighted) json_.key("weight").string(analysis::exact_text(item.weight_covered));
  json_.close_object();
}

void TallyText::turnout(const analysis::GroupTurnout& group) {
  json_.open_object().key("categories");
  categories(group.categories);
  if (group.due) json_.key("due").number(static_cast<std::uint64_t>(*group.due));
  json_.key("returned").number(group.returned).key("valid").number(group.valid);
  json_.key("invalid").open_object();
  for (std::size_t i = 0; i < group.invalid.size(); ++i) {
    if (group.invalid[i] == 0) continue;
    json_.key(forms::name_of(static_cast<forms::InvalidReason>(i))).number(group.invalid[i]);
  }
  json_.close_object().close_object();
}

void TallyText::option_counts(std::string_view name, const Options& options,
                              const std::vector<std::uint32_t>& counts, bool scored) {
  json_.key(name).open_object();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (options[i].scored == scored) json_.key(options[i].id).number(counts[i]);
  }
  json_.close_object();
}

void TallyText::write(const ScaleFigures& figures, const Options* options) {
  option_counts("counts", *options, figures.counts, true);
  option_counts("unscored", *options, figures.counts, false);
  json_.key("abstained").number(figures.abstained).key("n").number(figures.n);
  if (figures.base != figures.n) json_.key("base").number(figures.base);
  score_members(figures.score);
  if (!figures.favourable) return;
  json_.key("favourable").open_object();
  json_.key("rate").string(analysis::decimal_text(*figures.favourable, round_.rules.decimals));
  json_.key("exact").string(analysis::exact_text(*figures.favourable)).close_object();
}

void TallyText::write(const ChoiceFigures& figures, const Options* options) {
  json_.key("n").number(figures.n).key("abstained").number(figures.abstained);
  option_counts("counts", *options, figures.counts, true);
}

void TallyText::write(const NpsFigures& figures, const Options* /*options*/) {
  json_.key("n").number(figures.n).key("abstained").number(figures.abstained).key("counts").open_object();
  for (std::size_t i = 0; i < figures.counts.size(); ++i)
    json_.key(std::to_string(i)).number(figures.counts[i]);
  json_.close_object();
  exact("nps", figures.nps);
}

void TallyText::write(const NumberFigures& figures, const Options* /*options*/) {
  json_.key("n").number(figures.n).key("abstained").number(figures.abstained);
  if (figures.summary.empty()) {
    json_.key("mean").null().key("median").null().key("quartiles").null();
    return;
  }
  const analysis::NumberSummary& summary = figures.summary.front();
  exact("mean", summary.mean);
  exact("median", summary.median);
  json_.key("quartiles").open_array();
  for (const Rational* quartile : {&summary.lower_quartile, &summary.upper_quartile}) {
    json_.open_object().key("value").string(analysis::decimal_text(*quartile, round_.rules.decimals));
    json_.key("exact").string(analysis::exact_text(*quartile)).close_object();
  }
  json_.close_array();
}

void TallyText::write(const RankFigures& figures, const Options* options) {
  json_.key("n").number(figures.n).key("abstained").number(figures.abstained);
  option_counts("counts", *options, figures.counts, true);
  json_.key("borda").open_object();
  for (std::size_t i = 0; i < figures.borda.size(); ++i) json_.key((*options)[i].id).number(figures.borda[i]);
  json_.close_object().key("mean_position").open_object();
  for (std::size_t i = 0; i < figures.mean_position.size(); ++i)
    exact((*options)[i].id, figures.mean_position[i]);
  json_.close_object();
}

void TallyText::figures(const analysis::Figures& figures, const Options* options) {
  std::visit([&](const auto& of_type) { write(of_type, options); }, figures);
}

void TallyText::item(const analysis::ItemResult& item) {
  json_.open_object().key("item").string(item.item->id);
  if (item.item->type == forms::ItemType::scale) write_item_basis(json_, *item.item);
  json_.key("groups").open_array();
  for (const analysis::ItemGroup& group : item.groups) {
    json_.open_object().key("categories");
    categories(group.categories);
    figures(group.figures, item.options);
    json_.close_object();
  }
  json_.close_array().key("pooled").open_object();
  figures(item.pooled, item.options);
  json_.close_object();
  if (item.item->type == forms::ItemType::scale) weighted(item);
  if (!item.left_out.empty()) {
    json_.key("left_out");
    categories(item.left_out);
  }
  json_.close_object();
}

void TallyText::results(const analysis::UnitResult& unit, const RateeFilter& shows) {
  const forms::Unit* asked = unit.small.empty() ? &round_.units[unit.unit] : nullptr;
  json_.key("results").open_array();
  for (const analysis::RateeResult& ratee : unit.results) {
    if (shows && !shows(ratee.ratee)) continue;
    json_.open_object().key("about").string(ratee_name(asked, ratee.ratee)).key("items").open_array();
    for (const analysis::ItemResult& of_ratee : ratee.items) item(of_ratee);
    json_.close_array().key("score").open_object();
    score("weighted", ratee.weighted);
    score("pooled", ratee.pooled);
    json_.close_object().key("flags").open_array();
    for (const std::uint16_t flag : ratee.flags) json_.string(round_.rules.flags[flag].id);
    json_.close_array();
    statistics_about(ratee.ratee);
    json_.close_object();
  }
  json_.close_array();
}

void TallyText::statistics_about(int ratee) {
  if (statistics_ == nullptr) return;
  for (const auto& of_ratee : statistics_->results) {
    if (of_ratee.ratee == ratee) write_ratee_statistics(json_, of_ratee);
  }
}

void TallyText::unit(const analysis::UnitResult& unit, const RateeFilter& shows) {
  json_.open_object().key("unit").string(unit_name(round_, unit)).key("suppressed").boolean(unit.suppressed);
  if (unit.suppressed) {
    if (unit.withheld) json_.key("withheld").boolean(true);
    json_.close_object();
    return;
  }
  if (!unit.small.empty()) {
    json_.key("units").open_array();
    for (const std::uint32_t part : unit.small) json_.string(round_.units[part].id);
    json_.close_array();
  }
  json_.key("left_out");
  categories(unit.left_out);
  json_.key("quorate");
  if (unit.quorate) {
    json_.boolean(*unit.quorate);
  } else {
    json_.null();
  }
  json_.key("groups").open_array();
  for (const analysis::GroupTurnout& group : unit.groups) turnout(group);
  json_.close_array();
  results(unit, shows);
  json_.close_object();
}

void TallyText::rollup(const analysis::RollupResult& rollup) {
  json_.open_object().key("unit").string(round_.units[rollup.unit].id);
  json_.key("units_shown").number(rollup.units_shown).key("units_not_shown").number(rollup.units_not_shown);
  if (rollup.withheld) json_.key("withheld").boolean(true);
  json_.key("valid").number(rollup.valid).key("results").open_array();
  if (!rollup.items.empty()) rollup_results(rollup);
  json_.close_array().close_object();
}

/// A mean by valid ballots says how many it is over where it is not all of `valid`: units without a score
/// are not in it.
void TallyText::rollup_results(const analysis::RollupResult& rollup) {
  const auto mean_over = [&](std::uint64_t valid) {
    if (valid != rollup.valid) json_.key("valid").number(valid);
  };
  json_.open_object().key("about").string("team").key("items").open_array();
  for (const analysis::RollupItem& item : rollup.items) {
    json_.open_object().key("item").string(item.item->id);
    write_item_basis(json_, *item.item);
    json_.key("pooled").open_object();
    write(item.pooled, item.options);
    json_.close_object().key("weighted").open_object();
    score_members(item.weighted);
    if (item.weighted) mean_over(item.weighted_valid);
    json_.close_object().close_object();
  }
  json_.close_array().key("score").open_object();
  json_.key("weighted").open_object();
  score_of_ratee(rollup.weighted);
  if (rollup.weighted.value) mean_over(rollup.weighted_valid);
  json_.close_object();
  score("pooled", rollup.pooled);
  json_.close_object().close_object();
}

void write_ranking(const analysis::DisclosedTally& tally, const TextSink& sink) {
  const auto ranks = analysis::rank_units(tally);
  if (ranks.empty()) return;
  JsonText text;
  text.key("ranking").open_array();
  for (const analysis::UnitRank& rank : ranks) {
    text.open_object().key("unit").string(tally.round().units[rank.unit].id);
    text.key("rank").number(rank.rank).key("groups_differ").boolean(rank.groups_differ).close_object();
  }
  text.close_array();
  sink(",\n");
  sink(std::move(text).take());
}

/// `disclosed`: the tally that the tables are of, null for the full listing, which has no ranks.
void write_tables(const analysis::TallyTables& tables, const analysis::DisclosedTally* disclosed,
                  const TextSink& sink, const analysis::RoundStatistics* statistics) {
  const forms::Round& round = *tables.round;
  sink("{\"candor_tally\":1,\"round\":\"" + round.id +
       "\",\"disclosed\":" + (disclosed != nullptr ? "true" : "false") + ",\n");
  JsonText basis;
  write_basis(basis, round);
  sink(std::move(basis).take());
  sink(",\n\"units\":[");
  for (std::size_t i = 0; i < tables.units.size(); ++i) {
    const bool has_own = statistics != nullptr && i < statistics->units.size();
    TallyText text(round, has_own ? &statistics->units[i] : nullptr);
    text.unit(tables.units[i], {});
    sink(i == 0 ? "\n" : ",\n");
    sink(std::move(text).take());
  }
  sink("],\n\"rollup\":[");
  for (std::size_t i = 0; i < tables.rollup.size(); ++i) {
    TallyText text(round);
    text.rollup(tables.rollup[i]);
    sink(i == 0 ? "\n" : ",\n");
    sink(std::move(text).take());
  }
  sink("]");
  if (disclosed != nullptr) write_ranking(*disclosed, sink);
  if (statistics != nullptr) {
    JsonText text;
    write_team_statistics(text, statistics->team);
    sink(",\n");
    sink(std::move(text).take());
  }
  sink("}\n");
}

}  // namespace

void write_tally_json(const analysis::DisclosedTally& tally, const TextSink& sink,
                      const analysis::RoundStatistics* statistics) {
  write_tables(tally.tables(), &tally, sink, statistics);
}

void write_full_tally_json(const analysis::FullTally& tally, const TextSink& sink,
                           const analysis::RoundStatistics* statistics) {
  write_tables(tally.tables(), nullptr, sink, statistics);
}

std::string encode_tally_json(const analysis::DisclosedTally& tally,
                              const analysis::RoundStatistics* statistics) {
  std::string text;
  write_tally_json(
      tally, [&](std::string_view piece) { text += piece; }, statistics);
  return text;
}

std::string encode_full_tally_json(const analysis::FullTally& tally,
                                   const analysis::RoundStatistics* statistics) {
  std::string text;
  write_full_tally_json(
      tally, [&](std::string_view piece) { text += piece; }, statistics);
  return text;
}

std::string unit_result_json(const analysis::DisclosedTally& tally, std::size_t index,
                             const RateeFilter& shows) {
  TallyText text(tally.round());
  text.unit(tally.tables().units[index], shows);
  return std::move(text).take();
}

std::string rollup_result_json(const analysis::DisclosedTally& tally, std::size_t index) {
  TallyText text(tally.round());
  text.rollup(tally.tables().rollup[index]);
  return std::move(text).take();
}

std::string unit_name(const forms::Round& round, const analysis::UnitResult& unit) {
  if (unit.small.empty()) return round.units[unit.unit].id;
  return "small:" + (unit.unit == analysis::kNoUnit ? std::string() : round.units[unit.unit].id);
}

std::string_view ratee_name(const forms::Unit* unit, int ratee) {
  if (ratee == forms::kAboutTeam) return "team";
  if (ratee == forms::kAboutNone || unit == nullptr) return "-";
  return unit->members[static_cast<std::size_t>(ratee)].id;
}

}  // namespace candor::server::report
