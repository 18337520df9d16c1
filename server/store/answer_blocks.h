// The answers of a box that has ended, once more and close together: by unit and category, in blocks, without
// keys, bearers and salts. Counting reads a sixth of the file that way. Written in the transaction that ends
// the box, from its rows, which cannot change afterwards (docs/decisions/0019-answer-blocks.md).
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <span>
#include <string>
#include <vector>

#include "forms/result.h"
#include "server/store/box.h"

namespace candor::server::store {

/// Packs the answers of every ballot. Precondition: a transaction that ends the box; nothing was packed
/// before.
Result<void> pack_answers(SQLite::Database& database);
/// False for boxes that are going on, that ended under an earlier version, or that were purged.
[[nodiscard]] bool has_packed_answers(SQLite::Database& database);

/// Visits every ballot once, as scan_answers (answers_scan.h) does, from the blocks: connection i reads the
/// i-th share of them. Errors: `internal` where blocks are missing.
Result<void> scan_packed_answers(std::span<SQLite::Database* const> connections,
                                 std::span<const Box::BallotVisitor> visitors);

/// Where blocks and rows do not say the same. Empty: they do, or nothing is packed.
[[nodiscard]] std::vector<std::string> packed_answers_faults(SQLite::Database& database);

}  // namespace candor::server::store
