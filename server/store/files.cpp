// Files as the stores need them, over POSIX.
#include "server/store/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>

namespace candor::server::store {
namespace {

namespace fs = std::filesystem;

Unexpected file_failure(const std::string& deed, const fs::path& file, int code) {
  const bool storage = code == ENOSPC || code == EDQUOT || code == EFBIG || code == EACCES || code == EPERM ||
                       code == EROFS || code == ENOENT || code == ENOTDIR;
  return fail(storage ? ErrorKind::storage_full : ErrorKind::internal,
              file.string() + " cannot be " + deed + ": " + std::generic_category().message(code));
}

fs::path with_suffix(const fs::path& file, const char* suffix) {
  fs::path result = file;
  result += suffix;
  return result;
}

Result<void> remove_one(const fs::path& file) {
  if (::unlink(file.c_str()) != 0 && errno != ENOENT) return file_failure("removed", file, errno);
  return {};
}

Result<void> remove_companions(const fs::path& file) {
  for (const char* suffix : {"-wal", "-shm", "-journal"}) {
    if (auto removed = remove_one(with_suffix(file, suffix)); !removed) return removed;
  }
  return {};
}

Result<void> sync_path(const fs::path& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
  if (descriptor < 0) return file_failure("opened", path, errno);
  const int code = ::fsync(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  if (code != 0) return file_failure("written", path, code);
  return {};
}

}  // namespace

fs::path beside(const fs::path& file) {
  return with_suffix(file, ".new");
}

Result<void> make_private_file(const fs::path& file) {
  const int descriptor = ::open(file.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) return file_failure("made", file, errno);
  ::close(descriptor);
  return {};
}

Result<void> remove_database(const fs::path& file) {
  // The database first: a log without its database is harmless, a database without its log is not.
  if (auto removed = remove_one(file); !removed) return removed;
  return remove_companions(file);
}

Result<void> replace_database(const fs::path& from, const fs::path& to) {
  if (auto synced = sync_path(from, O_RDWR); !synced) return synced;
  if (auto removed = remove_companions(to); !removed) return removed;
  if (::rename(from.c_str(), to.c_str()) != 0) return file_failure("replaced", to, errno);
  const fs::path directory = to.has_parent_path() ? to.parent_path() : fs::path(".");
  return sync_path(directory, O_RDONLY | O_DIRECTORY);
}

}  // namespace candor::server::store
