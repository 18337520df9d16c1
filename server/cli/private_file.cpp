#include "server/cli/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace candor::server {
namespace {

Unexpected cannot_write() {
  return fail(ErrorKind::storage_full,
              "cannot be written; check that the directory exists, is yours to write to and has space");
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(file) == 0;
}

/// Never follows a link and never opens what is there already.
Result<void> write_new(const std::string& path, std::string_view text) {
  const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0 && errno == EEXIST) {
    return fail(ErrorKind::conflict,
                "is there already, and is not written over; choose another name, or move it away");
  }
  if (file < 0) return cannot_write();
  const bool written = write_all(file, text);
  const bool closed = ::close(file) == 0;
  if (written && closed) return {};
  ::unlink(path.c_str());
  return cannot_write();
}

}  // namespace

Result<void> write_private_file(const std::string& path, std::string_view text, Existing existing) {
  if (existing == Existing::refuse) return write_new(path, text);
  const std::string part = path + ".part";
  ::unlink(part.c_str());  // what a killed run left
  if (auto written = write_new(part, text); !written) return written;
  if (std::rename(part.c_str(), path.c_str()) == 0) return {};
  ::unlink(part.c_str());
  return cannot_write();
}

}  // namespace candor::server
