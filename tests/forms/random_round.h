// Random valid rounds for property tests. CANDOR_SEED repeats a single seed that a failed test printed.
#pragma once

#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "forms/round.h"

namespace candor::forms::test {

using Random = std::mt19937;

inline std::vector<unsigned> seeds(unsigned count) {
  if (const char* seed = std::getenv("CANDOR_SEED"))
    return {static_cast<unsigned>(std::strtoul(seed, nullptr, 10))};
  std::vector<unsigned> all(count);
  for (unsigned i = 0; i < count; ++i) all[i] = i + 1;
  return all;
}

inline int below(Random& random, int n) {
  return static_cast<int>(random() % static_cast<unsigned>(n));
}
inline bool chance(Random& random, int percent) {
  return below(random, 100) < percent;
}

inline Text random_text(Random& random) {
  const char* words[] = {"Overall", "总体评价",    "a \"quoted\" \\ word", "line\nbreak\tand tab",
                         "é😀",      "<b>&amp;</b>"};
  return {{"en", words[below(random, 6)]}, {"zh-CN", words[below(random, 6)]}};
}

inline ExactNumber random_number(Random& random) {
  const char* literals[] = {"0", "1", "30", "0.25", "1/3", "20%", "33.3%", "100"};
  return *parse_exact_number(literals[below(random, 8)]);
}

inline std::vector<Option> random_options(Random& random, bool of_scale) {
  std::vector<Option> options;
  const int count = 2 + below(random, 9);
  for (int i = 0; i < count; ++i) {
    Option option{"o" + std::to_string(i), random_text(random), true, std::nullopt, false};
    option.scored = !of_scale || i == 0 || chance(random, 80);
    if (of_scale && option.scored) {
      option.value = random_number(random);
      option.favourable = chance(random, 40);
    }
    options.push_back(std::move(option));
  }
  return options;
}

inline void fill_type(Random& random, const Round& round, Item& item, bool own) {
  switch (item.type) {
    case ItemType::scale:
      item.scale =
          round.scales[static_cast<std::size_t>(below(random, static_cast<int>(round.scales.size())))].id;
      if (!own) item.weight = random_number(random);
      break;
    case ItemType::single:
    case ItemType::rank:
      item.options = random_options(random, false);
      break;
    case ItemType::multiple:
      item.options = random_options(random, false);
      if (chance(random, 50)) item.max_choices = 2;
      if (chance(random, 50)) item.min_choices = below(random, 3);
      break;
    case ItemType::number:
      item.decimals = below(random, 7);
      if (chance(random, 50)) item.minimum = *parse_exact_number("-7/3");
      if (chance(random, 50)) item.maximum = *parse_exact_number("60.5");
      break;
    case ItemType::text:
      item.max_length = 1 + below(random, 50);
      break;
    case ItemType::nps:
    case ItemType::info:
      break;
  }
}

/// Ids start with `prefix`, so that no two lists share one.
inline std::vector<Item> random_items(Random& random, const Round& round, const std::string& prefix,
                                      bool own) {
  std::vector<Item> items;
  const int count = 1 + below(random, 6);
  for (int i = 0; i < count; ++i) {
    Item item;
    item.id = prefix + std::to_string(i);
    item.type = static_cast<ItemType>(below(random, 8));
    item.label = random_text(random);
    if (chance(random, 30)) item.hint = random_text(random);
    fill_type(random, round, item, own);
    const bool takes_answers = item.type != ItemType::text && item.type != ItemType::info;
    item.required = takes_answers && chance(random, 30);
    if (!items.empty() && item.type != ItemType::text && chance(random, 50)) {
      const Item& shower = items[static_cast<std::size_t>(below(random, static_cast<int>(items.size())))];
      const auto* options = options_of(round, shower);
      if (options != nullptr && shower.type != ItemType::rank)
        item.show_if = ShowIf{shower.id, {options->back().id}};
    }
    items.push_back(std::move(item));
  }
  return items;
}

inline Unit random_unit(Random& random, const Round& round, int index) {
  Unit unit;
  unit.id = "u" + std::to_string(index);
  unit.name = random_text(random);
  if (index > 0 && chance(random, 70)) unit.parent = "u" + std::to_string(below(random, index));
  if (chance(random, 60)) unit.due = std::map<std::string, int>{{"A", below(random, 100)}};
  const int members = below(random, 12);
  for (int i = 0; i < members; ++i) {
    Member member{"m" + std::to_string(i), random_text(random), {}, chance(random, 20), ""};
    if (chance(random, 50)) member.post = random_text(random);
    if (chance(random, 50)) member.kind = "leader";
    unit.members.push_back(std::move(member));
  }
  if (chance(random, 40)) unit.items = random_items(random, round, "own" + std::to_string(index) + "-", true);
  return unit;
}

inline Round random_round(Random& random) {
  Round round;
  round.id = "r-" + std::to_string(below(random, 1000));
  round.title = random_text(random);
  round.languages = {"zh-CN", "en"};
  if (chance(random, 50)) round.intro = random_text(random);
  if (chance(random, 50)) round.contact = "x@example.org";
  for (const char* id : {"z-scale", "a-scale"}) round.scales.push_back({id, random_options(random, true)});
  for (int i = 0; i < 1 + below(random, 4); ++i) {
    Section section;
    section.id = "s" + std::to_string(i);
    section.about = static_cast<About>(below(random, 3));
    if (section.about == About::member && chance(random, 40)) section.of = "leader";
    section.title = random_text(random);
    section.items = random_items(random, round, "i" + std::to_string(i) + "-", false);
    round.sections.push_back(std::move(section));
  }
  for (const char* id : {"A", "B"})
    round.categories.push_back({id, random_text(random), random_number(random), chance(random, 80)});
  for (int i = 0; i < 1 + below(random, 5); ++i) round.units.push_back(random_unit(random, round, i));
  round.rules.base = static_cast<Base>(below(random, 3));
  round.rules.empty_category = static_cast<EmptyCategory>(below(random, 2));
  round.rules.decimals = below(random, 7);
  if (chance(random, 50)) round.rules.invalid = {InvalidReason::incomplete, InvalidReason::blank_ballot};
  if (chance(random, 50))
    round.rules.quota = Quota{"z-scale", "o0", *parse_exact_number("1/3"), Rounding::half_up};
  if (chance(random, 50)) round.rules.quorum_at_least = *parse_exact_number("2/3");
  round.rules.members_see = static_cast<MembersSee>(below(random, 3));
  round.access = static_cast<AccessMode>(below(random, 3));
  return round;
}

}  // namespace candor::forms::test
