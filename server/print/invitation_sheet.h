// The printable sheet of personal invitations: like the sheet of tickets, but each slip names the person it
// is for. Used by the registrar's command line and by the server alike.
#pragma once

#include <string>

#include "forms/result.h"
#include "server/print/slip_sheet.h"

namespace candor::server::print {

/// A slip with its QR code takes about 5 KB: a sheet of more than this would not fit a small machine or a
/// browser.
inline constexpr std::size_t kMaxInvitationsOnSheet = 10'000;

struct InvitationSheet : SlipSheet {
  std::string contact;          ///< Round::contact: whom to ask; empty: whoever handed out the slip
  bool made_by_server = false;  ///< then each slip says what that means
};

/// One HTML document without script, and without style of its own unless `stylesheet` is inline_stylesheet().
/// Errors: `invalid` (a link that does not fit into a QR code), `too_large` (more than
/// kMaxInvitationsOnSheet).
[[nodiscard]] Result<std::string> make_invitation_sheet(const InvitationSheet& sheet);

}  // namespace candor::server::print
