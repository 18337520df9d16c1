// Lays invitations out: pages, headings, cards. How they look is static/shared/print.css.
#include "server/print/invitation_sheet.h"

#include <algorithm>

#include "server/print/html.h"
#include "server/print/phrases.h"
#include "server/print/qr_svg.h"

namespace candor::server::print {
namespace {

class InvitationWriter {
 public:
  explicit InvitationWriter(const InvitationSheet& sheet)
      : sheet_(sheet), phrases_(phrases_for_all(sheet.languages)) {}

  Result<std::string> write() {
    if (count_slips() > kMaxInvitationsOnSheet) {
      return fail(ErrorKind::too_large, "one sheet holds at most " + std::to_string(kMaxInvitationsOnSheet) +
                                            " slips; print unit by unit");
    }
    write_page_head(html_, *phrases_.front(), phrases_.front()->invitations, sheet_.stylesheet);
    html_.open("body", {{"class", "invitations"}}).open("main");
    for (const InvitationUnit& unit : sheet_.units) {
      if (auto written = write_unit(unit); !written) return fail(std::move(written).error());
    }
    return html_.close().close().close().finish();
  }

 private:
  [[nodiscard]] std::size_t count_slips() const {
    std::size_t slips = 0;
    for (const InvitationUnit& unit : sheet_.units) {
      for (const InvitationGroup& group : unit.groups) slips += group.slips.size();
    }
    return slips;
  }

  Result<void> write_unit(const InvitationUnit& unit) {
    if (std::all_of(unit.groups.begin(), unit.groups.end(),
                    [](const InvitationGroup& group) { return group.slips.empty(); }))
      return {};
    html_.open("section", {{"class", "unit"}});
    html_.open("header", {{"class", "unit-head"}});
    write_texts(html_, "h1", "unit-name", unit.name, sheet_.languages);
    write_texts(html_, "p", "round-title", sheet_.title, sheet_.languages);
    html_.close();
    for (const InvitationGroup& group : unit.groups) {
      if (group.slips.empty()) continue;
      if (auto written = write_group(unit, group); !written) return written;
    }
    html_.close();
    return {};
  }

  Result<void> write_group(const InvitationUnit& unit, const InvitationGroup& group) {
    html_.open("section", {{"class", "group"}});
    write_group_head(html_, group.category, group.slips.size(), sheet_.languages);
    html_.open("div", {{"class", "slips"}});
    for (const InvitationSlip& slip : group.slips) {
      if (auto written = write_slip(unit, group, slip); !written) return written;
    }
    html_.close().close();
    return {};
  }

  Result<void> write_slip(const InvitationUnit& unit, const InvitationGroup& group,
                          const InvitationSlip& slip) {
    const auto modules = make_qr(slip.link);
    if (!modules) return fail(modules.error());
    html_.open("article", {{"class", "slip"}});
    write_qr(html_, *modules, phrases_.front()->qr);
    html_.open("div", {{"class", "words"}});
    if (!slip.person.empty()) html_.element("h3", {{"class", "person"}}, slip.person);
    write_texts(html_, "p", "title", sheet_.title, sheet_.languages);
    html_.open("p", {{"class", "for"}});
    write_unit_and_category(html_, unit.name, group.category, sheet_.languages);
    html_.close();
    write_labelled(html_, "round", phrases_, &Phrases::round, sheet_.round_id);
    html_.close();
    for (const Phrases* phrases : phrases_) write_lines(*phrases);
    if (!sheet_.contact.empty()) write_labelled(html_, "ask", phrases_, &Phrases::ask, sheet_.contact);
    write_labelled(html_, "code", phrases_, &Phrases::code, slip.printed_code);
    write_manifest(html_, phrases_, sheet_.manifest);
    html_.close();
    return {};
  }

  void write_lines(const Phrases& phrases) {
    const auto asker = forms::text_in(sheet_.asked_by, phrases.language, sheet_.languages);
    html_.open("ul", {{"class", "lines"}, {"lang", phrases.language}});
    html_.element("li", {}, asker.empty() ? std::string(phrases.what_plain) : fill_in(phrases.what, asker));
    html_.element("li", {}, fill_in(phrases.how, sheet_.address));
    html_.element("li", {}, phrases.personal);
    html_.element("li", {}, phrases.unlinked);
    if (sheet_.made_by_server) html_.element("li", {}, phrases.made_by_server);
    if (sheet_.contact.empty()) html_.element("li", {}, phrases.ask_plain);
    html_.close();
  }

  const InvitationSheet& sheet_;
  std::vector<const Phrases*> phrases_;
  HtmlWriter html_;
};

}  // namespace

Result<std::string> make_invitation_sheet(const InvitationSheet& sheet) {
  return InvitationWriter(sheet).write();
}

}  // namespace candor::server::print
