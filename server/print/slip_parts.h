// What printed pages have in common: the document's head, texts in several languages, how a place is named.
// Knows no page.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "forms/round.h"
#include "server/print/html.h"
#include "server/print/phrases.h"

namespace candor::server::print {

inline constexpr std::string_view kPrintStylesheet = "/assets/print.css";

/// The same stylesheet as a data: URL, for pages that are opened from a disk, where there is no server to ask
/// (and none that could learn from the request that somebody prints).
[[nodiscard]] const std::string& inline_stylesheet();

/// What people type for a public URL: host and port without the scheme, and the page's path.
[[nodiscard]] std::string typed_address(std::string_view public_url);

/// A text of the round in each of its languages, told once where two say the same.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> in_all_languages(
    const forms::Text& text, const std::vector<std::string>& languages);

/// Writes a `tag` with a `span` for each language.
void write_texts(HtmlWriter& html, HtmlName tag, std::string_view css_class, const forms::Text& text,
                 const std::vector<std::string>& languages);

/// `head` and what opens before it; leaves `html` open.
void write_page_head(HtmlWriter& html, const Phrases& phrases, std::string_view title,
                     std::string_view stylesheet);

/// "Works: Staff", a `span` for each language of the round.
void write_unit_and_category(HtmlWriter& html, const forms::Text& unit, const forms::Text& category,
                             const std::vector<std::string>& languages);

/// The heading of a group: its category, and how many slips there are.
void write_group_head(HtmlWriter& html, const forms::Text& category, std::size_t slips,
                      const std::vector<std::string>& languages);

/// A `p` with the label in all of `phrases` and the value in bold.
void write_labelled(HtmlWriter& html, std::string_view css_class, const std::vector<const Phrases*>& phrases,
                    std::string_view Phrases::*label, std::string_view value);

/// "9f86 d081 …": hex digits in groups of four, as M is printed and read aloud.
[[nodiscard]] std::string in_groups_of_four(std::string_view hex);

/// M with its label, in two lines of the same length, so that it can be compared by eye. `manifest`: 64 hex
/// digits.
void write_manifest(HtmlWriter& html, const std::vector<const Phrases*>& phrases, std::string_view manifest);

}  // namespace candor::server::print
