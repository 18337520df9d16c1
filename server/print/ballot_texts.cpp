#include "server/print/ballot_texts.h"

#include <algorithm>

namespace candor::server::print {
namespace {

/// Keeps what differs: names are often the same in all languages.
void add_wording(Wordings& all, const std::string& language, std::string words) {
  if (words.empty()) return;
  const bool told = std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.second == words; });
  if (!told) all.emplace_back(language, std::move(words));
}

}  // namespace

bool is_chinese(std::string_view language) {
  return language == "zh" || language.starts_with("zh-");
}

Wordings BallotTexts::of(const forms::Text& text) const {
  Wordings all;
  for (const std::string& language : languages_) {
    if (const auto found = text.find(language); found != text.end()) {
      add_wording(all, language, found->second);
    }
  }
  if (all.empty()) {
    add_wording(all, languages_.front(),
                std::string(forms::text_in(text, languages_.front(), round_.languages)));
  }
  return all;
}

Wordings BallotTexts::of(const Phrase& phrase) const {
  Wordings all;
  for (const std::string& language : languages_) {
    const bool chinese = is_chinese(language);
    add_wording(all, chinese ? "zh-CN" : "en", chinese ? phrase.zh : phrase.en);
  }
  return all;
}

Phrase BallotTexts::phrase_of(const forms::Text& text) const {
  const auto in = [&](bool chinese) {
    const auto language =
        std::find_if(languages_.begin(), languages_.end(),
                     [&](const std::string& candidate) { return is_chinese(candidate) == chinese; });
    return std::string(forms::text_in(text, language == languages_.end() ? languages_.front() : *language,
                                      round_.languages));
  };
  return {in(false), in(true)};
}

void BallotTexts::write(HtmlWriter& html, HtmlName tag, std::string_view css_class,
                        const Wordings& words) const {
  if (words.empty()) return;
  html.open(tag, {{"class", css_class}});
  for (const auto& [language, wording] : words) html.element("span", {{"lang", language}}, wording);
  html.close();
}

std::size_t columns_of(const Wordings& words) {
  std::size_t widest = 0;
  for (const auto& [language, wording] : words) {
    std::size_t columns = 0;
    for (const char c : wording) {
      const auto byte = static_cast<unsigned char>(c);
      if ((byte & 0xC0U) == 0x80U) continue;
      columns += byte >= 0xE2U ? 2 : 1;  // UTF-8 of U+2000 and beyond begins with E2
    }
    widest = std::max(widest, columns);
  }
  return widest;
}

}  // namespace candor::server::print
