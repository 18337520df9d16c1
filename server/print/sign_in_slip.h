// The slip for somebody's first sign-in: name, QR code and link. Knows no account.
#pragma once

#include <string>

#include "forms/result.h"
#include "server/print/slip_parts.h"

namespace candor::server::print {

struct SignInSlip {
  std::string display_name;
  std::string account_name;
  std::string link;         ///< whole one-time URL with the fragment
  std::string valid_until;  ///< as people read it, with its time zone; empty: not told
  std::string stylesheet{kPrintStylesheet};
};

/// One HTML document in Chinese and English. Errors: `invalid` (a link that does not fit into a QR code).
[[nodiscard]] Result<std::string> make_sign_in_slip(const SignInSlip& slip);

}  // namespace candor::server::print
