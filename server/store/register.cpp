// Opening the register; the audit trail; copies and checks.
#include "server/store/register.h"

#include <algorithm>
#include <system_error>

#include "server/store/register_schema.h"
#include "server/store/sqlite_register.h"

namespace candor::server {

namespace store {

Result<void> SqliteRegister::empty_log(SQLite::Database& database) {
  auto truncated = truncate_log(database);
  if (!truncated) return fail(std::move(truncated.error()));
  if (*truncated) return {};
  return fail(ErrorKind::busy, "A reader keeps what was changed or erased in the log; try again");
}

Result<void> SqliteRegister::tidy() {
  return read([](SQLite::Database& database) { return empty_log(database); });
}

Result<void> SqliteRegister::add_audit(const AuditEntry& entry) {
  return write([&](SQLite::Database& database) -> Result<void> {
    SQLite::Statement insert(database,
                             "INSERT INTO audit(at_s, account, act, subject, detail) VALUES(?, ?, ?, ?, ?)");
    insert.bind(1, entry.at_s);
    insert.bind(2, entry.account);
    insert.bind(3, entry.act);
    insert.bind(4, entry.subject);
    insert.bind(5, entry.detail);
    insert.exec();
    return {};
  });
}

Result<std::vector<AuditEntry>> SqliteRegister::list_audit(std::size_t limit) const {
  return read([&](SQLite::Database& database) -> Result<std::vector<AuditEntry>> {
    SQLite::Statement query(
        database, "SELECT at_s, account, act, subject, detail FROM audit ORDER BY number DESC LIMIT ?");
    query.bind(1, static_cast<std::int64_t>(std::min<std::size_t>(limit, INT64_MAX)));
    std::vector<AuditEntry> entries;
    while (query.executeStep()) {
      entries.push_back({query.getColumn(0).getInt64(), query.getColumn(1).getString(),
                         query.getColumn(2).getString(), query.getColumn(3).getString(),
                         query.getColumn(4).getString()});
    }
    return entries;
  });
}

Result<void> SqliteRegister::backup_to(const std::filesystem::path& to) const {
  return read([&](SQLite::Database& database) { return copy_database(database, to); });
}

Result<std::vector<std::string>> SqliteRegister::check_integrity() const {
  return read([](SQLite::Database& database) { return database_faults(database, register_schema()); });
}

}  // namespace store

Result<std::unique_ptr<Register>> Register::open(const std::filesystem::path& file) {
  const store::Schema& schema = store::register_schema();
  auto database = file == ":memory:" ? store::open_in_memory(schema) : store::open_database(file, schema, {});
  if (!database && database.error().kind == ErrorKind::not_found) {
    const auto nothing = [](SQLite::Database&) -> Result<void> { return {}; };
    if (auto made = store::make_database(file, schema, nothing); !made) return fail(std::move(made.error()));
    database = store::open_database(file, schema, {});
  }
  if (!database) return fail(std::move(database.error()));
  return std::unique_ptr<Register>(std::make_unique<store::SqliteRegister>(std::move(*database)));
}

}  // namespace candor::server
