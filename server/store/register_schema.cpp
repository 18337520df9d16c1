// The schema of the register: accounts, sessions, rounds, versions of drafts, keys, the roster, claims, codes
// for printing, the audit trail.
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

// Claims lie in the order of their hashes. Every column that a claim changes is as long after it as before,
// so that SQLite overwrites the cell where it lies: an order of cells would be an order of claims. That is
// why `use` is a blob of one byte (an integer 0 takes none, an integer 2 takes one) and `answer` is padded;
// `signatures` says how many of its two halves are filled.
constexpr std::string_view kMigration2 = R"sql(
ALTER TABLE account_role RENAME TO account_role_1;
CREATE TABLE account_role(
  account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK(position >= 0),
  role TEXT NOT NULL CHECK(role IN ('administrator', 'organizer', 'leader', 'registrar', 'scrutineer')),
  unit TEXT NOT NULL,
  member TEXT NOT NULL,
  head INTEGER NOT NULL CHECK(head IN (0, 1)),
  PRIMARY KEY(account, position)
) STRICT, WITHOUT ROWID;
INSERT INTO account_role(account, position, role, unit, member, head)
  SELECT account, position, role, unit, member, head FROM account_role_1;
DROP TABLE account_role_1;

ALTER TABLE round ADD COLUMN grace_s INTEGER NOT NULL DEFAULT 0 CHECK(grace_s >= 0);
ALTER TABLE round ADD COLUMN retain_until_s INTEGER NOT NULL DEFAULT 0;
ALTER TABLE round ADD COLUMN sealed_at_s INTEGER NOT NULL DEFAULT 0;
ALTER TABLE round ADD COLUMN purged_at_s INTEGER NOT NULL DEFAULT 0;
ALTER TABLE round ADD COLUMN codes_by TEXT NOT NULL DEFAULT '' CHECK(codes_by IN ('', 'server', 'registrar'));
ALTER TABLE round ADD COLUMN claims_shut INTEGER NOT NULL DEFAULT 0 CHECK(claims_shut IN (0, 1));
ALTER TABLE round ADD COLUMN opening INTEGER NOT NULL DEFAULT 0 CHECK(opening IN (0, 1));

CREATE TABLE opening(
  round TEXT NOT NULL PRIMARY KEY REFERENCES round(id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  wishes TEXT NOT NULL,
  account TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE signing_key(
  round TEXT NOT NULL REFERENCES round(id) ON DELETE CASCADE,
  unit INTEGER NOT NULL CHECK(unit >= 0),
  category INTEGER NOT NULL CHECK(category >= -1),
  spki BLOB NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY(round, unit, category)
) STRICT, WITHOUT ROWID;

CREATE TABLE roster(
  round TEXT NOT NULL REFERENCES round(id) ON DELETE CASCADE,
  key BLOB NOT NULL CHECK(length(key) = 16),
  person TEXT NOT NULL,
  contact TEXT NOT NULL,
  unit INTEGER NOT NULL CHECK(unit >= 0),
  category INTEGER NOT NULL CHECK(category >= 0),
  PRIMARY KEY(round, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim(
  round TEXT NOT NULL REFERENCES round(id) ON DELETE CASCADE,
  hash BLOB NOT NULL CHECK(length(hash) = 32),
  unit INTEGER NOT NULL CHECK(unit >= 0),
  category INTEGER NOT NULL CHECK(category >= 0),
  use BLOB NOT NULL CHECK(length(use) = 1),
  signatures BLOB NOT NULL CHECK(length(signatures) = 1),
  request_hash BLOB NOT NULL CHECK(length(request_hash) = 32),
  answer BLOB NOT NULL CHECK(length(answer) = 512),
  secret BLOB NOT NULL CHECK(length(secret) = 60),
  PRIMARY KEY(round, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE amendment(
  round TEXT NOT NULL REFERENCES round(id) ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK(number >= 1),
  line TEXT NOT NULL,
  PRIMARY KEY(round, number)
) STRICT, WITHOUT ROWID;
)sql";

// Drafts have had one version each until now; who stored it, and when, stands in the audit trail.
constexpr std::string_view kMigration3 = R"sql(
ALTER TABLE round ADD COLUMN set_aside INTEGER NOT NULL DEFAULT 0 CHECK(set_aside >= 0);

CREATE TABLE draft_version(
  key INTEGER PRIMARY KEY,
  round TEXT NOT NULL REFERENCES round(id) ON DELETE CASCADE,
  version INTEGER NOT NULL CHECK(version >= 1),
  account TEXT NOT NULL,
  saved_at_s INTEGER NOT NULL,
  note TEXT,
  aside INTEGER NOT NULL CHECK(aside IN (0, 1)),
  bytes INTEGER NOT NULL CHECK(bytes >= 0),
  file TEXT NOT NULL,
  UNIQUE(round, version)
) STRICT;
INSERT INTO draft_version(round, version, account, saved_at_s, note, aside, bytes, file)
  SELECT id, version, coalesce(account, '-'), coalesce(at_s, 0), NULL, 0, length(CAST(file AS BLOB)), file
  FROM round LEFT JOIN audit ON audit.number =
    (SELECT max(number) FROM audit WHERE subject = id AND 
      act IN ('round.create', 'round.edit', 'round.units', 'round.invite'))
  WHERE state = 'draft';
)sql";

constexpr std::array kMigrations{kMigration1, kMigration2, kMigration3};

}  // namespace

const Schema& register_schema() {
  static constexpr Schema kSchema{"register", 0x43445247 /* "CDRG" */, kMigrations};
  return kSchema;
}

}  // namespace candor::server::store
