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

  /// A connection that nobody else uses as long as this lives. Comes back without a transaction.
  class Lease {
   public:
    Lease(const BoxReaders& readers, DatabasePtr database)
        : readers_(&readers), database_(std::move(database)) {}
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease();
    [[nodiscard]] SQLite::Database& operator*() const { return *database_; }

   private:
    const BoxReaders* readers_;
    DatabasePtr database_;  // null: moved from
  };
  [[nodiscard]] Result<Lease> lend() const;

  /// Runs `read(SQLite::Database&)`, which returns a Result, on a lent connection.
  template <class Read>
  auto with(Read&& read) const -> decltype(read(std::declval<SQLite::Database&>())) {
    const auto lent = lend();
    if (!lent) return fail(lent.error());
    return guarded([&] { return read(**lent); });
  }

 private:
  void take_back(DatabasePtr database) const;

  std::filesystem::path file_;
  mutable std::mutex mutex_;  // guards idle_
  mutable std::vector<DatabasePtr> idle_;
};

}  // namespace candor::server::store
