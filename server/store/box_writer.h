// The one thread that writes a box. Casts wait in a bounded queue; whatever waits is written in key order in
// one transaction and acknowledged after its commit. All other changes wait in the same queue for their turn.
// Knows no HTTP, no round and no person.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "server/store/box_rows.h"
#include "server/store/box_state.h"
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
  /// Does `work` on the writer's thread while nothing is committed. Errors: `busy` (closing), those of `work`.
  Result<void> between_commits(const std::function<Result<void>()>& work) { return perform(work); }

  // box_ending.cpp; see Box.
  Result<void> seal(const std::vector<CanonicalFile>& files);
  [[nodiscard]] bool is_sealed() const { return end_ == BoxEnd::sealed; }
  [[nodiscard]] bool has_ended() const { return end_ != BoxEnd::none; }
  Result<void> destroy_key();
  Result<void> purge(const std::vector<CanonicalFile>& add, const std::vector<std::string>& remove);
  Result<void> put_sheet(const SheetRow& sheet);
  Result<void> remove_sheets(const std::vector<Bytes32>& bearers);

  // box_review.cpp; see Box.
  Result<Bytes32> text_key(const Bytes32& fresh);
  Result<std::vector<Bytes16>> put_reviews(const std::vector<TextReview>& reviews);
  Result<void> release(const std::vector<CanonicalFile>& add, const std::vector<PublishedText>& texts);
  Result<void> release_less(const std::vector<CanonicalFile>& add, const std::vector<Bytes16>& remove_texts);
  [[nodiscard]] bool is_released() const { return released_; }
  [[nodiscard]] std::uint64_t texts_version() const { return texts_version_; }

 private:
  using Work = std::function<Result<void>()>;

  /// Something to do, on its caller's stack. The caller sleeps on `done`, its own, so that a commit wakes
  /// nobody in vain.
  struct Request {
    const BallotRow* ballot = nullptr;    // this one
    const CommentRow* comment = nullptr;  // or that one
    const Work* work = nullptr;           // or this, alone on the writer's thread
    Result<CastOutcome> outcome = CastOutcome::stored;
    std::atomic<std::uint32_t> done = 0;
    void finish();
  };
  using Batch = std::vector<Request*>;

  BoxWriter(DatabasePtr database, RowWriter rows, std::int64_t page_bytes, BoxEnding ending,
            const BoxOptions& options);
  Result<CastOutcome> cast(Request& request);
  Result<void> perform(const Work& work);
  Result<void> change(const Work& work);
  void enqueue(Request& request);
  void run();
  bool take_batch(Batch& batch);
  void handle(Batch& batch);
  void write(Batch& batch);
  Result<void> write_rows(const Batch& batch);
  Result<void> import_rows(const std::vector<BallotRow>& ballots, const std::vector<CommentRow>& comments);
  Result<void> in_transaction(const Work& work);
  Result<void> check_going_on() const;
  Result<void> check_under_review() const;
  Result<void> review(const Work& work);
  Result<void> change_released(const Work& work);
  void note_change();
  [[nodiscard]] bool needs_tidying() const;
  void tidy();
  void rewrite_if_due(bool quiet);
  void rewrite();
  void rewrite_erased();
  void truncate();

  const BoxOptions options_;
  std::mutex queue_mutex_;  // guards queue_, sleeping_, closing_
  std::condition_variable queue_filled_;
  Batch queue_;
  bool sleeping_ = false;
  bool closing_ = false;

  std::atomic<BoxEnd> end_;  // written by the thread; elsewhere it only spares a way through the queue
  std::atomic<bool> released_ = false;  // written by the thread
  std::atomic<std::uint64_t> texts_version_ = 0;

  // What follows belongs to the thread.
  DatabasePtr database_;
  RowWriter rows_;
  const std::int64_t page_bytes_;
  std::atomic<int> log_pages_ = 0;  // in the write-ahead log, as SQLite last told
  std::chrono::steady_clock::time_point last_truncated_, last_written_;
  bool rows_as_arrived_;  // within a page rows lie as they came, until the file is written anew
  bool erased_;           // something that is to be found nowhere: the file is written anew, however large
  bool wrote_ = false;    // anything since the start
  std::chrono::steady_clock::time_point rewrite_due_;

  std::mutex drain_mutex_;
  std::thread thread_;
};

}  // namespace candor::server::store
