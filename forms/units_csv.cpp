// Reading. Rows become units first; then the checks of round files run over them, and their JSON pointers
// are turned back into lines and columns.
#include "forms/units_csv.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <unordered_map>
#include <utility>

#include "forms/complaints.h"
#include "forms/csv.h"
#include "forms/round_check_parts.h"
#include "forms/round_limits.h"

namespace candor::forms {
namespace {

constexpr std::size_t kMaxDiagnostics = 200;
constexpr std::string_view kPlainColumns[] = {"unit",        "parent", "name", "member",
                                              "member_name", "post",   "head", "kind"};
constexpr std::string_view kTextColumns[] = {"name", "member_name", "post"};
constexpr std::string_view kDue = "due.";

/// Where a unit or member came from.
struct Source {
  std::size_t line = 0;
  std::vector<std::size_t> member_lines;
};

/// "/units/3/members/1/name/en" in parts.
std::vector<std::string_view> split_pointer(std::string_view place) {
  std::vector<std::string_view> parts;
  while (!place.empty()) {
    place.remove_prefix(1);
    const auto slash = place.find('/');
    parts.push_back(place.substr(0, slash));
    place = slash == std::string_view::npos ? std::string_view{} : place.substr(slash);
  }
  return parts;
}

std::size_t to_index(std::string_view digits) {
  std::size_t index = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), index);
  return index;
}

std::optional<int> parse_people(std::string_view cell) {
  int people = 0;
  const auto [end, problem] = std::from_chars(cell.data(), cell.data() + cell.size(), people);
  const bool is_whole = problem == std::errc() && end == cell.data() + cell.size();
  if (!is_whole || people < 0 || people > kMaxDue) return std::nullopt;
  return people;
}

std::optional<bool> parse_yes_or_no(std::string_view cell) {
  for (const std::string_view yes : {"yes", "true", "1", "x", "是"}) {
    if (cell == yes) return true;
  }
  for (const std::string_view no : {"", "no", "false", "0", "否"}) {
    if (cell == no) return false;
  }
  return std::nullopt;
}

class UnitsReader {
 public:
  UnitsReader(const Round& draft, std::string_view csv)
      : draft_(draft), rows_(csv), complaints_(kMaxDiagnostics) {}

  Result<std::vector<Unit>> read() {
    if (read_header()) read_rows();
    if (!lost_rows_ && !units_.empty()) check_as_round();
    if (!complaints_.has_errors()) return std::move(units_);
    const std::size_t count = complaints_.error_count();
    return fail(is_malformed_ ? ErrorKind::malformed : ErrorKind::invalid,
                say({"The list of units has {0}; nothing was read.", "单位名单有{0}，未作任何导入。"},
                    errors_in_words(count)),
                complaints_.list());
  }

 private:
  // --- header -----------------------------------------------------------------------------------

  bool read_header() {
    const auto row = rows_.next();
    if (row == CsvReader::Row::faulty) complain_of_fault();
    if (row == CsvReader::Row::end) {
      complaints_.error(
          csv_place(1, 1),
          {"expected a header that begins with `unit`; the file is empty",
           "首行应为以`unit`开头的列名，但文件为空"},
          {"Start from the file that is offered for download.", "请在所提供下载的表格上填写。"});
    }
    if (row != CsvReader::Row::read) {
      lost_rows_ = true;
      return false;
    }
    const auto& fields = rows_.fields();
    for (std::size_t i = 0; i < fields.size(); ++i) add_column(std::string(fields[i].text), i);
    if (!columns_.contains("unit")) {
      complaints_.error(csv_place(1, 1), {"expected a column `unit`", "应有`unit`列"},
                        fields.size() == 1
                            ? Phrase{"Name the columns, separated by commas.", "请写明列名，用逗号分隔。"}
                            : Phrase{"Add a column with the units' ids.", "请补充单位编号列。"});
    }
    return !complaints_.has_errors();
  }

  void add_column(const std::string& name, std::size_t field) {
    if (!is_known_column(name)) {
      complaints_.error(csv_place(1, field + 1), say({"unknown column {0}", "未知的列{0}"}, ticked(name)),
                        {"Use `unit`, `parent`, `name`, `member`, `member_name`, `post`, `head`, `kind`, "
                         "`due.<category id>`; texts also as `name.<language>` with a language of the round.",
                         "可用的列为`unit`、`parent`、`name`、`member`、`member_name`、`post`、`head`、`kind`"
                         "、`due.<类别编号>`；文字列也可写作`name.<语言>`，语言须为本轮测评所用。"});
    } else if (!columns_.emplace(name, field).second) {
      complaints_.error(csv_place(1, field + 1),
                        say({"the column {0} stands twice", "{0}列重复出现"}, ticked(name)),
                        {"Remove one of the two.", "请删去其中一个。"});
    }
    width_ = field + 1;
  }

  [[nodiscard]] bool is_known_column(std::string_view name) const {
    if (std::find(std::begin(kPlainColumns), std::end(kPlainColumns), name) != std::end(kPlainColumns))
      return true;
    if (name.starts_with(kDue)) return find_category(draft_, name.substr(kDue.size())) != nullptr;
    return std::any_of(std::begin(kTextColumns), std::end(kTextColumns), [&](std::string_view text) {
      if (!name.starts_with(text) || name.size() <= text.size() || name[text.size()] != '.') return false;
      const std::string_view language = name.substr(text.size() + 1);
      return std::find(draft_.languages.begin(), draft_.languages.end(), language) != draft_.languages.end();
    });
  }

  // --- rows -------------------------------------------------------------------------------------

  void read_rows() {
    for (auto row = rows_.next(); row != CsvReader::Row::end; row = rows_.next()) {
      if (row == CsvReader::Row::faulty) {
        complain_of_fault();
      } else if (rows_.fields().size() != width_) {
        lost_rows_ = true;
        complaints_.error(
            csv_place(rows_.line(), std::min(rows_.fields().size(), width_ + 1)),
            say({"expected {0} fields as in the header, found {1}", "应与首行一致为{0}列，实有{1}列"}, width_,
                rows_.fields().size()),
            {"Add or remove commas, or quote a field that holds one.",
             "请增减逗号，或给含逗号的单元格加上引号。"});
      } else {
        read_row();
      }
    }
    if (units_.empty() && !complaints_.has_errors()) {
      complaints_.error(csv_place(1, 1),
                        {"expected a row for each member of each unit", "每个单位的每名成员应占一行"},
                        {"Fill in the rows.", "请逐行填写。"});
    }
  }

  void read_row() {
    const std::string_view id = cell("unit");
    const bool is_same_unit = !units_.empty() && (id.empty() || id == units_.back().id);
    if (id.empty() && units_.empty()) {
      complain("unit", {"expected the id of a unit", "应有单位编号"},
               {"Write it in the first row of the unit.", "请写在该单位的第一行。"});
      lost_rows_ = true;
      return;
    }
    if (is_same_unit) {
      repeat_unit();
    } else {
      start_unit(id);
    }
    read_due();
    if (!cell("member").empty()) {
      read_member();
    } else if (is_same_unit) {
      complain("member",
               say({"expected a member: the unit {0} stands already above", "应有成员：单位{0}在上文已出现"},
                   ticked(units_.back().id)),
               {"Remove this row, or name a member.", "请删去本行，或填写成员。"});
    } else {
      refuse_member_details();
    }
  }

  void start_unit(std::string_view id) {
    const auto [known, is_new] = line_of_unit_.emplace(std::string(id), rows_.line());
    if (!is_new) {
      complain("unit",
               say({"the unit {0} stands already at line {1}", "单位{0}已出现在第{1}行"}, ticked(id),
                   known->second),
               {"Put the rows of a unit together, or give one of the two another id.",
                "请将同一单位的各行放在一起，或为其中一个另定编号。"});
      lost_rows_ = true;  // a second complaint about the same id would say no more
    }
    Unit unit;
    unit.id = id;
    unit.name = read_text("name");
    unit.parent = cell("parent");
    if (const Unit* known_unit = find_unit(draft_, id)) unit.items = known_unit->items;
    if (unit.name.empty())
      complain("name", {"expected the name of the unit", "应有单位名称"},
               {"Write it in `name` or `name.<language>`.", "请填写在`name`或`name.<语言>`列。"});
    units_.push_back(std::move(unit));
    sources_.push_back({rows_.line(), {}});
  }

  /// In further rows of a unit its own columns are empty or say the same.
  void repeat_unit() {
    const Unit& unit = units_.back();
    const auto check_same = [&](const std::string& column, std::string_view first) {
      const std::string_view now = cell(column);
      if (now.empty() || now == first) return;
      complain(column,
               say({"expected {0} as in line {1}, found {2}", "应与第{1}行一致为{0}，实为{2}"}, ticked(first),
                   sources_.back().line, ticked(now)),
               {"Leave the cell empty, or write the same.", "请留空，或填写相同的内容。"});
    };
    check_same("parent", unit.parent);
    for (const auto& language : draft_.languages) {
      const auto name = unit.name.find(language);
      const std::string_view first =
          name == unit.name.end() ? std::string_view{} : std::string_view(name->second);
      check_same("name." + language, first);
      if (!columns_.contains("name." + language)) check_same("name", first);
    }
  }

  void read_due() {
    Unit& unit = units_.back();
    for (const Category& category : draft_.categories) {
      const std::string column = std::string(kDue) + category.id;
      const std::string_view text = cell(column);
      if (text.empty()) continue;
      const auto people = parse_people(text);
      if (!people) {
        complain(
            column,
            say({"expected a number of people from 0 to {0}, found {1}", "应为0至{0}之间的人数，实为{1}"},
                kMaxDue, ticked(text)),
            {"Write an integer, or leave it empty.", "请填写整数，或留空。"});
        continue;
      }
      if (!unit.due) unit.due.emplace();
      const auto [known, is_new] = unit.due->emplace(category.id, *people);
      if (is_new || known->second == *people) continue;
      complain(column,
               say({"expected {0} as above, found {1}", "应与上文一致为{0}，实为{1}"}, known->second,
                   ticked(text)),
               {"Leave the cell empty, or write the same.", "请留空，或填写相同的内容。"});
    }
  }

  void read_member() {
    Member member;
    member.id = cell("member");
    member.name = read_text("member_name");
    member.post = read_text("post");
    member.kind = cell("kind");
    const auto head = parse_yes_or_no(cell("head"));
    if (!head)
      complain("head",
               say({"expected `yes` or `no`, found {0}", "应为“是”或“否”，实为{0}"}, ticked(cell("head"))),
               {"Write one of the two.", "请填写其中之一。"});
    member.head = head.value_or(false);
    if (member.name.empty()) {
      complain("member_name", {"expected the name of the member", "应有成员姓名"},
               {"Write it in `member_name` or `member_name.<language>`.",
                "请填写在`member_name`或`member_name.<语言>`列。"});
    }
    units_.back().members.push_back(std::move(member));
    sources_.back().member_lines.push_back(rows_.line());
  }

  void refuse_member_details() {
    if (read_text("member_name").empty() && read_text("post").empty()) return;
    complain("member", {"expected the id of this member", "应有该成员的编号"},
             {"Write a short id, such as m1.", "请填写较短的编号，如`m1`。"});
  }

  // --- cells ------------------------------------------------------------------------------------

  [[nodiscard]] std::string_view cell(const std::string& column) const {
    const auto found = columns_.find(column);
    return found == columns_.end() ? std::string_view{} : read_csv_cell(rows_.fields()[found->second].text);
  }

  [[nodiscard]] Text read_text(const std::string& column) const {
    Text text;
    for (const auto& language : draft_.languages) {
      const std::string_view own = cell(column + "." + language);
      const std::string_view words = own.empty() ? cell(column) : own;
      if (!words.empty()) text.emplace(language, words);
    }
    return text;
  }

  [[nodiscard]] std::size_t field_of(const std::string& column, const std::string& fallback) const {
    for (const std::string& name : {column, column.substr(0, column.find('.')), fallback}) {
      if (const auto found = columns_.find(name); found != columns_.end()) return found->second;
    }
    return 0;
  }

  void complain(const std::string& column, Phrase expected, Phrase remedy) {
    complaints_.error(csv_place(rows_.line(), field_of(column, "unit") + 1), std::move(expected),
                      std::move(remedy));
  }

  void complain_of_fault() {
    is_malformed_ = true;
    lost_rows_ = true;
    const CsvFault& fault = rows_.fault();
    complaints_.error(csv_place(fault.line, fault.column), fault.expected, fault.remedy);
  }

  // --- the checks of a round file, told by line ------------------------------------------------

  void check_as_round() {
    Round round = draft_;
    round.units = units_;
    Complaints found(kMaxDiagnostics);
    check_units({round, Strictness::draft, found});
    std::vector<std::pair<std::pair<std::size_t, std::size_t>, Diagnostic>> told;
    for (Diagnostic& diagnostic : found.list()) {
      if (diagnostic.severity != Diagnostic::Severity::error) continue;
      told.emplace_back(locate(diagnostic.place), std::move(diagnostic));
    }
    std::stable_sort(told.begin(), told.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [at, diagnostic] : told) {
      complaints_.error(csv_place(at.first, at.second), std::move(diagnostic.expected),
                        std::move(diagnostic.remedy));
    }
  }

  [[nodiscard]] std::pair<std::size_t, std::size_t> locate(std::string_view place) const {
    const auto parts = split_pointer(place);
    if (parts.size() < 2) return {1, 1};
    const std::size_t unit = to_index(parts[1]);
    const bool is_member = parts.size() > 3 && parts[2] == "members";
    const std::size_t at = is_member ? 4 : 2;
    std::string column = parts.size() > at ? std::string(parts[at]) : "id";
    const std::string owner = is_member ? "member" : "unit";
    if (column == "id" || column == "members") column = owner;
    if (column == "name" && is_member) column = "member_name";
    if (parts.size() > at + 1) column += "." + std::string(parts[at + 1]);
    const std::size_t line =
        is_member ? sources_[unit].member_lines[to_index(parts[3])] : sources_[unit].line;
    return {line, field_of(column, owner) + 1};
  }

  const Round& draft_;
  CsvReader rows_;
  Complaints complaints_;
  bool is_malformed_ = false;
  bool lost_rows_ = false;  // some row is in no unit: references to it would seem wrong
  std::size_t width_ = 0;
  std::unordered_map<std::string, std::size_t> columns_;
  std::unordered_map<std::string, std::size_t> line_of_unit_;
  std::vector<Unit> units_;
  std::vector<Source> sources_;
};

}  // namespace

Result<std::vector<Unit>> parse_units_csv(const Round& draft, std::string_view csv) {
  if (csv.size() > kMaxRoundBytes) {
    return fail(
        ErrorKind::too_large,
        say({"A list of units may have at most {0} bytes.", "单位名单应不超过{0}字节。"}, kMaxRoundBytes));
  }
  if (auto encoding = check_csv_encoding(csv); !encoding) return fail(std::move(encoding).error());
  return UnitsReader(draft, csv).read();
}

}  // namespace candor::forms
