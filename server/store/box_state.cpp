// What a box holds besides rows, as SQL.
#include "server/store/box_state.h"

#include "server/store/box_schema.h"
#include "server/store/sqlite_values.h"

namespace candor::server::store {
BoxEnding ending_of(SQLite::Database& database) {
  SQLite::Statement query(database, "SELECT how, rewritten FROM ended");
  if (!query.executeStep()) return {};
  return {query.getColumn(0).getString() == "sealed" ? BoxEnd::sealed : BoxEnd::voided,
          query.getColumn(1).getInt() != 0};
}

void end_box(SQLite::Database& database, BoxEnd how) {
  database.exec("DELETE FROM box_key");
  SQLite::Statement insert(database, "INSERT INTO ended(id, how, rewritten) VALUES(1, ?, 0)");
  insert.bind(1, how == BoxEnd::sealed ? "sealed" : "void");
  insert.exec();
}

void note_rewritten(SQLite::Database& database, bool rewritten) {
  database.exec(rewritten ? "UPDATE ended SET rewritten = 1" : "UPDATE ended SET rewritten = 0");
}

Result<void> add_files(SQLite::Database& database, const std::vector<CanonicalFile>& files) {
  SQLite::Statement insert(database,
                           "INSERT INTO file(name, bytes) VALUES(?, ?) ON CONFLICT(name) DO NOTHING");
  for (const CanonicalFile& each : files) {
    insert.bind(1, each.name);
    insert.bind(2, each.bytes.data(), static_cast<int>(each.bytes.size()));
    if (insert.exec() == 0)
      return fail(ErrorKind::conflict, "The box holds a file " + each.name + " already");
    insert.reset();
  }
  return {};
}

void remove_files(SQLite::Database& database, const std::vector<std::string>& names) {
  SQLite::Statement erase(database, "DELETE FROM file WHERE name = ?");
  for (const std::string& name : names) {
    erase.bind(1, name);
    erase.exec();
    erase.reset();
  }
}

Result<std::string> get_file(SQLite::Database& database, std::string_view name) {
  SQLite::Statement query(database, "SELECT bytes FROM file WHERE name = ?");
  query.bind(1, std::string(name));
  if (!query.executeStep()) return fail(ErrorKind::not_found, "The box has no file " + std::string(name));
  return query.getColumn(0).getString();
}

std::vector<std::string> list_files(SQLite::Database& database) {
  std::vector<std::string> names;
  SQLite::Statement query(database, "SELECT name FROM file ORDER BY name");
  while (query.executeStep()) names.push_back(query.getColumn(0).getString());
  return names;
}

void put_key(SQLite::Database& database, ByteView sealed) {
  SQLite::Statement insert(database, "INSERT INTO box_key(id, sealed) VALUES(1, ?)");
  bind_bytes(insert, 1, sealed);
  insert.exec();
}

Bytes get_key(SQLite::Database& database) {
  SQLite::Statement query(database, "SELECT sealed FROM box_key");
  if (!query.executeStep()) return {};
  return blob_of(query.getColumn(0));
}

Result<void> check_sheet(const SheetRow& sheet) {
  if (sheet.keyer.empty() || sheet.keyer.size() > kMaxKeyerBytes)
    return fail(ErrorKind::invalid, "a sheet names who keyed it, in 1 to 200 bytes");
  if (sheet.ballot_body.size() > kMaxSheetBallotBytes)
    return fail(ErrorKind::too_large, "the answers of a sheet are too long");
  if (sheet.comment_body.size() > kMaxSheetCommentBytes)
    return fail(ErrorKind::too_large, "the comment of a sheet is too long");
  return {};
}

void put_sheet(SQLite::Database& database, const SheetRow& sheet) {
  SQLite::Statement insert(
      database,
      "INSERT INTO sheet(bearer, keyer, unit, category, ballot_body, comment_bearer, comment_body) "
      "VALUES(?, ?, ?, ?, ?, ?, ?) ON CONFLICT(bearer, keyer) DO UPDATE SET unit = excluded.unit, "
      "category = excluded.category, ballot_body = excluded.ballot_body, "
      "comment_bearer = excluded.comment_bearer, comment_body = excluded.comment_body");
  bind_bytes(insert, 1, sheet.bearer);
  insert.bind(2, sheet.keyer);
  insert.bind(3, sheet.unit);
  insert.bind(4, sheet.category);
  insert.bind(5, sheet.ballot_body);
  bind_bytes(insert, 6, sheet.comment_bearer);
  insert.bind(7, sheet.comment_body);
  insert.exec();
}

std::vector<SheetRow> list_sheets(SQLite::Database& database) {
  SQLite::Statement query(database,
                          "SELECT bearer, keyer, unit, category, ballot_body, comment_bearer, comment_body "
                          "FROM sheet ORDER BY bearer, keyer");
  std::vector<SheetRow> sheets;
  while (query.executeStep()) {
    sheets.push_back({bytes_of(query.getColumn(0)), query.getColumn(1).getString(),
                      query.getColumn(2).getUInt(), query.getColumn(3).getUInt(),
                      query.getColumn(4).getString(), bytes_of(query.getColumn(5)),
                      query.getColumn(6).getString()});
  }
  return sheets;
}

void remove_sheets(SQLite::Database& database, const std::vector<Bytes32>& bearers) {
  SQLite::Statement erase(database, "DELETE FROM sheet WHERE bearer = ?");
  for (const Bytes32& bearer : bearers) {
    bind_bytes(erase, 1, bearer);
    erase.exec();
    erase.reset();
  }
}

void erase_rows(SQLite::Database& database) {
  for (const char* table : {"ballot", "ballot_proof", "comment", "comment_proof", "sheet", "text_key",
                            "text_review", "released_text", "answer_block", "packed"})
    database.exec(std::string("DELETE FROM ").append(table));
}

bool holds_rows(SQLite::Database& database) {
  return database
             .execAndGet(
                 "SELECT EXISTS(SELECT 1 FROM ballot) OR EXISTS(SELECT 1 FROM comment) OR "
                 "EXISTS(SELECT 1 FROM sheet)")
             .getInt() != 0;
}

}  // namespace candor::server::store
