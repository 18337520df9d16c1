// How large a round may be. Generous for people, small for machines; every one is checked.
#pragma once

#include <cstddef>
#include <cstdint>

namespace candor::forms {

inline constexpr std::size_t kMaxRoundBytes = 16 * 1024 * 1024;
inline constexpr std::size_t kMaxUnits = 10'000;
inline constexpr std::size_t kMaxCategories = 50;
inline constexpr std::size_t kMaxLanguages = 20;
inline constexpr std::size_t kMaxScales = 200;
inline constexpr std::size_t kMaxOptions = 250;
inline constexpr std::size_t kMaxSections = 100;
inline constexpr std::size_t kMaxItems = 500;    ///< in a section, or of a unit's own
inline constexpr std::size_t kMaxMembers = 200;  ///< in a unit
inline constexpr std::size_t kMaxFlags = 100;
inline constexpr int kMaxDue = 10'000'000;  ///< people of one category in one unit
inline constexpr int kMaxDecimals = 6;
inline constexpr int kMinMinCell = 3;
inline constexpr int kAdvisedMinCell = 5;
inline constexpr int kMaxMinCell = 10'000;
inline constexpr int kMaxTextLength = 10'000;              ///< code points of an answer
inline constexpr std::size_t kMaxLabelLength = 2'000;      ///< code points of a label, hint, name or title
inline constexpr std::size_t kMaxPageTextLength = 20'000;  ///< code points of intro, thanks and their like
inline constexpr std::size_t kMaxContactLength = 500;
inline constexpr std::size_t kMaxKindLength = 64;
/// Bound of |value|·10^decimals of a `number` answer.
inline constexpr std::int64_t kMaxScaledNumber = 1'000'000'000'000'000;

}  // namespace candor::forms
