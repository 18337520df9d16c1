// Telephone, identity and account numbers in folded text, among dates, amounts and scores that are none.
#include <algorithm>
#include <array>
#include <optional>

#include "analysis/comments/marks.h"

namespace candor::analysis {
namespace {

constexpr std::size_t kFewestDigits = 7, kMostDigits = 15;  // of a telephone number (ITU-T E.164)

/// A digit, in Chinese numerals too; "幺" is how one says 1 in numbers.
std::optional<char> digit_of(char32_t point) {
  if (point >= U'0' && point <= U'9') return static_cast<char>(point);
  constexpr std::u32string_view kNumerals = U"〇一二三四五六七八九";
  if (const auto at = kNumerals.find(point); at != kNumerals.npos) return static_cast<char>('0' + at);
  if (point == U'零') return '0';
  if (point == U'幺') return '1';
  return std::nullopt;
}

bool is_separator(char32_t point) {
  constexpr std::u32string_view kSeparators = U" -.()_/\u2010\u2011\u2012\u2013\u2014\u2212";
  return kSeparators.find(point) != kSeparators.npos;
}

bool is_letter(char32_t point) {
  return point >= U'a' && point <= U'z';
}

/// Digits with separators among them; groups are what separators stand between.
struct Run {
  std::size_t start = 0, end = 0;
  std::string digits;
  std::vector<std::string> groups;
  std::u32string separators;  ///< all of them, as they came
  bool plus = false;          ///< led by "+" or "00"
};

/// The run that begins with the digit at `at`: at most two separators between digits, one point only.
Run read_run(std::u32string_view text, std::size_t at) {
  Run run;
  run.start = at;
  run.groups.emplace_back();
  while (at < text.size()) {
    const auto digit = digit_of(text[at]);
    if (digit) {
      run.digits += *digit;
      run.groups.back() += *digit;
      run.end = ++at;
      continue;
    }
    std::size_t next = at;
    while (next < text.size() && next - at < 3 && is_separator(text[next])) ++next;
    if (next == at || next - at > 2 || next >= text.size() || !digit_of(text[next])) break;
    run.separators += text.substr(at, next - at);
    run.groups.emplace_back();
    at = next;
  }
  if (run.start > 0 && text[run.start - 1] == U'(') --run.start;
  if (run.start > 0 && text[run.start - 1] == U'+') --run.start;
  run.plus = text[run.start] == U'+' || run.digits.starts_with("00");
  return run;
}

int number_of(std::string_view digits) {
  int number = 0;
  for (const char digit : digits.substr(0, 8)) number = number * 10 + (digit - '0');
  return number;
}

bool is_year(std::string_view group) {
  return group.size() == 4 && (group.starts_with("19") || group.starts_with("20"));
}
bool is_in(std::string_view group, int first, int last) {
  return !group.empty() && group.size() <= 2 && number_of(group) >= first && number_of(group) <= last;
}
bool is_month(std::string_view group) {
  return is_in(group, 1, 12);
}
bool is_day(std::string_view group) {
  return is_in(group, 1, 31);
}

/// "20261121".
bool is_compact_date(std::string_view digits) {
  return digits.size() == 8 && is_year(digits.substr(0, 4)) && is_month(digits.substr(4, 2)) &&
         is_day(digits.substr(6, 2));
}

/// Whether all groups are parts of dates: years, year-month-day, day-month-year, "2024.1-2026.12", and what
/// follows a date as an hour does.
bool is_dates(const std::vector<std::string>& groups) {
  std::size_t at = 0;
  while (at < groups.size()) {
    const std::size_t left = groups.size() - at;
    if (left >= 3 && is_in(groups[at], 1, 31) && is_in(groups[at + 1], 1, 31) && is_year(groups[at + 2]))
      at += 3;
    else if (is_compact_date(groups[at]))
      at += 1;
    else if (is_year(groups[at]))
      at += left >= 3 && is_month(groups[at + 1]) && is_day(groups[at + 2]) ? 3
            : left >= 2 && is_month(groups[at + 1])                         ? 2
                                                                            : 1;
    else if (at > 0 && is_in(groups[at], 0, 31))
      at += 1;
    else
      return false;
  }
  return true;
}

bool is_mobile(std::string_view digits) {
  if (digits.size() > 11 && digits.starts_with("86")) digits.remove_prefix(2);
  return digits.size() == 11 && digits[0] == '1' && digits[1] >= '3';
}

/// Marks, percentages and the like one after another: every group short, or decimals.
bool is_list_of_numbers(const Run& run) {
  if (run.plus || is_mobile(run.digits)) return false;
  const auto longest = std::ranges::max(run.groups, {}, &std::string::size).size();
  if (longest == 1) return true;
  if (longest == 2) return run.digits.size() < 10 || run.digits[0] != '0';
  const auto points = static_cast<std::size_t>(std::ranges::count(run.separators, U'.'));
  return points != 0 && points != run.separators.size() && longest < 4;
}

/// "3.1415926", "192.168.1.100".
bool is_decimal_or_address(const Run& run) {
  if (run.separators.find_first_not_of(U'.') != run.separators.npos) return false;
  if (run.groups.size() == 2) return !(run.groups[0].size() >= 3 && run.groups[0][0] == '0');
  return run.groups.size() == 4 && std::ranges::all_of(run.groups, [](const auto& group) {
           return group.size() <= 3 && number_of(group) <= 255;
         });
}

/// "10000000元", "￥2000000", "1234567 人".
bool is_amount(std::u32string_view text, const Run& run) {
  constexpr std::u32string_view kUnits = U"元万亿块人个件户台吨年次份项%‰米";
  constexpr std::u32string_view kCurrencies = U"¥$€£";
  std::size_t after = run.end;
  while (after < text.size() && text[after] == U' ') ++after;
  const auto rest = text.substr(after);
  if (!rest.empty() && kUnits.find(rest[0]) != kUnits.npos) return true;
  for (const std::u32string_view unit : {U"yuan", U"rmb", U"usd", U"eur", U"people", U"美元"}) {
    if (rest.starts_with(unit)) return true;
  }
  return run.start > 0 && kCurrencies.find(text[run.start - 1]) != kCurrencies.npos;
}

/// A last digit X, as identity numbers of 18 have it, perhaps after one separator.
std::optional<std::size_t> end_of_x(std::u32string_view text, std::size_t at) {
  if (at < text.size() && is_separator(text[at])) ++at;
  if (at >= text.size() || text[at] != U'x' || (at + 1 < text.size() && is_letter(text[at + 1])))
    return std::nullopt;
  return at + 1;
}

/// Letters right before the digits: passports "e12345678", permits, "h1234567", Hong Kong "a123456(7)".
std::optional<FoldedMark> find_lettered(std::u32string_view text, const Run& run) {
  std::size_t first = run.start;
  while (first > 0 && is_letter(text[first - 1])) --first;
  const std::size_t letters = run.start - first;
  if (letters == 0 || letters > 2 || text[run.start] == U'(' || text[run.start] == U'+') return std::nullopt;
  const std::string& leading = run.groups[0];
  if (leading.size() >= 7 && leading.size() <= 10 && !is_compact_date(leading))
    return FoldedMark{MarkKind::identity_number, first, run.start + leading.size()};
  const std::size_t bracket = run.start + 6;
  if (leading.size() != 6 || bracket + 2 >= text.size() || text[bracket] != U'(' ||
      text[bracket + 2] != U')' || !(digit_of(text[bracket + 1]) || text[bracket + 1] == U'a'))
    return std::nullopt;
  return FoldedMark{MarkKind::identity_number, first, bracket + 3};
}

/// What a run of digits is, if it is anything that tells on somebody.
std::optional<FoldedMark> judge(std::u32string_view text, const Run& run) {
  if (auto lettered = find_lettered(text, run)) return lettered;
  const std::size_t count = run.digits.size();
  if (count < kFewestDigits || is_dates(run.groups)) return std::nullopt;
  if (count == 17) {
    if (const auto end = end_of_x(text, run.end))
      return FoldedMark{MarkKind::identity_number, run.start, *end};
  }
  if (is_list_of_numbers(run) || is_decimal_or_address(run) || is_amount(text, run)) return std::nullopt;
  const bool is_telephone = count < kMostDigits || (count == kMostDigits && run.plus);
  return FoldedMark{is_telephone ? MarkKind::telephone : MarkKind::identity_number, run.start, run.end};
}

}  // namespace

void find_numbers(std::u32string_view text, std::vector<FoldedMark>& marks) {
  for (std::size_t at = 0; at < text.size();) {
    if (!digit_of(text[at])) {
      ++at;
      continue;
    }
    const Run run = read_run(text, at);
    if (const auto mark = judge(text, run)) marks.push_back(*mark);
    at = run.end;
  }
}

}  // namespace candor::analysis
