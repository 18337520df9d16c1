// Reading. Rows come in any order, so every ballot found so far is kept until the end; what a row may say
// is resolved once for each unit and ratee and then looked up by column.
#include "forms/ballots_csv.h"

#include <algorithm>
#include <array>
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "forms/answer_cell.h"
#include "forms/complaints.h"
#include "forms/csv.h"
#include "forms/name_table.h"
#include "forms/utf8.h"

namespace candor::forms {
namespace {

constexpr std::size_t kMaxDiagnostics = 200;
constexpr std::size_t kRowsBetweenProgress = 4096;
constexpr std::array<std::string_view, 4> kLeadingColumns = {"ballot", "unit", "category", "about"};
constexpr std::size_t kNoComment = static_cast<std::size_t>(-1);

/// What a cell of one column holds in rows about one ratee.
struct Target {
  enum class Kind : std::uint8_t { not_asked, slot, text } kind = Kind::not_asked;
  std::size_t slot = 0;
  const Item* text_item = nullptr;
};

/// A unit as rows about it need it; made when the first row names it.
struct UnitPlan {
  Codebook codebook;
  std::vector<std::uint8_t> blank;
  std::unordered_map<std::string_view, int> ratees;  // by `about`
  std::vector<std::vector<Target>> targets;          // by ratee_index, then column; empty until needed
};

/// Team and none come first, then the members.
std::size_t ratee_index(int ratee) {
  return static_cast<std::size_t>(ratee - kAboutNone);
}

struct BallotState {
  std::size_t seen_offset = 0;  // into BallotsReader::seen_, one for each ratee_index
  std::size_t comment = kNoComment;
};

bool is_section_about(const Section& section, const Unit& unit, int ratee) {
  if (ratee == kAboutTeam) return section.about == About::team;
  if (ratee == kAboutNone) return section.about == About::none;
  return is_about_member(section, unit.members[static_cast<std::size_t>(ratee)]);
}

const Item* find_text_item(const std::vector<Item>& items, std::string_view id) {
  const auto found = std::find_if(items.begin(), items.end(), [id](const Item& item) {
    return item.type == ItemType::text && item.id == id;
  });
  return found == items.end() ? nullptr : &*found;
}

class BallotsReader {
 public:
  BallotsReader(const Round& round, std::string_view csv, const ReadProgress& progress)
      : round_(round), rows_(csv), progress_(progress), complaints_(kMaxDiagnostics) {
    for (std::size_t i = 0; i < round.units.size(); ++i) units_.emplace(round.units[i].id, i);
    for (std::size_t i = 0; i < round.categories.size(); ++i) categories_.emplace(round.categories[i].id, i);
    for (const Section& section : round.sections) add_answered_items(section.items);
    for (const Unit& unit : round.units) add_answered_items(unit.items);
    plans_.resize(round.units.size());
  }

  Result<ReadBallots> read() {
    if (read_header()) {
      for (auto row = rows_.next(); row != CsvReader::Row::end; row = rows_.next()) {
        if (row == CsvReader::Row::read) {
          read_row();
        } else {
          complain_of_fault();
        }
        if (progress_ && ++rows_read_ % kRowsBetweenProgress == 0) progress_(rows_.offset());
      }
    }
    if (complaints_.has_errors()) {
      const std::size_t count = complaints_.error_count();
      return fail(is_malformed_ ? ErrorKind::malformed : ErrorKind::invalid,
                  say({"The ballots have {0}; nothing was read.", "测评票文件有{0}，未作任何导入。"},
                      errors_in_words(count)),
                  complaints_.list());
    }
    for (Ballot& ballot : result_.ballots) drop_hidden(plans_[ballot.unit]->codebook, ballot.answers);
    return std::move(result_);
  }

 private:
  void complain(std::size_t column, Phrase expected, Phrase remedy) {
    const auto& fields = rows_.fields();
    const std::size_t line = column <= fields.size() && column > 0 ? fields[column - 1].line : rows_.line();
    complaints_.error(csv_place(line, column), std::move(expected), std::move(remedy));
  }

  void complain_of_fault() {
    is_malformed_ = true;
    const CsvFault& fault = rows_.fault();
    complaints_.error(csv_place(fault.line, fault.column), fault.expected, fault.remedy);
  }

  bool read_header() {
    const auto row = rows_.next();
    if (row == CsvReader::Row::end) {
      complaints_.error(csv_place(1, 1),
                        {"expected the header `ballot,unit,category,about,…`; the file is empty",
                         "首行应为`ballot,unit,category,about,…`，但文件为空"},
                        {"Send a file with a header and a row for each ballot and ratee.",
                         "请提交含列名的文件，每张票的每个评价对象占一行。"});
      return false;
    }
    if (row == CsvReader::Row::faulty) {
      complain_of_fault();
      return false;
    }
    const auto& fields = rows_.fields();
    for (std::size_t i = 0; i < kLeadingColumns.size(); ++i) {
      if (i < fields.size() && fields[i].text == kLeadingColumns[i]) continue;
      complain(std::min(i, fields.size() - 1) + 1,
               say({"expected the column `{0}` here; a header begins `ballot,unit,category,about`",
                    "此处应为`{0}`列；首行以`ballot,unit,category,about`开头"},
                   kLeadingColumns[i]),
               fields.size() == 1 ? Phrase{"Separate the columns by commas.", "请用逗号分隔各列。"}
                                  : Phrase{"Put the columns in this order.", "请按此顺序排列各列。"});
      return false;
    }
    for (std::size_t i = kLeadingColumns.size(); i < fields.size(); ++i) add_column(fields[i].text, i + 1);
    return !complaints_.has_errors();
  }

  void add_column(std::string_view name, std::size_t column) {
    if (!column_names_.insert(name).second) {
      complain(column, say({"the column {0} stands twice", "{0}列重复出现"}, ticked(name)),
               {"Remove one of the two.", "请删去其中一个。"});
    } else if (!answered_items_.contains(name)) {
      complain(column, say({"unknown column {0}", "未知的列{0}"}, ticked(name)),
               {"Name an item of the round that takes answers, or remove the column.",
                "请改为本轮测评中可作答的题目，或删去该列。"});
    }
    columns_.emplace_back(name);
  }

  void add_answered_items(const std::vector<Item>& items) {
    for (const Item& item : items) {
      if (item.type != ItemType::info) answered_items_.insert(item.id);
    }
  }

  void read_row() {
    const auto& fields = rows_.fields();
    const std::size_t width = kLeadingColumns.size() + columns_.size();
    if (fields.size() != width) {
      complain(std::min(fields.size(), width + 1),
               say({"expected {0} fields as in the header, found {1}", "应与首行一致为{0}列，实有{1}列"},
                   width, fields.size()),
               {"Add or remove commas, or quote a field that holds one.",
                "请增减逗号，或给含逗号的单元格加上引号。"});
      return;
    }
    const auto unit = find_index(units_, 1, {"unit", "单位"});
    const auto category = find_index(categories_, 2, {"category", "类别"});
    if (fields[0].text.empty())
      complain(1, {"expected the name of a ballot", "应有票名"},
               {"Write any name, the same in all its rows.", "请任意填写票名，同一张票的各行相同。"});
    if (!unit || !category || fields[0].text.empty()) return;
    UnitPlan& plan = get_plan(*unit);
    const auto ratee = plan.ratees.find(read_csv_cell(fields[3].text));
    if (ratee == plan.ratees.end()) {
      complain(4,
               say({"expected `team`, `-` or a member of {0}, found {1}",
                    "应为`team`、`-`或单位{0}的成员，实为{1}"},
                   ticked(round_.units[*unit].id), ticked(fields[3].text)),
               {"Write whom the row is about.", "请填写本行的评价对象。"});
      return;
    }
    const auto ballot = find_ballot(*unit, *category, plan);
    if (!ballot || !mark_seen(*ballot, ratee->second)) return;
    read_cells(*ballot, plan, ratee->second);
  }

  std::optional<std::size_t> find_index(const std::unordered_map<std::string_view, std::size_t>& ids,
                                        std::size_t field, const Phrase& what) {
    const std::string_view id = read_csv_cell(rows_.fields()[field].text);
    const auto found = ids.find(id);
    if (found != ids.end()) return found->second;
    complain(field + 1, say({"unknown {0} {1}", "未知的{0}{1}"}, what, ticked(id)),
             say({"Write the id of a {0} of the round.", "请填写本轮测评中{0}的编号。"}, what));
    return std::nullopt;
  }

  UnitPlan& get_plan(std::size_t unit) {
    if (plans_[unit]) return *plans_[unit];
    plans_[unit] = std::make_unique<UnitPlan>();
    UnitPlan& plan = *plans_[unit];
    plan.codebook = make_codebook(round_, round_.units[unit]);
    plan.blank = blank_answers(plan.codebook);
    const auto members = static_cast<int>(round_.units[unit].members.size());
    for (int ratee = kAboutNone; ratee < members; ++ratee)
      plan.ratees.emplace(about_name(plan.codebook, ratee), ratee);
    plan.targets.resize(ratee_index(members));
    return plan;
  }

  std::optional<std::size_t> find_ballot(std::size_t unit, std::size_t category, const UnitPlan& plan) {
    const std::string_view name = rows_.fields()[0].text;
    const auto [number, is_new] = ballots_.add(name);
    if (is_new) {
      result_.ballots.push_back(
          {static_cast<std::uint32_t>(unit), static_cast<std::uint32_t>(category), plan.blank});
      states_.push_back({seen_.size(), kNoComment});
      seen_.resize(seen_.size() + plan.targets.size(), 0);
      return number;
    }
    const Ballot& ballot = result_.ballots[number];
    if (ballot.unit != unit) {
      complain(2,
               say({"the ballot {0} stands already in the unit {1}", "票{0}已列入单位{1}"}, ticked(name),
                   ticked(round_.units[ballot.unit].id)),
               {"Keep a ballot in one unit, or name the other one differently.",
                "同一张票只能属于一个单位；不是同一张的，请另起票名。"});
      return std::nullopt;
    }
    if (ballot.category != category) {
      complain(3,
               say({"the ballot {0} stands already in the category {1}", "票{0}已列入类别{1}"}, ticked(name),
                   ticked(round_.categories[ballot.category].id)),
               {"Keep a ballot in one category, or name the other one differently.",
                "同一张票只能属于一个类别；不是同一张的，请另起票名。"});
      return std::nullopt;
    }
    return number;
  }

  bool mark_seen(std::size_t ballot, int ratee) {
    char& seen = seen_[states_[ballot].seen_offset + ratee_index(ratee)];
    if (std::exchange(seen, 1) == 0) return true;
    complain(4,
             say({"a second row for the ballot {0} about {1}", "票{0}对{1}的评价出现两行"},
                 ticked(rows_.fields()[0].text), ticked(rows_.fields()[3].text)),
             {"Keep one row for each ballot and ratee.", "同一张票对同一评价对象只保留一行。"});
    return false;
  }

  const std::vector<Target>& get_targets(UnitPlan& plan, int ratee) {
    auto& targets = plan.targets[ratee_index(ratee)];
    if (!targets.empty() || columns_.empty()) return targets;
    targets.resize(columns_.size());
    for (std::size_t i = 0; i < columns_.size(); ++i) targets[i] = find_target(plan, ratee, columns_[i]);
    return targets;
  }

  [[nodiscard]] Target find_target(const UnitPlan& plan, int ratee, std::string_view id) const {
    const auto& slots = plan.codebook.slots;
    for (std::size_t i = 0; i < slots.size(); ++i) {
      if (slots[i].ratee == ratee && slots[i].item->id == id) return {Target::Kind::slot, i, nullptr};
    }
    const Unit& unit = *plan.codebook.unit;
    for (const Section& section : round_.sections) {
      if (!is_section_about(section, unit, ratee)) continue;
      if (const Item* item = find_text_item(section.items, id)) return {Target::Kind::text, 0, item};
    }
    const Item* own = ratee == kAboutTeam ? find_text_item(unit.items, id) : nullptr;
    return own != nullptr ? Target{Target::Kind::text, 0, own} : Target{};
  }

  void read_cells(std::size_t ballot, UnitPlan& plan, int ratee) {
    const auto& fields = rows_.fields();
    const auto& targets = get_targets(plan, ratee);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const std::size_t field = kLeadingColumns.size() + i;
      const std::string_view cell = fields[field].text;
      if (cell.empty()) continue;
      const Target& target = targets[i];
      switch (target.kind) {
        case Target::Kind::slot:
          if (auto fault = read_cell(read_csv_cell(cell), plan.codebook.slots[target.slot],
                                     result_.ballots[ballot].answers)) {
            complain(field + 1, say({"{0}: {1}", "{0}：{1}"}, ticked(columns_[i]), fault->expected),
                     fault->remedy);
          }
          break;
        case Target::Kind::text:
          add_text(ballot, *target.text_item, cell, field);
          break;
        case Target::Kind::not_asked:
          complain(field + 1,
                   say({"the item {0} is not asked about {1}", "题目{0}不针对{1}"}, ticked(columns_[i]),
                       ticked(fields[3].text)),
                   {"Leave the cell empty, or put the answer into the row of the right ratee.",
                    "请留空，或将答案填入相应评价对象的行。"});
          break;
      }
    }
  }

  void add_text(std::size_t ballot, const Item& item, std::string_view text, std::size_t field) {
    if (text.size() > static_cast<std::size_t>(item.max_length) &&
        count_code_points(text) > static_cast<std::size_t>(item.max_length)) {
      complain(field + 1,
               say({"{0}: expected at most {1} characters", "{0}：应不超过{1}个字"}, ticked(item.id),
                   item.max_length),
               {"Shorten the text.", "请缩短文字。"});
      return;
    }
    std::size_t& comment = states_[ballot].comment;
    if (comment == kNoComment) {
      comment = result_.comments.size();
      result_.comments.push_back({result_.ballots[ballot].unit, {}});
    }
    result_.comments[comment].texts.push_back(
        {std::string(rows_.fields()[3].text), item.id, std::string(text)});
  }

  const Round& round_;
  CsvReader rows_;
  const ReadProgress& progress_;
  std::size_t rows_read_ = 0;
  Complaints complaints_;
  bool is_malformed_ = false;
  std::unordered_map<std::string_view, std::size_t> units_;
  std::unordered_map<std::string_view, std::size_t> categories_;
  std::unordered_set<std::string_view> answered_items_;
  std::vector<std::string_view> columns_;  // the items' columns, after the leading ones
  std::unordered_set<std::string_view> column_names_;
  std::vector<std::unique_ptr<UnitPlan>> plans_;
  NameTable ballots_;  // by their number in result_; names live as long as rows_
  std::vector<BallotState> states_;
  std::vector<char> seen_;
  ReadBallots result_;
};

}  // namespace

Result<ReadBallots> parse_ballots_csv(const Round& round, std::string_view csv,
                                      const ReadProgress& progress) {
  if (auto encoding = check_csv_encoding(csv); !encoding) return fail(std::move(encoding).error());
  return BallotsReader(round, csv, progress).read();
}

}  // namespace candor::forms
