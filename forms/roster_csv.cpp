// Rows become entries one by one; units and categories are looked up by id first, then by name.
#include "forms/roster_csv.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

#include "forms/complaints.h"
#include "forms/csv.h"
#include "forms/csv_table.h"
#include "forms/gb18030.h"
#include "forms/utf8.h"

namespace candor::forms {
namespace {

constexpr std::size_t kMaxDiagnostics = 200;
enum Column : std::size_t { kPerson, kContact, kUnit, kCategory };

const std::vector<CsvColumn>& roster_columns() {
  static const std::vector<CsvColumn> columns{
      {{"person", "姓名"}}, {{"contact", "联系方式"}, false}, {{"unit", "单位"}}, {{"category", "类别"}}};
  return columns;
}

/// Units or categories by what people write for them.
class Names {
 public:
  void add(std::uint32_t index, std::string_view id, const Text& names) {
    ids_.emplace(id, index);
    for (const auto& [language, name] : names) {
      const auto [known, is_new] = names_.emplace(trim_spaces(name), index);
      if (!is_new && known->second != index) known->second = kSeveral;
    }
  }

  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view text) const {
    if (const auto id = ids_.find(text); id != ids_.end()) return id->second;
    const auto name = names_.find(text);
    return name == names_.end() ? std::nullopt : std::optional(name->second);
  }

  static constexpr std::uint32_t kSeveral = UINT32_MAX;

 private:
  std::unordered_map<std::string_view, std::uint32_t> ids_, names_;
};

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

/// Whether a spreadsheet would run this cell: the lists made from a roster are opened in one. A telephone
/// number may begin with a sign.
bool looks_like_formula(std::string_view text) {
  if (text.empty()) return false;
  if (text.front() == '=' || text.front() == '@') return true;
  if (text.front() != '+' && text.front() != '-') return false;
  return text.find_first_not_of("0123456789 ()./-", 1) != std::string_view::npos;
}

class RosterReader {
 public:
  RosterReader(const Round& round, std::string_view text)
      : round_(round), complaints_(kMaxDiagnostics), table_(text, roster_columns(), complaints_) {
    for (std::uint32_t i = 0; i < round.units.size(); ++i)
      units_.add(i, round.units[i].id, round.units[i].name);
    for (std::uint32_t i = 0; i < round.categories.size(); ++i)
      categories_.add(i, round.categories[i].id, round.categories[i].label);
  }

  Result<std::vector<RosterEntry>> read() {
    if (table_.read_header()) read_rows();
    if (!complaints_.has_errors()) return std::move(entries_);
    const std::size_t count = complaints_.error_count();
    return fail(table_.is_malformed() ? ErrorKind::malformed : ErrorKind::invalid,
                say({"The roster has {0}; nothing was read.", "人员名单有{0}，未作任何导入。"},
                    errors_in_words(count)),
                complaints_.list());
  }

 private:
  void read_rows() {
    while (table_.next_row()) {
      if (entries_.size() >= kMaxRosterEntries) {
        table_.complain(kPerson, say({"expected at most {0} rows", "应不超过{0}行"}, kMaxRosterEntries),
                        {"Split the round.", "请分轮进行。"});
        return;
      }
      read_row();
    }
    if (entries_.empty() && !complaints_.has_errors()) {
      complaints_.error(csv_place(1, 1), {"expected a row for each person", "每人应占一行"},
                        {"Fill in the rows.", "请逐行填写。"});
    }
  }

  void read_row() {
    const bool person_fits = check_text(kPerson, {"person", "姓名"}, kMaxPersonLength);
    const bool contact_fits = check_text(kContact, {"contact", "联系方式"}, kMaxPersonContactLength);
    const auto unit = find_index(units_, kUnit, {"unit", "单位"});
    const auto category = find_index(categories_, kCategory, {"category", "类别"});
    if (!person_fits || !contact_fits || !unit || !category) return;
    RosterEntry entry{std::string(table_.cell(kPerson)), std::string(table_.cell(kContact)), *unit,
                      *category};
    if (mark_seen(entry)) entries_.push_back(std::move(entry));
  }

  bool check_text(Column column, const Phrase& what, std::size_t max_length) {
    const std::string_view text = table_.cell(column);
    if (text.empty() && column == kPerson) {
      table_.complain(column, {"expected the name of a person", "应有姓名"},
                      {"Write whatever tells them from others in the same unit, or remove the row.",
                       "请填写能与同单位其他人区分的姓名，或删去本行。"});
    } else if (text.size() > max_length && count_code_points(text) > max_length) {
      table_.complain(column, say({"expected at most {0} characters", "应不超过{0}个字"}, max_length),
                      say({"Shorten the {0}.", "请缩短{0}。"}, what));
    } else if (has_control_character(text)) {
      table_.complain(column,
                      {"expected one line of text without control characters", "应为一行文字，不含控制字符"},
                      {"Take line breaks and tabs out of the cell.", "请删去单元格中的换行和制表符。"});
    } else if (looks_like_formula(text)) {
      table_.complain(
          column, say({"{0} looks like a formula to spreadsheets", "{0}会被表格软件当作公式"}, ticked(text)),
          {"Write it without the sign in front.", "请去掉开头的符号。"});
    } else {
      return true;
    }
    return false;
  }

  std::optional<std::uint32_t> find_index(const Names& names, Column column, const Phrase& what) {
    const std::string_view text = table_.cell(column);
    const auto found = names.find(text);
    if (found && *found != Names::kSeveral) return found;
    if (found) {
      table_.complain(
          column,
          say({"the name {0} belongs to more than one {1}", "名称{0}对应多个{1}"}, ticked(text), what),
          {"Write the id of the one that is meant.", "请改填编号。"});
    } else if (text.empty()) {
      table_.complain(
          column, say({"expected a {0}", "应有{0}"}, what),
          say({"Write the id or the name of a {0} of the round.", "请填写本轮测评中{0}的编号或名称。"},
              what));
    } else {
      table_.complain(
          column, say({"unknown {0} {1}", "未知的{0}{1}"}, what, ticked(text)),
          say({"Write the id or the name of a {0} of the round.", "请填写本轮测评中{0}的编号或名称。"},
              what));
    }
    return std::nullopt;
  }

  bool mark_seen(const RosterEntry& entry) {
    std::string key = entry.person;
    key.append("\n").append(std::to_string(entry.unit));
    key.append("\n").append(std::to_string(entry.category));
    const auto [known, is_new] = seen_.emplace(std::move(key), table_.line());
    if (is_new) return true;
    table_.complain(kPerson,
                    say({"{0} stands already at line {1} in the unit {2} and the category {3}",
                         "{0}已列于第{1}行（单位{2}，类别{3}）"},
                        ticked(entry.person), known->second, ticked(round_.units[entry.unit].id),
                        ticked(round_.categories[entry.category].id)),
                    {"Remove one of the two; tell namesakes apart, for example by a staff number.",
                     "请删去其中一行；同名者请加以区分，例如加注工号。"});
    return false;
  }

  const Round& round_;
  Complaints complaints_;
  CsvTable table_;
  Names units_, categories_;
  std::unordered_map<std::string, std::size_t> seen_;  ///< person, unit, category → line
  std::vector<RosterEntry> entries_;
};

}  // namespace

Result<ReadRoster> parse_roster_csv(const Round& round, std::string_view bytes) {
  if (bytes.size() > kMaxRosterBytes) {
    return fail(ErrorKind::too_large,
                say({"A roster may have at most {0} bytes.", "人员名单应不超过{0}字节。"}, kMaxRosterBytes));
  }
  CsvText csv;
  if (auto read = read_csv_text(bytes, csv); !read) return fail(std::move(read).error());
  auto entries = RosterReader(round, csv.text).read();
  if (!entries) return fail(std::move(entries).error());
  return ReadRoster{std::move(*entries), csv.gb18030};
}

std::string encode_roster_csv(const Round& round, const std::vector<RosterEntry>& entries) {
  std::string out = "\xEF\xBB\xBFperson,contact,unit,category\r\n";
  for (const RosterEntry& entry : entries) {
    append_csv_field(out, entry.person);
    out += ',';
    append_csv_field(out, entry.contact);
    out.append(",").append(round.units[entry.unit].id);
    out.append(",").append(round.categories[entry.category].id).append("\r\n");
  }
  return out;
}

}  // namespace candor::forms
