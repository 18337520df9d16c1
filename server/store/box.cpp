// The box over SQLite: one connection that writes, on its own thread, and some that read.
#include "server/store/box.h"

#include <utility>

#include "server/store/box_readers.h"
#include "server/store/box_rows.h"
#include "server/store/box_schema.h"
#include "server/store/box_writer.h"
#include "server/store/database.h"

namespace candor::server {
namespace {

namespace fs = std::filesystem;

constexpr int kWriterCacheKib = 16 * 1024;

class SqliteBox final : public Box {
 public:
  SqliteBox(fs::path file, std::unique_ptr<store::BoxWriter> writer)
      : file_(std::move(file)), readers_(file_), writer_(std::move(writer)) {}

  Result<CastOutcome> cast(BallotRow ballot) override { return writer_->cast(ballot); }
  Result<CastOutcome> cast(CommentRow comment) override { return writer_->cast(comment); }

  Result<void> import(std::vector<BallotRow> ballots, std::vector<CommentRow> comments) override {
    return writer_->import(std::move(ballots), std::move(comments));
  }

  Result<void> scan_ballots(const BallotVisitor& visit) const override {
    return readers_.with(
        [&](SQLite::Database& database) { return store::scan_ballot_answers(database, visit); });
  }
  Result<void> scan_ballot_rows(const std::function<void(const BallotRow&)>& visit) const override {
    return readers_.with([&](SQLite::Database& database) { return store::scan_ballots(database, visit); });
  }
  Result<void> scan_comment_rows(const std::function<void(const CommentRow&)>& visit) const override {
    return readers_.with([&](SQLite::Database& database) { return store::scan_comments(database, visit); });
  }

  Result<std::vector<std::uint64_t>> ballots_per_unit(std::size_t units) const override {
    return readers_.with([&](SQLite::Database& database) { return store::count_by_unit(database, units); });
  }
  Result<std::uint64_t> count_ballots() const override { return readers_.with(store::count_ballots); }
  Result<std::uint64_t> count_comments() const override { return readers_.with(store::count_comments); }

  Result<std::string> get_file(std::string_view name) const override {
    return readers_.with([&](SQLite::Database& database) -> Result<std::string> {
      SQLite::Statement query(database, "SELECT bytes FROM file WHERE name = ?");
      query.bind(1, std::string(name));
      if (!query.executeStep()) return fail(ErrorKind::not_found, "The box has no file " + std::string(name));
      return query.getColumn(0).getString();
    });
  }

  Result<std::vector<std::string>> list_files() const override {
    return readers_.with([&](SQLite::Database& database) -> Result<std::vector<std::string>> {
      std::vector<std::string> names;
      SQLite::Statement query(database, "SELECT name FROM file ORDER BY name");
      while (query.executeStep()) names.push_back(query.getColumn(0).getString());
      return names;
    });
  }

  Result<void> backup_to(const fs::path& to) const override {
    // Its own connection: SQLite counts a copy into another file as writing.
    auto connection = store::open_again(file_, {.auto_checkpoint = false});
    if (!connection) return fail(std::move(connection.error()));
    return store::copy_database(**connection, to);
  }

  Result<std::vector<std::string>> check_integrity() const override {
    return readers_.with(
        [&](SQLite::Database& database) { return store::database_faults(database, store::box_schema()); });
  }

  void drain() override { writer_->drain(); }

 private:
  fs::path file_;
  store::BoxReaders readers_;
  std::unique_ptr<store::BoxWriter>
      writer_;  // goes first: it empties the log, and no reader stands in its way
};

/// Errors: `conflict` if `file` is a box that holds ballots or comments, or no box at all.
Result<void> check_replaceable(const fs::path& file) {
  auto database = store::open_database(file, store::box_schema(), {});
  if (!database && database.error().kind == ErrorKind::not_found) return {};
  if (!database) return fail(std::move(database.error()));
  auto ballots = store::count_ballots(**database);
  if (!ballots) return fail(std::move(ballots.error()));
  auto comments = store::count_comments(**database);
  if (!comments) return fail(std::move(comments.error()));
  if (*ballots + *comments == 0) return {};
  return fail(ErrorKind::conflict,
              "The box " + file.filename().string() + " holds ballots already; it is never replaced");
}

}  // namespace

Result<std::unique_ptr<Box>> Box::create(const fs::path& file, const std::vector<CanonicalFile>& files,
                                         BoxOptions options) {
  if (auto replaceable = check_replaceable(file); !replaceable) return fail(std::move(replaceable.error()));
  const auto fill = [&files](SQLite::Database& database) -> Result<void> {
    SQLite::Statement insert(database, "INSERT INTO file(name, bytes) VALUES(?, ?)");
    for (const CanonicalFile& each : files) {
      insert.bind(1, each.name);
      insert.bind(2, each.bytes.data(), static_cast<int>(each.bytes.size()));
      insert.exec();
      insert.reset();
    }
    return {};
  };
  if (auto made = store::make_database(file, store::box_schema(), fill); !made)
    return fail(std::move(made.error()));
  return open(file, options);
}

Result<std::unique_ptr<Box>> Box::open(const fs::path& file, BoxOptions options) {
  auto database = store::open_database(file, store::box_schema(),
                                       {.cache_kib = kWriterCacheKib, .auto_checkpoint = false});
  if (!database) return fail(std::move(database.error()));
  auto writer = store::BoxWriter::start(std::move(*database), options);
  if (!writer) return fail(std::move(writer.error()));
  return std::unique_ptr<Box>(std::make_unique<SqliteBox>(file, std::move(*writer)));
}

}  // namespace candor::server
