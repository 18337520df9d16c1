// Writing units as CSV: `unit` in every row, what is the unit's own in its first.
#include <algorithm>

#include "forms/csv.h"
#include "forms/units_csv.h"

namespace candor::forms {
namespace {

void put(std::string& out, std::string_view text) {
  append_csv_cell(out, text);
  out += ',';
}

void put_text(std::string& out, const Round& round, const Text* text) {
  for (const auto& language : round.languages) {
    const auto found = text == nullptr ? Text::const_iterator{} : text->find(language);
    put(out, text == nullptr || found == text->end() ? std::string_view{} : std::string_view(found->second));
  }
}

void end_row(std::string& out) {
  out.pop_back();  // the last comma
  out += "\r\n";
}

void put_header(std::string& out, const Round& round) {
  const auto put_languages = [&](const std::string& column) {
    for (const auto& language : round.languages) put(out, column + "." + language);
  };
  put(out, "unit");
  put(out, "parent");
  put_languages("name");
  put(out, "member");
  put_languages("member_name");
  put_languages("post");
  put(out, "head");
  put(out, "kind");
  for (const Category& category : round.categories) put(out, "due." + category.id);
  end_row(out);
}

/// `member`: null for a unit without members.
void put_row(std::string& out, const Round& round, const Unit& unit, const Member* member, bool is_first) {
  put(out, unit.id);
  put(out, is_first ? unit.parent : "");
  put_text(out, round, is_first ? &unit.name : nullptr);
  put(out, member != nullptr ? member->id : "");
  put_text(out, round, member != nullptr ? &member->name : nullptr);
  put_text(out, round, member != nullptr ? &member->post : nullptr);
  put(out, member == nullptr ? "" : (member->head ? "yes" : "no"));
  put(out, member != nullptr ? member->kind : "");
  for (const Category& category : round.categories) {
    const bool has_due = is_first && unit.due && unit.due->contains(category.id);
    put(out, has_due ? std::to_string(unit.due->at(category.id)) : "");
  }
  end_row(out);
}

}  // namespace

std::string encode_units_csv(const Round& round) {
  std::string out = "\xEF\xBB\xBF";
  put_header(out, round);
  for (const Unit& unit : round.units) {
    if (unit.members.empty()) put_row(out, round, unit, nullptr, true);
    for (std::size_t i = 0; i < unit.members.size(); ++i) put_row(out, round, unit, &unit.members[i], i == 0);
  }
  return out;
}

}  // namespace candor::forms
