// Chinese spreadsheets save CSV as GB18030 (GBK): taken for what it is, rather than sent back. Knows no
// columns.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "forms/result.h"

namespace candor::forms {

/// `bytes` as UTF-8 where all of them are GB18030; nullopt otherwise, or where the C library lacks the table.
[[nodiscard]] std::optional<std::string> decode_gb18030(std::string_view bytes);

struct CsvText {
  std::string_view text;  ///< UTF-8, without NUL, into the input or into `converted`
  std::string converted;  ///< empty unless gb18030
  bool gb18030 = false;
  CsvText() = default;
  CsvText(const CsvText&) = delete;  ///< `text` would look into the other one
  CsvText& operator=(const CsvText&) = delete;
};

/// Fills `out` with a CSV that is UTF-8 or, where it is not, GB18030. Errors: `malformed`, `too_large`, as
/// check_csv_encoding tells them.
[[nodiscard]] Result<void> read_csv_text(std::string_view bytes, CsvText& out);

}  // namespace candor::forms
