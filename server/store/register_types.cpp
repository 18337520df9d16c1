// Names of the roles of accounts.
#include "server/store/register_types.h"

namespace candor::server {

std::string_view name_of(Role role) {
  switch (role) {
    case Role::administrator:
      return "administrator";
    case Role::organizer:
      return "organizer";
    case Role::leader:
      return "leader";
  }
  return "";
}

Result<Role> parse_role(std::string_view name) {
  for (const Role role : {Role::administrator, Role::organizer, Role::leader}) {
    if (name == name_of(role)) return role;
  }
  return fail(ErrorKind::malformed,
              "a role is administrator, organizer or leader, not \"" + std::string(name) + "\"");
}

}  // namespace candor::server
