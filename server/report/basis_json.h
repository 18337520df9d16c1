// What a tally was counted by, as members of its JSON: the rules of scores, the tree of units and the scales.
// With them a tally can be read, counted again from its counts, and held against another without the round
// file.
#pragma once

#include "forms/round.h"
#include "server/report/json_text.h"

namespace candor::server::report {

/// `"rules": {…}, "parents": {unit: its parent}, "scales": {…}` of the whole round; inside its object.
/// Numbers in lowest terms.
void write_basis(JsonText& json, const forms::Round& round);

/// `"scale": "<id>"`, and `"weight"` where the item has one; inside the object of a scale item.
void write_item_basis(JsonText& json, const forms::Item& item);

}  // namespace candor::server::report
