// The words of a paper ballot in its languages: those of the round, and the fixed ones, which stand where
// they are said. Knows no layout.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "forms/phrase.h"
#include "forms/round.h"
#include "server/print/html.h"

namespace candor::server::print {

/// (language, words), none twice.
using Wordings = std::vector<std::pair<std::string, std::string>>;

class BallotTexts {
 public:
  /// `languages`: of the sheet, at least one. `round` is borrowed: fallbacks are looked for in its languages.
  BallotTexts(const forms::Round& round, std::vector<std::string> languages)
      : round_(round), languages_(std::move(languages)) {}

  [[nodiscard]] Wordings of(const forms::Text& text) const;
  [[nodiscard]] Wordings of(const Phrase& phrase) const;
  /// To be filled into a phrase: each wording in the sheet's language that fits it.
  [[nodiscard]] Phrase phrase_of(const forms::Text& text) const;
  [[nodiscard]] const std::vector<std::string>& languages() const { return languages_; }

  /// A `tag` with a `span` for each language; nothing where there are no words.
  void write(HtmlWriter& html, HtmlName tag, std::string_view css_class, const Wordings& words) const;
  template <class Words>
  void write(HtmlWriter& html, HtmlName tag, std::string_view css_class, const Words& words) const {
    write(html, tag, css_class, of(words));
  }

 private:
  const forms::Round& round_;
  std::vector<std::string> languages_;
};

/// Whether phrases are told in Chinese; otherwise in English.
[[nodiscard]] bool is_chinese(std::string_view language);

/// How wide the widest wording is, roughly: Chinese characters take two columns, others one.
[[nodiscard]] std::size_t columns_of(const Wordings& words);

}  // namespace candor::server::print
