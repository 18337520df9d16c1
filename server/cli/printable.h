// What came from elsewhere, as it may stand on a terminal.
#pragma once

#include <string>
#include <string_view>

namespace candor::server {

/// The text with "?" for each control character (U+0000…U+001F, U+007F…U+009F): names in files that anybody
/// may have written could move a terminal's cursor, or begin a line that pretends to be the program's.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace candor::server
