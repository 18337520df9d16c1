// Tallies as one flat CSV table, for spreadsheets and statistics programs. Takes disclosed tallies, or
// full ones by a function that says so. Counts nothing.
//
// UTF-8, RFC 4180, CRLF, header first. Columns:
//   level       unit | small | rollup
//   unit        id, or small: and the parent's id
//   about       team, a member's id, or - ; empty in rows about the unit
//   item, type  empty in rows about a ratee's score
//   row         suppressed, withheld (not shown; no more in this line) | turnout (a group of the unit; of a
//               roll-up: all of it) | group | pooled | weighted; of an item, or of the ratee where item is
//               empty
//   categories  of the group, joined by +
//   units       of a small: unit, joined by ;
//   units_shown, units_not_shown    turnout of a roll-up
//   quorate     turnout: 1, 0, or empty where nobody says who is due
//   due, returned, valid, invalid   turnout; invalid as reason=number;… In weighted rows of a roll-up `valid`
//   is
//               what the mean is over: ballots of units that have a score
//   n, base, abstained, counts, unscored   base: what score and rate are divided by; counts as
//   option=number;… score, score_exact              the decimal as in the JSON, then the exact fraction;
//   empty: no figure partial     1 where a ratee's score does not cover all of the weight covered, weight of
//   a ratee: weight of the items that have a score, and of all; of a weighted
//               item: the weights of the groups in it
//   rank, groups_differ             of a team's weighted score: 1, 2, 2, 4; 1 where its groups are not those
//   of
//               most ranked units
//   flags       of a ratee's pooled score, joined by ;
//   favourable … mean_position_exact
//   left_out    categories left out of the unit (turnout) or of the item (pooled)
// A cell that a spreadsheet would run as a formula has an apostrophe in front (forms/csv.h).
#pragma once

#include <string>

#include "analysis/disclose.h"
#include "server/report/tally_json.h"

namespace candor::server::report {

void write_tally_csv(const analysis::DisclosedTally& tally, const TextSink& sink);
[[nodiscard]] std::string encode_tally_csv(const analysis::DisclosedTally& tally);

/// The scrutineers' listing. Never for anybody else.
void write_full_tally_csv(const analysis::FullTally& tally, const TextSink& sink);
[[nodiscard]] std::string encode_full_tally_csv(const analysis::FullTally& tally);

}  // namespace candor::server::report
