#include "forms/scaled_number.h"

#include <algorithm>

#include "forms/round_limits.h"

namespace candor::forms {
namespace {

std::int64_t power_of_ten(int exponent) {
  std::int64_t power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// -1, 0 or 1 as scaled/10^decimals is less than, equal to or greater than `bound`.
int compare(std::int64_t scaled, int decimals, const ExactNumber& bound) {
  __extension__ using Wide = __int128;
  const Wide left = Wide{scaled} * bound.denominator;
  const Wide right = Wide{bound.numerator} * power_of_ten(decimals);
  return left < right ? -1 : (left > right ? 1 : 0);
}

}  // namespace

std::optional<std::int64_t> parse_scaled(std::string_view text, int decimals) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const auto point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  std::string_view fraction = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (!is_digits(whole) || (whole.size() > 1 && whole.front() == '0')) return std::nullopt;
  if (point != std::string_view::npos && !is_digits(fraction)) return std::nullopt;
  while (fraction.ends_with('0')) fraction.remove_suffix(1);
  if (fraction.size() > static_cast<std::size_t>(decimals) || whole.size() > 16) return std::nullopt;
  std::int64_t scaled = 0;
  const std::string_view zeros =
      std::string_view("000000").substr(0, static_cast<std::size_t>(decimals) - fraction.size());
  for (const std::string_view part : {whole, fraction, zeros}) {
    for (const char c : part) {
      scaled = scaled * 10 + (c - '0');
      if (scaled > kMaxScaledNumber) return std::nullopt;
    }
  }
  return negative ? -scaled : scaled;
}

std::string encode_scaled(std::int64_t scaled, int decimals) {
  const std::int64_t power = power_of_ten(decimals);
  const std::int64_t size = scaled < 0 ? -scaled : scaled;
  std::string text = (scaled < 0 ? "-" : "") + std::to_string(size / power);
  std::string fraction = std::to_string(size % power);
  fraction.insert(
      0, static_cast<std::size_t>(decimals) - std::min(fraction.size(), static_cast<std::size_t>(decimals)),
      '0');
  while (fraction.ends_with('0')) fraction.pop_back();
  return fraction.empty() ? text : text + "." + fraction;
}

bool is_within_bounds(const Item& item, std::int64_t scaled) {
  return (!item.minimum || compare(scaled, item.decimals, *item.minimum) >= 0) &&
         (!item.maximum || compare(scaled, item.decimals, *item.maximum) <= 0);
}

Phrase describe_number(const Item& item) {
  Phrase words = item.decimals == 0 ? Phrase{"an integer", "整数"} : Phrase{"a number", "数"};
  if (item.minimum && item.maximum) {
    words = say({"{0} from {1} to {2}", "{1}至{2}之间的{0}"}, words, item.minimum->text, item.maximum->text);
  } else if (item.minimum) {
    words = say({"{0} from {1}", "不小于{1}的{0}"}, words, item.minimum->text);
  } else if (item.maximum) {
    words = say({"{0} up to {1}", "不大于{1}的{0}"}, words, item.maximum->text);
  }
  if (item.decimals == 0) return words;
  return item.decimals == 1
             ? say({"{0} with at most 1 decimal", "{0}（最多1位小数）"}, words)
             : say({"{0} with at most {1} decimals", "{0}（最多{1}位小数）"}, words, item.decimals);
}

}  // namespace candor::forms
