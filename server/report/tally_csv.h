// Tallies as one flat CSV table, for spreadsheets and statistics programs. Takes disclosed tallies, or
// full ones by a function that says so. Counts nothing.
//
// UTF-8, RFC 4180, CRLF, header first. Columns:
//   level       unit | small | rollup
//   unit        id, or small: and the parent's id
//   about       team, a member's id, or - ; empty in rows about the unit
//   item, type  empty in rows about a ratee's score
//   row         suppressed (not shown; no more in this line) | turnout (a group of the unit) | group |
//               pooled | weighted; of an item, or of the ratee where item is empty
//   categories  of the group, joined by +
//   due, returned, valid, invalid   turnout only; invalid as reason=number;…
//   n, abstained, counts, unscored  counts as option=number;…
//   score … mean_position_exact     decimals as in the JSON, then the exact fraction; empty: no figure.
//               `partial` is 1 where a ratee's score does not cover all of the weight
//   left_out    categories left out of the unit (turnout) or of the item (pooled)
// A cell that a spreadsheet would run as a formula (it begins with = + - @, tab or return, and is neither
// a number nor a lone -) is preceded by an apostrophe.
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

/// One cell: made harmless for spreadsheets, then quoted where RFC 4180 asks for it.
[[nodiscard]] std::string csv_cell(std::string_view value);

}  // namespace candor::server::report
