// A directory that exists as long as this object does.
#pragma once

#include <filesystem>

#include "forms/result.h"

namespace candor::server::rehearsal {

class ScratchDirectory {
 public:
  /// A new one of mode 0700 under `parent`, which is made too where it is missing. Errors: `storage_full`.
  static Result<ScratchDirectory> make(const std::filesystem::path& parent);
  ScratchDirectory(ScratchDirectory&& other) noexcept;
  ScratchDirectory& operator=(ScratchDirectory&&) = delete;
  ~ScratchDirectory();  ///< removes it with everything in it
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  explicit ScratchDirectory(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;  ///< empty: moved from
};

}  // namespace candor::server::rehearsal
