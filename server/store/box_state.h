// What a box holds besides rows, as SQL on one connection: its files, its key, whether it has ended, paper
// sheets. Knows no thread and no queue; whoever changes something began a transaction.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <string>
#include <vector>

#include "forms/result.h"
#include "server/store/box.h"

namespace candor::server::store {

enum class BoxEnd : std::uint8_t { none, sealed, voided };

struct BoxEnding {
  BoxEnd how = BoxEnd::none;
  bool rewritten = false;  ///< the file was written anew after what the end, or a purge, erased
};
[[nodiscard]] BoxEnding ending_of(SQLite::Database& database);
/// Ends the box that has not ended, and destroys its key.
void end_box(SQLite::Database& database, BoxEnd how);
void note_rewritten(SQLite::Database& database, bool rewritten);

/// Errors: `conflict` if there is a file of such a name.
Result<void> add_files(SQLite::Database& database, const std::vector<CanonicalFile>& files);
/// Absent ones are fine.
void remove_files(SQLite::Database& database, const std::vector<std::string>& names);
[[nodiscard]] Result<std::string> get_file(SQLite::Database& database, std::string_view name);
[[nodiscard]] std::vector<std::string> list_files(SQLite::Database& database);

void put_key(SQLite::Database& database, ByteView sealed);
/// Empty: none.
[[nodiscard]] Bytes get_key(SQLite::Database& database);

/// Errors: `invalid` or `too_large`, for what the table's CHECKs would refuse.
Result<void> check_sheet(const SheetRow& sheet);
void put_sheet(SQLite::Database& database, const SheetRow& sheet);
[[nodiscard]] std::vector<SheetRow> list_sheets(SQLite::Database& database);
void remove_sheets(SQLite::Database& database, const std::vector<Bytes32>& bearers);

/// Erases every ballot, comment, proof, sheet, review and released text.
void erase_rows(SQLite::Database& database);
/// Whether there is any ballot, comment or sheet.
[[nodiscard]] bool holds_rows(SQLite::Database& database);

}  // namespace candor::server::store
