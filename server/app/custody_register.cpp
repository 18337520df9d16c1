#include "server/app/custody.h"

#include "server/store/register.h"

namespace candor::server {

Result<void> back_up_register(const std::filesystem::path& data, const std::filesystem::path& to) {
  if (!std::filesystem::exists(data / "register.db")) {
    return fail(ErrorKind::not_found,
                data.string() + " holds no register.db; name the directory given to serve --data");
  }
  auto store = Register::open(data / "register.db");
  if (!store) return fail(std::move(store).error());
  return (*store)->backup_to(to / "register.db");
}

Result<void> make_safe_after_restore(const std::filesystem::path& data) {
  auto store = Register::open(data / "register.db");
  if (!store) return fail(std::move(store).error());
  // What was claimed since the backup is not in it: whoever claims again would have two rights to vote.
  if (auto shut = (*store)->shut_claims(); !shut) return shut;
  return (*store)->end_all_sessions();
}

std::vector<Check> examine_register(const std::filesystem::path& data) {
  if (!std::filesystem::exists(data / "register.db")) {
    return {{CheckOutcome::failed, "register", "no register.db in " + data.string()}};
  }
  auto store = Register::open(data / "register.db");
  if (!store) return {{CheckOutcome::failed, "register", store.error().detail}};
  const auto found = (*store)->check_integrity();
  if (!found) return {{CheckOutcome::failed, "register", found.error().detail}};
  std::vector<Check> checks;
  for (const auto& problem : *found) checks.push_back({CheckOutcome::failed, "register", problem});
  if (checks.empty()) checks.push_back({CheckOutcome::ok, "register", "schema and integrity are sound"});
  return checks;
}

}  // namespace candor::server
