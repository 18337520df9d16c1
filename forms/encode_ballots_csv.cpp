// Writing ballots as CSV: closed answers only.
#include <algorithm>
#include <memory>
#include <unordered_map>

#include "forms/answer_cell.h"
#include "forms/ballots_csv.h"
#include "forms/csv.h"

namespace candor::forms {
namespace {

using ColumnIndex = std::unordered_map<std::string_view, std::size_t>;

struct Columns {
  std::vector<std::string_view> names;
  ColumnIndex index;

  void add(const std::vector<Item>& items) {
    for (const Item& item : items) {
      if (item.type == ItemType::text || item.type == ItemType::info) continue;
      if (index.emplace(item.id, names.size()).second) names.push_back(item.id);
    }
  }
};

Columns list_columns(const Round& round) {
  Columns columns;
  for (const Section& section : round.sections) columns.add(section.items);
  for (const Unit& unit : round.units) columns.add(unit.items);
  return columns;
}

/// Ratees with something to answer, team, members, none; the team alone if there is nothing at all, so
/// that a ballot without answers still has a row.
std::vector<int> list_ratees(const Codebook& codebook) {
  std::vector<int> ratees;
  const auto is_asked = [&](int ratee) {
    return std::any_of(codebook.slots.begin(), codebook.slots.end(),
                       [&](const Slot& slot) { return slot.ratee == ratee; });
  };
  if (is_asked(kAboutTeam)) ratees.push_back(kAboutTeam);
  for (int member = 0; member < static_cast<int>(codebook.unit->members.size()); ++member) {
    if (is_asked(member)) ratees.push_back(member);
  }
  if (is_asked(kAboutNone)) ratees.push_back(kAboutNone);
  if (ratees.empty()) ratees.push_back(kAboutTeam);
  return ratees;
}

struct UnitPlan {
  Codebook codebook;
  std::vector<int> ratees;
};

void append_ballot(std::string& out, const UnitPlan& plan, const Ballot& ballot, const std::string& name,
                   const std::string& category, const Columns& columns) {
  for (const int ratee : plan.ratees) {
    std::vector<std::string> cells(4 + columns.names.size());
    cells[0] = name;
    cells[1] = plan.codebook.unit->id;
    cells[2] = category;
    cells[3] = about_name(plan.codebook, ratee);
    for (const Slot& slot : plan.codebook.slots) {
      if (slot.ratee == ratee) cells[4 + columns.index.at(slot.item->id)] = encode_cell(ballot.answers, slot);
    }
    append_csv_row(out, cells);
  }
}

}  // namespace

std::string encode_ballots_csv(const Round& round, const std::vector<Ballot>& ballots) {
  const Columns columns = list_columns(round);
  std::string out;
  std::vector<std::string> header = {"ballot", "unit", "category", "about"};
  header.insert(header.end(), columns.names.begin(), columns.names.end());
  append_csv_row(out, header);
  std::vector<std::unique_ptr<UnitPlan>> plans(round.units.size());
  for (std::size_t i = 0; i < ballots.size(); ++i) {
    auto& plan = plans[ballots[i].unit];
    if (!plan) {
      plan = std::make_unique<UnitPlan>();
      plan->codebook = make_codebook(round, round.units[ballots[i].unit]);
      plan->ratees = list_ratees(plan->codebook);
    }
    append_ballot(out, *plan, ballots[i], "b" + std::to_string(i + 1),
                  round.categories[ballots[i].category].id, columns);
  }
  return out;
}

}  // namespace candor::forms
