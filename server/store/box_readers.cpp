// Connections for reading a box while it is written.
#include "server/store/box_readers.h"

#include <sqlite3.h>

namespace candor::server::store {
namespace {

constexpr std::size_t kIdleReaders = 2;  // more are closed when they come back
constexpr int kReaderCacheKib = 256;     // a scan meets each page once

}  // namespace

BoxReaders::Lease::~Lease() {
  if (!database_) return;
  // A scan that was broken off may have left its snapshot open; it would hold back the log for ever.
  if (sqlite3_get_autocommit(database_->getHandle()) == 0)
    sqlite3_exec(database_->getHandle(), "ROLLBACK", nullptr, nullptr, nullptr);
  readers_->take_back(std::move(database_));
}

Result<BoxReaders::Lease> BoxReaders::lend() const {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      Lease lease(*this, std::move(idle_.back()));
      idle_.pop_back();
      return lease;
    }
  }
  auto opened =
      open_again(file_, {.cache_kib = kReaderCacheKib, .read_only = true, .auto_checkpoint = false});
  if (!opened) return fail(std::move(opened.error()));
  return Lease(*this, std::move(*opened));
}

void BoxReaders::take_back(DatabasePtr database) const {
  const std::lock_guard lock(mutex_);
  if (idle_.size() < kIdleReaders) idle_.push_back(std::move(database));
}

}  // namespace candor::server::store
