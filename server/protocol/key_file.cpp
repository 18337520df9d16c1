// Key files over POSIX: nothing is buffered on the way, and no name or byte is left to the kernel's good
// will.
#include "server/protocol/key_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <system_error>

namespace candor::server::protocol {
namespace {

namespace fs = std::filesystem;

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] bool is_open() const { return number_ >= 0; }

 private:
  int number_;
};

Unexpected file_failure(const std::string& deed, const fs::path& path, int code) {
  const bool storage = code == ENOSPC || code == EDQUOT || code == EACCES || code == EPERM || code == EROFS ||
                       code == ENOENT || code == ENOTDIR;
  return fail(storage ? ErrorKind::storage_full : ErrorKind::internal,
              path.string() + " cannot be " + deed + ": " + std::generic_category().message(code));
}

Unexpected no_key_file(const fs::path& path) {
  return fail(ErrorKind::invalid, path.string() + " is not a key file: one is a plain file of 32 bytes.");
}

/// 0, or what errno says.
int write_all(int descriptor, ByteView bytes) {
  while (!bytes.empty()) {
    const ::ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return ::fsync(descriptor) == 0 ? 0 : errno;
}

Result<void> sync_directory_of(const fs::path& path) {
  const fs::path directory = path.has_parent_path() ? path.parent_path() : fs::path(".");
  const Descriptor opened(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened.is_open()) return file_failure("opened", directory, errno);
  if (::fsync(opened.number()) != 0) return file_failure("written", directory, errno);
  return {};
}

/// Size of an open plain file, or nothing else: a pipe or a device would block or swallow.
Result<std::size_t> plain_size(const Descriptor& file, const fs::path& path) {
  struct stat status {};
  if (::fstat(file.number(), &status) != 0) return file_failure("read", path, errno);
  if (!S_ISREG(status.st_mode)) return no_key_file(path);
  return static_cast<std::size_t>(status.st_size);
}

}  // namespace

Result<Bytes32> read_key_file(const fs::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (!file.is_open() && errno == ENOENT)
    return fail(ErrorKind::not_found, path.string() + " does not exist.");
  if (!file.is_open()) return file_failure("read", path, errno);
  const auto size = plain_size(file, path);
  if (!size) return fail(size.error());
  Bytes32 key{};
  if (*size != key.size()) return no_key_file(path);
  std::size_t done = 0;
  while (done < key.size()) {
    const ::ssize_t got = ::read(file.number(), key.data() + done, key.size() - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return file_failure("read", path, errno);
    if (got == 0) return no_key_file(path);
    done += static_cast<std::size_t>(got);
  }
  return key;
}

Result<void> write_key_file(const fs::path& path, const Bytes32& key) {
  int code = 0;
  {
    const Descriptor file(::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (!file.is_open() && errno == EEXIST) {
      return fail(ErrorKind::conflict, path.string() + " exists already; a key is never replaced.");
    }
    if (!file.is_open()) return file_failure("made", path, errno);
    code = write_all(file.number(), key);
  }
  if (code == 0) return sync_directory_of(path);
  ::unlink(path.c_str());  // ours, and not whole: a later attempt shall not find it
  return file_failure("written", path, code);
}

Result<void> destroy_key_file(const fs::path& path) {
  {
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC));
    if (!file.is_open() && errno == ENOENT) return {};
    if (!file.is_open()) return file_failure("overwritten", path, errno);
    const auto size = plain_size(file, path);
    if (!size) return fail(size.error());
    const Bytes zeros(*size, 0);
    if (const int code = write_all(file.number(), zeros); code != 0)
      return file_failure("overwritten", path, code);
  }
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) return file_failure("removed", path, errno);
  return sync_directory_of(path);
}

}  // namespace candor::server::protocol
