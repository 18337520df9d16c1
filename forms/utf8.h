// UTF-8 as bytes: is it valid, how many characters, where in a file. Knows no language and no format.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "forms/result.h"

namespace candor::forms {

/// Offset of the first byte that cannot stand there in UTF-8 (overlong forms, surrogates, above U+10FFFF
/// and cut characters included); npos if all is well.
[[nodiscard]] std::size_t find_invalid_utf8(std::string_view text);

/// Precondition: valid UTF-8.
[[nodiscard]] std::size_t count_code_points(std::string_view text);

/// A place for people: lines and characters count from 1.
struct TextPosition {
  std::size_t line = 1;
  std::size_t column = 1;
};
[[nodiscard]] TextPosition position_at(std::string_view text, std::size_t offset);
/// "line 12, column 3".
[[nodiscard]] std::string place_of(TextPosition position);
/// "第L行第C列", for sentences; a diagnostic's place stays as place_of has it.
[[nodiscard]] std::string place_in_chinese(TextPosition position);

/// How a format tells people a place: given the text and an offset in it.
using DescribePlace = std::string (*)(std::string_view text, std::size_t offset);
[[nodiscard]] std::string describe_line_and_character(std::string_view text, std::size_t offset);

/// Whether a file handed in is UTF-8 without NUL bytes; otherwise says where it is not and what it looks
/// like instead (UTF-16, GB18030). Errors: `malformed` with one diagnostic.
[[nodiscard]] Result<void> check_encoding(std::string_view text,
                                          DescribePlace describe_place = describe_line_and_character);

/// `text` without a leading byte order mark.
[[nodiscard]] std::string_view skip_byte_order_mark(std::string_view text);

}  // namespace candor::forms
