// Who did what to which round or account, and when: the register's audit trail as use cases write it.
#pragma once

#include <string>
#include <string_view>

#include "forms/result.h"
#include "server/app/clock.h"

namespace candor::server {

class Register;

class AuditTrail {
 public:
  /// `store` outlives it.
  AuditTrail(Register& store, Clock clock);

  /// `account`: a name, or "-" for the clock and the command line. `act`: "round.open", "account.add"…
  Result<void> note(std::string_view account, std::string_view act, std::string_view subject,
                    std::string detail = "") const;

 private:
  Register& store_;
  Clock clock_;
};

}  // namespace candor::server
