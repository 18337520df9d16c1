// SQLite's result codes as our errors, and the place where exceptions of SQLiteCpp end.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>
#include <string_view>

#include "forms/result.h"

namespace candor::server::store {

/// `code`: extended result code of SQLite. `what`: SQLite's own words. Full, unwritable or too large:
/// `storage_full`; locked: `busy`; a broken constraint: `conflict`; anything else: `internal`.
[[nodiscard]] Unexpected sqlite_failure(int code, std::string_view what);

/// Runs `work`, which returns a Result and may throw SQLite::Exception.
template <class Work>
auto guarded(Work&& work) -> decltype(work()) {
  try {
    return work();
  } catch (const SQLite::Exception& exception) {
    return sqlite_failure(exception.getExtendedErrorCode(), exception.what());
  }
}

}  // namespace candor::server::store
