#include "server/print/slip_parts.h"

#include <set>

#include "server/print/print_css.h"

namespace candor::server::print {
namespace {

/// RFC 3986: everything but unreserved characters as %XX.
std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  constexpr std::string_view kUnreserved =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  std::string encoded;
  for (const char c : text) {
    if (kUnreserved.find(c) != std::string_view::npos) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded.append("%").append(1, kHex[byte >> 4U]).append(1, kHex[byte & 0xFU]);
  }
  return encoded;
}

}  // namespace

const std::string& inline_stylesheet() {
  static const std::string url = "data:text/css;charset=utf-8," + percent_encoded(print_css());
  return url;
}

std::string typed_address(std::string_view public_url) {
  const auto scheme = public_url.find("://");
  std::string address(scheme == std::string_view::npos ? public_url : public_url.substr(scheme + 3));
  return address.append("/b");
}

std::vector<std::pair<std::string, std::string>> in_all_languages(const forms::Text& text,
                                                                  const std::vector<std::string>& languages) {
  std::vector<std::pair<std::string, std::string>> all;
  std::set<std::string> told;
  for (const std::string& language : languages) {
    const auto found = text.find(language);
    if (found != text.end() && told.insert(found->second).second) all.emplace_back(language, found->second);
  }
  if (all.empty() && !text.empty()) all.emplace_back(text.begin()->first, text.begin()->second);
  return all;
}

void write_texts(HtmlWriter& html, HtmlName tag, std::string_view css_class, const forms::Text& text,
                 const std::vector<std::string>& languages) {
  html.open(tag, {{"class", css_class}});
  for (const auto& [language, words] : in_all_languages(text, languages)) {
    html.element("span", {{"lang", language}}, words);
  }
  html.close();
}

void write_page_head(HtmlWriter& html, const Phrases& phrases, std::string_view title,
                     std::string_view stylesheet) {
  html.open("html", {{"lang", phrases.language}}).open("head");
  html.single("meta", {{"charset", "utf-8"}});
  html.single("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html.single("meta", {{"name", "robots"}, {"content", "noindex"}});
  html.element("title", {}, title);
  html.single("link", {{"rel", "icon"}, {"href", "data:,"}});  // none: browsers else ask for /favicon.ico
  html.single("link", {{"rel", "stylesheet"}, {"href", stylesheet}});
  html.close();
}

void write_unit_and_category(HtmlWriter& html, const forms::Text& unit, const forms::Text& category,
                             const std::vector<std::string>& languages) {
  for (const std::string& language : languages) {
    std::string words(forms::text_in(unit, language, languages));
    words.append(phrases_for(language).separator);
    words.append(forms::text_in(category, language, languages));
    html.element("span", {{"lang", language}}, words);
  }
}

void write_group_head(HtmlWriter& html, const forms::Text& category, std::size_t slips,
                      const std::vector<std::string>& languages) {
  html.open("h2", {{"class", "group-head"}});
  for (const auto& [language, words] : in_all_languages(category, languages)) {
    html.element("span", {{"lang", language}}, words);
  }
  for (const Phrases* phrases : phrases_for_all(languages)) {
    html.element("span", {{"class", "count"}, {"lang", phrases->language}},
                 fill_in(phrases->slips, std::to_string(slips)));
  }
  html.close();
}

void write_labelled(HtmlWriter& html, std::string_view css_class, const std::vector<const Phrases*>& phrases,
                    std::string_view Phrases::*label, std::string_view value) {
  std::string labels;
  for (const Phrases* one : phrases) {
    if (!labels.empty()) labels += " · ";
    labels += one->*label;
  }
  html.open("p", {{"class", css_class}}).element("span", {}, labels).text(" ");
  html.element("b", {}, value).close();
}

std::string in_groups_of_four(std::string_view hex) {
  std::string grouped;
  for (std::size_t i = 0; i < hex.size(); ++i) {
    if (i > 0 && i % 4 == 0) grouped += ' ';
    grouped += hex[i];
  }
  return grouped;
}

void write_manifest(HtmlWriter& html, const std::vector<const Phrases*>& phrases, std::string_view manifest) {
  html.open("p", {{"class", "manifest"}});
  for (const Phrases* each : phrases) {
    html.element("span", {{"lang", each->language}}, each->fingerprint).text(" ");
  }
  const std::size_t half = manifest.size() / 2;
  html.element("b", {}, in_groups_of_four(manifest.substr(0, half))).text(" ");
  html.element("b", {}, in_groups_of_four(manifest.substr(half))).close();
}

}  // namespace candor::server::print
