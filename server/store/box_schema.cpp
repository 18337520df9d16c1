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

constexpr std::array kMigrations{kMigration1};

}  // namespace

const Schema& box_schema() {
  static constexpr Schema kSchema{"box", 0x43444258 /* "CDBX" */, kMigrations};
  return kSchema;
}

}  // namespace candor::server::store
