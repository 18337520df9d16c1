// The one thread that writes a box. Casts wait in a bounded queue; whatever waits is written in key order in
// one transaction and acknowledged after its commit. Knows no HTTP, no round and no person.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "server/store/box_rows.h"
#include "server/store/database.h"

namespace candor::server::store {

class BoxWriter {
 public:
  static Result<std::unique_ptr<BoxWriter>> start(DatabasePtr database, const BoxOptions& options);
  BoxWriter(const BoxWriter&) = delete;
  BoxWriter& operator=(const BoxWriter&) = delete;
  ~BoxWriter();

  /// See Box::cast, Box::import and Box::drain. The row must live until the call returns.
  Result<CastOutcome> cast(const BallotRow& ballot);
  Result<CastOutcome> cast(const CommentRow& comment);
  Result<void> import(std::vector<BallotRow> ballots, std::vector<CommentRow> comments);
  void drain();

 private:
  /// A cast on its caller's stack. The caller sleeps on `done`, its own, so that a commit wakes nobody in
  /// vain.
  struct Request {
    const BallotRow* ballot = nullptr;    // this one
    const CommentRow* comment = nullptr;  // or that one
    Result<CastOutcome> outcome = CastOutcome::stored;
    std::atomic<std::uint32_t> done = 0;
  };
  using Batch = std::vector<Request*>;

  BoxWriter(DatabasePtr database, RowWriter rows, std::int64_t page_bytes, const BoxOptions& options);
  Result<CastOutcome> wait_for(Request& request);
  void run();
  bool take_batch(Batch& batch);
  void write(Batch& batch);
  Result<void> write_rows(const Batch& batch);
  Result<void> import_rows(const std::vector<BallotRow>& ballots, const std::vector<CommentRow>& comments);
  void roll_back();
  void tidy();
  void rewrite_if_due(bool quiet);
  void rewrite();
  void truncate();

  const BoxOptions options_;
  std::mutex queue_mutex_;  // guards queue_, sleeping_, closing_
  std::condition_variable queue_filled_;
  Batch queue_;
  bool sleeping_ = false;
  bool closing_ = false;

  std::mutex write_mutex_;  // guards what follows; never taken by a cast
  DatabasePtr database_;
  RowWriter rows_;
  const std::int64_t page_bytes_;
  std::atomic<int> log_pages_ = 0;  // in the write-ahead log, as SQLite last told
  std::chrono::steady_clock::time_point last_truncated_, last_written_;
  bool rows_as_arrived_ = true;  // within a page rows lie as they came, until the file is written anew
  bool wrote_ = false;           // anything since the start
  std::chrono::steady_clock::time_point rewrite_due_;

  std::mutex drain_mutex_;
  std::thread thread_;
};

}  // namespace candor::server::store
