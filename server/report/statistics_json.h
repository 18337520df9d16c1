// Statistics as members of a tally's JSON (`tally --statistics`). Twelve significant digits; null where a
// sample does not carry a figure. Counts nothing.
#pragma once

#include "analysis/statistics/round_statistics.h"
#include "server/report/json_text.h"

namespace candor::server::report {

/// `"statistics": {"items": {…}, "alpha", "rwg_j"}` of one result; inside its object.
void write_ratee_statistics(JsonText& json, const analysis::RateeStatistics& statistics);

/// `"statistics": {"team": {"items": {…}, "scale": {…}}}` of the whole round; inside its object.
void write_team_statistics(JsonText& json, const analysis::TeamStatistics& statistics);

}  // namespace candor::server::report
