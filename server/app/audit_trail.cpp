#include "server/app/audit_trail.h"

#include <utility>

#include "server/store/register.h"

namespace candor::server {

AuditTrail::AuditTrail(Register& store, Clock clock) : store_(store), clock_(std::move(clock)) {}

Result<void> AuditTrail::note(std::string_view account, std::string_view act, std::string_view subject,
                              std::string detail) const {
  return store_.add_audit(
      {clock_(), std::string(account), std::string(act), std::string(subject), std::move(detail)});
}

}  // namespace candor::server
