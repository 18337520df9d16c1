#include "forms/csv_table.h"

#include <algorithm>
#include <utility>

namespace candor::forms {
namespace {

constexpr std::string_view kSpaces[] = {" ", "\t", "\xC2\xA0", "\xE3\x80\x80"};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_same_name(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

bool has_name(const CsvColumn& column, std::string_view name) {
  return std::any_of(column.names.begin(), column.names.end(),
                     [name](std::string_view known) { return is_same_name(known, name); });
}

}  // namespace

std::string_view trim_spaces(std::string_view text) {
  for (bool changed = true; changed;) {
    changed = false;
    for (const std::string_view space : kSpaces) {
      if (text.starts_with(space)) {
        text.remove_prefix(space.size());
        changed = true;
      }
      if (text.ends_with(space)) {
        text.remove_suffix(space.size());
        changed = true;
      }
    }
  }
  return text;
}

bool CsvTable::read_header() {
  const auto row = rows_.next();
  if (row == CsvReader::Row::faulty) complain_of_fault();
  if (row == CsvReader::Row::end) {
    complaints_.error(
        csv_place(1, 1),
        say({"expected a header with {0}; the file is empty", "首行应有列名{0}，但文件为空"}, column_list()),
        {"Write the names of the columns into the first line.", "请在第一行写明列名。"});
  }
  if (row != CsvReader::Row::read) return false;
  fields_.assign(columns_.size(), kAbsent);
  width_ = rows_.fields().size();
  for (std::size_t i = 0; i < width_; ++i) add_column(trim_spaces(rows_.fields()[i].text), i);
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (!columns_[i].required || fields_[i] != kAbsent) continue;
    const bool is_one_field = width_ == 1;
    complaints_.error(csv_place(rows_.line(), width_ + 1),
                      say({"expected a column {0}", "应有{0}列"}, ticked(columns_[i].names.front())),
                      is_one_field ? Phrase{"Separate the columns by commas.", "请用逗号分隔各列。"}
                                   : Phrase{"Add the column.", "请补充该列。"});
  }
  return !complaints_.has_errors();
}

void CsvTable::add_column(std::string_view name, std::size_t field) {
  const auto found = std::find_if(columns_.begin(), columns_.end(),
                                  [name](const CsvColumn& column) { return has_name(column, name); });
  if (found == columns_.end()) {
    complaints_.error(csv_place(rows_.line(), field + 1),
                      say({"unknown column {0}", "未知的列{0}"}, ticked(name)),
                      say({"The columns are {0}: rename it, or remove it.", "可用的列为{0}，请改名或删去。"},
                          column_list()));
    return;
  }
  std::size_t& known = fields_[static_cast<std::size_t>(found - columns_.begin())];
  if (known != kAbsent) {
    complaints_.error(csv_place(rows_.line(), field + 1),
                      say({"the column {0} stands twice", "{0}列重复出现"}, ticked(name)),
                      {"Remove one of the two.", "请删去其中一个。"});
    return;
  }
  known = field;
}

bool CsvTable::next_row() {
  for (auto row = rows_.next(); row != CsvReader::Row::end; row = rows_.next()) {
    if (row == CsvReader::Row::faulty) {
      complain_of_fault();
      continue;
    }
    const auto& fields = rows_.fields();
    if (std::all_of(fields.begin(), fields.end(),
                    [](const CsvField& field) { return trim_spaces(field.text).empty(); }))
      continue;
    if (fields.size() == width_) return true;
    complaints_.error(
        csv_place(rows_.line(), std::min(fields.size(), width_ + 1)),
        say({"expected {0} fields as in the header, found {1}", "应与首行一致为{0}列，实有{1}列"}, width_,
            fields.size()),
        {"Add or remove commas, or quote a field that holds one.",
         "请增减逗号，或给含逗号的单元格加上引号。"});
  }
  return false;
}

std::string_view CsvTable::cell(std::size_t column) const {
  const std::size_t field = fields_[column];
  return field == kAbsent ? std::string_view{} : trim_spaces(rows_.fields()[field].text);
}

void CsvTable::complain(std::size_t column, Phrase expected, Phrase remedy) {
  const std::size_t field = fields_[column] == kAbsent ? 0 : fields_[column];
  complaints_.error(csv_place(rows_.fields()[field].line, field + 1), std::move(expected), std::move(remedy));
}

void CsvTable::complain_of_fault() {
  is_malformed_ = true;
  const CsvFault& fault = rows_.fault();
  complaints_.error(csv_place(fault.line, fault.column), fault.expected, fault.remedy);
}

Phrase CsvTable::column_list() const {
  std::vector<std::string> names;
  for (const CsvColumn& column : columns_) names.emplace_back(column.names.front());
  return listed(names);
}

}  // namespace candor::forms
