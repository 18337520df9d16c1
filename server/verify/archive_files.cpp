#include "server/verify/archive_files.h"

#include <algorithm>

#include <fmt/format.h>

#include "server/protocol/zip_archive.h"

namespace candor::server::verify {

ArchiveFiles ArchiveFiles::read(std::string_view archive, const std::string& check_name, Verified& verified) {
  ArchiveFiles files;
  Check check(check_name);
  const auto entries = protocol::read_zip(archive);
  if (!entries) {
    check.problem(entries.error().detail);
    verified.checks.push_back(check.line({}));
    return files;
  }
  for (const auto& entry : *entries) files.files_.emplace(entry.name, entry.bytes);
  files.readable_ = true;
  verified.checks.push_back(
      check.line(fmt::format("{} files, {} bytes, rebuilt byte for byte", entries->size(), archive.size())));
  return files;
}

std::string_view ArchiveFiles::get(std::string_view name) const {
  const auto found = files_.find(name);
  return found == files_.end() ? std::string_view() : found->second;
}

void ArchiveFiles::compare_names(const std::vector<std::string>& names, Check& check) const {
  for (const std::string& name : names) {
    if (!has(name)) check.problem(name + " is missing");
  }
  for (const auto& [name, bytes] : files_) {
    if (!std::ranges::binary_search(names, name)) check.problem(std::string(name) + " does not belong there");
  }
}

}  // namespace candor::server::verify
