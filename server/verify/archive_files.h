// An archive's files by name. Views: the archive's bytes must live as long.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/verify/checks.h"

namespace candor::server::verify {

class ArchiveFiles {
 public:
  /// The line of the check comes with it; without files where the archive cannot be read.
  [[nodiscard]] static ArchiveFiles read(std::string_view archive, const std::string& check_name,
                                         Verified& verified);

  [[nodiscard]] bool readable() const { return readable_; }
  [[nodiscard]] bool has(std::string_view name) const { return files_.contains(name); }
  /// Empty where there is none.
  [[nodiscard]] std::string_view get(std::string_view name) const;
  [[nodiscard]] const std::map<std::string_view, std::string_view>& all() const { return files_; }
  /// Problems for each name that is missing, and each that is none of these. `names` ascend.
  void compare_names(const std::vector<std::string>& names, Check& check) const;

 private:
  bool readable_ = false;
  std::map<std::string_view, std::string_view> files_;
};

}  // namespace candor::server::verify
