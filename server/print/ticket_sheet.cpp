#include "server/print/ticket_sheet.h"

namespace candor::server::print {

Result<std::string> make_ticket_sheet(const SlipSheet& sheet) {
  const auto write_lines = [&sheet](HtmlWriter& html, const Phrases& phrases) {
    write_what_and_how(html, sheet, phrases);
    html.element("li", {}, phrases.anonymous);
  };
  return write_slip_sheet(sheet,
                          {.css_class = "tickets", .title = &Phrases::sheet, .write_lines = write_lines});
}

}  // namespace candor::server::print
