// Reviews of texts and what became of them at the release, as SQL on one connection. Knows no thread and no
// queue; whoever changes something began a transaction.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <optional>
#include <vector>

#include "forms/result.h"
#include "server/store/text_review.h"

namespace candor::server::store {

[[nodiscard]] std::optional<Bytes32> get_text_key(SQLite::Database& database);
void put_text_key(SQLite::Database& database, const Bytes32& key);

/// Errors: `invalid`, for what the table's CHECKs would refuse or could not be read again.
Result<void> check_review(const TextReview& review);
[[nodiscard]] std::vector<TextReview> list_reviews(SQLite::Database& database);
/// See Box::put_reviews.
[[nodiscard]] std::vector<Bytes16> put_reviews(SQLite::Database& database,
                                               const std::vector<TextReview>& reviews);

[[nodiscard]] bool is_released(SQLite::Database& database);
/// Keeps `texts` and erases reviews and key. Errors: `conflict` (released already), `too_large`.
Result<void> release_texts(SQLite::Database& database, const std::vector<PublishedText>& texts);
void remove_published(SQLite::Database& database, const std::vector<Bytes16>& texts);
[[nodiscard]] std::vector<PublishedText> list_published(SQLite::Database& database);

}  // namespace candor::server::store
