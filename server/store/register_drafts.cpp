// Versions of drafts: which are kept, which of them make room. Knows nothing of what their files say.
#include <algorithm>

#include "server/store/sqlite_register.h"

namespace candor::server::store {
namespace {

// In the order of version_of. The file comes last in the table: a list never reads its pages.
constexpr const char* kVersionColumns = "version, account, saved_at_s, note, aside, bytes";

DraftVersion version_of(SQLite::Statement& query) {
  DraftVersion version;
  version.version = query.getColumn(0).getInt64();
  version.saved = {query.getColumn(1).getString(), query.getColumn(2).getInt64()};
  if (!query.getColumn(3).isNull()) version.note = query.getColumn(3).getString();
  version.aside = query.getColumn(4).getInt() != 0;
  version.bytes = static_cast<std::size_t>(query.getColumn(5).getInt64());
  return version;
}

/// Newest first.
std::vector<DraftVersion> versions_of(SQLite::Database& database, std::string_view round) {
  std::string sql("SELECT ");
  sql.append(kVersionColumns).append(" FROM draft_version WHERE round = ? ORDER BY version DESC");
  SQLite::Statement query(database, sql);
  query.bind(1, std::string(round));
  std::vector<DraftVersion> versions;
  bool found_current = false;
  while (query.executeStep()) {
    DraftVersion version = version_of(query);
    version.current = !version.aside && !found_current;
    found_current = found_current || version.current;
    versions.push_back(std::move(version));
  }
  return versions;
}

DraftVersion* find_current(std::vector<DraftVersion>& versions) {
  const auto at = std::ranges::find_if(versions, &DraftVersion::current);
  return at == versions.end() ? nullptr : &*at;
}

void remove_version(SQLite::Database& database, std::string_view round, std::int64_t version) {
  SQLite::Statement erase(database, "DELETE FROM draft_version WHERE round = ? AND version = ?");
  erase.bind(1, std::string(round));
  erase.bind(2, version);
  erase.exec();
}

void add_version(SQLite::Database& database, std::string_view round, const DraftVersion& version,
                 std::string_view file) {
  SQLite::Statement insert(database,
                           "INSERT INTO draft_version(round, version, account, saved_at_s, note, aside, "
                           "bytes, file) VALUES(?, ?, ?, ?, ?, ?, ?, ?)");
  insert.bind(1, std::string(round));
  insert.bind(2, version.version);
  insert.bind(3, version.saved.account);
  insert.bind(4, version.saved.at_s);
  if (version.note) {
    insert.bind(5, *version.note);
  } else {
    insert.bind(5);
  }
  insert.bind(6, version.aside ? 1 : 0);
  insert.bind(7, static_cast<std::int64_t>(version.bytes));
  insert.bind(8, std::string(file));
  insert.exec();
}

/// The version that has this very file, or 0. Lengths are compared first: files are large.
std::int64_t find_file(SQLite::Database& database, std::string_view round, std::string_view file) {
  SQLite::Statement query(database,
                          "SELECT version FROM draft_version WHERE round = ?1 AND bytes = ?2 AND file = ?3 "
                          "ORDER BY aside, version DESC LIMIT 1");
  query.bind(1, std::string(round));
  query.bind(2, static_cast<std::int64_t>(file.size()));
  query.bind(3, std::string(file));
  return query.executeStep() ? query.getColumn(0).getInt64() : 0;
}

bool is_kept(const DraftVersion& version) {
  return version.note || version.aside;
}

bool continues(const DraftVersion& earlier, const DraftAuthor& by) {
  return !is_kept(earlier) && earlier.saved.account == by.account && by.at_s >= earlier.saved.at_s &&
         by.at_s - earlier.saved.at_s < kEditingPause_s;
}

/// The oldest that nobody asked to keep go first.
void make_room(SQLite::Database& database, std::string_view round) {
  const auto versions = versions_of(database, round);
  std::size_t count = versions.size();
  std::size_t bytes = 0;
  for (const auto& version : versions) bytes += version.bytes;
  for (auto at = versions.rbegin(); at != versions.rend(); ++at) {
    if (count <= kMaxDraftVersions && bytes <= kMaxDraftBytes) return;
    if (is_kept(*at) || at->current) continue;
    remove_version(database, round, at->version);
    --count;
    bytes -= at->bytes;
  }
}

/// Errors: `too_large` where one more of `bytes` cannot be kept for good.
Result<void> check_room(const std::vector<DraftVersion>& versions, std::size_t bytes) {
  std::size_t count = 1;
  for (const auto& version : versions) {
    if (!is_kept(version)) continue;
    ++count;
    bytes += version.bytes;
  }
  if (count <= kMaxKeptDrafts && bytes <= kMaxKeptDraftBytes) return {};
  return fail(ErrorKind::too_large,
              Phrase{"This draft has as many versions with a note or set aside as can be kept; remove one of "
                     "them",
                     "本草稿加注或另存的版本已达上限，请先删除其中一个"});
}

Unexpected no_such_version() {
  return fail(ErrorKind::not_found, Phrase{"There is no such version of this draft", "本草稿没有这个版本"});
}

/// Errors: `not_found`; `conflict` unless it is a draft. Else its version.
Result<std::int64_t> check_draft(SQLite::Database& database, std::string_view round) {
  SQLite::Statement query(database, "SELECT state, version FROM round WHERE id = ?");
  query.bind(1, std::string(round));
  if (!query.executeStep())
    return fail(ErrorKind::not_found, "There is no round \"" + std::string(round) + "\"");
  if (query.getColumn(0).getString() != forms::name_of(forms::RoundState::draft))
    return fail(ErrorKind::conflict, Phrase{"Only a draft has versions; what was opened stays as it is",
                                            "只有草稿才有版本；已开启的测评不再更改"});
  return query.getColumn(1).getInt64();
}

}  // namespace

std::int64_t number_after(SQLite::Database& database, std::string_view round, std::int64_t version) {
  SQLite::Statement query(database, "SELECT max(set_aside, ?2) + 1 FROM round WHERE id = ?1");
  query.bind(1, std::string(round));
  query.bind(2, version);
  return query.executeStep() ? query.getColumn(0).getInt64() : version + 1;
}

void keep_draft(SQLite::Database& database, const RoundRecord& round, const DraftAuthor& by) {
  if (round.state != forms::RoundState::draft) {
    SQLite::Statement erase(database, "DELETE FROM draft_version WHERE round = ?");
    erase.bind(1, round.id);
    erase.exec();
    return;
  }
  auto versions = versions_of(database, round.id);
  const DraftVersion* const current = find_current(versions);
  const std::int64_t same = find_file(database, round.id, round.file);
  if (current != nullptr && same == current->version) return;
  // Whoever goes back to an earlier version may want what they left: it is no mere step on the way.
  if (current != nullptr && same == 0 && continues(*current, by))
    remove_version(database, round.id, current->version);
  add_version(database, round.id, {round.version, by, std::nullopt, round.file.size(), true, false},
              round.file);
  make_room(database, round.id);
}

Result<std::vector<DraftVersion>> SqliteRegister::list_draft_versions(std::string_view round) const {
  return read([&](SQLite::Database& database) -> Result<std::vector<DraftVersion>> {
    auto versions = versions_of(database, round);
    if (!versions.empty()) return versions;
    // Nothing to list, or nothing there at all.
    if (auto draft = check_draft(database, round); !draft && draft.error().kind == ErrorKind::not_found)
      return fail(std::move(draft.error()));
    return versions;
  });
}

Result<std::string> SqliteRegister::get_draft_version(std::string_view round, std::int64_t version) const {
  return read([&](SQLite::Database& database) -> Result<std::string> {
    SQLite::Statement query(database, "SELECT file FROM draft_version WHERE round = ? AND version = ?");
    query.bind(1, std::string(round));
    query.bind(2, version);
    if (!query.executeStep()) return no_such_version();
    return query.getColumn(0).getString();
  });
}

Result<DraftVersion> SqliteRegister::note_draft_version(std::string_view round, std::int64_t expected_version,
                                                        std::string_view note) {
  return write([&](SQLite::Database& database) -> Result<DraftVersion> {
    if (auto draft = check_draft(database, round); !draft) return fail(std::move(draft.error()));
    if (auto checked = check_version(database, round, expected_version); !checked)
      return fail(std::move(checked.error()));
    auto versions = versions_of(database, round);
    DraftVersion* const current = find_current(versions);
    if (current == nullptr) return fail(ErrorKind::not_found, "This draft has no version to name");
    if (!is_kept(*current)) {
      if (auto room = check_room(versions, current->bytes); !room) return fail(std::move(room.error()));
    }
    SQLite::Statement update(database, "UPDATE draft_version SET note = ? WHERE round = ? AND version = ?");
    update.bind(1, std::string(note));
    update.bind(2, std::string(round));
    update.bind(3, current->version);
    update.exec();
    current->note = std::string(note);
    return *current;
  });
}

Result<DraftVersion> SqliteRegister::set_draft_aside(std::string_view round, std::string_view file,
                                                     const std::optional<std::string>& note,
                                                     const DraftAuthor& by) {
  return write([&](SQLite::Database& database) -> Result<DraftVersion> {
    const auto draft = check_draft(database, round);
    if (!draft) return fail(draft.error());
    const auto versions = versions_of(database, round);
    if (auto room = check_room(versions, file.size()); !room) return fail(std::move(room.error()));
    const DraftVersion added{number_after(database, round, *draft), by, note, file.size(), false, true};
    add_version(database, round, added, file);
    SQLite::Statement update(database, "UPDATE round SET set_aside = ? WHERE id = ?");
    update.bind(1, added.version);
    update.bind(2, std::string(round));
    update.exec();
    make_room(database, round);
    return added;
  });
}

Result<void> SqliteRegister::remove_draft_version(std::string_view round, std::int64_t version) {
  return write([&](SQLite::Database& database) -> Result<void> {
    const auto versions = versions_of(database, round);
    const auto at = std::ranges::find(versions, version, &DraftVersion::version);
    if (at == versions.end()) return no_such_version();
    if (at->current)
      return fail(ErrorKind::conflict,
                  Phrase{"The current version is the draft itself", "当前版本就是草稿本身，不能删除"});
    remove_version(database, round, version);
    return {};
  });
}

}  // namespace candor::server::store
