// The schema of a box. No table has a rowid, a time or a sequence: rows lie in the order of their keys, which
// are hashes, so that the file does not tell who came first.
#include "server/store/box_schema.h"

#include <array>

namespace candor::server::store {
namespace {

constexpr std::string_view kMigration1 = R"sql(
CREATE TABLE file(
  name TEXT NOT NULL PRIMARY KEY CHECK(length(name) BETWEEN 1 AND 64),
  bytes BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE ballot(
  nullifier BLOB NOT NULL PRIMARY KEY CHECK(length(nullifier) = 32),
  bearer BLOB NOT NULL CHECK(length(bearer) = 32),
  unit INTEGER NOT NULL CHECK(unit BETWEEN 0 AND 4294967295),
  category INTEGER NOT NULL CHECK(category BETWEEN 0 AND 4294967295),
  revision INTEGER NOT NULL CHECK(revision BETWEEN 1 AND 99),
  salt BLOB NOT NULL CHECK(length(salt) = 32),
  answers BLOB NOT NULL CHECK(length(answers) <= 16384)
) STRICT, WITHOUT ROWID;

CREATE TABLE comment(
  nullifier BLOB NOT NULL PRIMARY KEY CHECK(length(nullifier) = 32),
  bearer BLOB NOT NULL CHECK(length(bearer) = 32),
  unit INTEGER NOT NULL CHECK(unit BETWEEN 0 AND 4294967295),
  revision INTEGER NOT NULL CHECK(revision BETWEEN 1 AND 99),
  salt BLOB NOT NULL CHECK(length(salt) = 32),
  body TEXT NOT NULL CHECK(length(CAST(body AS BLOB)) <= 65536)
) STRICT, WITHOUT ROWID;
)sql";

// A row without a bearer was cast by a credential; its proof lies in a tree of its own, so that counting
// reads short rows. `ended.rewritten`: 0 until the file was written anew after what the end, or a purge,
// erased.
constexpr std::string_view kMigration2 = R"sql(
ALTER TABLE ballot RENAME TO ballot_1;
CREATE TABLE ballot(
  nullifier BLOB NOT NULL PRIMARY KEY CHECK(length(nullifier) = 32),
  bearer BLOB CHECK(length(bearer) = 32),
  unit INTEGER NOT NULL CHECK(unit BETWEEN 0 AND 4294967295),
  category INTEGER NOT NULL CHECK(category BETWEEN 0 AND 4294967295),
  revision INTEGER NOT NULL CHECK(revision BETWEEN 1 AND 99),
  salt BLOB NOT NULL CHECK(length(salt) = 32),
  answers BLOB NOT NULL CHECK(length(answers) <= 16384)
) STRICT, WITHOUT ROWID;
INSERT INTO ballot(nullifier, bearer, unit, category, revision, salt, answers)
  SELECT nullifier, bearer, unit, category, revision, salt, answers FROM ballot_1 ORDER BY nullifier;
DROP TABLE ballot_1;

ALTER TABLE comment RENAME TO comment_1;
CREATE TABLE comment(
  nullifier BLOB NOT NULL PRIMARY KEY CHECK(length(nullifier) = 32),
  bearer BLOB CHECK(length(bearer) = 32),
  unit INTEGER NOT NULL CHECK(unit BETWEEN 0 AND 4294967295),
  revision INTEGER NOT NULL CHECK(revision BETWEEN 1 AND 99),
  salt BLOB NOT NULL CHECK(length(salt) = 32),
  body TEXT NOT NULL CHECK(length(CAST(body AS BLOB)) <= 65536)
) STRICT, WITHOUT ROWID;
INSERT INTO comment(nullifier, bearer, unit, revision, salt, body)
  SELECT nullifier, bearer, unit, revision, salt, body FROM comment_1 ORDER BY nullifier;
DROP TABLE comment_1;

CREATE TABLE ballot_proof(
  nullifier BLOB NOT NULL PRIMARY KEY CHECK(length(nullifier) = 32),
  proof BLOB NOT NULL CHECK(length(proof) = 416)
) STRICT, WITHOUT ROWID;

CREATE TABLE comment_proof(
  nullifier BLOB NOT NULL PRIMARY KEY CHECK(length(nullifier) = 32),
  proof BLOB NOT NULL CHECK(length(proof) = 416)
) STRICT, WITHOUT ROWID;

CREATE TABLE box_key(
  id INTEGER NOT NULL PRIMARY KEY CHECK(id = 1),
  sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE ended(
  id INTEGER NOT NULL PRIMARY KEY CHECK(id = 1),
  how TEXT NOT NULL CHECK(how IN ('sealed', 'void')),
  rewritten INTEGER NOT NULL CHECK(rewritten IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE sheet(
  bearer BLOB NOT NULL CHECK(length(bearer) = 32),
  keyer TEXT NOT NULL CHECK(length(CAST(keyer AS BLOB)) BETWEEN 1 AND 200),
  unit INTEGER NOT NULL CHECK(unit BETWEEN 0 AND 4294967295),
  category INTEGER NOT NULL CHECK(category BETWEEN 0 AND 4294967295),
  ballot_body TEXT NOT NULL CHECK(length(CAST(ballot_body AS BLOB)) <= 16384),
  comment_bearer BLOB NOT NULL CHECK(length(comment_bearer) = 32),
  comment_body TEXT NOT NULL CHECK(length(CAST(comment_body AS BLOB)) <= 65536),
  PRIMARY KEY(bearer, keyer)
) STRICT, WITHOUT ROWID;
)sql";

// Reading the texts of comments. Ids are hashes by text_key, which goes at the release, together with every
// review. `redactions`: "0-3,10-21"; `tags`: one a line.
constexpr std::string_view kMigration3 = R"sql(
CREATE TABLE text_key(
  id INTEGER NOT NULL PRIMARY KEY CHECK(id = 1),
  bytes BLOB NOT NULL CHECK(length(bytes) = 32)
) STRICT, WITHOUT ROWID;

CREATE TABLE text_review(
  text BLOB NOT NULL PRIMARY KEY CHECK(length(text) = 16),
  state TEXT NOT NULL CHECK(state IN ('unread', 'cleared', 'withheld')),
  redactions TEXT NOT NULL CHECK(length(redactions) <= 32768),
  tags TEXT NOT NULL CHECK(length(CAST(tags AS BLOB)) <= 2048),
  version INTEGER NOT NULL CHECK(version BETWEEN 2 AND 4294967295)
) STRICT, WITHOUT ROWID;

CREATE TABLE released(
  id INTEGER NOT NULL PRIMARY KEY CHECK(id = 1)
) STRICT, WITHOUT ROWID;

CREATE TABLE released_text(
  text BLOB NOT NULL PRIMARY KEY CHECK(length(text) = 16),
  unit INTEGER NOT NULL CHECK(unit BETWEEN 0 AND 4294967295),
  about TEXT NOT NULL CHECK(length(about) BETWEEN 1 AND 64),
  item TEXT NOT NULL CHECK(length(item) BETWEEN 1 AND 64),
  shown TEXT NOT NULL CHECK(length(CAST(shown AS BLOB)) <= 131072),
  tags TEXT NOT NULL CHECK(length(CAST(tags AS BLOB)) <= 2048)
) STRICT, WITHOUT ROWID;
)sql";

// Answers of a box that has ended, without what tells them apart: `ballots` of equal length a block.
constexpr std::string_view kMigration4 = R"sql(
CREATE TABLE answer_block(
  unit INTEGER NOT NULL CHECK(unit BETWEEN 0 AND 4294967295),
  category INTEGER NOT NULL CHECK(category BETWEEN 0 AND 4294967295),
  block INTEGER NOT NULL CHECK(block >= 0),
  ballots INTEGER NOT NULL CHECK(ballots BETWEEN 1 AND 65536),
  bytes BLOB NOT NULL CHECK(length(bytes) % ballots = 0),
  PRIMARY KEY(unit, category, block)
) STRICT, WITHOUT ROWID;

CREATE TABLE packed(
  id INTEGER NOT NULL PRIMARY KEY CHECK(id = 1),
  ballots INTEGER NOT NULL CHECK(ballots >= 0)
) STRICT, WITHOUT ROWID;
)sql";

constexpr std::array kMigrations{kMigration1, kMigration2, kMigration3, kMigration4};

}  // namespace

const Schema& box_schema() {
  static constexpr Schema kSchema{"box", 0x43444258 /* "CDBX" */, kMigrations};
  return kSchema;
}

}  // namespace candor::server::store
