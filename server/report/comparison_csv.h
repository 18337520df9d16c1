// Comparisons of two rounds as one flat CSV table, for spreadsheets. Compares nothing.
//
// UTF-8, RFC 4180, CRLF, header first. Columns:
//   level       unit (`small:` ones too) | rollup
//   unit, about, item  item is empty in rows about a ratee's score
//   row         item | score | not_compared | only_before | only_after
//   mark        what differs, joined by +: units, groups, weights; in not_compared: hidden before, after,
//   both favourable_before … of_after  answers and their base difference … word             of the favourable
//   rate, in percentage points; empty where there is no test pooled_before … weighted_difference_exact
//   scores, rounded, then the exact difference
#pragma once

#include <string>

#include "analysis/statistics/comparison.h"

namespace candor::server::report {

[[nodiscard]] std::string encode_comparison_csv(const analysis::Comparison& comparison);

}  // namespace candor::server::report
