// Lays slips out: pages, headings, cards. How they look is static/shared/print.css.
#include "server/print/ticket_sheet.h"

#include <set>

#include "server/print/html.h"
#include "server/print/phrases.h"
#include "server/print/qr_svg.h"

namespace candor::server::print {
namespace {

/// A text of the round in each of its languages, told once where two say the same.
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

class SheetWriter {
 public:
  explicit SheetWriter(const TicketSheet& sheet)
      : sheet_(sheet), phrases_(phrases_for_all(sheet.languages)) {}

  Result<std::string> write() {
    write_head();
    html_.open("body", {{"class", "tickets"}}).open("main");
    for (const TicketUnit& unit : sheet_.units) {
      if (auto written = write_unit(unit); !written) return fail(std::move(written).error());
    }
    return html_.close().close().close().finish();
  }

 private:
  void write_head() {
    html_.open("html", {{"lang", phrases_.front()->language}}).open("head");
    html_.single("meta", {{"charset", "utf-8"}});
    html_.single("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    html_.single("meta", {{"name", "robots"}, {"content", "noindex"}});
    html_.element("title", {}, phrases_.front()->sheet);
    html_.single("link", {{"rel", "icon"}, {"href", "data:,"}});  // none: browsers else ask for /favicon.ico
    html_.single("link", {{"rel", "stylesheet"}, {"href", sheet_.stylesheet}});
    html_.close();
  }

  Result<void> write_unit(const TicketUnit& unit) {
    bool empty = true;
    for (const TicketGroup& group : unit.groups) empty = empty && group.slips.empty();
    if (empty) return {};
    html_.open("section", {{"class", "unit"}});
    html_.open("header", {{"class", "unit-head"}});
    write_texts(html_, "h1", "unit-name", unit.name, sheet_.languages);
    write_texts(html_, "p", "round-title", sheet_.title, sheet_.languages);
    html_.close();
    for (const TicketGroup& group : unit.groups) {
      if (group.slips.empty()) continue;
      if (auto written = write_group(unit, group); !written) return written;
    }
    html_.close();
    return {};
  }

  Result<void> write_group(const TicketUnit& unit, const TicketGroup& group) {
    html_.open("section", {{"class", "group"}});
    html_.open("h2", {{"class", "group-head"}});
    for (const auto& [language, words] : in_all_languages(group.category, sheet_.languages)) {
      html_.element("span", {{"lang", language}}, words);
    }
    for (const Phrases* phrases : phrases_) {
      html_.element("span", {{"class", "count"}, {"lang", phrases->language}},
                    fill_in(phrases->slips, std::to_string(group.slips.size())));
    }
    html_.close();
    html_.open("div", {{"class", "slips"}});
    for (const TicketSlip& slip : group.slips) {
      if (auto written = write_slip(unit, group, slip); !written) return written;
    }
    html_.close().close();
    return {};
  }

  Result<void> write_slip(const TicketUnit& unit, const TicketGroup& group, const TicketSlip& slip) {
    const auto modules = make_qr(slip.link);
    if (!modules) return fail(modules.error());
    html_.open("article", {{"class", "slip"}});
    write_qr(html_, *modules, phrases_.front()->qr);
    html_.open("div", {{"class", "words"}});
    write_texts(html_, "p", "title", sheet_.title, sheet_.languages);
    html_.open("p", {{"class", "for"}});
    write_names(unit, group);
    html_.close();
    write_labelled("round", &Phrases::round, sheet_.round_id);
    html_.close();
    for (const Phrases* phrases : phrases_) write_lines(*phrases);
    write_labelled("code", &Phrases::code, slip.printed_code);
    html_.close();
    return {};
  }

  void write_names(const TicketUnit& unit, const TicketGroup& group) {
    for (const std::string& language : sheet_.languages) {
      const Phrases& phrases = phrases_for(language);
      const std::string words = std::string(forms::text_in(unit.name, language, sheet_.languages)) +
                                std::string(phrases.separator) +
                                std::string(forms::text_in(group.category, language, sheet_.languages));
      html_.element("span", {{"lang", language}}, words);
    }
  }

  void write_lines(const Phrases& phrases) {
    const std::string asker = asked_by(phrases.language);
    html_.open("ul", {{"class", "lines"}, {"lang", phrases.language}});
    html_.element("li", {}, asker.empty() ? std::string(phrases.what_plain) : fill_in(phrases.what, asker));
    html_.element("li", {}, fill_in(phrases.how, sheet_.address));
    html_.element("li", {}, phrases.anonymous);
    html_.close();
  }

  void write_labelled(std::string_view css_class, std::string_view Phrases::*label, std::string_view value) {
    html_.open("p", {{"class", css_class}}).element("span", {}, labels(label)).text(" ");
    html_.element("b", {}, value).close();
  }

  [[nodiscard]] std::string labels(std::string_view Phrases::*member) const {
    std::string all;
    for (const Phrases* phrases : phrases_) {
      if (!all.empty()) all += " · ";
      all += phrases->*member;
    }
    return all;
  }

  [[nodiscard]] std::string asked_by(std::string_view language) const {
    return std::string(forms::text_in(sheet_.asked_by, language, sheet_.languages));
  }

  const TicketSheet& sheet_;
  std::vector<const Phrases*> phrases_;
  HtmlWriter html_;
};

}  // namespace

Result<std::string> make_ticket_sheet(const TicketSheet& sheet) {
  return SheetWriter(sheet).write();
}

}  // namespace candor::server::print
