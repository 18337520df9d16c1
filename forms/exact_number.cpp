#include "forms/exact_number.h"

#include <cstddef>
#include <numeric>
#include <optional>
#include <utility>

namespace candor::forms {
namespace {

constexpr std::size_t kMaxDigits = 15;  // products of two such numbers stay inside 128 bits

struct Digits {
  std::int64_t value = 0;
  std::int64_t scale = 1;  // 10^(digits after the point)
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Reads `[0-9]+` or, where `allow_point`, `[0-9]+(\.[0-9]+)?`, the whole of `text`.
std::optional<Digits> parse_digits(std::string_view text, bool allow_point) {
  Digits digits;
  std::size_t count = 0;
  bool point_seen = false;
  if (text.empty() || !is_digit(text.front()) || !is_digit(text.back())) return std::nullopt;
  for (const char c : text) {
    if (c == '.' && allow_point && !point_seen) {
      point_seen = true;
      continue;
    }
    if (!is_digit(c) || ++count > kMaxDigits) return std::nullopt;
    digits.value = digits.value * 10 + (c - '0');
    if (point_seen) digits.scale *= 10;
  }
  return digits;
}

std::optional<std::pair<std::int64_t, std::int64_t>> parse_parts(std::string_view text) {
  if (const auto slash = text.find('/'); slash != std::string_view::npos) {
    const auto over = parse_digits(text.substr(0, slash), false);
    const auto under = parse_digits(text.substr(slash + 1), false);
    if (!over || !under || under->value == 0) return std::nullopt;
    return std::pair{over->value, under->value};
  }
  std::int64_t divisor = 1;
  if (!text.empty() && text.back() == '%') {
    divisor = 100;
    text.remove_suffix(1);
  }
  const auto digits = parse_digits(text, true);
  if (!digits) return std::nullopt;
  return std::pair{digits->value, digits->scale * divisor};
}

}  // namespace

std::strong_ordering ExactNumber::operator<=>(const ExactNumber& other) const {
  // GCC and Clang both have it; __extension__ says to -Wpedantic that this is meant.
  __extension__ using Wide = __int128;
  const Wide left = Wide{numerator} * other.denominator;
  const Wide right = Wide{other.numerator} * denominator;
  return left < right ? std::strong_ordering::less
                      : (left > right ? std::strong_ordering::greater : std::strong_ordering::equal);
}

Result<ExactNumber> parse_exact_number(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  const auto parts = parse_parts(negative ? text.substr(1) : text);
  if (!parts) {
    return fail(
        ErrorKind::malformed,
        say({"expected an integer, a decimal (\"0.3\"), a fraction (\"1/3\") or a percentage (\"20%\") "
             "of at most {0} digits",
             "应为整数、小数（“0.3”）、分数（“1/3”）或百分数（“20%”），不超过{0}位"},
            kMaxDigits));
  }
  const auto [numerator, denominator] = *parts;
  const std::int64_t divisor = std::gcd(numerator, denominator);
  return ExactNumber{std::string(text), (negative ? -numerator : numerator) / divisor, denominator / divisor};
}

ExactNumber exact_integer(std::int64_t value) {
  return {std::to_string(value), value, 1};
}

}  // namespace candor::forms
