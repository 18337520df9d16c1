// Making, opening, copying and checking a database file.
#include "server/store/database.h"

#include <sqlite3.h>

#include <system_error>
#include <utility>

#include "server/store/files.h"
#include "server/store/sqlite_error.h"

namespace candor::server::store {
namespace {

namespace fs = std::filesystem;

/// The file as a URI that lets SQLite read the header only: no lock, no log, nothing written beside.
std::string immutable_uri(const fs::path& file) {
  std::string uri = "file:";
  for (const char character : file.string()) {
    if (character == '%')
      uri += "%25";
    else if (character == '?')
      uri += "%3f";
    else if (character == '#')
      uri += "%23";
    else
      uri += character;
  }
  return uri + "?immutable=1";
}

/// Errors: `conflict` where the application id or the schema's version is not ours.
Result<void> check_ids(SQLite::Database& database, const std::string& name, const Schema& schema) {
  if (database.execAndGet("PRAGMA application_id").getInt64() != schema.application_id) {
    return fail(ErrorKind::conflict,
                name + " is no " + std::string(schema.what) +
                    " of Candor but a database of another program; it was left as it is");
  }
  const auto known = static_cast<std::int64_t>(schema.migrations.size());
  if (const auto version = database.execAndGet("PRAGMA user_version").getInt64(); version > known) {
    return fail(ErrorKind::conflict, name + " was made by a newer Candor (schema " + std::to_string(version) +
                                         ", known here " + std::to_string(known) +
                                         "); install that version or a later one");
  }
  return {};
}

/// Reads whose file this is, through SQLite: closing a descriptor of our own would drop the locks that other
/// connections of this process hold on the file.
Result<void> check_owner(const fs::path& file, const Schema& schema) {
  const std::string name = file.string();
  try {
    SQLite::Database header(immutable_uri(file), SQLite::OPEN_READONLY | SQLite::OPEN_URI);
    return check_ids(header, name, schema);
  } catch (const SQLite::Exception& exception) {
    if (exception.getErrorCode() == SQLITE_NOTADB) {
      return fail(ErrorKind::conflict, name + " is no " + std::string(schema.what) +
                                           " of Candor, nor any database; it was left as it is");
    }
    // A process that was killed while it moved its log into the file leaves a file that makes sense with the
    // log only: open_database looks at the ids again once SQLite has read both.
    if (exception.getErrorCode() == SQLITE_CORRUPT) return {};
    return sqlite_failure(exception.getExtendedErrorCode(), name + ": " + exception.what());
  }
}

void configure(SQLite::Database& database, const ConnectionSettings& settings) {
  sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  database.exec("PRAGMA trusted_schema = OFF");
  database.exec("PRAGMA foreign_keys = ON");
  database.exec("PRAGMA secure_delete = ON");
  database.exec("PRAGMA temp_store = MEMORY");
  database.exec("PRAGMA synchronous = FULL");
  database.exec("PRAGMA cache_size = -" + std::to_string(settings.cache_kib));
  if (!settings.auto_checkpoint) database.exec("PRAGMA wal_autocheckpoint = 0");
  if (settings.read_only) database.exec("PRAGMA query_only = ON");
}

Result<void> fill_new_file(const fs::path& file, const Schema& schema,
                           const std::function<Result<void>(SQLite::Database&)>& fill) {
  return guarded([&]() -> Result<void> {
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE, kBusyTimeoutMs);
    configure(database, {});
    // Whoever finds this file finds it finished or not at all, so it needs no journal yet.
    database.exec("PRAGMA journal_mode = MEMORY");
    database.exec("PRAGMA synchronous = OFF");
    if (auto migrated = migrate(database, schema); !migrated) return migrated;
    {
      SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
      if (auto filled = fill(database); !filled) return filled;
      transaction.commit();
    }
    database.exec("PRAGMA journal_mode = WAL");
    return {};
  });
}

}  // namespace

Result<void> make_database(const fs::path& file, const Schema& schema,
                           const std::function<Result<void>(SQLite::Database&)>& fill) {
  const fs::path draft = beside(file);
  if (auto removed = remove_database(draft); !removed) return removed;
  Result<void> result = make_private_file(draft);
  if (result) result = fill_new_file(draft, schema, fill);
  if (result) result = replace_database(draft, file);
  // What went wrong is the news; a draft that cannot be removed is removed by the next attempt.
  if (!result) static_cast<void>(remove_database(draft));
  return result;
}

Result<DatabasePtr> open_database(const fs::path& file, const Schema& schema,
                                  const ConnectionSettings& settings) {
  std::error_code code;
  const fs::file_status status = fs::status(file, code);
  if (!fs::exists(status)) return fail(ErrorKind::not_found, file.string() + " does not exist");
  if (!fs::is_regular_file(status)) return fail(ErrorKind::conflict, file.string() + " is not a file");
  if (auto owner = check_owner(file, schema); !owner) return fail(std::move(owner.error()));
  auto opened = open_again(file, settings);
  if (!opened) return opened;
  auto ours = guarded([&] { return check_ids(**opened, file.string(), schema); });
  if (!ours) return fail(std::move(ours.error()));
  if (auto migrated = migrate(**opened, schema); !migrated) return fail(std::move(migrated.error()));
  return opened;
}

Result<DatabasePtr> open_again(const fs::path& file, const ConnectionSettings& settings) {
  return guarded([&]() -> Result<DatabasePtr> {
    auto database = std::make_unique<SQLite::Database>(file.string(), SQLite::OPEN_READWRITE, kBusyTimeoutMs);
    if (sqlite3_db_readonly(database->getHandle(), "main") != 0) {
      return fail(ErrorKind::storage_full, file.string() + " may not be written; give the right to write");
    }
    if (database->execAndGet("PRAGMA journal_mode = WAL").getString() != "wal") {
      return fail(ErrorKind::internal, file.string() + " cannot keep a write-ahead log on this file system");
    }
    configure(*database, settings);
    return database;
  });
}

Result<DatabasePtr> open_in_memory(const Schema& schema) {
  return guarded([&]() -> Result<DatabasePtr> {
    auto database =
        std::make_unique<SQLite::Database>(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    configure(*database, {});
    if (auto migrated = migrate(*database, schema); !migrated) return fail(std::move(migrated.error()));
    return database;
  });
}

Result<void> copy_database(SQLite::Database& database, const fs::path& to) {
  const fs::path draft = beside(to);
  if (auto removed = remove_database(draft); !removed) return removed;
  Result<void> result = make_private_file(draft);
  if (result) {
    result = guarded([&]() -> Result<void> {
      SQLite::Statement vacuum(database, "VACUUM INTO ?");
      vacuum.bind(1, draft.string());
      vacuum.exec();
      return {};
    });
  }
  if (result) result = replace_database(draft, to);
  if (!result) static_cast<void>(remove_database(draft));
  return result;
}

Result<std::vector<std::string>> database_faults(SQLite::Database& database, const Schema& schema) {
  return guarded([&]() -> Result<std::vector<std::string>> {
    auto faults = schema_faults(database, schema);
    if (!faults) return faults;
    SQLite::Statement integrity(database, "PRAGMA integrity_check");
    while (integrity.executeStep()) {
      if (const std::string line = integrity.getColumn(0).getString(); line != "ok") faults->push_back(line);
    }
    SQLite::Statement keys(database, "PRAGMA foreign_key_check");
    while (keys.executeStep()) {
      faults->push_back("a row of " + keys.getColumn(0).getString() + " refers to none of " +
                        keys.getColumn(2).getString());
    }
    return faults;
  });
}

Result<bool> truncate_log(SQLite::Database& database) {
  // Without a busy handler SQLite does what it can at once instead of holding up every cast for a slow
  // reader.
  sqlite3* handle = database.getHandle();
  sqlite3_busy_timeout(handle, 0);
  const int code = sqlite3_wal_checkpoint_v2(handle, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  Result<bool> result = code == SQLITE_OK;
  if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY)
    result = sqlite_failure(code, sqlite3_errmsg(handle));
  sqlite3_busy_timeout(handle, kBusyTimeoutMs);
  return result;
}

}  // namespace candor::server::store
