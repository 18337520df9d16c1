// Rounds that tests rehearse: the golden cases and the templates, made small and fit for opening.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "server/templates/templates.h"
#include "tests/server/app/support.h"

namespace candor::server::test {

inline std::vector<std::string> case_names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(CANDOR_TEST_DATA "/cases")) {
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

/// A template with what it leaves to fill in filled in.
inline forms::Round round_of_template(std::string_view id) {
  auto read = forms::parse_round(templates::find_template(id)->bytes);
  REQUIRE(read);
  auto& round = read->round;
  round.id = "filled-in";
  round.asked_by = {{"en", "People and administration"}, {"zh-CN", "人事行政部"}};
  round.contact = "Extension 8000-123";
  round.intro = {{"en", "Please answer from what you know."}, {"zh-CN", "请根据您的了解作答。"}};
  for (auto& unit : round.units) {
    unit.name = {{"en", "Sales"}, {"zh-CN", "营销中心"}};
    for (auto& member : unit.members) {
      member.name = {{"en", "Chen Guoping"}, {"zh-CN", "陈国平"}};
      member.post = {{"en", "Head of department"}, {"zh-CN", "部门负责人"}};
    }
  }
  return std::move(round);
}

/// At most `due` people of a category, in the first few units: keys take their time.
inline forms::Round made_small(forms::Round round, int due, std::size_t units) {
  if (round.units.size() > units) round.units.resize(units);
  for (auto& unit : round.units) {
    if (!round.units.empty() && forms::find_unit(round, unit.parent) == nullptr) unit.parent.clear();
    if (!unit.due) continue;
    for (auto& [category, count] : *unit.due) count = std::min(count, due);
  }
  return round;
}

}  // namespace candor::server::test
