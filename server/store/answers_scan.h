// Reading the answers of a box as fast as SQLite hands them out: within its own loop over the rows, and on
// several connections at once. Knows no round: what the answers mean is the visitor's business.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <span>

#include "forms/result.h"
#include "server/store/box.h"

namespace candor::server::store {

/// Begins a transaction that reads, and fixes what it sees. Throws SQLite::Exception.
void begin_reading(SQLite::Database& database);

/// Visits every ballot once. Keys are hashes, so equal parts of the space of keys hold about as many rows:
/// connection i reads the i-th part, on a thread of its own, and gives it to visitor i. All connections must
/// see the same commit. As many visitors as connections, at least one; what a visitor throws comes out here
/// once all threads have ended.
Result<void> scan_answers(std::span<SQLite::Database* const> connections,
                          std::span<const Box::BallotVisitor> visitors);

}  // namespace candor::server::store
