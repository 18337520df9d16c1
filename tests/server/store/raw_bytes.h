// What lies on the disk, byte for byte: the database file and its log.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "server/store/bytes.h"

namespace candor::server::tests {

/// Empty if there is no such file.
inline std::string contents(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

inline std::string text_of(ByteView bytes) {
  return {bytes.begin(), bytes.end()};
}

inline std::filesystem::path log_of(std::filesystem::path file) {
  file += "-wal";
  return file;
}

inline bool is_on_disk(const std::filesystem::path& file, const std::string& needle) {
  return contents(file).find(needle) != std::string::npos ||
         contents(log_of(file)).find(needle) != std::string::npos;
}

/// The file without what its header counts: transactions, at offsets 24 and 92, and schema changes, at 40
/// (SQLite file format 1.3).
inline std::string without_counters(std::string bytes) {
  return bytes.replace(24, 4, 4, '\0').replace(40, 4, 4, '\0').replace(92, 4, 4, '\0');
}

}  // namespace candor::server::tests
