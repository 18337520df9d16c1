#include "server/print/invitation_sheet.h"

namespace candor::server::print {

Result<std::string> make_invitation_sheet(const InvitationSheet& sheet) {
  if (count_slips(sheet) > kMaxInvitationsOnSheet) {
    return fail(ErrorKind::too_large, "one sheet holds at most " + std::to_string(kMaxInvitationsOnSheet) +
                                          " slips; print unit by unit");
  }
  const auto write_person = [](HtmlWriter& html, const Slip& slip) {
    if (!slip.person.empty()) html.element("h3", {{"class", "person"}}, slip.person);
  };
  const auto write_lines = [&sheet](HtmlWriter& html, const Phrases& phrases) {
    write_what_and_how(html, sheet, phrases);
    html.element("li", {}, phrases.personal);
    html.element("li", {}, phrases.unlinked);
    if (sheet.made_by_server) html.element("li", {}, phrases.made_by_server);
    if (sheet.contact.empty()) html.element("li", {}, phrases.ask_plain);
  };
  const auto write_contact = [&sheet](HtmlWriter& html, const std::vector<const Phrases*>& phrases) {
    if (!sheet.contact.empty()) write_labelled(html, "ask", phrases, &Phrases::ask, sheet.contact);
  };
  return write_slip_sheet(sheet, {.css_class = "invitations",
                                  .title = &Phrases::invitations,
                                  .write_lines = write_lines,
                                  .write_above = write_person,
                                  .write_below = write_contact});
}

}  // namespace candor::server::print
