#include "server/report/tally_csv.h"

#include <array>
#include <variant>

#include "analysis/ranks.h"
#include "forms/csv.h"

namespace candor::server::report {
namespace {

using analysis::Rational;
using Options = std::vector<forms::Option>;

enum Column : std::size_t {
  kLevel,
  kUnit,
  kAbout,
  kItem,
  kType,
  kRow,
  kCategories,
  kUnits,
  kUnitsShown,
  kUnitsNotShown,
  kQuorate,
  kDue,
  kReturned,
  kValid,
  kInvalid,
  kN,
  kBase,
  kAbstained,
  kCounts,
  kUnscored,
  kScore,
  kScoreExact,
  kPartial,
  kCovered,
  kWeight,
  kRank,
  kGroupsDiffer,
  kFlags,
  kFavourable,
  kFavourableExact,
  kNps,
  kNpsExact,
  kMean,
  kMeanExact,
  kMedian,
  kMedianExact,
  kLowerQuartile,
  kLowerQuartileExact,
  kUpperQuartile,
  kUpperQuartileExact,
  kBorda,
  kMeanPosition,
  kMeanPositionExact,
  kLeftOut,
  kColumns
};

constexpr std::string_view kHeader =
    "level,unit,about,item,type,row,categories,units,units_shown,units_not_shown,quorate,due,returned,valid,"
    "invalid,n,base,abstained,counts,unscored,score,score_exact,partial,covered,weight,rank,groups_differ,"
    "flags,favourable,favourable_exact,nps,nps_exact,mean,mean_exact,median,median_exact,q1,q1_exact,q3,"
    "q3_exact,borda,mean_position,mean_position_exact,left_out\r\n";

using Row = std::array<std::string, kColumns>;

void append_pair(std::string& list, std::string_view id, std::string_view value) {
  if (!list.empty()) list += ';';
  list += id;
  list += '=';
  list += value;
}

void append_id(std::string& list, std::string_view id) {
  if (!list.empty()) list += ';';
  list += id;
}

class TallyRows {
 public:
  TallyRows(const forms::Round& round, const TextSink& sink) : round_(round), sink_(sink) {}
  /// Before the units: what their rows tell of ranks.
  void set_ranks(const std::vector<analysis::UnitRank>& ranks);
  void unit(const analysis::UnitResult& unit);
  void rollup(const analysis::RollupResult& rollup);

 private:
  void emit(const Row& row);
  [[nodiscard]] std::string names(const analysis::CategorySet& set) const;
  void set_exact(Row& row, Column column, const std::optional<Rational>& value) const;
  void turnout(Row row, const analysis::UnitResult& unit, const analysis::GroupTurnout& group);
  void item(Row row, const analysis::ItemResult& item);
  void set_score(Row& row, const analysis::RateeScore& score) const;
  void scores(const Row& row, const analysis::UnitResult& unit, const analysis::RateeResult& ratee);
  void set(Row& row, const analysis::ScaleFigures& figures, const Options* options) const;
  void set(Row& row, const analysis::ChoiceFigures& figures, const Options* options) const;
  void set(Row& row, const analysis::NpsFigures& figures, const Options* options) const;
  void set(Row& row, const analysis::NumberFigures& figures, const Options* options) const;
  void set(Row& row, const analysis::RankFigures& figures, const Options* options) const;

  const forms::Round& round_;
  const TextSink& sink_;
  std::vector<const analysis::UnitRank*> ranks_;  ///< by unit; empty: nothing is ranked
};

void TallyRows::set_ranks(const std::vector<analysis::UnitRank>& ranks) {
  ranks_.assign(round_.units.size(), nullptr);
  for (const analysis::UnitRank& rank : ranks) ranks_[rank.unit] = &rank;
}

void TallyRows::emit(const Row& row) {
  std::string line;
  forms::append_csv_row(line, row);
  sink_(line);
}

std::string TallyRows::names(const analysis::CategorySet& set) const {
  std::string text;
  for (const std::uint16_t category : set) text += (text.empty() ? "" : "+") + round_.categories[category].id;
  return text;
}

/// The decimal in `column`, the fraction in the next.
void TallyRows::set_exact(Row& row, Column column, const std::optional<Rational>& value) const {
  if (!value) return;
  row[column] = analysis::decimal_text(*value, round_.rules.decimals);
  row[column + 1] = analysis::exact_text(*value);
}

template <class Figures>
void set_numbers(Row& row, const Figures& figures) {
  row[kN] = std::to_string(figures.n);
  row[kAbstained] = std::to_string(figures.abstained);
}

template <class Counts>
void set_counts(Row& row, const Counts& counts, const Options& options) {
  for (std::size_t i = 0; i < counts.size(); ++i) {
    append_pair(row[options[i].scored ? kCounts : kUnscored], options[i].id, std::to_string(counts[i]));
  }
}

void TallyRows::set(Row& row, const analysis::ScaleFigures& figures, const Options* options) const {
  set_numbers(row, figures);
  row[kBase] = std::to_string(figures.base);
  set_counts(row, figures.counts, *options);
  set_exact(row, kScore, figures.score);
  set_exact(row, kFavourable, figures.favourable);
}

void TallyRows::set(Row& row, const analysis::ChoiceFigures& figures, const Options* options) const {
  set_numbers(row, figures);
  set_counts(row, figures.counts, *options);
}

void TallyRows::set(Row& row, const analysis::NpsFigures& figures, const Options* /*options*/) const {
  set_numbers(row, figures);
  for (std::size_t i = 0; i < figures.counts.size(); ++i) {
    append_pair(row[kCounts], std::to_string(i), std::to_string(figures.counts[i]));
  }
  set_exact(row, kNps, figures.nps);
}

void TallyRows::set(Row& row, const analysis::NumberFigures& figures, const Options* /*options*/) const {
  set_numbers(row, figures);
  if (figures.summary.empty()) return;
  const analysis::NumberSummary& summary = figures.summary.front();
  set_exact(row, kMean, summary.mean);
  set_exact(row, kMedian, summary.median);
  set_exact(row, kLowerQuartile, summary.lower_quartile);
  set_exact(row, kUpperQuartile, summary.upper_quartile);
}

void TallyRows::set(Row& row, const analysis::RankFigures& figures, const Options* options) const {
  set_numbers(row, figures);
  set_counts(row, figures.counts, *options);
  for (std::size_t i = 0; i < figures.borda.size(); ++i) {
    const std::string& id = (*options)[i].id;
    append_pair(row[kBorda], id, std::to_string(figures.borda[i]));
    const auto& position = figures.mean_position[i];
    if (!position) continue;
    append_pair(row[kMeanPosition], id, analysis::decimal_text(*position, round_.rules.decimals));
    append_pair(row[kMeanPositionExact], id, analysis::exact_text(*position));
  }
}

void TallyRows::turnout(Row row, const analysis::UnitResult& unit, const analysis::GroupTurnout& group) {
  row[kRow] = "turnout";
  row[kCategories] = names(group.categories);
  if (group.due) row[kDue] = std::to_string(*group.due);
  row[kReturned] = std::to_string(group.returned);
  row[kValid] = std::to_string(group.valid);
  for (std::size_t i = 0; i < group.invalid.size(); ++i) {
    if (group.invalid[i] == 0) continue;
    append_pair(row[kInvalid], forms::name_of(static_cast<forms::InvalidReason>(i)),
                std::to_string(group.invalid[i]));
  }
  if (unit.quorate) row[kQuorate] = *unit.quorate ? "1" : "0";
  for (const std::uint32_t part : unit.small) append_id(row[kUnits], round_.units[part].id);
  row[kLeftOut] = names(unit.left_out);
  emit(row);
}

void TallyRows::item(Row row, const analysis::ItemResult& item) {
  row[kItem] = item.item->id;
  row[kType] = forms::name_of(item.item->type);
  for (const analysis::ItemGroup& group : item.groups) {
    Row of_group = row;
    of_group[kRow] = "group";
    of_group[kCategories] = names(group.categories);
    std::visit([&](const auto& of_type) { set(of_group, of_type, item.options); }, group.figures);
    emit(of_group);
  }
  Row pooled = row;
  pooled[kRow] = "pooled";
  pooled[kLeftOut] = names(item.left_out);
  std::visit([&](const auto& of_type) { set(pooled, of_type, item.options); }, item.pooled);
  emit(pooled);
  if (item.item->type != forms::ItemType::scale) return;
  row[kRow] = "weighted";
  set_exact(row, kScore, item.weighted);
  if (item.weighted) row[kCovered] = analysis::exact_text(item.weight_covered);
  emit(row);
}

void TallyRows::set_score(Row& row, const analysis::RateeScore& score) const {
  set_exact(row, kScore, score.value);
  if (!score.value) return;
  if (!score.covers_all_weight) row[kPartial] = "1";
  row[kCovered] = analysis::exact_text(score.covered);
  row[kWeight] = analysis::exact_text(score.weight);
}

void TallyRows::scores(const Row& row, const analysis::UnitResult& unit, const analysis::RateeResult& ratee) {
  Row pooled = row;
  pooled[kRow] = "pooled";
  set_score(pooled, ratee.pooled);
  for (const std::uint16_t flag : ratee.flags) append_id(pooled[kFlags], round_.rules.flags[flag].id);
  emit(pooled);
  Row weighted = row;
  weighted[kRow] = "weighted";
  set_score(weighted, ratee.weighted);
  const bool has_rank = ratee.ratee == forms::kAboutTeam && unit.small.empty() && !ranks_.empty() &&
                        ranks_[unit.unit] != nullptr;
  if (has_rank) {
    weighted[kRank] = std::to_string(ranks_[unit.unit]->rank);
    weighted[kGroupsDiffer] = ranks_[unit.unit]->groups_differ ? "1" : "0";
  }
  emit(weighted);
}

void TallyRows::unit(const analysis::UnitResult& unit) {
  Row row;
  row[kLevel] = unit.small.empty() ? "unit" : "small";
  row[kUnit] = unit_name(round_, unit);
  if (unit.suppressed) {
    row[kRow] = unit.withheld ? "withheld" : "suppressed";
    emit(row);
    return;
  }
  for (const analysis::GroupTurnout& group : unit.groups) turnout(row, unit, group);
  const forms::Unit* asked = unit.small.empty() ? &round_.units[unit.unit] : nullptr;
  for (const analysis::RateeResult& ratee : unit.results) {
    row[kAbout] = ratee_name(asked, ratee.ratee);
    for (const analysis::ItemResult& of_ratee : ratee.items) item(row, of_ratee);
    scores(row, unit, ratee);
  }
}

void TallyRows::rollup(const analysis::RollupResult& rollup) {
  Row row;
  row[kLevel] = "rollup";
  row[kUnit] = round_.units[rollup.unit].id;
  Row first = row;
  first[kRow] = rollup.withheld ? "withheld" : "turnout";
  first[kUnitsShown] = std::to_string(rollup.units_shown);
  first[kUnitsNotShown] = std::to_string(rollup.units_not_shown);
  first[kValid] = std::to_string(rollup.valid);
  emit(first);
  if (rollup.items.empty()) return;
  row[kAbout] = "team";
  for (const analysis::RollupItem& item : rollup.items) {
    Row pooled = row;
    pooled[kItem] = item.item->id;
    pooled[kType] = forms::name_of(item.item->type);
    Row weighted = pooled;
    pooled[kRow] = "pooled";
    set(pooled, item.pooled, item.options);
    emit(pooled);
    weighted[kRow] = "weighted";
    set_exact(weighted, kScore, item.weighted);
    if (item.weighted) weighted[kValid] = std::to_string(item.weighted_valid);
    emit(weighted);
  }
  Row pooled = row;
  pooled[kRow] = "pooled";
  set_score(pooled, rollup.pooled);
  emit(pooled);
  row[kRow] = "weighted";
  set_score(row, rollup.weighted);
  if (rollup.weighted.value) row[kValid] = std::to_string(rollup.weighted_valid);
  emit(row);
}

void write_tables(const analysis::TallyTables& tables, const std::vector<analysis::UnitRank>& ranks,
                  const TextSink& sink) {
  sink(kHeader);
  TallyRows rows(*tables.round, sink);
  rows.set_ranks(ranks);
  for (const analysis::UnitResult& unit : tables.units) rows.unit(unit);
  for (const analysis::RollupResult& rollup : tables.rollup) rows.rollup(rollup);
}

}  // namespace

void write_tally_csv(const analysis::DisclosedTally& tally, const TextSink& sink) {
  write_tables(tally.tables(), analysis::rank_units(tally), sink);
}

void write_full_tally_csv(const analysis::FullTally& tally, const TextSink& sink) {
  write_tables(tally.tables(), {}, sink);
}

std::string encode_tally_csv(const analysis::DisclosedTally& tally) {
  std::string text;
  write_tally_csv(tally, [&](std::string_view piece) { text += piece; });
  return text;
}

std::string encode_full_tally_csv(const analysis::FullTally& tally) {
  std::string text;
  write_full_tally_csv(tally, [&](std::string_view piece) { text += piece; });
  return text;
}

}  // namespace candor::server::report
