// Accounts, sessions and first links in the register.
#include "server/store/sqlite_register.h"

namespace candor::server::store {
namespace {

// Oldest ends first: nobody signs in on more machines, and the table stays small without a clock of its own.
constexpr int kSessionsPerAccount = 20;

std::vector<RoleGrant> roles_of(SQLite::Database& database, std::int64_t account) {
  SQLite::Statement query(
      database, "SELECT role, unit, member, head FROM account_role WHERE account = ? ORDER BY position");
  query.bind(1, account);
  std::vector<RoleGrant> roles;
  while (query.executeStep()) {
    auto role = parse_role(query.getColumn(0).getString());
    if (!role) continue;  // the table's CHECK admits the known ones only
    roles.push_back({*role, query.getColumn(1).getString(), query.getColumn(2).getString(),
                     query.getColumn(3).getInt() != 0});
  }
  return roles;
}

void put_roles(SQLite::Database& database, std::int64_t account, const std::vector<RoleGrant>& roles) {
  SQLite::Statement erase(database, "DELETE FROM account_role WHERE account = ?");
  erase.bind(1, account);
  erase.exec();
  SQLite::Statement insert(
      database,
      "INSERT INTO account_role(account, position, role, unit, member, head) VALUES(?, ?, ?, ?, ?, ?)");
  std::int64_t position = 0;
  for (const RoleGrant& grant : roles) {
    insert.bind(1, account);
    insert.bind(2, position++);
    insert.bind(3, std::string(name_of(grant.role)));
    insert.bind(4, grant.unit);
    insert.bind(5, grant.member);
    insert.bind(6, grant.head ? 1 : 0);
    insert.exec();
    insert.reset();
  }
}

/// The account of the current row: id, name, display_name, disabled, password_hash from `first` on.
Account account_of(SQLite::Database& database, SQLite::Statement& query, int first = 0) {
  Account account;
  account.id = query.getColumn(first).getInt64();
  account.name = query.getColumn(first + 1).getString();
  account.display_name = query.getColumn(first + 2).getString();
  account.disabled = query.getColumn(first + 3).getInt() != 0;
  account.password_hash = query.getColumn(first + 4).getString();
  account.roles = roles_of(database, account.id);
  return account;
}

void end_sessions(SQLite::Database& database, std::int64_t account) {
  SQLite::Statement erase(database, "DELETE FROM session WHERE account = ?");
  erase.bind(1, account);
  erase.exec();
}

}  // namespace

Result<Account> SqliteRegister::add_account(const Account& account) {
  return write([&](SQLite::Database& database) -> Result<Account> {
    SQLite::Statement taken(database, "SELECT id FROM account WHERE name = ?");
    taken.bind(1, account.name);
    if (taken.executeStep())
      return fail(ErrorKind::conflict, "There is an account \"" + account.name + "\" already");
    SQLite::Statement insert(
        database, "INSERT INTO account(name, display_name, disabled, password_hash) VALUES(?, ?, ?, ?)");
    insert.bind(1, account.name);
    insert.bind(2, account.display_name);
    insert.bind(3, account.disabled ? 1 : 0);
    insert.bind(4, account.password_hash);
    insert.exec();
    Account added = account;
    added.id = database.getLastInsertRowid();
    put_roles(database, added.id, added.roles);
    return added;
  });
}

Result<std::optional<Account>> SqliteRegister::find_account(std::string_view name) const {
  return read([&](SQLite::Database& database) -> Result<std::optional<Account>> {
    SQLite::Statement query(
        database, "SELECT id, name, display_name, disabled, password_hash FROM account WHERE name = ?");
    query.bind(1, std::string(name));
    if (!query.executeStep()) return std::optional<Account>();
    return std::optional(account_of(database, query));
  });
}

Result<std::optional<Account>> SqliteRegister::find_account(std::int64_t id) const {
  return read([&](SQLite::Database& database) -> Result<std::optional<Account>> {
    SQLite::Statement query(
        database, "SELECT id, name, display_name, disabled, password_hash FROM account WHERE id = ?");
    query.bind(1, id);
    if (!query.executeStep()) return std::optional<Account>();
    return std::optional(account_of(database, query));
  });
}

Result<std::vector<Account>> SqliteRegister::list_accounts() const {
  return read([](SQLite::Database& database) -> Result<std::vector<Account>> {
    SQLite::Statement query(
        database, "SELECT id, name, display_name, disabled, password_hash FROM account ORDER BY name");
    std::vector<Account> accounts;
    while (query.executeStep()) accounts.push_back(account_of(database, query));
    return accounts;
  });
}

Result<void> SqliteRegister::update_account(const Account& account) {
  return write([&](SQLite::Database& database) -> Result<void> {
    SQLite::Statement stored(database, "SELECT password_hash FROM account WHERE id = ?");
    stored.bind(1, account.id);
    if (!stored.executeStep()) return fail(ErrorKind::not_found, "There is no such account");
    const bool ends_sessions = account.disabled || stored.getColumn(0).getString() != account.password_hash;
    SQLite::Statement update(
        database, "UPDATE account SET display_name = ?, disabled = ?, password_hash = ? WHERE id = ?");
    update.bind(1, account.display_name);
    update.bind(2, account.disabled ? 1 : 0);
    update.bind(3, account.password_hash);
    update.bind(4, account.id);
    update.exec();
    put_roles(database, account.id, account.roles);
    if (ends_sessions) end_sessions(database, account.id);
    return {};
  });
}

Result<void> SqliteRegister::add_session(const Session& session) {
  return write([&](SQLite::Database& database) -> Result<void> {
    SQLite::Statement insert(database,
                             "INSERT INTO session(token_hash, account, csrf, expires_s) VALUES(?, ?, ?, ?)");
    bind_bytes(insert, 1, session.token_hash);
    insert.bind(2, session.account);
    bind_bytes(insert, 3, session.csrf);
    insert.bind(4, session.expires_s);
    insert.exec();
    SQLite::Statement erase(
        database,
        "DELETE FROM session WHERE account = ?1 AND token_hash <> ?2 AND token_hash NOT IN "
        "(SELECT token_hash FROM session WHERE account = ?1 AND token_hash <> ?2 "
        "ORDER BY expires_s DESC LIMIT ?3)");
    erase.bind(1, session.account);
    bind_bytes(erase, 2, session.token_hash);
    erase.bind(3, kSessionsPerAccount - 1);
    erase.exec();
    return {};
  });
}

Result<std::optional<std::pair<Session, Account>>> SqliteRegister::find_session(const Bytes32& token_hash,
                                                                                std::int64_t now_s) const {
  using Found = std::optional<std::pair<Session, Account>>;
  return read([&](SQLite::Database& database) -> Result<Found> {
    SQLite::Statement query(
        database,
        "SELECT session.csrf, session.expires_s, account.id, account.name, account.display_name, "
        "account.disabled, "
        "account.password_hash FROM session JOIN account ON account.id = session.account "
        "WHERE session.token_hash = ? AND session.expires_s > ? AND account.disabled = 0");
    bind_bytes(query, 1, token_hash);
    query.bind(2, now_s);
    if (!query.executeStep()) return Found();
    Account account = account_of(database, query, 2);
    const Session session{token_hash, account.id, bytes_of(query.getColumn(0)),
                          query.getColumn(1).getInt64()};
    return Found(std::pair(session, std::move(account)));
  });
}

Result<void> SqliteRegister::end_session(const Bytes32& token_hash) {
  return write([&](SQLite::Database& database) -> Result<void> {
    SQLite::Statement erase(database, "DELETE FROM session WHERE token_hash = ?");
    bind_bytes(erase, 1, token_hash);
    erase.exec();
    return {};
  });
}

Result<void> SqliteRegister::end_all_sessions() {
  return write([&](SQLite::Database& database) -> Result<void> {
    database.exec("DELETE FROM session");
    database.exec("DELETE FROM first_link");
    return {};
  });
}

Result<void> SqliteRegister::add_first_link(const FirstLink& link) {
  return write([&](SQLite::Database& database) -> Result<void> {
    SQLite::Statement insert(database,
                             "INSERT INTO first_link(account, token_hash, expires_s) VALUES(?, ?, ?) "
                             "ON CONFLICT(account) DO UPDATE SET token_hash = excluded.token_hash, "
                             "expires_s = excluded.expires_s");
    insert.bind(1, link.account);
    bind_bytes(insert, 2, link.token_hash);
    insert.bind(3, link.expires_s);
    insert.exec();
    return {};
  });
}

Result<std::int64_t> SqliteRegister::take_first_link(const Bytes32& token_hash, std::int64_t now_s) {
  return write([&](SQLite::Database& database) -> Result<std::int64_t> {
    SQLite::Statement query(database,
                            "SELECT account FROM first_link WHERE token_hash = ? AND expires_s > ?");
    bind_bytes(query, 1, token_hash);
    query.bind(2, now_s);
    if (!query.executeStep()) {
      return fail(ErrorKind::expired, "This link is unknown, used or too old; ask for a new one");
    }
    const std::int64_t account = query.getColumn(0).getInt64();
    SQLite::Statement erase(database, "DELETE FROM first_link WHERE account = ?");
    erase.bind(1, account);
    erase.exec();
    return account;
  });
}

}  // namespace candor::server::store
