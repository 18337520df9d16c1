// The printable sheet of all tickets of a round: one document, a new page for each unit, slips to cut out.
// Knows no store and makes no codes; it prints what it is given, in the order given (the caller shuffles
// within a group).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "forms/result.h"
#include "forms/round.h"
#include "server/print/slip_parts.h"

namespace candor::server::print {

struct TicketSlip {
  std::string printed_code;  ///< protocol::printed_code
  std::string link;          ///< whole URL with the fragment; goes into the QR code
};

struct TicketGroup {
  forms::Text category;
  std::vector<TicketSlip> slips;
};

struct TicketUnit {
  forms::Text name;
  std::vector<TicketGroup> groups;  ///< those without slips are left out
};

struct TicketSheet {
  std::string round_id;
  forms::Text title;
  forms::Text asked_by;
  std::vector<std::string> languages;  ///< of the round; every text is printed in each
  std::string address;                 ///< where a code is typed, as people type it: "example.org/b"
  std::string manifest;  ///< M, 64 lower-case hex digits: printed on each slip, to compare with the notice
  std::string stylesheet{kPrintStylesheet};
  std::vector<TicketUnit> units;
};

/// One HTML document without script or style. Errors: `invalid` (a link that does not fit into a QR code).
[[nodiscard]] Result<std::string> make_ticket_sheet(const TicketSheet& sheet);

}  // namespace candor::server::print
