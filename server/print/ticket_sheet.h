// The printable sheet of all tickets of a round: one document, a new page for each unit, slips to cut out,
// in the order given (the caller shuffles within a group).
#pragma once

#include <string>

#include "forms/result.h"
#include "server/print/slip_sheet.h"

namespace candor::server::print {

/// One HTML document without script or style. Errors: `invalid` (a link that does not fit into a QR code).
[[nodiscard]] Result<std::string> make_ticket_sheet(const SlipSheet& sheet);

}  // namespace candor::server::print
