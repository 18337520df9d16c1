// Reviews of texts and what became of them at the release.
#include "server/store/box_texts.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>

#include "server/store/box_schema.h"
#include "server/store/sqlite_values.h"

namespace candor::server::store {
namespace {

/// "0-3,10-21".
std::string encode_ranges(const std::vector<forms::TextRange>& ranges) {
  std::string text;
  for (const auto& range : ranges) {
    if (!text.empty()) text += ',';
    text.append(std::to_string(range.start)).append("-").append(std::to_string(range.end));
  }
  return text;
}

std::vector<forms::TextRange> decode_ranges(std::string_view text) {
  std::vector<forms::TextRange> ranges;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    forms::TextRange range;
    at = std::from_chars(at, end, range.start).ptr + 1;
    if (at >= end) break;
    at = std::from_chars(at, end, range.end).ptr + 1;
    ranges.push_back(range);
  }
  return ranges;
}

std::string join_tags(const std::vector<std::string>& tags) {
  std::string text;
  for (const auto& tag : tags) text.append(text.empty() ? "" : "\n").append(tag);
  return text;
}

std::vector<std::string> split_tags(std::string_view text) {
  std::vector<std::string> tags;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    tags.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return tags;
}

Bytes16 id_of(const SQLite::Column& column) {
  Bytes16 id{};
  const Bytes blob = blob_of(column);
  std::copy_n(blob.begin(), std::min(blob.size(), id.size()), id.begin());
  return id;
}

bool is_plain(const std::string& tag) {
  return !tag.empty() && std::ranges::none_of(tag, [](char each) {
    const auto byte = static_cast<unsigned char>(each);
    return byte < 0x20 || byte == 0x7f;
  });
}

void erase_all(SQLite::Database& database) {
  database.exec("DELETE FROM text_review");
  database.exec("DELETE FROM text_key");
}

}  // namespace

std::optional<Bytes32> get_text_key(SQLite::Database& database) {
  SQLite::Statement query(database, "SELECT bytes FROM text_key");
  if (!query.executeStep()) return std::nullopt;
  return bytes_of(query.getColumn(0));
}

void put_text_key(SQLite::Database& database, const Bytes32& key) {
  SQLite::Statement insert(database, "INSERT INTO text_key(id, bytes) VALUES(1, ?)");
  bind_bytes(insert, 1, key);
  insert.exec();
}

Result<void> check_review(const TextReview& review) {
  if (review.redactions.size() > kMaxRedactions)
    return fail(ErrorKind::invalid, "a text may be redacted in 1,000 places at most");
  if (review.tags.size() > kMaxTags || join_tags(review.tags).size() > kMaxTagsBytes ||
      !std::ranges::all_of(review.tags, is_plain))
    return fail(ErrorKind::invalid, "a text may have 10 short tags on one line each");
  return {};
}

std::vector<TextReview> list_reviews(SQLite::Database& database) {
  SQLite::Statement query(database,
                          "SELECT text, state, redactions, tags, version FROM text_review ORDER BY text");
  std::vector<TextReview> reviews;
  while (query.executeStep()) {
    reviews.push_back({id_of(query.getColumn(0)),
                       find_review_state(query.getColumn(1).getString()).value_or(ReviewState::unread),
                       decode_ranges(query.getColumn(2).getString()),
                       split_tags(query.getColumn(3).getString()), query.getColumn(4).getUInt()});
  }
  return reviews;
}

std::vector<Bytes16> put_reviews(SQLite::Database& database, const std::vector<TextReview>& reviews) {
  SQLite::Statement insert(database,
                           "INSERT INTO text_review(text, state, redactions, tags, version) "
                           "VALUES(?1, ?2, ?3, ?4, ?5 + 1) ON CONFLICT(text) DO NOTHING");
  SQLite::Statement update(database,
                           "UPDATE text_review SET state = ?2, redactions = ?3, tags = ?4, version = ?5 + 1 "
                           "WHERE text = ?1 AND version = ?5");
  std::vector<Bytes16> stale;
  for (const TextReview& review : reviews) {
    auto& statement = review.version == kFirstReview ? insert : update;
    bind_bytes(statement, 1, review.text);
    statement.bind(2, std::string(name_of(review.state)));
    statement.bind(3, encode_ranges(review.redactions));
    statement.bind(4, join_tags(review.tags));
    statement.bind(5, review.version);
    if (statement.exec() == 0) stale.push_back(review.text);
    statement.reset();
  }
  return stale;
}

bool is_released(SQLite::Database& database) {
  return database.execAndGet("SELECT EXISTS(SELECT 1 FROM released)").getInt() != 0;
}

Result<void> release_texts(SQLite::Database& database, const std::vector<PublishedText>& texts) {
  if (is_released(database)) return fail(ErrorKind::conflict, "This box was released already");
  database.exec("INSERT INTO released(id) VALUES(1)");
  erase_all(database);
  SQLite::Statement insert(database,
                           "INSERT INTO released_text(text, unit, about, item, shown, tags) "
                           "VALUES(?, ?, ?, ?, ?, ?)");
  for (const PublishedText& text : texts) {
    if (text.shown.size() > kMaxShownBytes)
      return fail(ErrorKind::too_large, "a text that is to be released is too long");
    bind_bytes(insert, 1, text.text);
    insert.bind(2, text.unit);
    insert.bind(3, text.about);
    insert.bind(4, text.item);
    insert.bind(5, text.shown);
    insert.bind(6, join_tags(text.tags));
    insert.exec();
    insert.reset();
  }
  return {};
}

void remove_published(SQLite::Database& database, const std::vector<Bytes16>& texts) {
  SQLite::Statement erase(database, "DELETE FROM released_text WHERE text = ?");
  for (const Bytes16& text : texts) {
    bind_bytes(erase, 1, text);
    erase.exec();
    erase.reset();
  }
}

std::vector<PublishedText> list_published(SQLite::Database& database) {
  SQLite::Statement query(database,
                          "SELECT text, unit, about, item, shown, tags FROM released_text ORDER BY text");
  std::vector<PublishedText> texts;
  while (query.executeStep()) {
    texts.push_back({id_of(query.getColumn(0)), query.getColumn(1).getUInt(), query.getColumn(2).getString(),
                     query.getColumn(3).getString(), query.getColumn(4).getString(),
                     split_tags(query.getColumn(5).getString())});
  }
  return texts;
}

}  // namespace candor::server::store
