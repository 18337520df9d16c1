// Connections for reading a box while it is written.
#include "server/store/box_readers.h"

namespace candor::server::store {
namespace {

constexpr std::size_t kIdleReaders = 2;  // more are closed when they come back
constexpr int kReaderCacheKib = 256;     // a scan meets each page once

}  // namespace

Result<DatabasePtr> BoxReaders::lend() const {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      DatabasePtr database = std::move(idle_.back());
      idle_.pop_back();
      return database;
    }
  }
  return open_again(file_, {.cache_kib = kReaderCacheKib, .read_only = true, .auto_checkpoint = false});
}

void BoxReaders::take_back(DatabasePtr database) const {
  const std::lock_guard lock(mutex_);
  if (idle_.size() < kIdleReaders) idle_.push_back(std::move(database));
}

}  // namespace candor::server::store
