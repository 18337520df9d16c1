// A sentence in both languages of the pages, its two wordings side by side at the place that says it, so that
// no change forgets one of them. Knows no complaint and no page.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace candor {

struct Phrase {
  std::string en;
  std::string zh;  ///< simplified Chinese

  Phrase() = default;
  Phrase(std::string english, std::string chinese) : en(std::move(english)), zh(std::move(chinese)) {}
  [[nodiscard]] bool empty() const { return en.empty() && zh.empty(); }
  bool operator==(const Phrase&) const = default;
};

/// Both wordings, with `{0}` to `{9}` where something is filled in. Does not compile unless each language
/// names each of the `count` fillings and no other; order is free, and other braces stand for themselves.
template <std::size_t count>
class Wording {
 public:
  consteval Wording(const char* english, const char* chinese) : en(english), zh(chinese) {
    if (!names_all(en) || !names_all(zh)) throw "a wording names other fillings than it is given";
  }

  std::string_view en;
  std::string_view zh;

 private:
  static consteval bool names_all(std::string_view words) {
    std::array<bool, 10> named{};
    for (std::size_t i = 0; i + 2 < words.size(); ++i) {
      if (words[i] != '{' || words[i + 2] != '}' || words[i + 1] < '0' || words[i + 1] > '9') continue;
      named[static_cast<std::size_t>(words[i + 1] - '0')] = true;
    }
    for (std::size_t i = 0; i < named.size(); ++i) {
      if (named[i] != (i < count)) return false;
    }
    return true;
  }
};

[[nodiscard]] Phrase fill_in(std::string_view en, std::string_view zh, std::span<const Phrase> fillings);

/// The same in both languages: ids, quotations.
[[nodiscard]] inline Phrase in_both(std::string_view text) {
  return {std::string(text), std::string(text)};
}
[[nodiscard]] inline Phrase in_both(const Phrase& phrase) {
  return phrase;
}
[[nodiscard]] inline Phrase in_both(std::integral auto number) {
  return in_both(std::string_view(std::to_string(number)));
}

/// say({"expected {0}, found {1}", "应为{0}，实为{1}"}, kind, ticked(text)). Fillings are texts, whole
/// numbers or phrases.
template <class... Fillings>
[[nodiscard]] Phrase say(const Wording<sizeof...(Fillings)>& wording, const Fillings&... fillings) {
  const std::array<Phrase, sizeof...(Fillings)> all{in_both(fillings)...};
  return fill_in(wording.en, wording.zh, all);
}

}  // namespace candor
