#include "server/report/tally_csv.h"

#include <algorithm>
#include <array>
#include <variant>

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
  kDue,
  kReturned,
  kValid,
  kInvalid,
  kN,
  kAbstained,
  kCounts,
  kUnscored,
  kScore,
  kScoreExact,
  kPartial,
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
    "level,unit,about,item,type,row,categories,due,returned,valid,invalid,n,abstained,counts,unscored,score,"
    "score_exact,partial,favourable,favourable_exact,nps,nps_exact,mean,mean_exact,median,median_exact,q1,q1_"
    "exact,"
    "q3,q3_exact,borda,mean_position,mean_position_exact,left_out\r\n";

using Row = std::array<std::string, kColumns>;

void append_pair(std::string& list, std::string_view id, std::string_view value) {
  if (!list.empty()) list += ';';
  list += id;
  list += '=';
  list += value;
}

class TallyRows {
 public:
  TallyRows(const forms::Round& round, const TextSink& sink) : round_(round), sink_(sink) {}
  void unit(const analysis::UnitResult& unit);
  void rollup(const analysis::RollupResult& rollup);

 private:
  void emit(const Row& row);
  [[nodiscard]] std::string names(const analysis::CategorySet& set) const;
  void set_exact(Row& row, Column column, const std::optional<Rational>& value) const;
  void turnout(Row row, const analysis::UnitResult& unit, const analysis::GroupTurnout& group);
  void item(Row row, const analysis::ItemResult& item);
  void scores(Row row, const analysis::RateeScore& weighted, const analysis::RateeScore& pooled);
  void set(Row& row, const analysis::ScaleFigures& figures, const Options* options) const;
  void set(Row& row, const analysis::ChoiceFigures& figures, const Options* options) const;
  void set(Row& row, const analysis::NpsFigures& figures, const Options* options) const;
  void set(Row& row, const analysis::NumberFigures& figures, const Options* options) const;
  void set(Row& row, const analysis::RankFigures& figures, const Options* options) const;

  const forms::Round& round_;
  const TextSink& sink_;
};

void TallyRows::emit(const Row& row) {
  std::string line;
  for (std::size_t i = 0; i < row.size(); ++i) line += (i == 0 ? "" : ",") + csv_cell(row[i]);
  sink_(line + "\r\n");
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
  row[kLeftOut] = names(unit.left_out);
  emit(row);
}

void TallyRows::item(Row row, const analysis::ItemResult& item) {
  row[kItem] = item.item->id;
  row[kType] = forms::name_of(item.item->type);
  const auto emit_figures = [&](Row of_row, std::string_view kind, const analysis::Figures& figures) {
    of_row[kRow] = kind;
    std::visit([&](const auto& of_type) { set(of_row, of_type, item.options); }, figures);
    emit(of_row);
  };
  for (const analysis::ItemGroup& group : item.groups) {
    Row of_group = row;
    of_group[kCategories] = names(group.categories);
    emit_figures(of_group, "group", group.figures);
  }
  Row pooled = row;
  pooled[kLeftOut] = names(item.left_out);
  emit_figures(pooled, "pooled", item.pooled);
  if (item.item->type != forms::ItemType::scale) return;
  row[kRow] = "weighted";
  set_exact(row, kScore, item.weighted);
  emit(row);
}

void TallyRows::scores(Row row, const analysis::RateeScore& weighted, const analysis::RateeScore& pooled) {
  for (const auto* score : {&pooled, &weighted}) {
    Row of_score = row;
    of_score[kRow] = score == &pooled ? "pooled" : "weighted";
    set_exact(of_score, kScore, score->value);
    if (score->value && !score->covers_all_weight) of_score[kPartial] = "1";
    emit(of_score);
  }
}

void TallyRows::unit(const analysis::UnitResult& unit) {
  Row row;
  row[kLevel] = unit.small.empty() ? "unit" : "small";
  row[kUnit] = unit_name(round_, unit);
  if (unit.suppressed) {
    row[kRow] = "suppressed";
    emit(row);
    return;
  }
  for (const analysis::GroupTurnout& group : unit.groups) turnout(row, unit, group);
  const forms::Unit* asked = unit.small.empty() ? &round_.units[unit.unit] : nullptr;
  for (const analysis::RateeResult& ratee : unit.results) {
    row[kAbout] = ratee_name(asked, ratee.ratee);
    for (const analysis::ItemResult& of_ratee : ratee.items) item(row, of_ratee);
    scores(row, ratee.weighted, ratee.pooled);
  }
}

void TallyRows::rollup(const analysis::RollupResult& rollup) {
  Row row;
  row[kLevel] = "rollup";
  row[kUnit] = round_.units[rollup.unit].id;
  row[kAbout] = "team";
  for (const analysis::RollupItem& of_unit : rollup.items) {
    analysis::ItemResult result;
    result.item = of_unit.item;
    result.options = of_unit.options;
    result.pooled = of_unit.pooled;
    result.weighted = of_unit.weighted;
    item(row, result);
  }
  if (!rollup.items.empty()) scores(row, rollup.weighted, rollup.pooled);
}

void write_tables(const analysis::TallyTables& tables, const TextSink& sink) {
  sink(kHeader);
  TallyRows rows(*tables.round, sink);
  for (const analysis::UnitResult& unit : tables.units) rows.unit(unit);
  for (const analysis::RollupResult& rollup : tables.rollup) rows.rollup(rollup);
}

bool is_plain_number(std::string_view value) {
  return std::all_of(value.begin() + 1, value.end(),
                     [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == '/'; });
}

}  // namespace

std::string csv_cell(std::string_view value) {
  constexpr std::string_view kFormulaStarts = "=+-@\t\r";
  std::string text;
  if (!value.empty() && kFormulaStarts.find(value.front()) != std::string_view::npos) {
    const bool is_harmless = value.front() == '-' && is_plain_number(value);
    if (!is_harmless) text = "'";
  }
  text += value;
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

void write_tally_csv(const analysis::DisclosedTally& tally, const TextSink& sink) {
  write_tables(tally.tables(), sink);
}

void write_full_tally_csv(const analysis::FullTally& tally, const TextSink& sink) {
  write_tables(tally.tables(), sink);
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
