// The box over SQLite: one connection that writes, on its own thread, and some that read.
#include "server/store/box.h"

#include <utility>

#include "server/store/answer_blocks.h"
#include "server/store/answers_scan.h"
#include "server/store/box_readers.h"
#include "server/store/box_scans.h"
#include "server/store/box_schema.h"
#include "server/store/box_state.h"
#include "server/store/box_texts.h"
#include "server/store/box_writer.h"
#include "server/store/database.h"
#include "server/store/sqlite_error.h"

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

  Result<void> scan_ballots(std::span<const BallotVisitor> visitors) const override {
    std::vector<store::BoxReaders::Lease> leases;
    std::vector<SQLite::Database*> connections;
    while (leases.size() < visitors.size()) {
      auto lease = readers_.lend();
      if (!lease) return fail(std::move(lease.error()));
      connections.push_back(&**lease);
      leases.push_back(std::move(*lease));
    }
    if (writer_->has_ended()) {
      const auto packed =
          store::guarded([&]() -> Result<bool> { return store::has_packed_answers(*connections.front()); });
      if (!packed) return fail(packed.error());
      if (*packed) return store::scan_packed_answers(connections, visitors);
    }
    if (connections.size() > 1) {
      const auto begun = writer_->between_commits([&]() -> Result<void> {
        for (SQLite::Database* database : connections) store::begin_reading(*database);
        return {};
      });
      if (!begun && begun.error().kind != ErrorKind::busy) return fail(begun.error());
      // Nobody holds commits off any more: one connection sees one commit.
      if (!begun) connections.resize(1);
    }
    return store::scan_answers(connections, visitors.first(connections.size()));
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

  Result<Bytes> sealed_key() const override {
    return readers_.with(
        [](SQLite::Database& database) -> Result<Bytes> { return store::get_key(database); });
  }
  Result<void> seal(const std::vector<CanonicalFile>& files) override { return writer_->seal(files); }
  bool is_sealed() const override { return writer_->is_sealed(); }
  Result<void> destroy_key() override { return writer_->destroy_key(); }
  Result<void> purge(const std::vector<CanonicalFile>& add, const std::vector<std::string>& remove) override {
    return writer_->purge(add, remove);
  }

  Result<Bytes32> text_key(const Bytes32& fresh) override { return writer_->text_key(fresh); }
  Result<std::vector<TextReview>> list_reviews() const override {
    return readers_.with([](SQLite::Database& database) -> Result<std::vector<TextReview>> {
      return store::list_reviews(database);
    });
  }
  Result<std::vector<Bytes16>> put_reviews(std::vector<TextReview> reviews) override {
    return writer_->put_reviews(reviews);
  }
  Result<void> release(const std::vector<CanonicalFile>& add,
                       const std::vector<PublishedText>& texts) override {
    return writer_->release(add, texts);
  }
  Result<void> release_less(const std::vector<CanonicalFile>& add,
                            const std::vector<Bytes16>& remove_texts) override {
    return writer_->release_less(add, remove_texts);
  }
  bool is_released() const override { return writer_->is_released(); }
  Result<std::vector<PublishedText>> list_published() const override {
    return readers_.with([](SQLite::Database& database) -> Result<std::vector<PublishedText>> {
      return store::list_published(database);
    });
  }
  std::uint64_t texts_version() const override { return writer_->texts_version(); }

  Result<void> put_sheet(SheetRow sheet) override { return writer_->put_sheet(sheet); }
  Result<std::vector<SheetRow>> list_sheets() const override {
    return readers_.with([](SQLite::Database& database) -> Result<std::vector<SheetRow>> {
      return store::list_sheets(database);
    });
  }
  Result<void> remove_sheets(std::vector<Bytes32> bearers) override {
    return writer_->remove_sheets(bearers);
  }

  Result<std::string> get_file(std::string_view name) const override {
    return readers_.with([&](SQLite::Database& database) { return store::get_file(database, name); });
  }
  Result<std::vector<std::string>> list_files() const override {
    return readers_.with([](SQLite::Database& database) -> Result<std::vector<std::string>> {
      return store::list_files(database);
    });
  }

  Result<void> backup_to(const fs::path& to) const override {
    // Its own connection: SQLite counts a copy into another file as writing.
    auto connection = store::open_again(file_, {.auto_checkpoint = false});
    if (!connection) return fail(std::move(connection.error()));
    return store::copy_database(**connection, to);
  }

  Result<std::vector<std::string>> check_integrity() const override {
    return readers_.with([](SQLite::Database& database) {
      auto faults = store::database_faults(database, store::box_schema());
      // Whether rows match is a question for a file that is whole.
      if (!faults || !faults->empty()) return faults;
      *faults = store::proof_faults(database);
      const auto of_answers = store::packed_answers_faults(database);
      faults->insert(faults->end(), of_answers.begin(), of_answers.end());
      return faults;
    });
  }

  void drain() override { writer_->drain(); }

 private:
  fs::path file_;
  store::BoxReaders readers_;
  std::unique_ptr<store::BoxWriter>
      writer_;  // goes first: it empties the log, and no reader stands in its way
};

/// Errors: `conflict` if `file` is a box that holds ballots or comments or has ended, or no box at all.
Result<void> check_replaceable(const fs::path& file) {
  auto database = store::open_database(file, store::box_schema(), {});
  if (!database && database.error().kind == ErrorKind::not_found) return {};
  if (!database) return fail(std::move(database.error()));
  return store::guarded([&]() -> Result<void> {
    if (!store::holds_rows(**database) && store::ending_of(**database).how == store::BoxEnd::none) return {};
    return fail(ErrorKind::conflict, "The box " + file.filename().string() +
                                         " holds ballots already, or has ended; it is never replaced");
  });
}

}  // namespace

Result<std::unique_ptr<Box>> Box::create(const fs::path& file, const std::vector<CanonicalFile>& files,
                                         ByteView sealed_key, BoxOptions options) {
  if (auto replaceable = check_replaceable(file); !replaceable) return fail(std::move(replaceable.error()));
  const auto fill = [&](SQLite::Database& database) -> Result<void> {
    if (!sealed_key.empty()) store::put_key(database, sealed_key);
    return store::add_files(database, files);
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
