// Connections for reading a box while it is written. Each is lent to one thread at a time.
#pragma once

#include <filesystem>
#include <mutex>
#include <utility>
#include <vector>

#include "server/store/database.h"
#include "server/store/sqlite_error.h"

namespace candor::server::store {

class BoxReaders {
 public:
  explicit BoxReaders(std::filesystem::path file) : file_(std::move(file)) {}

  /// Runs `read(SQLite::Database&)`, which returns a Result, on a connection that nobody else uses meanwhile.
  template <class Read>
  auto with(Read&& read) const -> decltype(read(std::declval<SQLite::Database&>())) {
    auto lent = lend();
    if (!lent) return fail(std::move(lent.error()));
    const Lease lease{*this, std::move(*lent)};
    return guarded([&] { return read(*lease.database); });
  }

 private:
  struct Lease {
    const BoxReaders& readers;
    mutable DatabasePtr database;
    ~Lease() { readers.take_back(std::move(database)); }
  };
  [[nodiscard]] Result<DatabasePtr> lend() const;
  void take_back(DatabasePtr database) const;

  std::filesystem::path file_;
  mutable std::mutex mutex_;  // guards idle_
  mutable std::vector<DatabasePtr> idle_;
};

}  // namespace candor::server::store
