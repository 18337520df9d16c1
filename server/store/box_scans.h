// Reading the rows of a box, on one connection: scans in key order, counts, and how a row and its proof lie
// in their tables. Knows no thread and no queue.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "forms/result.h"
#include "server/store/box.h"
#include "server/store/box_schema.h"
#include "server/store/statement.h"

namespace candor::server::store {

/// The row at which `statement` stands: nullifier, bearer, unit, category (ballots only), revision, salt,
/// answers or body. Without a bearer it was cast by a credential, which is left empty here.
void read_row(const Statement& statement, BallotRow& row);
void read_row(const Statement& statement, CommentRow& row);

/// point ‖ prefix ‖ signature ‖ body signature.
using ProofBytes = std::array<std::uint8_t, kProofBytes>;
[[nodiscard]] ProofBytes encode_proof(const CredentialProof& proof);

Result<void> scan_ballots(SQLite::Database& database, const std::function<void(const BallotRow&)>& visit);
Result<void> scan_comments(SQLite::Database& database, const std::function<void(const CommentRow&)>& visit);
Result<std::vector<std::uint64_t>> count_by_unit(SQLite::Database& database, std::size_t units);
Result<std::uint64_t> count_ballots(SQLite::Database& database);
Result<std::uint64_t> count_comments(SQLite::Database& database);

/// A sentence for each table whose rows and proofs do not match.
[[nodiscard]] std::vector<std::string> proof_faults(SQLite::Database& database);

}  // namespace candor::server::store
