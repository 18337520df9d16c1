#include "server/report/comparison_csv.h"

#include <fmt/format.h>
#include <array>
#include <string_view>

#include "forms/csv.h"
#include "server/report/comparison_json.h"

namespace candor::server::report {
namespace {

using analysis::Rational;

enum Column : std::size_t {
  kLevel,
  kUnit,
  kAbout,
  kItem,
  kRow,
  kMark,
  kFavourableBefore,
  kOfBefore,
  kFavourableAfter,
  kOfAfter,
  kDifference,
  kDifferenceExact,
  kLow,
  kHigh,
  kP,
  kAdjustedP,
  kWord,
  kPooledBefore,
  kPooledAfter,
  kPooledDifference,
  kPooledDifferenceExact,
  kWeightedBefore,
  kWeightedAfter,
  kWeightedDifference,
  kWeightedDifferenceExact,
  kColumns
};

constexpr std::string_view kHeader =
    "level,unit,about,item,row,mark,favourable_before,of_before,favourable_after,of_after,difference,"
    "difference_exact,low,high,p,adjusted_p,word,pooled_before,pooled_after,pooled_difference,"
    "pooled_difference_exact,weighted_before,weighted_after,weighted_difference,weighted_difference_"
    "exact\r\n";

using Row = std::array<std::string, kColumns>;

void mark(Row& row, std::string_view what, bool applies) {
  if (!applies) return;
  if (!row[kMark].empty()) row[kMark] += '+';
  row[kMark] += what;
}

class ComparisonRows {
 public:
  explicit ComparisonRows(const analysis::Comparison& comparison) : comparison_(comparison) {
    text_ = kHeader;
  }
  void part(std::string_view level, const analysis::ComparedPart& part);
  [[nodiscard]] std::string take() && { return std::move(text_); }

 private:
  void emit(const Row& row) { forms::append_csv_row(text_, row); }
  void set(Row& row, std::size_t column, const std::optional<Rational>& value) const {
    if (value) row[column] = analysis::decimal_text(*value, comparison_.decimals);
  }
  void unmatched(std::string_view level, std::string_view kind,
                 const std::vector<analysis::Unmatched>& entries);
  void favourable(Row& row, const analysis::RateChange& change) const;
  /// `column`: the first of four.
  void score(Row& row, std::size_t column, const analysis::ScoreChange& change) const;
  void ratee(Row row, const analysis::RateeChange& ratee);

  const analysis::Comparison& comparison_;
  std::string text_;
};

void ComparisonRows::favourable(Row& row, const analysis::RateChange& change) const {
  const auto sample = [&](std::size_t column, const std::optional<analysis::Sample>& of_round) {
    if (!of_round) return;
    row[column] = std::to_string(of_round->positive);
    row[column + 1] = std::to_string(of_round->size);
  };
  sample(kFavourableBefore, change.before);
  sample(kFavourableAfter, change.after);
  set(row, kDifference, change.difference);
  if (change.difference) row[kDifferenceExact] = analysis::exact_text(*change.difference);
  if (!change.test) return;
  row[kLow] = fmt::format("{:.6f}", change.test->percent.low);
  row[kHigh] = fmt::format("{:.6f}", change.test->percent.high);
  row[kP] = fmt::format("{:.12g}", change.test->p);
  row[kAdjustedP] = fmt::format("{:.12g}", change.test->adjusted_p);
  row[kWord] = word_of(change.test->change);
}

void ComparisonRows::score(Row& row, std::size_t column, const analysis::ScoreChange& change) const {
  set(row, column, change.before);
  set(row, column + 1, change.after);
  set(row, column + 2, change.difference);
  if (change.difference) row[column + 3] = analysis::exact_text(*change.difference);
}

void ComparisonRows::ratee(Row row, const analysis::RateeChange& ratee) {
  row[kAbout] = ratee.about;
  for (const analysis::ItemChange& item : ratee.items) {
    Row of_item = row;
    of_item[kItem] = item.item;
    of_item[kRow] = "item";
    mark(of_item, "groups", item.groups_differ);
    mark(of_item, "weights", comparison_.weights_differ);
    if (item.favourable) favourable(of_item, *item.favourable);
    score(of_item, kPooledBefore, item.pooled);
    score(of_item, kWeightedBefore, item.weighted);
    emit(of_item);
  }
  row[kRow] = "score";
  mark(row, "weights", comparison_.weights_differ || ratee.weights_differ);
  score(row, kPooledBefore, ratee.pooled);
  score(row, kWeightedBefore, ratee.weighted);
  emit(row);
}

void ComparisonRows::unmatched(std::string_view level, std::string_view kind,
                               const std::vector<analysis::Unmatched>& entries) {
  for (const analysis::Unmatched& entry : entries) {
    Row row;
    row[kLevel] = level;
    row[kUnit] = entry.unit;
    row[kAbout] = entry.about;
    row[kItem] = entry.item;
    row[kRow] = kind;
    emit(row);
  }
}

void ComparisonRows::part(std::string_view level, const analysis::ComparedPart& part) {
  for (const analysis::UnitChange& unit : part.units) {
    Row row;
    row[kLevel] = level;
    row[kUnit] = unit.unit;
    mark(row, "units", unit.units_differ);
    for (const analysis::RateeChange& of_unit : unit.ratees) ratee(row, of_unit);
  }
  for (const analysis::NotCompared& entry : part.not_compared) {
    Row row;
    row[kLevel] = level;
    row[kUnit] = entry.unit;
    row[kRow] = "not_compared";
    row[kMark] = name_of(entry.hidden);
    emit(row);
  }
  unmatched(level, "only_before", part.only_before);
  unmatched(level, "only_after", part.only_after);
}

}  // namespace

std::string encode_comparison_csv(const analysis::Comparison& comparison) {
  ComparisonRows rows(comparison);
  rows.part("unit", comparison.units);
  rows.part("rollup", comparison.rollup);
  return std::move(rows).take();
}

}  // namespace candor::server::report
