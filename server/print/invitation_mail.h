// The list that invitations are mailed by: CSV for a mail merge. Sends nothing.
#pragma once

#include <string>
#include <string_view>

namespace candor::server::print {

/// One row; views need to live during the call only.
struct MailRow {
  std::string_view person, contact;
  std::string_view unit, category;  ///< ids
  std::string_view link;            ///< whole URL with the fragment
  std::string_view code;            ///< protocol::printed_code
};

/// "person,contact,unit,category,link,code" behind a byte order mark, since spreadsheets need one.
[[nodiscard]] std::string mail_csv_header();
void append_mail_row(std::string& out, const MailRow& row);

}  // namespace candor::server::print
