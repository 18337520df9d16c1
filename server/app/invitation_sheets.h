// Invitations whose codes the server made: a sheet to print, a list to mail them by, once the round is open
// and until the codes are erased.
#pragma once

#include <string>
#include <string_view>

#include "forms/result.h"
#include "server/app/invitations.h"
#include "server/app/rounds.h"

namespace candor::server {

/// `unit`: an id, or empty for all. `public_url`: without a slash at the end. Errors: `not_found` (no codes
/// are kept, or the registrar made them), `too_large` (print unit by unit).
[[nodiscard]] Result<std::string> make_invitation_sheet(Rounds& rounds, Invitations& invitations,
                                                        std::string_view round, std::string_view unit,
                                                        std::string_view public_url,
                                                        std::string_view account);
/// CSV: person, contact, unit, category, link, code.
[[nodiscard]] Result<std::string> make_invitation_csv(Rounds& rounds, Invitations& invitations,
                                                      std::string_view round, std::string_view public_url,
                                                      std::string_view account);

}  // namespace candor::server
