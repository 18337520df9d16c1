// E-mail addresses and names in messengers, in folded text.
#include <algorithm>
#include <array>
#include <optional>

#include "analysis/comments/marks.h"

namespace candor::analysis {
namespace {

bool is_alphanumeric(char32_t point) {
  return (point >= U'a' && point <= U'z') || (point >= U'0' && point <= U'9');
}
bool is_local(char32_t point) {
  return is_alphanumeric(point) || std::u32string_view(U"._%+-").find(point) != std::u32string_view::npos;
}
bool is_domain(char32_t point) {
  return is_alphanumeric(point) || point == U'.' || point == U'-';
}

/// The address around the @ at `at`: something before it, and behind it a domain with a point in it.
std::optional<FoldedMark> find_email(std::u32string_view text, std::size_t at) {
  std::size_t start = at, end = at + 1;
  while (start > 0 && is_local(text[start - 1])) --start;
  while (end < text.size() && is_domain(text[end])) ++end;
  while (end > at + 1 && !is_alphanumeric(text[end - 1])) --end;
  const auto domain = text.substr(at + 1, end - at - 1);
  const auto point = domain.rfind(U'.');
  if (start == at || point == domain.npos || point == 0 || domain.size() - point < 3) return std::nullopt;
  return FoldedMark{MarkKind::email, start, end};
}

constexpr std::array<std::u32string_view, 14> kMessengers{U"微信", U"weixin",   U"wechat",   U"v信",  U"vx",
                                                          U"wx",   U"qq",       U"扣扣",     U"钉钉", U"抖音",
                                                          U"飞书", U"whatsapp", U"telegram", U"skype"};

/// The account that a messenger's name at `at` introduces: "微信号 abc123", "wechat: abc", "qq12345678".
std::optional<FoldedMark> find_contact(std::u32string_view text, std::size_t at, std::u32string_view name) {
  constexpr std::u32string_view kBridge = U"号码是为id账户:=~ ";
  constexpr std::u32string_view kPlainly = U"号:=";
  std::size_t start = at + name.size();
  const std::size_t bridge = start;
  while (start < text.size() && start - bridge < 8 && kBridge.find(text[start]) != kBridge.npos) ++start;
  // "id" is a bridge only where something follows it.
  const auto between = text.substr(bridge, start - bridge);
  std::size_t end = start;
  bool has_digit = false;
  while (end < text.size() && (is_alphanumeric(text[end]) || text[end] == U'_' || text[end] == U'-')) {
    has_digit = has_digit || !(text[end] >= U'a' && text[end] <= U'z');
    ++end;
  }
  const bool plainly = between.find_first_of(kPlainly) != between.npos;
  const std::size_t fewest = plainly ? 3 : 5;
  if (end - start < fewest || end - start > 30 || !(plainly || has_digit)) return std::nullopt;
  return FoldedMark{MarkKind::contact, start, end};
}

}  // namespace

void find_addresses(std::u32string_view text, std::vector<FoldedMark>& marks) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == U'@') {
      if (const auto email = find_email(text, at)) marks.push_back(*email);
      continue;
    }
    for (const auto messenger : kMessengers) {
      if (text[at] != messenger[0] || !text.substr(at).starts_with(messenger)) continue;
      if (at > 0 && is_alphanumeric(text[at - 1]) && is_alphanumeric(text[at])) continue;
      if (const auto contact = find_contact(text, at, messenger)) marks.push_back(*contact);
    }
  }
}

}  // namespace candor::analysis
