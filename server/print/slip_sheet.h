// A sheet of slips to cut out: units, in them groups, in these slips; tickets and invitations differ in what
// a slip says and nothing else. Knows no store and makes no codes; it prints what it is given, in the order
// given.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "forms/result.h"
#include "forms/round.h"
#include "server/print/html.h"
#include "server/print/phrases.h"
#include "server/print/slip_parts.h"

namespace candor::server::print {

/// `person`: who an invitation is for, as the roster has it; empty: no name is printed. Tickets print none.
struct Slip {
  std::string person;
  std::string printed_code;  ///< protocol::printed_code
  std::string link;          ///< whole URL with the fragment; goes into the QR code, not into the text
};

struct SlipGroup {
  forms::Text category;
  std::vector<Slip> slips;
};

struct SlipUnit {
  forms::Text name;
  std::vector<SlipGroup> groups;  ///< those without slips are left out
};

struct SlipSheet {
  std::string round_id;
  forms::Text title;
  forms::Text asked_by;
  std::vector<std::string> languages;  ///< of the round; every text is printed in each
  std::string address;                 ///< typed_address: where a code is typed
  std::string manifest;  ///< M, 64 lower-case hex digits: printed on each slip, to compare with the notice
  std::string stylesheet{kPrintStylesheet};
  std::vector<SlipUnit> units;
};

/// Fills in what every slip says of the round. `manifest`: M, 64 lower-case hex digits.
void set_round(SlipSheet& sheet, const forms::Round& round, std::string_view public_url,
               std::string manifest);

[[nodiscard]] std::size_t count_slips(const SlipSheet& sheet);

/// What one kind of slip says of its own.
struct SlipKind {
  std::string_view css_class;                  ///< of the body
  std::string_view Phrases::*title = nullptr;  ///< of the document
  /// The list items in one language.
  std::function<void(HtmlWriter&, const Phrases&)> write_lines;
  /// Above the title of the round, and below the lines; may be empty.
  std::function<void(HtmlWriter&, const Slip&)> write_above{};
  std::function<void(HtmlWriter&, const std::vector<const Phrases*>&)> write_below{};
};

/// One HTML document without script, and without style of its own unless `stylesheet` is inline_stylesheet().
/// Errors: `invalid` (a link that does not fit into a QR code).
[[nodiscard]] Result<std::string> write_slip_sheet(const SlipSheet& sheet, const SlipKind& kind);

/// "The union asks for your answers.", and how: the first lines of every slip.
void write_what_and_how(HtmlWriter& html, const SlipSheet& sheet, const Phrases& phrases);

}  // namespace candor::server::print
