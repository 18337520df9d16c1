// Validation goes eight ASCII bytes at a time: files of 100 MB and more pass through here.
#include "forms/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace candor::forms {
namespace {

using Byte = unsigned char;

bool is_ascii_block(const char* at) {
  std::uint64_t block = 0;
  std::memcpy(&block, at, sizeof block);
  return (block & 0x8080808080808080U) == 0;
}

bool is_continuation(Byte byte) {
  return (byte & 0xC0U) == 0x80U;
}

/// Length of the multi-byte character at the front of `text`, 0 if there is none.
std::size_t multibyte_length(std::string_view text) {
  const auto at = [text](std::size_t i) { return static_cast<Byte>(text[i]); };
  const Byte lead = at(0);
  const std::size_t length = lead >= 0xF0 ? 4 : (lead >= 0xE0 ? 3 : 2);
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(at(i))) return 0;
  }
  const Byte second = at(1);
  const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
  const bool out_of_range = (lead == 0xED && second > 0x9F) || (lead == 0xF4 && second > 0x8F);
  return overlong || out_of_range ? 0 : length;
}

/// A guess for the error message only: every byte pair above ASCII is one of GB18030's.
bool looks_like_gb18030(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto lead = static_cast<Byte>(text[i]);
    if (lead < 0x80) continue;
    if (lead == 0x80 || lead == 0xFF || ++i >= text.size()) return false;
    const auto trail = static_cast<Byte>(text[i]);
    const bool is_four_byte_form = trail >= 0x30 && trail <= 0x39;
    if (!is_four_byte_form && (trail < 0x40 || trail == 0x7F || trail == 0xFF)) return false;
  }
  return true;
}

bool looks_like_utf16(std::string_view text) {
  return text.substr(0, 2) == "\xFF\xFE" || text.substr(0, 2) == "\xFE\xFF";
}

/// The file ends in a character whose first byte is at `bad`.
bool is_cut_off(std::string_view text, std::size_t bad) {
  const std::string_view rest = text.substr(bad);
  const auto lead = static_cast<Byte>(rest[0]);
  const std::size_t length = lead >= 0xF0 ? 4 : (lead >= 0xE0 ? 3 : 2);
  return lead >= 0xC2 && lead <= 0xF4 && rest.size() < length &&
         std::all_of(rest.begin() + 1, rest.end(),
                     [](char c) { return is_continuation(static_cast<Byte>(c)); });
}

/// Three characters beyond ASCII that are UTF-8 are hardly an accident: the file was not saved in another
/// encoding as a whole.
bool is_mostly_utf8(std::string_view text, std::size_t bad) {
  const std::string_view before = skip_byte_order_mark(text.substr(0, bad));
  constexpr std::ptrdiff_t kEnough = 3;
  return std::count_if(before.begin(), before.end(), [](char c) { return static_cast<Byte>(c) >= 0xC2; }) >=
         kEnough;
}

Phrase name_encoding(std::string_view text, std::size_t bad) {
  if (looks_like_utf16(text)) return {"this file looks like UTF-16", "此文件疑为 UTF-16 编码"};
  if (is_cut_off(text, bad)) {
    return {"the file ends in the middle of a character: it may be cut off",
            "文件在一个字符中间结束，可能不完整"};
  }
  if (is_mostly_utf8(text, bad)) {
    return {"what stands before is UTF-8, this byte is not: the file mixes encodings",
            "此前为 UTF-8 编码，此字节不是：文件混用了多种编码"};
  }
  if (looks_like_gb18030(text))
    return {"this file looks like GB18030 (GBK)", "此文件疑为 GB18030（GBK）编码"};
  return {"this byte is not part of any UTF-8 character", "此字节不属于任何 UTF-8 字符"};
}

}  // namespace

std::size_t find_invalid_utf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    if (i + 8 <= text.size() && is_ascii_block(text.data() + i)) {
      i += 8;
    } else if (static_cast<Byte>(text[i]) < 0x80) {
      ++i;
    } else {
      const std::size_t length = multibyte_length(text.substr(i));
      if (length == 0) return i;
      i += length;
    }
  }
  return std::string_view::npos;
}

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(static_cast<Byte>(c)); }));
}

TextPosition position_at(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto newline = before.rfind('\n');
  const std::string_view line = newline == std::string_view::npos ? before : before.substr(newline + 1);
  return {1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')),
          1 + count_code_points(skip_byte_order_mark(line))};
}

std::string place_of(TextPosition position) {
  return "line " + std::to_string(position.line) + ", column " + std::to_string(position.column);
}

std::string place_in_chinese(TextPosition position) {
  return say({"line {0}, column {1}", "第{0}行第{1}列"}, position.line, position.column).zh;
}

std::string describe_line_and_character(std::string_view text, std::size_t offset) {
  return place_of(position_at(text, offset));
}

Result<void> check_encoding(std::string_view text, DescribePlace describe_place) {
  if (const auto bad = find_invalid_utf8(text); bad != std::string_view::npos) {
    const std::string place = describe_place(text, bad);
    return fail(ErrorKind::malformed,
                Phrase{"The file is not UTF-8 at " + place + ".", "文件不是 UTF-8 编码。"},
                {{Diagnostic::Severity::error,
                  place,
                  say({"expected UTF-8; {0}", "应为 UTF-8 编码；{0}"}, name_encoding(text, bad)),
                  {"Save the file as UTF-8 and send it again.", "请将文件另存为 UTF-8 编码后重新提交。"}}});
  }
  if (const auto nul = text.find('\0'); nul != std::string_view::npos) {
    const std::string place = describe_place(text, nul);
    return fail(ErrorKind::malformed,
                Phrase{"The file holds a NUL byte at " + place + ".", "文件中有空字节。"},
                {{Diagnostic::Severity::error,
                  place,
                  {"expected text without NUL bytes", "文件中不应有空字节"},
                  {"Remove the byte, or save the file as UTF-8 (not UTF-16).",
                   "请删去该字节，或将文件另存为 UTF-8（而非 UTF-16）编码。"}}});
  }
  return {};
}

std::string_view skip_byte_order_mark(std::string_view text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  return text.starts_with(kMark) ? text.substr(kMark.size()) : text;
}

}  // namespace candor::forms
