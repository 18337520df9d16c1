#include "server/print/invitation_mail.h"

#include "forms/csv.h"

namespace candor::server::print {

std::string mail_csv_header() {
  return "\xEF\xBB\xBFperson,contact,unit,category,link,code\r\n";
}

void append_mail_row(std::string& out, const MailRow& row) {
  for (const std::string_view cell : {row.person, row.contact, row.unit, row.category, row.link}) {
    forms::append_csv_field(out, cell);
    out += ',';
  }
  forms::append_csv_field(out, row.code);
  out += "\r\n";
}

}  // namespace candor::server::print
