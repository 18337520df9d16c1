#include "analysis/comments/code_points.h"

namespace candor::analysis {

std::u32string code_points_of(std::string_view text) {
  std::u32string points;
  points.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    char32_t point = length == 1 ? lead : lead & (0xffU >> (length + 1));
    for (std::size_t next = 1; next < length && at + next < text.size(); ++next)
      point = (point << 6) | (static_cast<unsigned char>(text[at + next]) & 0x3fU);
    points.push_back(point);
    at += length;
  }
  return points;
}

std::string utf8_of(std::u32string_view code_points) {
  std::string text;
  text.reserve(code_points.size());
  const auto add = [&text](char32_t bits) { text.push_back(static_cast<char>(bits)); };
  for (const char32_t point : code_points) {
    if (point < 0x80) {
      add(point);
    } else if (point < 0x800) {
      add(0xc0 | (point >> 6));
      add(0x80 | (point & 0x3f));
    } else if (point < 0x10000) {
      add(0xe0 | (point >> 12));
      add(0x80 | ((point >> 6) & 0x3f));
      add(0x80 | (point & 0x3f));
    } else {
      add(0xf0 | (point >> 18));
      add(0x80 | ((point >> 12) & 0x3f));
      add(0x80 | ((point >> 6) & 0x3f));
      add(0x80 | (point & 0x3f));
    }
  }
  return text;
}

}  // namespace candor::analysis
