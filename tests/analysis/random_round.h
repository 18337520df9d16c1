// Small made-up rounds and ballots from a seed, with every rule of counting switched on now and then.
#pragma once

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "forms/ballot.h"
#include "forms/codebook.h"
#include "forms/round.h"

namespace candor::tests {

class RandomRound {
 public:
  explicit RandomRound(unsigned seed) : random_(seed) {}

  /// 0 … below − 1.
  int pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }
  bool chance(int percent) { return pick(100) < percent; }

  std::unique_ptr<forms::Round> make_round() {
    auto round = std::make_unique<forms::Round>();
    round->id = "r";
    round->scales = {make_scale("s", 4), make_scale("t", 3)};
    add_sections(*round);
    for (int i = 0, count = 1 + pick(5); i < count; ++i) {
      const std::vector<std::string> weights{"0", "1", "1", "0.3", "1/3", "2"};
      round->categories.push_back(
          {std::string(1, static_cast<char>('A' + i)), {}, exact(weights[pick_of(6)]), !chance(15)});
    }
    for (int i = 0, count = 1 + pick(8); i < count; ++i) add_unit(*round);
    make_rules(*round);
    return round;
  }

  std::vector<forms::Ballot> make_ballots(const forms::Round& round) {
    std::vector<forms::Ballot> ballots;
    for (std::uint32_t unit = 0; unit < round.units.size(); ++unit) {
      const auto codebook = forms::make_codebook(round, round.units[unit]);
      const int answering = pick(100);
      for (std::uint32_t category = 0; category < round.categories.size(); ++category) {
        const int most = chance(30) ? 12 : 5;
        for (int i = pick(most + 1); i > 0; --i)
          ballots.push_back({unit, category, make_answers(codebook, answering)});
      }
    }
    return ballots;
  }

 private:
  static forms::ExactNumber exact(const std::string& text) { return *forms::parse_exact_number(text); }
  std::size_t pick_of(int below) { return static_cast<std::size_t>(pick(below)); }

  forms::Scale make_scale(const std::string& id, int scored) {
    forms::Scale scale{id, {}};
    const std::vector<std::string> values{"100", "80", "60", "0", "66.6", "1/3", "-5"};
    for (int i = 0; i < scored; ++i) {
      scale.options.push_back({"o" + std::to_string(i), {}, true, exact(values[pick_of(7)]), chance(50)});
    }
    if (chance(60)) scale.options.push_back({"unknown", {}, false, std::nullopt, false});
    return scale;
  }

  forms::Item make_item(const std::string& id) {
    forms::Item item;
    item.id = id;
    const int type = pick(10);
    item.type =
        type < 8 ? forms::ItemType::scale : (type == 8 ? forms::ItemType::single : forms::ItemType::nps);
    if (item.type == forms::ItemType::scale) item.scale = chance(60) ? "s" : "t";
    if (item.type == forms::ItemType::scale && chance(70)) item.weight = forms::exact_integer(1 + pick(3));
    if (item.type == forms::ItemType::single)
      item.options = {{"x", {}, true, {}, false}, {"y", {}, true, {}, false}};
    item.required = chance(20);
    return item;
  }

  void add_sections(forms::Round& round) {
    int next = 0;
    const auto add = [&](forms::About about, const std::string& of) {
      forms::Section section{"section" + std::to_string(round.sections.size()), about, of, {}, {}, {}};
      for (int i = 0, count = 1 + pick(3); i < count; ++i) {
        section.items.push_back(make_item("i" + std::to_string(next++)));
        const forms::Item& first = section.items.front();
        if (i == 0 || first.type != forms::ItemType::scale || !chance(30)) continue;
        section.items.back().show_if = forms::ShowIf{first.id, {"o0", "o1"}};
      }
      round.sections.push_back(section);
    };
    if (chance(90)) add(forms::About::team, "");
    if (chance(50)) add(forms::About::member, "");
    if (chance(40)) add(forms::About::none, "");
    if (chance(30)) add(forms::About::member, "deputy");
    if (chance(30) || round.sections.empty()) add(forms::About::team, "");
  }

  void add_unit(forms::Round& round) {
    const std::size_t index = round.units.size();
    forms::Unit unit;
    unit.id = "u" + std::to_string(index);
    if (index > 0 && chance(60)) unit.parent = round.units[pick_of(static_cast<int>(index))].id;
    for (int i = 0, count = pick(4); i < count; ++i) {
      unit.members.push_back({"m" + std::to_string(i), {}, {}, false, chance(50) ? "deputy" : "leader"});
    }
    if (chance(50)) {
      unit.due.emplace();
      for (const auto& category : round.categories) {
        if (chance(80)) (*unit.due)[category.id] = pick(12);
      }
    }
    if (chance(20)) {
      forms::Item own = make_item("own" + std::to_string(index));
      own.weight = {};
      unit.items.push_back(own);
    }
    round.units.push_back(unit);
  }

  void make_rules(forms::Round& round) {
    forms::Rules& rules = round.rules;
    rules.base = static_cast<forms::Base>(pick(3));
    rules.empty_category = chance(50) ? forms::EmptyCategory::renormalise : forms::EmptyCategory::void_score;
    rules.decimals = pick(4);
    rules.min_cell = 3 + pick(4);
    for (const auto reason : {forms::InvalidReason::incomplete, forms::InvalidReason::all_same,
                              forms::InvalidReason::blank_ballot, forms::InvalidReason::over_quota}) {
      if (chance(35)) rules.invalid.push_back(reason);
    }
    if (chance(60)) rules.quota = forms::Quota{"s", "o0", exact("1/3"), forms::Rounding::half_up};
    if (chance(50)) rules.quorum_at_least = exact("1/2");
    for (int i = 0; i < 3; ++i) add_flag(round, i);
  }

  void add_flag(forms::Round& round, int index) {
    const forms::Section& section = round.sections[pick_of(static_cast<int>(round.sections.size()))];
    const forms::Item& item = section.items.front();
    if (item.type != forms::ItemType::scale) return;
    forms::Flag flag;
    flag.id = "f" + std::to_string(index);
    flag.item = item.id;
    flag.operand = static_cast<forms::FlagOperand>(pick(3));
    flag.option = "o1";
    flag.comparison = static_cast<forms::Comparison>(pick(4));
    flag.threshold = flag.operand == forms::FlagOperand::score ? exact("60") : exact("1/2");
    round.rules.flags.push_back(flag);
  }

  std::vector<std::uint8_t> make_answers(const forms::Codebook& codebook, int answering) {
    auto answers = forms::blank_answers(codebook);
    const bool always_first = chance(10);
    for (const auto& slot : codebook.slots) {
      if (!chance(always_first ? 95 : answering)) continue;
      const int options = slot.options == nullptr ? 11 : static_cast<int>(slot.options->size());
      forms::write_choice(answers, slot, always_first ? 0 : pick(options));
    }
    forms::drop_hidden(codebook, answers);
    return answers;
  }

  std::mt19937 random_;
};

}  // namespace candor::tests
