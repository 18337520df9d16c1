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
#include "forms/utf8.h"

namespace candor::forms {
namespace {

constexpr std::size_t kMaxDiagnostics = 200;
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
  BallotsReader(const Round& round, std::string_view csv)
      : round_(round), rows_(csv), complaints_(kMaxDiagnostics) {
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
      }
    }
    if (complaints_.has_errors()) {
      const std::size_t count = complaints_.error_count();
      return fail(is_malformed_ ? ErrorKind::malformed : ErrorKind::invalid,
                  "The ballots have " + std::to_string(count) + (count == 1 ? " error" : " errors") +
                      "; nothing was read.",
                  complaints_.list());
    }
    for (Ballot& ballot : result_.ballots) drop_hidden(plans_[ballot.unit]->codebook, ballot.answers);
    return std::move(result_);
  }

 private:
  void complain(std::size_t column, std::string expected, std::string remedy) {
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
                        "expected the header `ballot,unit,category,about,…`; the file is empty",
                        "Send a file with a header and a row for each ballot and ratee.");
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
               "expected the column `" + std::string(kLeadingColumns[i]) +
                   "` here; a header begins `ballot,unit,category,about`",
               fields.size() == 1 ? "Separate the columns by commas." : "Put the columns in this order.");
      return false;
    }
    for (std::size_t i = kLeadingColumns.size(); i < fields.size(); ++i) add_column(fields[i].text, i + 1);
    return !complaints_.has_errors();
  }

  void add_column(std::string_view name, std::size_t column) {
    if (!column_names_.insert(name).second) {
      complain(column, "the column " + ticked(name) + " stands twice", "Remove one of the two.");
    } else if (!answered_items_.contains(name)) {
      complain(column, "unknown column " + ticked(name),
               "Name an item of the round that takes answers, or remove the column.");
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
               "expected " + std::to_string(width) + " fields as in the header, found " +
                   std::to_string(fields.size()),
               "Add or remove commas, or quote a field that holds one.");
      return;
    }
    const auto unit = find_index(units_, 1, "unit");
    const auto category = find_index(categories_, 2, "category");
    if (fields[0].text.empty())
      complain(1, "expected the name of a ballot", "Write any name, the same in all its rows.");
    if (!unit || !category || fields[0].text.empty()) return;
    UnitPlan& plan = get_plan(*unit);
    const auto ratee = plan.ratees.find(fields[3].text);
    if (ratee == plan.ratees.end()) {
      complain(4,
               "expected `team`, `-` or a member of " + ticked(round_.units[*unit].id) + ", found " +
                   ticked(fields[3].text),
               "Write whom the row is about.");
      return;
    }
    const auto ballot = find_ballot(*unit, *category, plan);
    if (!ballot || !mark_seen(*ballot, ratee->second)) return;
    read_cells(*ballot, plan, ratee->second);
  }

  std::optional<std::size_t> find_index(const std::unordered_map<std::string_view, std::size_t>& ids,
                                        std::size_t field, std::string_view what) {
    const std::string_view id = rows_.fields()[field].text;
    const auto found = ids.find(id);
    if (found != ids.end()) return found->second;
    complain(field + 1, "unknown " + std::string(what) + " " + ticked(id),
             "Write the id of a " + std::string(what) + " of the round.");
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
    const auto [found, is_new] = ballots_.try_emplace(name, result_.ballots.size());
    if (is_new) {
      result_.ballots.push_back(
          {static_cast<std::uint32_t>(unit), static_cast<std::uint32_t>(category), plan.blank});
      states_.push_back({seen_.size(), kNoComment});
      seen_.resize(seen_.size() + plan.targets.size(), 0);
      return found->second;
    }
    const Ballot& ballot = result_.ballots[found->second];
    if (ballot.unit != unit) {
      complain(2,
               "the ballot " + ticked(name) + " stands already in the unit " +
                   ticked(round_.units[ballot.unit].id),
               "Keep a ballot in one unit, or name the other one differently.");
      return std::nullopt;
    }
    if (ballot.category != category) {
      complain(3,
               "the ballot " + ticked(name) + " stands already in the category " +
                   ticked(round_.categories[ballot.category].id),
               "Keep a ballot in one category, or name the other one differently.");
      return std::nullopt;
    }
    return found->second;
  }

  bool mark_seen(std::size_t ballot, int ratee) {
    char& seen = seen_[states_[ballot].seen_offset + ratee_index(ratee)];
    if (std::exchange(seen, 1) == 0) return true;
    complain(4,
             "a second row for the ballot " + ticked(rows_.fields()[0].text) + " about " +
                 ticked(rows_.fields()[3].text),
             "Keep one row for each ballot and ratee.");
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
          if (auto fault =
                  read_cell(cell, plan.codebook.slots[target.slot], result_.ballots[ballot].answers)) {
            complain(field + 1, ticked(columns_[i]) + ": " + fault->expected, fault->remedy);
          }
          break;
        case Target::Kind::text:
          add_text(ballot, *target.text_item, cell, field);
          break;
        case Target::Kind::not_asked:
          complain(field + 1,
                   "the item " + ticked(columns_[i]) + " is not asked about " + ticked(fields[3].text),
                   "Leave the cell empty, or put the answer into the row of the right ratee.");
          break;
      }
    }
  }

  void add_text(std::size_t ballot, const Item& item, std::string_view text, std::size_t field) {
    if (text.size() > static_cast<std::size_t>(item.max_length) &&
        count_code_points(text) > static_cast<std::size_t>(item.max_length)) {
      complain(field + 1,
               ticked(item.id) + ": expected at most " + std::to_string(item.max_length) + " characters",
               "Shorten the text.");
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
  Complaints complaints_;
  bool is_malformed_ = false;
  std::unordered_map<std::string_view, std::size_t> units_;
  std::unordered_map<std::string_view, std::size_t> categories_;
  std::unordered_set<std::string_view> answered_items_;
  std::vector<std::string_view> columns_;  // the items' columns, after the leading ones
  std::unordered_set<std::string_view> column_names_;
  std::vector<std::unique_ptr<UnitPlan>> plans_;
  std::unordered_map<std::string_view, std::size_t> ballots_;  // names live as long as rows_
  std::vector<BallotState> states_;
  std::vector<char> seen_;
  ReadBallots result_;
};

}  // namespace

Result<ReadBallots> parse_ballots_csv(const Round& round, std::string_view csv) {
  if (auto encoding = check_csv_encoding(csv); !encoding) return fail(std::move(encoding).error());
  return BallotsReader(round, csv).read();
}

}  // namespace candor::forms
