// The printable sheet of personal invitations: like the sheet of tickets, but each slip names the person it
// is for and the fingerprint M of the round. Knows no roster and makes no codes; it prints what it is given,
// in the order given. Used by the registrar's command line and by the server alike.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "forms/result.h"
#include "forms/round.h"
#include "server/print/slip_parts.h"

namespace candor::server::print {

/// A slip with its QR code takes about 5 KB: a sheet of more than this would not fit a small machine or a
/// browser.
inline constexpr std::size_t kMaxInvitationsOnSheet = 10'000;

struct InvitationSlip {
  std::string person;        ///< as the roster has it; empty: no name is printed
  std::string printed_code;  ///< protocol::printed_code
  std::string link;          ///< whole URL with the fragment; goes into the QR code, not into the text
};

struct InvitationGroup {
  forms::Text category;
  std::vector<InvitationSlip> slips;
};

struct InvitationUnit {
  forms::Text name;
  std::vector<InvitationGroup> groups;  ///< those without slips are left out
};

struct InvitationSheet {
  std::string round_id;
  forms::Text title;
  forms::Text asked_by;
  std::string contact;                 ///< Round::contact: whom to ask; empty: whoever handed out the slip
  std::vector<std::string> languages;  ///< of the round; every text is printed in each
  std::string address;                 ///< typed_address: where a code is typed
  std::string manifest;                ///< M, 64 lower-case hex digits
  bool made_by_server = false;         ///< then each slip says what that means
  std::string stylesheet{kPrintStylesheet};
  std::vector<InvitationUnit> units;
};

/// One HTML document without script, and without style of its own unless `stylesheet` is inline_stylesheet().
/// Errors: `invalid` (a link that does not fit into a QR code), `too_large` (more than
/// kMaxInvitationsOnSheet).
[[nodiscard]] Result<std::string> make_invitation_sheet(const InvitationSheet& sheet);

}  // namespace candor::server::print
