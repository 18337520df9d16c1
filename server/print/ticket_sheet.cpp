// Lays slips out: pages, headings, cards. How they look is static/shared/print.css.
#include "server/print/ticket_sheet.h"

#include "server/print/html.h"
#include "server/print/phrases.h"
#include "server/print/qr_svg.h"
#include "server/print/slip_parts.h"

namespace candor::server::print {
namespace {

class SheetWriter {
 public:
  explicit SheetWriter(const TicketSheet& sheet)
      : sheet_(sheet), phrases_(phrases_for_all(sheet.languages)) {}

  Result<std::string> write() {
    write_page_head(html_, *phrases_.front(), phrases_.front()->sheet, sheet_.stylesheet);
    html_.open("body", {{"class", "tickets"}}).open("main");
    for (const TicketUnit& unit : sheet_.units) {
      if (auto written = write_unit(unit); !written) return fail(std::move(written).error());
    }
    return html_.close().close().close().finish();
  }

 private:
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
    write_group_head(html_, group.category, group.slips.size(), sheet_.languages);
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
    write_unit_and_category(html_, unit.name, group.category, sheet_.languages);
    html_.close();
    write_labelled(html_, "round", phrases_, &Phrases::round, sheet_.round_id);
    html_.close();
    for (const Phrases* phrases : phrases_) write_lines(*phrases);
    write_labelled(html_, "code", phrases_, &Phrases::code, slip.printed_code);
    write_manifest(html_, phrases_, sheet_.manifest);
    html_.close();
    return {};
  }

  void write_lines(const Phrases& phrases) {
    const std::string asker = asked_by(phrases.language);
    html_.open("ul", {{"class", "lines"}, {"lang", phrases.language}});
    html_.element("li", {}, asker.empty() ? std::string(phrases.what_plain) : fill_in(phrases.what, asker));
    html_.element("li", {}, fill_in(phrases.how, sheet_.address));
    html_.element("li", {}, phrases.anonymous);
    html_.close();
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
