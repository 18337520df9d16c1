// The end of a box: sealing, destroying its key, purging; and paper sheets. Each is one work on the writer's
// thread.
#include "server/store/box_writer.h"

#include "server/store/answer_blocks.h"
#include "server/store/sqlite_error.h"

namespace candor::server::store {

/// Whether rows are still taken.
Result<void> BoxWriter::check_going_on() const {
  if (end_ == BoxEnd::none) return {};
  return fail(ErrorKind::expired, "This box has ended; it takes nothing more");
}

/// Leaves nothing of what was erased. What fails is tried again by `tidy`, and after a restart.
void BoxWriter::rewrite_erased() {
  rows_as_arrived_ = true;
  rewrite();
  if (!rows_as_arrived_) {
    const auto noted = guarded([&]() -> Result<void> {
      note_rewritten(*database_, true);
      return {};
    });
    erased_ = !noted;
  }
  truncate();
}

Result<void> BoxWriter::seal(const std::vector<CanonicalFile>& files) {
  return perform([&]() -> Result<void> {
    if (end_ != BoxEnd::none)
      return fail(ErrorKind::conflict, "This box has ended; it cannot be sealed again");
    auto done = in_transaction([&]() -> Result<void> {
      end_box(*database_, BoxEnd::sealed);
      if (auto packed = pack_answers(*database_); !packed) return packed;
      return add_files(*database_, files);
    });
    if (!done) return done;
    end_ = BoxEnd::sealed;
    erased_ = true;
    rewrite_erased();
    return {};
  });
}

Result<void> BoxWriter::destroy_key() {
  return perform([&]() -> Result<void> {
    if (end_ != BoxEnd::none) return {};
    auto done = in_transaction([&]() -> Result<void> {
      end_box(*database_, BoxEnd::voided);
      return pack_answers(*database_);
    });
    if (!done) return done;
    end_ = BoxEnd::voided;
    erased_ = true;
    rewrite_erased();
    return {};
  });
}

Result<void> BoxWriter::purge(const std::vector<CanonicalFile>& add, const std::vector<std::string>& remove) {
  return perform([&]() -> Result<void> {
    if (end_ == BoxEnd::none) {
      return fail(ErrorKind::conflict, "This box is neither sealed nor void; its ballots stay");
    }
    auto done = in_transaction([&]() -> Result<void> {
      erase_rows(*database_);
      remove_files(*database_, remove);
      note_rewritten(*database_, false);
      return add_files(*database_, add);
    });
    if (!done) return done;
    ++texts_version_;
    erased_ = true;
    rewrite_erased();
    return {};
  });
}

Result<void> BoxWriter::put_sheet(const SheetRow& sheet) {
  if (auto checked = check_sheet(sheet); !checked) return checked;
  return change([&]() -> Result<void> {
    if (auto going_on = check_going_on(); !going_on) return going_on;
    store::put_sheet(*database_, sheet);
    return {};
  });
}

Result<void> BoxWriter::remove_sheets(const std::vector<Bytes32>& bearers) {
  return change([&]() -> Result<void> {
    store::remove_sheets(*database_, bearers);
    return {};
  });
}

}  // namespace candor::server::store
