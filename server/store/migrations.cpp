// Numbered migrations with checksums.
#include "server/store/migrations.h"

#include <openssl/sha.h>

#include <array>
#include <map>
#include <utility>

#include "server/store/sqlite_error.h"

namespace candor::server::store {
namespace {

constexpr const char* kMigrationTable =
    "CREATE TABLE IF NOT EXISTS schema_migration("
    "number INTEGER NOT NULL PRIMARY KEY, checksum TEXT NOT NULL CHECK(length(checksum) = 64)) STRICT, "
    "WITHOUT ROWID";

std::string checksum_of(std::string_view sql) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(sql.data()), sql.size(), digest.data());
  std::string hex;
  for (const unsigned char byte : digest) {
    hex += "0123456789abcdef"[byte >> 4];
    hex += "0123456789abcdef"[byte & 15];
  }
  return hex;
}

using Checksums = std::map<std::int64_t, std::string>;

Checksums applied_migrations(SQLite::Database& database) {
  Checksums applied;
  if (!database.tableExists("schema_migration")) return applied;
  SQLite::Statement query(database, "SELECT number, checksum FROM schema_migration ORDER BY number");
  while (query.executeStep()) applied[query.getColumn(0).getInt64()] = query.getColumn(1).getString();
  return applied;
}

std::vector<std::string> faults_of(const Checksums& applied, const Schema& schema) {
  std::vector<std::string> faults;
  const std::string what(schema.what);
  const auto known = static_cast<std::int64_t>(schema.migrations.size());
  if (!applied.empty() && applied.rbegin()->first > known) {
    faults.push_back("this " + what + " was made by a newer Candor (schema " +
                     std::to_string(applied.rbegin()->first) + ", known here " + std::to_string(known) +
                     "); install that version or a later one");
  }
  std::int64_t expected = 1;
  for (const auto& [number, checksum] : applied) {
    if (number > known) break;
    if (number != expected) {
      faults.push_back("migration " + std::to_string(expected) + " of this " + what + " is missing");
      break;
    }
    if (checksum != checksum_of(schema.migrations[static_cast<std::size_t>(number - 1)])) {
      faults.push_back("migration " + std::to_string(number) + " of this " + what +
                       " is not the one that this Candor knows");
    }
    ++expected;
  }
  return faults;
}

void apply(SQLite::Database& database, std::int64_t number, std::string_view sql) {
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  database.exec(std::string(sql));
  SQLite::Statement insert(database, "INSERT INTO schema_migration(number, checksum) VALUES(?, ?)");
  insert.bind(1, number);
  insert.bind(2, checksum_of(sql));
  insert.exec();
  database.exec("PRAGMA user_version = " + std::to_string(number));
  transaction.commit();
}

using Objects = std::map<std::string, std::string>;

Objects objects_of(SQLite::Database& database) {
  Objects objects;
  SQLite::Statement query(database, "SELECT type, name, coalesce(sql, '') FROM sqlite_schema");
  while (query.executeStep()) {
    objects[query.getColumn(0).getString() + " " + query.getColumn(1).getString()] =
        query.getColumn(2).getString();
  }
  return objects;
}

/// Compares the tables, indexes and triggers with those of a database made just now.
std::vector<std::string> altered_objects(SQLite::Database& database, const Schema& schema) {
  SQLite::Database fresh(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  if (auto made = migrate(fresh, schema); !made) return {made.error().detail};
  const Objects expected = objects_of(fresh);
  const Objects found = objects_of(database);
  std::vector<std::string> faults;
  for (const auto& [name, sql] : expected) {
    const auto match = found.find(name);
    if (match == found.end())
      faults.push_back(name + " is missing");
    else if (match->second != sql)
      faults.push_back(name + " was altered");
  }
  for (const auto& [name, sql] : found) {
    if (!expected.contains(name)) faults.push_back(name + " is none of ours");
  }
  return faults;
}

}  // namespace

Result<void> migrate(SQLite::Database& database, const Schema& schema) {
  return guarded([&]() -> Result<void> {
    const Checksums applied = applied_migrations(database);
    std::vector<std::string> faults = faults_of(applied, schema);
    if (applied.empty() && database.execAndGet("PRAGMA user_version").getInt64() != 0) {
      faults.push_back("the list of migrations of this " + std::string(schema.what) + " is missing");
    }
    if (!faults.empty()) return fail(ErrorKind::conflict, faults.front());
    if (applied.empty()) {
      database.exec(kMigrationTable);
      database.exec("PRAGMA application_id = " + std::to_string(schema.application_id));
    }
    for (std::size_t done = applied.size(); done < schema.migrations.size(); ++done) {
      apply(database, static_cast<std::int64_t>(done + 1), schema.migrations[done]);
    }
    return {};
  });
}

Result<std::vector<std::string>> schema_faults(SQLite::Database& database, const Schema& schema) {
  return guarded([&]() -> Result<std::vector<std::string>> {
    std::vector<std::string> faults = faults_of(applied_migrations(database), schema);
    if (database.execAndGet("PRAGMA application_id").getInt64() != schema.application_id) {
      faults.push_back("the application id is not that of a " + std::string(schema.what));
    }
    for (std::string& fault : altered_objects(database, schema)) faults.push_back(std::move(fault));
    return faults;
  });
}

}  // namespace candor::server::store
