// Group commit, and the short life of the write-ahead log.
#include "server/store/box_writer.h"

#include <sqlite3.h>

#include <algorithm>
#include <string>
#include <utility>

#include "server/store/box_texts.h"
#include "server/store/sqlite_error.h"

namespace candor::server::store {
namespace {

using Clock = std::chrono::steady_clock;

// The log lists rows as they arrived, so it is emptied after a second of quiet and every few seconds under
// load.
constexpr auto kQuiet = std::chrono::seconds(1);
constexpr auto kUnderLoad = std::chrono::seconds(3);
constexpr std::int64_t kMaxLogBytes = 64 * 1024 * 1024;

// A B-tree keeps its pages in the order of keys, but within a page SQLite puts each row below the one that
// came before it: a page's free space is used from its end. A box of one page is an arrival log as good as
// any. So the file is written anew, by key, when casts pause, and under load while that is quick; at most a
// twentieth of the time goes into it. It takes memory as large as the file, hence the limits.
constexpr std::int64_t kRewriteWhenQuietBytes = 64 * 1024 * 1024;
constexpr std::int64_t kRewriteUnderLoadBytes = 4 * 1024 * 1024;
constexpr int kRewriteShare = 20;
constexpr auto kRewriteAgainAfterFailure = std::chrono::seconds(10);

Unexpected refuse_closing() {
  return fail(ErrorKind::busy, "The box is closing; nothing was kept, send again");
}

/// Bounds the file as the options say. Returns its page size.
Result<std::int64_t> limit_pages(SQLite::Database& database, const BoxOptions& options) {
  return guarded([&]() -> Result<std::int64_t> {
    const std::int64_t page_bytes = database.execAndGet("PRAGMA page_size").getInt64();
    if (options.max_bytes != 0) {
      const auto pages = options.max_bytes / static_cast<std::uint64_t>(page_bytes);
      database.exec("PRAGMA max_page_count = " + std::to_string(std::max<std::uint64_t>(pages, 1)));
    }
    return page_bytes;
  });
}

}  // namespace

Result<std::unique_ptr<BoxWriter>> BoxWriter::start(DatabasePtr database, const BoxOptions& options) {
  auto rows = RowWriter::prepare(*database);
  if (!rows) return fail(std::move(rows.error()));
  auto page_bytes = limit_pages(*database, options);
  if (!page_bytes) return fail(std::move(page_bytes.error()));
  const auto ending = guarded([&]() -> Result<BoxEnding> { return ending_of(*database); });
  if (!ending) return fail(ending.error());
  const auto released = guarded([&]() -> Result<bool> { return store::is_released(*database); });
  if (!released) return fail(released.error());
  std::unique_ptr<BoxWriter> writer(
      new BoxWriter(std::move(database), std::move(*rows), *page_bytes, *ending, options));
  writer->released_ = *released;
  writer->thread_ = std::thread([raw = writer.get()] { raw->run(); });
  return writer;
}

BoxWriter::BoxWriter(DatabasePtr database, RowWriter rows, std::int64_t page_bytes, BoxEnding ending,
                     const BoxOptions& options)
    : options_(options),
      end_(ending.how),
      database_(std::move(database)),
      rows_(std::move(rows)),
      page_bytes_(page_bytes),
      last_truncated_(Clock::now()),
      last_written_(last_truncated_),
      rows_as_arrived_(!ending.rewritten),
      erased_(ending.how != BoxEnd::none && !ending.rewritten),
      rewrite_due_(last_truncated_) {
  queue_.reserve(options_.queue_limit);
  sqlite3_wal_hook(
      database_->getHandle(),
      [](void* pages, sqlite3*, const char*, int count) {
        *static_cast<std::atomic<int>*>(pages) = count;
        return SQLITE_OK;
      },
      &log_pages_);
}

BoxWriter::~BoxWriter() {
  drain();
}

Result<CastOutcome> BoxWriter::cast(const BallotRow& ballot) {
  if (auto checked = check_row(ballot); !checked) return fail(std::move(checked.error()));
  Request request;
  request.ballot = &ballot;
  return cast(request);
}

Result<CastOutcome> BoxWriter::cast(const CommentRow& comment) {
  if (auto checked = check_row(comment); !checked) return fail(std::move(checked.error()));
  Request request;
  request.comment = &comment;
  return cast(request);
}

Result<CastOutcome> BoxWriter::cast(Request& request) {
  if (auto going_on = check_going_on(); !going_on) return fail(std::move(going_on.error()));
  {
    const std::lock_guard lock(queue_mutex_);
    if (closing_) return refuse_closing();
    if (queue_.size() >= options_.queue_limit) {
      return fail(ErrorKind::busy, "Too many casts wait already; nothing was kept, send again");
    }
    enqueue(request);
  }
  request.done.wait(0, std::memory_order_acquire);
  return std::move(request.outcome);
}

/// Does `work` on the writer's thread, after everything that waits already.
Result<void> BoxWriter::perform(const Work& work) {
  Request request;
  request.work = &work;
  {
    const std::lock_guard lock(queue_mutex_);
    if (closing_) return refuse_closing();
    enqueue(request);
  }
  request.done.wait(0, std::memory_order_acquire);
  if (!request.outcome) return fail(std::move(request.outcome.error()));
  return {};
}

/// The same in a transaction.
Result<void> BoxWriter::change(const Work& work) {
  return perform([&]() -> Result<void> {
    Result<void> done = in_transaction(work);
    note_change();
    return done;
  });
}

void BoxWriter::enqueue(Request& request) {
  queue_.push_back(&request);
  if (sleeping_) queue_filled_.notify_one();
}

void BoxWriter::Request::finish() {
  // From here on the request may be gone: its caller returns.
  done.store(1, std::memory_order_release);
  done.notify_one();
}

void BoxWriter::run() {
  truncate();  // what a killed process left in the log is as telling as what comes now
  Batch batch;
  batch.reserve(options_.batch_limit);
  while (take_batch(batch)) {
    handle(batch);
    batch.clear();
    tidy();
  }
  if (erased_)
    rewrite_erased();
  else if (wrote_ && rows_as_arrived_)
    rewrite();
  truncate();
}

bool BoxWriter::needs_tidying() const {
  return log_pages_ != 0 || rows_as_arrived_ || erased_;
}

/// Waits for something to do, not for long while there is something to tidy up: casts up to the next work, or
/// one work. False when all is done.
bool BoxWriter::take_batch(Batch& batch) {
  std::unique_lock lock(queue_mutex_);
  if (queue_.empty() && !closing_) {
    sleeping_ = true;
    if (needs_tidying())
      queue_filled_.wait_for(lock, kQuiet / 4);
    else
      queue_filled_.wait(lock);
    sleeping_ = false;
  }
  if (queue_.empty()) return !closing_;
  const auto last =
      queue_.begin() + static_cast<std::ptrdiff_t>(std::min(queue_.size(), options_.batch_limit));
  auto end =
      std::find_if(queue_.begin(), last, [](const Request* request) { return request->work != nullptr; });
  if (end == queue_.begin()) ++end;
  batch.assign(queue_.begin(), end);
  queue_.erase(queue_.begin(), end);
  return true;
}

void BoxWriter::handle(Batch& batch) {
  if (batch.empty()) return;
  Request& first = *batch.front();
  if (first.work == nullptr) return write(batch);
  const Result<void> done = guarded(*first.work);
  if (!done) first.outcome = fail(done.error());
  first.finish();
}

void BoxWriter::write(Batch& batch) {
  std::sort(batch.begin(), batch.end(), [](const Request* left, const Request* right) {
    if (left->ballot == nullptr || right->ballot == nullptr) {
      if (left->ballot != nullptr || right->ballot != nullptr) return left->ballot != nullptr;
      return left->comment->nullifier < right->comment->nullifier;
    }
    return left->ballot->nullifier < right->ballot->nullifier;
  });
  const Result<void> written = in_transaction([&] { return write_rows(batch); });
  for (Request* request : batch) {
    if (!written) request->outcome = fail(written.error());
    request->finish();
  }
  note_change();
}

Result<void> BoxWriter::write_rows(const Batch& batch) {
  if (auto going_on = check_going_on(); !going_on) return going_on;
  for (Request* request : batch) {
    auto put = request->ballot != nullptr ? rows_.put(*request->ballot) : rows_.put(*request->comment);
    if (!put) return fail(std::move(put.error()));
    if (*put)
      request->outcome = **put;
    else
      request->outcome = fail(ErrorKind::conflict,
                              "Something else was cast with this right to vote already; that one stays");
  }
  return {};
}

Result<void> BoxWriter::in_transaction(const Work& work) {
  Result<void> done = rows_.begin();
  if (done) done = guarded(work);
  if (done) done = rows_.commit();
  // SQLite has rolled back by itself after some failures; then there is nothing to do.
  if (!done && sqlite3_get_autocommit(database_->getHandle()) == 0)
    sqlite3_exec(database_->getHandle(), "ROLLBACK", nullptr, nullptr, nullptr);
  return done;
}

void BoxWriter::note_change() {
  last_written_ = Clock::now();
  rows_as_arrived_ = true;
  wrote_ = true;
}

Result<void> BoxWriter::import(std::vector<BallotRow> ballots, std::vector<CommentRow> comments) {
  for (const BallotRow& row : ballots) {
    if (auto checked = check_row(row); !checked) return checked;
  }
  for (const CommentRow& row : comments) {
    if (auto checked = check_row(row); !checked) return checked;
  }
  const auto by_key = [](const auto& left, const auto& right) { return left.nullifier < right.nullifier; };
  std::sort(ballots.begin(), ballots.end(), by_key);
  std::sort(comments.begin(), comments.end(), by_key);
  return perform([&] {
    // Rows that came by key lie by key: there is no need to write the file anew.
    Result<void> imported = in_transaction([&] { return import_rows(ballots, comments); });
    truncate();
    return imported;
  });
}

Result<void> BoxWriter::import_rows(const std::vector<BallotRow>& ballots,
                                    const std::vector<CommentRow>& comments) {
  if (auto going_on = check_going_on(); !going_on) return going_on;
  if (holds_rows(*database_)) {
    return fail(ErrorKind::conflict,
                "The box holds ballots or comments already; an import needs an empty one");
  }
  const auto put_all = [this](const auto& rows) -> Result<void> {
    for (const auto& row : rows) {
      auto put = rows_.put(row);
      if (!put) return fail(std::move(put.error()));
      if (*put != CastOutcome::stored)
        return fail(ErrorKind::conflict, "The import names the same ballot twice");
    }
    return {};
  };
  if (auto put = put_all(ballots); !put) return put;
  return put_all(comments);
}

void BoxWriter::tidy() {
  if (!needs_tidying()) return;
  const auto now = Clock::now();
  const bool quiet = now - last_written_ >= kQuiet;
  const bool log_due =
      quiet || now - last_truncated_ >= kUnderLoad || log_pages_ * page_bytes_ >= kMaxLogBytes;
  if (!log_due) return;
  if (erased_ && now >= rewrite_due_)
    rewrite_erased();
  else
    rewrite_if_due(quiet);
  if (log_pages_ != 0) truncate();
}

void BoxWriter::rewrite_if_due(bool quiet) {
  if (!rows_as_arrived_ || Clock::now() < rewrite_due_) return;
  const auto pages = guarded(
      [&]() -> Result<std::int64_t> { return database_->execAndGet("PRAGMA page_count").getInt64(); });
  if (!pages) return;
  if (*pages * page_bytes_ <= (quiet ? kRewriteWhenQuietBytes : kRewriteUnderLoadBytes)) rewrite();
}

void BoxWriter::rewrite() {
  // A full disk, a backup or a long count may stand against it: it is tried again.
  const auto began = Clock::now();
  if (sqlite3_exec(database_->getHandle(), "VACUUM", nullptr, nullptr, nullptr) == SQLITE_OK) {
    rows_as_arrived_ = false;
    rewrite_due_ = Clock::now() + kRewriteShare * (Clock::now() - began);
  } else {
    rewrite_due_ = Clock::now() + kRewriteAgainAfterFailure;
  }
}

void BoxWriter::truncate() {
  // A reader may hold it back, a full disk too: it is tried again when it is next due.
  last_truncated_ = Clock::now();
  if (auto truncated = truncate_log(*database_); truncated && *truncated) log_pages_ = 0;
}

void BoxWriter::drain() {
  const std::lock_guard drain_lock(drain_mutex_);
  {
    const std::lock_guard lock(queue_mutex_);
    closing_ = true;
    queue_filled_.notify_one();
  }
  if (thread_.joinable()) thread_.join();
}

}  // namespace candor::server::store
