#include "server/cli/text_file.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace candor::server {

Result<std::string> read_text_file(const std::string& path, std::uint64_t max_bytes) {
  std::error_code failed;
  if (!std::filesystem::is_regular_file(path, failed)) {
    return fail(ErrorKind::not_found, "there is no such file; check the path");
  }
  const auto size = std::filesystem::file_size(path, failed);
  if (failed) return fail(ErrorKind::not_found, "cannot be read; check the rights to it");
  if (size > max_bytes) {
    return fail(ErrorKind::too_large, "is larger than " + std::to_string(max_bytes / (1024 * 1024)) +
                                          " MiB, the most that is read at once");
  }
  std::string text(size, '\0');
  std::ifstream file(path, std::ios::binary);
  if (!file.read(text.data(), static_cast<std::streamsize>(size))) {
    return fail(ErrorKind::not_found, "cannot be read; check the rights to it");
  }
  return text;
}

Result<void> write_text_file(const std::string& path, std::string_view text) {
  return write_text_file(path, [text](const WritePiece& write_piece) { write_piece(text); });
}

Result<void> write_text_file(const std::string& path, const std::function<void(const WritePiece&)>& write) {
  const std::string part = path + ".part";
  std::ofstream file(part, std::ios::binary | std::ios::trunc);
  write([&file](std::string_view piece) {
    file.write(piece.data(), static_cast<std::streamsize>(piece.size()));
  });
  file.close();
  std::error_code failed;
  if (file) std::filesystem::rename(part, path, failed);
  if (!file || failed) {
    std::remove(part.c_str());
    return fail(ErrorKind::storage_full,
                "cannot be written; check that the directory exists, is yours to write to "
                "and has space");
  }
  return {};
}

}  // namespace candor::server
