#include "server/rehearsal/scratch_directory.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace candor::server::rehearsal {

Result<ScratchDirectory> ScratchDirectory::make(const std::filesystem::path& parent) {
  std::error_code error;
  std::filesystem::create_directories(parent, error);
  if (error) {
    return fail(ErrorKind::storage_full,
                fmt::format("cannot make the directory {}: {}", parent.string(), error.message()));
  }
  std::string name = (parent / "candor-rehearsal-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    return fail(ErrorKind::storage_full,
                fmt::format("cannot make a directory in {}: {}", parent.string(), std::strerror(errno)));
  }
  return ScratchDirectory(std::move(name));
}

ScratchDirectory::ScratchDirectory(ScratchDirectory&& other) noexcept
    : path_(std::exchange(other.path_, std::filesystem::path())) {}

ScratchDirectory::~ScratchDirectory() {
  if (path_.empty()) return;
  std::error_code nobody_to_tell;
  std::filesystem::remove_all(path_, nobody_to_tell);
}

}  // namespace candor::server::rehearsal
