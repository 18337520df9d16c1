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
    case Role::registrar:
      return "registrar";
    case Role::scrutineer:
      return "scrutineer";
  }
  return "";
}

Result<Role> parse_role(std::string_view name) {
  for (const Role role :
       {Role::administrator, Role::organizer, Role::leader, Role::registrar, Role::scrutineer}) {
    if (name == name_of(role)) return role;
  }
  return fail(ErrorKind::malformed,
              "a role is administrator, organizer, leader, registrar or scrutineer, not \"" +
                  std::string(name) + "\"");
}

}  // namespace candor::server
