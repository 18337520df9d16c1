// Small rounds for tests, written in a line or two.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "analysis/disclose.h"
#include "forms/ballot.h"
#include "forms/codebook.h"
#include "tests/analysis/cases.h"

namespace candor::tests {

inline forms::ExactNumber exact(const char* text) {
  return *forms::parse_exact_number(text);
}

inline forms::Option scored(const char* id, const char* value, bool favourable = false) {
  return {id, {}, true, exact(value), favourable};
}
inline forms::Option unscored(const char* id) {
  return {id, {}, false, std::nullopt, false};
}
inline forms::Option plain(const char* id) {
  return {id, {}, true, std::nullopt, false};
}

inline forms::Item make_item(const char* id, forms::ItemType type = forms::ItemType::scale) {
  forms::Item item;
  item.id = id;
  item.type = type;
  if (type == forms::ItemType::scale) {
    item.scale = "s";
    item.weight = forms::exact_integer(1);
  }
  return item;
}

/// One scale "s" (good 100 favourable, fair 60, poor 0, unknown), one category "A", one unit "u", k = 3.
inline std::unique_ptr<forms::Round> make_round(std::vector<forms::Item> team,
                                                std::vector<forms::Item> member = {}) {
  auto round = std::make_unique<forms::Round>();
  round->id = "r";
  round->scales = {
      {"s", {scored("good", "100", true), scored("fair", "60"), scored("poor", "0"), unscored("unknown")}}};
  if (!team.empty()) round->sections.push_back({"team", forms::About::team, "", {}, {}, std::move(team)});
  if (!member.empty())
    round->sections.push_back({"member", forms::About::member, "", {}, {}, std::move(member)});
  round->categories = {{"A", {}, forms::exact_integer(1), true}};
  forms::Unit unit;
  unit.id = "u";
  round->units = {unit};
  round->rules.min_cell = 3;
  return round;
}

inline forms::Member member(const char* id, const char* kind = "leader") {
  return {id, {}, {}, false, kind};
}

/// Answers by slot for one-choice items: option index, −1 none.
inline forms::Ballot vote(const forms::Round& round, std::uint32_t unit, std::uint32_t category,
                          const std::vector<int>& choices) {
  const auto codebook = forms::make_codebook(round, round.units[unit]);
  REQUIRE(choices.size() == codebook.slots.size());
  forms::Ballot ballot{unit, category, forms::blank_answers(codebook)};
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (choices[i] >= 0) forms::write_choice(ballot.answers, codebook.slots[i], choices[i]);
  }
  return ballot;
}

inline analysis::DisclosedTally disclosed(const forms::Round& round,
                                          const std::vector<forms::Ballot>& ballots) {
  return analysis::disclose(count(round, ballots));
}

}  // namespace candor::tests
