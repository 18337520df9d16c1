// What opening a round by credentials needs: the job, the signing keys, the roster.
#include "server/store/sqlite_register.h"

namespace candor::server::store {
namespace {

/// Returns how many rows it changed.
int run_for(SQLite::Database& database, const char* sql, std::string_view round) {
  SQLite::Statement statement(database, sql);
  statement.bind(1, std::string(round));
  return statement.exec();
}

void delete_keys(SQLite::Database& database, std::string_view round) {
  run_for(database, "DELETE FROM signing_key WHERE round = ?", round);
}

}  // namespace

Result<void> SqliteRegister::put_opening(const OpeningJob& job) {
  return write([&](SQLite::Database& database) -> Result<void> {
    if (auto checked = check_version(database, job.round, job.version); !checked) return checked;
    SQLite::Statement taken(database, "SELECT round FROM opening WHERE round = ?");
    taken.bind(1, job.round);
    if (taken.executeStep())
      return fail(ErrorKind::conflict, "The round \"" + job.round + "\" is being opened already");
    SQLite::Statement insert(database,
                             "INSERT INTO opening(round, version, wishes, account) VALUES(?, ?, ?, ?)");
    insert.bind(1, job.round);
    insert.bind(2, job.version + 1);
    insert.bind(3, job.wishes);
    insert.bind(4, job.account);
    insert.exec();
    run_for(database, "UPDATE round SET opening = 1, version = version + 1 WHERE id = ?", job.round);
    return {};
  });
}

Result<std::vector<OpeningJob>> SqliteRegister::list_openings() const {
  return read([](SQLite::Database& database) -> Result<std::vector<OpeningJob>> {
    SQLite::Statement query(database, "SELECT round, version, wishes, account FROM opening ORDER BY round");
    std::vector<OpeningJob> jobs;
    while (query.executeStep()) {
      jobs.push_back({query.getColumn(0).getString(), query.getColumn(1).getInt64(),
                      query.getColumn(2).getString(), query.getColumn(3).getString()});
    }
    return jobs;
  });
}

Result<void> SqliteRegister::remove_opening(std::string_view round, bool keep_keys) {
  return erase([&](SQLite::Database& database) -> Result<void> {
    if (run_for(database, "DELETE FROM opening WHERE round = ?", round) == 0) return {};
    run_for(database, "UPDATE round SET opening = 0 WHERE id = ?", round);
    if (!keep_keys) delete_keys(database, round);
    return {};
  });
}

Result<void> SqliteRegister::put_signing_key(std::string_view round, const SigningKey& key) {
  return write([&](SQLite::Database& database) -> Result<void> {
    SQLite::Statement insert(
        database,
        "INSERT INTO signing_key(round, unit, category, spki, sealed) VALUES(?, ?, ?, ?, ?) ON "
        "CONFLICT(round, unit, category) DO UPDATE SET spki = excluded.spki, sealed = excluded.sealed");
    insert.bind(1, std::string(round));
    insert.bind(2, key.unit);
    insert.bind(3, key.category);
    bind_bytes(insert, 4, key.spki);
    bind_bytes(insert, 5, key.sealed);
    insert.exec();
    return {};
  });
}

Result<std::vector<SigningKey>> SqliteRegister::list_signing_keys(std::string_view round) const {
  return read([&](SQLite::Database& database) -> Result<std::vector<SigningKey>> {
    SQLite::Statement query(
        database,
        "SELECT unit, category, spki, sealed FROM signing_key WHERE round = ? ORDER BY unit, category");
    query.bind(1, std::string(round));
    std::vector<SigningKey> keys;
    while (query.executeStep()) {
      keys.push_back({query.getColumn(0).getUInt(), query.getColumn(1).getInt64(),
                      blob_of(query.getColumn(2)), blob_of(query.getColumn(3))});
    }
    return keys;
  });
}

Result<void> SqliteRegister::erase_signing_keys(std::string_view round) {
  return erase([&](SQLite::Database& database) -> Result<void> {
    delete_keys(database, round);
    return {};
  });
}

Result<void> SqliteRegister::put_roster(std::string_view round, const std::vector<RosterRow>& rows) {
  return write([&](SQLite::Database& database) -> Result<void> {
    run_for(database, "DELETE FROM roster WHERE round = ?", round);
    SQLite::Statement insert(database,
                             "INSERT INTO roster(round, key, person, contact, unit, category) VALUES(?, "
                             "randomblob(16), ?, ?, ?, ?)");
    for (const RosterRow& row : rows) {
      insert.bind(1, std::string(round));
      insert.bind(2, row.person);
      insert.bind(3, row.contact);
      insert.bind(4, row.unit);
      insert.bind(5, row.category);
      insert.exec();
      insert.reset();
    }
    return {};
  });
}

Result<std::vector<RosterRow>> SqliteRegister::get_roster(std::string_view round) const {
  return read([&](SQLite::Database& database) -> Result<std::vector<RosterRow>> {
    SQLite::Statement query(database,
                            "SELECT person, contact, unit, category FROM roster WHERE round = ? ORDER BY "
                            "unit, category, person, contact");
    query.bind(1, std::string(round));
    std::vector<RosterRow> rows;
    while (query.executeStep()) {
      rows.push_back({query.getColumn(0).getString(), query.getColumn(1).getString(),
                      query.getColumn(2).getUInt(), query.getColumn(3).getUInt()});
    }
    return rows;
  });
}

Result<void> SqliteRegister::erase_claims(std::string_view round) {
  return erase([&](SQLite::Database& database) -> Result<void> {
    run_for(database, "DELETE FROM claim WHERE round = ?", round);
    return {};
  });
}

Result<void> SqliteRegister::erase_roster(std::string_view round) {
  return erase([&](SQLite::Database& database) -> Result<void> {
    run_for(database, "DELETE FROM roster WHERE round = ?", round);
    return {};
  });
}

}  // namespace candor::server::store
