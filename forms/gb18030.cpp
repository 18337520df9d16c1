// The table is the C library's (iconv): a pure conversion of bytes, chosen by no locale.
#include "forms/gb18030.h"

#include <iconv.h>

#include <array>
#include <cerrno>

#include "forms/csv.h"
#include "forms/utf8.h"

namespace candor::forms {
namespace {

constexpr std::size_t kChunkBytes = 16 * 1024;

/// Owns one conversion; `is_open` is false where the C library has no such table.
class Converter {
 public:
  Converter() : handle_(iconv_open("UTF-8", "GB18030")) {}
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  ~Converter() {
    if (is_open()) iconv_close(handle_);
  }
  // iconv tells failure by the pointer -1.
  [[nodiscard]] bool is_open() const { return reinterpret_cast<std::intptr_t>(handle_) != -1; }

  /// Converts as much as fits into one chunk and takes it off `rest`. False where the bytes are wrong.
  bool convert(std::string_view& rest, std::string& out) {
    std::array<char, kChunkBytes> chunk;
    char* from = const_cast<char*>(rest.data());  // iconv reads only, whatever its signature says
    std::size_t left = rest.size();
    char* to = chunk.data();
    std::size_t space = chunk.size();
    const std::size_t converted = iconv(handle_, &from, &left, &to, &space);
    const bool is_full = converted == static_cast<std::size_t>(-1) && errno == E2BIG;
    if (converted == static_cast<std::size_t>(-1) && !is_full) return false;
    out.append(chunk.data(), chunk.size() - space);
    rest.remove_prefix(rest.size() - left);
    return true;
  }

 private:
  iconv_t handle_;
};

}  // namespace

std::optional<std::string> decode_gb18030(std::string_view bytes) {
  Converter converter;
  if (!converter.is_open()) return std::nullopt;
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 2);  // two bytes become three
  while (!bytes.empty()) {
    if (!converter.convert(bytes, text)) return std::nullopt;
  }
  return text;
}

Result<void> read_csv_text(std::string_view bytes, CsvText& out) {
  out.text = bytes;
  if (bytes.size() <= kMaxCsvBytes && find_invalid_utf8(bytes) != std::string_view::npos) {
    if (auto decoded = decode_gb18030(bytes)) {
      out.converted = std::move(*decoded);
      out.text = out.converted;
      out.gb18030 = true;
    }
  }
  return check_csv_encoding(out.text);
}

}  // namespace candor::forms
