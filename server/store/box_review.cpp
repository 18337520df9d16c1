// Reading and releasing the texts of a box that has ended. Each is one work on the writer's thread.
#include <optional>

#include "server/store/box_texts.h"
#include "server/store/box_writer.h"

namespace candor::server::store {

/// Texts may be read once none can come or change any more, until they are released.
Result<void> BoxWriter::check_under_review() const {
  if (end_ == BoxEnd::none) return fail(ErrorKind::conflict, "This box has not ended; its texts stay unread");
  if (released_)
    return fail(ErrorKind::conflict, "This box was released; its texts stay as they were released");
  return {};
}

/// Reviews come in no order that would tell of respondents: the file need not be written anew after each.
Result<void> BoxWriter::review(const Work& work) {
  return perform([&]() -> Result<void> {
    if (auto reviewed = check_under_review(); !reviewed) return reviewed;
    auto done = in_transaction(work);
    if (done) ++texts_version_;
    last_written_ = std::chrono::steady_clock::now();
    return done;
  });
}

Result<Bytes32> BoxWriter::text_key(const Bytes32& fresh) {
  Bytes32 key = fresh;
  const auto done = review([&]() -> Result<void> {
    if (const auto kept = get_text_key(*database_))
      key = *kept;
    else
      put_text_key(*database_, fresh);
    return {};
  });
  if (!done) return fail(done.error());
  return key;
}

Result<std::vector<Bytes16>> BoxWriter::put_reviews(const std::vector<TextReview>& reviews) {
  for (const auto& each : reviews) {
    if (auto checked = check_review(each); !checked) return fail(std::move(checked.error()));
  }
  std::vector<Bytes16> stale;
  const auto done = review([&]() -> Result<void> {
    stale = store::put_reviews(*database_, reviews);
    return {};
  });
  if (!done) return fail(done.error());
  return stale;
}

/// What goes is overwritten before the call returns.
Result<void> BoxWriter::change_released(const Work& work) {
  auto done = in_transaction([&]() -> Result<void> {
    note_rewritten(*database_, false);
    return work();
  });
  if (!done) return done;
  released_ = true;
  ++texts_version_;
  erased_ = true;
  rewrite_erased();
  return {};
}

Result<void> BoxWriter::release(const std::vector<CanonicalFile>& add,
                                const std::vector<PublishedText>& texts) {
  return perform([&]() -> Result<void> {
    if (auto reviewed = check_under_review(); !reviewed) return reviewed;
    return change_released([&]() -> Result<void> {
      if (auto released = release_texts(*database_, texts); !released) return released;
      return add_files(*database_, add);
    });
  });
}

Result<void> BoxWriter::release_less(const std::vector<CanonicalFile>& add,
                                     const std::vector<Bytes16>& remove_texts) {
  return perform([&]() -> Result<void> {
    if (!released_) return fail(ErrorKind::conflict, "This box was not released yet");
    return change_released([&]() -> Result<void> {
      remove_published(*database_, remove_texts);
      return add_files(*database_, add);
    });
  });
}

}  // namespace candor::server::store
