// Lays slips out: pages, headings, cards. How they look is static/shared/print.css.
#include "server/print/slip_sheet.h"

#include <algorithm>
#include <utility>

#include "server/print/qr_svg.h"

namespace candor::server::print {
namespace {

class SheetWriter {
 public:
  SheetWriter(const SlipSheet& sheet, const SlipKind& kind)
      : sheet_(sheet), kind_(kind), phrases_(phrases_for_all(sheet.languages)) {}

  Result<std::string> write() {
    write_page_head(html_, *phrases_.front(), phrases_.front()->*kind_.title, sheet_.stylesheet);
    html_.open("body", {{"class", kind_.css_class}}).open("main");
    for (const SlipUnit& unit : sheet_.units) {
      if (auto written = write_unit(unit); !written) return fail(std::move(written).error());
    }
    return html_.close().close().close().finish();
  }

 private:
  Result<void> write_unit(const SlipUnit& unit) {
    if (std::all_of(unit.groups.begin(), unit.groups.end(),
                    [](const SlipGroup& group) { return group.slips.empty(); }))
      return {};
    html_.open("section", {{"class", "unit"}});
    html_.open("header", {{"class", "unit-head"}});
    write_texts(html_, "h1", "unit-name", unit.name, sheet_.languages);
    write_texts(html_, "p", "round-title", sheet_.title, sheet_.languages);
    html_.close();
    for (const SlipGroup& group : unit.groups) {
      if (group.slips.empty()) continue;
      if (auto written = write_group(unit, group); !written) return written;
    }
    html_.close();
    return {};
  }

  Result<void> write_group(const SlipUnit& unit, const SlipGroup& group) {
    html_.open("section", {{"class", "group"}});
    write_group_head(html_, group.category, group.slips.size(), sheet_.languages);
    html_.open("div", {{"class", "slips"}});
    for (const Slip& slip : group.slips) {
      if (auto written = write_slip(unit, group, slip); !written) return written;
    }
    html_.close().close();
    return {};
  }

  Result<void> write_slip(const SlipUnit& unit, const SlipGroup& group, const Slip& slip) {
    const auto modules = make_qr(slip.link);
    if (!modules) return fail(modules.error());
    html_.open("article", {{"class", "slip"}});
    write_qr(html_, *modules, phrases_.front()->qr);
    html_.open("div", {{"class", "words"}});
    if (kind_.write_above) kind_.write_above(html_, slip);
    write_texts(html_, "p", "title", sheet_.title, sheet_.languages);
    html_.open("p", {{"class", "for"}});
    write_unit_and_category(html_, unit.name, group.category, sheet_.languages);
    html_.close();
    write_labelled(html_, "round", phrases_, &Phrases::round, sheet_.round_id);
    html_.close();
    for (const Phrases* phrases : phrases_) {
      html_.open("ul", {{"class", "lines"}, {"lang", phrases->language}});
      kind_.write_lines(html_, *phrases);
      html_.close();
    }
    if (kind_.write_below) kind_.write_below(html_, phrases_);
    write_labelled(html_, "code", phrases_, &Phrases::code, slip.printed_code);
    write_manifest(html_, phrases_, sheet_.manifest);
    html_.close();
    return {};
  }

  const SlipSheet& sheet_;
  const SlipKind& kind_;
  std::vector<const Phrases*> phrases_;
  HtmlWriter html_;
};

}  // namespace

void set_round(SlipSheet& sheet, const forms::Round& round, std::string_view public_url,
               std::string manifest) {
  sheet.round_id = round.id;
  sheet.title = round.title;
  sheet.asked_by = round.asked_by;
  sheet.languages = round.languages;
  sheet.address = typed_address(public_url);
  sheet.manifest = std::move(manifest);
}

std::size_t count_slips(const SlipSheet& sheet) {
  std::size_t slips = 0;
  for (const SlipUnit& unit : sheet.units) {
    for (const SlipGroup& group : unit.groups) slips += group.slips.size();
  }
  return slips;
}

Result<std::string> write_slip_sheet(const SlipSheet& sheet, const SlipKind& kind) {
  return SheetWriter(sheet, kind).write();
}

void write_what_and_how(HtmlWriter& html, const SlipSheet& sheet, const Phrases& phrases) {
  const auto asker = forms::text_in(sheet.asked_by, phrases.language, sheet.languages);
  html.element("li", {}, asker.empty() ? std::string(phrases.what_plain) : fill_in(phrases.what, asker));
  html.element("li", {}, fill_in(phrases.how, sheet.address));
}

}  // namespace candor::server::print
