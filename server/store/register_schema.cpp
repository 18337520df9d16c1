// The schema of the register: accounts, sessions, rounds, codes for printing, the audit trail.
#include "server/store/register_schema.h"

#include <array>

namespace candor::server::store {
namespace {

constexpr std::string_view kMigration1 = R"sql(
CREATE TABLE account(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK(length(name) BETWEEN 1 AND 200),
  display_name TEXT NOT NULL,
  disabled INTEGER NOT NULL CHECK(disabled IN (0, 1)),
  password_hash TEXT NOT NULL
) STRICT;

CREATE TABLE account_role(
  account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK(position >= 0),
  role TEXT NOT NULL CHECK(role IN ('administrator', 'organizer', 'leader')),
  unit TEXT NOT NULL,
  member TEXT NOT NULL,
  head INTEGER NOT NULL CHECK(head IN (0, 1)),
  PRIMARY KEY(account, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE session(
  token_hash BLOB NOT NULL PRIMARY KEY CHECK(length(token_hash) = 32),
  account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
  csrf BLOB NOT NULL CHECK(length(csrf) = 32),
  expires_s INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_account ON session(account);

CREATE TABLE first_link(
  account INTEGER NOT NULL PRIMARY KEY REFERENCES account(id) ON DELETE CASCADE,
  token_hash BLOB NOT NULL UNIQUE CHECK(length(token_hash) = 32),
  expires_s INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE round(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE CHECK(length(id) BETWEEN 1 AND 64),
  state TEXT NOT NULL CHECK(state IN ('draft', 'open', 'closed', 'released', 'void')),
  version INTEGER NOT NULL CHECK(version >= 1),
  file TEXT NOT NULL,
  opens_at_s INTEGER NOT NULL,
  closes_at_s INTEGER NOT NULL,
  released_at_s INTEGER NOT NULL,
  manifest_hash TEXT NOT NULL,
  imported INTEGER NOT NULL CHECK(imported IN (0, 1))
) STRICT;

CREATE TABLE ticket_code(
  round TEXT NOT NULL REFERENCES round(id) ON DELETE CASCADE,
  unit INTEGER NOT NULL CHECK(unit >= 0),
  category INTEGER NOT NULL CHECK(category >= 0),
  secrets TEXT NOT NULL CHECK(length(secrets) % 20 = 0),
  PRIMARY KEY(round, unit, category)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at_s INTEGER NOT NULL,
  account TEXT NOT NULL,
  act TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_keeps_what_it_says BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END;
CREATE TRIGGER audit_keeps_all BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END;
)sql";

constexpr std::array kMigrations{kMigration1};

}  // namespace

const Schema& register_schema() {
  static constexpr Schema kSchema{"register", 0x43445247 /* "CDRG" */, kMigrations};
  return kSchema;
}

}  // namespace candor::server::store
