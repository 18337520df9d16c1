#include "tests/analysis/attacker_world.h"

#include <map>
#include <random>

#include "analysis/validity.h"

namespace candor::tests::attacker {
namespace {

using analysis::Rational;
using forms::ItemType;

class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  std::unique_ptr<forms::Round> round() {
    auto round = std::make_unique<forms::Round>();
    round->id = "r";
    round->scales = {scale("s"), scale("t")};
    add_sections(*round);
    for (int i = 0, count = 1 + pick(5); i < count; ++i) {
      const char* const weights[] = {"0", "1", "1", "2", "0.3", "1/3"};
      round->categories.push_back(
          {std::string(1, static_cast<char>('A' + i)), {}, exact(weights[pick(6)]), !chance(15)});
    }
    std::vector<int> depth;
    for (int i = 0, count = 2 + pick(11); i < count; ++i) add_unit(*round, depth);
    forms::Rules& rules = round->rules;
    rules.min_cell = 3 + pick(4);
    rules.base = static_cast<forms::Base>(pick(3));
    rules.empty_category = chance(70) ? forms::EmptyCategory::renormalise : forms::EmptyCategory::void_score;
    if (chance(50)) rules.quorum_at_least = exact("1/2");
    if (chance(20)) rules.invalid.push_back(forms::InvalidReason::blank_ballot);
    if (chance(60)) rules.invalid.push_back(forms::InvalidReason::over_quota);
    rules.quota = forms::Quota{"s", "o0", exact(chance(50) ? "1/2" : "0"), forms::Rounding::floor};
    return round;
  }

  std::vector<forms::Ballot> ballots(const forms::Round& round) {
    std::vector<forms::Ballot> ballots;
    for (std::uint32_t unit = 0; unit < round.units.size(); ++unit) {
      const auto codebook = forms::make_codebook(round, round.units[unit]);
      const int most[] = {0, 1, 1, 2, 2, 3, 4, 5, 7, 12};
      const int turnout = most[pick(10)];
      const auto habits = make_habits(codebook, round.categories.size());
      for (std::uint32_t category = 0; category < round.categories.size(); ++category) {
        for (int i = pick(turnout + 1); i > 0; --i) {
          ballots.push_back({unit, category, answers(codebook, habits[category])});
        }
      }
    }
    return ballots;
  }

 private:
  /// How the people of a category answer one slot.
  struct Habit {
    int answering = 100;
    int favourite = 0;
    int agreeing = 0;
  };
  using Habits = std::vector<Habit>;

  int pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }
  bool chance(int percent) { return pick(100) < percent; }
  static forms::ExactNumber exact(const std::string& text) { return *forms::parse_exact_number(text); }

  forms::Scale scale(const std::string& id) {
    forms::Scale made{id, {}};
    const char* const values[] = {"100", "80", "60", "0", "66.6", "1/3", "-5"};
    for (int i = 0, scored = 2 + pick(3); i < scored; ++i) {
      made.options.push_back({"o" + std::to_string(i), {}, true, exact(values[pick(7)]), chance(50)});
    }
    if (chance(60)) made.options.push_back({"unknown", {}, false, std::nullopt, false});
    return made;
  }

  forms::Item item(const std::string& id, bool may_be_other) {
    forms::Item made;
    made.id = id;
    const ItemType types[] = {ItemType::single, ItemType::multiple, ItemType::nps};
    made.type = may_be_other && chance(30) ? types[pick(3)] : ItemType::scale;
    if (made.type == ItemType::scale) {
      made.scale = chance(60) ? "s" : "t";
      made.weight = forms::exact_integer(pick(3));
    } else if (made.type != ItemType::nps) {
      made.options = {{"x", {}, true, {}, false}, {"y", {}, true, {}, false}, {"z", {}, true, {}, false}};
    }
    return made;
  }

  void add_sections(forms::Round& round) {
    int next = 0;
    const auto add = [&](forms::About about, int items) {
      forms::Section section{"s" + std::to_string(round.sections.size()), about, "", {}, {}, {}};
      for (int i = 0; i < items; ++i) section.items.push_back(item("i" + std::to_string(next++), i > 0));
      round.sections.push_back(section);
    };
    add(forms::About::team, 1 + pick(4));
    if (chance(60)) add(forms::About::member, 1 + pick(2));
    if (chance(20)) add(forms::About::none, 1);
  }

  void add_unit(forms::Round& round, std::vector<int>& depth) {
    forms::Unit unit;
    unit.id = "u" + std::to_string(round.units.size());
    depth.push_back(1);
    if (depth.size() > 1 && chance(75)) {
      const auto parent = static_cast<std::size_t>(pick(static_cast<int>(depth.size()) - 1));
      if (depth[parent] < 4) {
        unit.parent = round.units[parent].id;
        depth.back() = depth[parent] + 1;
      }
    }
    for (int i = 0, count = pick(3); i < count; ++i)
      unit.members.push_back({"m" + std::to_string(i), {}, {}, false, "leader"});
    if (chance(50)) {
      unit.due.emplace();
      for (const auto& category : round.categories) (*unit.due)[category.id] = pick(13);
    }
    if (chance(10)) {
      unit.items.push_back(item("own" + unit.id, true));
      unit.items.back().weight = {};
    }
    round.units.push_back(unit);
  }

  std::vector<Habits> make_habits(const forms::Codebook& codebook, std::size_t categories) {
    std::vector<Habits> habits(categories, Habits(codebook.slots.size()));
    const int answering[] = {10, 40, 80, 95, 100, 100};
    for (std::size_t slot = 0; slot < codebook.slots.size(); ++slot) {
      const Habit usual{answering[pick(6)], pick(11), chance(30) ? 100 : pick(90)};
      for (Habits& of_category : habits) {
        of_category[slot] = usual;
        if (chance(25)) of_category[slot].answering = chance(50) ? 0 : answering[pick(6)];
      }
    }
    return habits;
  }

  std::vector<std::uint8_t> answers(const forms::Codebook& codebook, const Habits& habits) {
    auto answers = forms::blank_answers(codebook);
    for (std::size_t i = 0; i < codebook.slots.size(); ++i) {
      const forms::Slot& slot = codebook.slots[i];
      if (!chance(habits[i].answering)) continue;
      const int options = slot.options == nullptr ? 11 : static_cast<int>(slot.options->size());
      const int choice = chance(habits[i].agreeing) ? habits[i].favourite % options : pick(options);
      if (slot.item->type != ItemType::multiple) {
        forms::write_choice(answers, slot, choice);
        continue;
      }
      std::vector<int> chosen;
      for (int option = 0; option < options; ++option) {
        if (option == choice || chance(30)) chosen.push_back(option);
      }
      forms::write_choices(answers, slot, chosen);
    }
    return answers;
  }

  std::mt19937 random_;
};

/// The questions that a slot of a ballot is counted in: one, or one for each option of `multiple`.
std::vector<Question> questions_of(const forms::Codebook& codebook, const forms::Slot& slot, int unit) {
  Question question{
      std::string(forms::about_name(codebook, slot.ratee)), slot.item, slot.options, unit, -1, false, {}, {}};
  if (slot.ratee < 0 && slot.section != nullptr) question.unit = -1;
  if (slot.item->type == ItemType::multiple) {
    question.is_answer = {true, true, false};
    std::vector<Question> all(slot.options->size(), question);
    for (std::size_t i = 0; i < all.size(); ++i) all[i].chosen = static_cast<int>(i);
    return all;
  }
  const bool is_scale = slot.item->type == ItemType::scale;
  question.rolls_up = is_scale && question.unit < 0 && slot.ratee == forms::kAboutTeam;
  for (std::size_t i = 0; i < (slot.options == nullptr ? 11 : slot.options->size()); ++i) {
    question.is_answer.push_back(!is_scale || (*slot.options)[i].scored);
    if (is_scale)
      question.values.push_back(question.is_answer.back() ? analysis::to_rational(*(*slot.options)[i].value)
                                                          : Rational());
  }
  question.is_answer.push_back(false);
  if (is_scale) question.values.emplace_back();
  return {question};
}

/// Column of an answer; the last one where there is none.
std::size_t column_of(const Question& question, const forms::Slot& slot,
                      const std::vector<std::uint8_t>& answers) {
  if (!forms::is_answered(answers, slot)) return question.columns() - 1;
  if (question.chosen < 0) return static_cast<std::size_t>(forms::read_choice(answers, slot));
  for (const int option : forms::read_choices(answers, slot)) {
    if (option == question.chosen) return 0;
  }
  return 1;
}

/// Indices of the questions of each slot of each unit.
std::vector<std::vector<std::vector<std::size_t>>> find_places(
    const World& world, const std::vector<forms::Codebook>& codebooks) {
  std::map<std::pair<int, std::string>, std::vector<std::size_t>> by_name;
  const auto name = [](std::string about, const forms::Item& item) {
    return about.append("/").append(item.id);
  };
  for (std::size_t i = 0; i < world.questions.size(); ++i) {
    const Question& question = world.questions[i];
    by_name[{question.unit, name(question.about, *question.item)}].push_back(i);
  }
  std::vector<std::vector<std::vector<std::size_t>>> places(codebooks.size());
  for (std::size_t unit = 0; unit < codebooks.size(); ++unit) {
    for (const forms::Slot& slot : codebooks[unit].slots) {
      const int asked_in = slot.ratee < 0 && slot.section != nullptr ? -1 : static_cast<int>(unit);
      const std::string about(forms::about_name(codebooks[unit], slot.ratee));
      places[unit].push_back(by_name[{asked_in, name(about, *slot.item)}]);
    }
  }
  return places;
}

}  // namespace

std::string Question::name() const {
  std::string name = about;
  name += '/';
  name += item->id;
  if (chosen >= 0) name.append(":").append((*options)[static_cast<std::size_t>(chosen)].id);
  return name;
}

std::string Question::column_name(std::size_t column) const {
  if (column + 1 == columns()) return "no answer";
  if (chosen >= 0) return column == 0 ? "chosen" : "not chosen";
  return options == nullptr ? std::to_string(column) : (*options)[column].id;
}

int World::people_in(const std::vector<int>& cells) const {
  int sum = 0;
  for (const int cell : cells) sum += people[static_cast<std::size_t>(cell)];
  return sum;
}

std::vector<int> World::counts_in(std::size_t question, const std::vector<int>& cells) const {
  std::vector<int> counts(questions[question].columns(), 0);
  for (const int cell : cells) {
    const auto& of_cell = truth[question][static_cast<std::size_t>(cell)];
    for (std::size_t i = 0; i < of_cell.size(); ++i) counts[i] += of_cell[i];
  }
  return counts;
}

int World::answers_in(std::size_t question, const std::vector<int>& cells) const {
  const auto counts = counts_in(question, cells);
  int sum = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) sum += questions[question].is_answer[i] ? counts[i] : 0;
  return sum;
}

std::string World::cell_name(int cell) const {
  std::string name = round->units[static_cast<std::size_t>(unit_of(cell))].id;
  name.append(".").append(round->categories[static_cast<std::size_t>(category_of(cell))].id);
  return cell % 2 == over_quota ? name + "(over quota)" : name;
}

void count_truth(World& world) {
  const auto cells = static_cast<std::size_t>(world.units() * world.categories()) * 2;
  world.people.assign(cells, 0);
  world.returned.assign(cells / 2, 0);
  world.truth.clear();
  for (const Question& question : world.questions)
    world.truth.emplace_back(cells, std::vector<int>(question.columns(), 0));
  std::vector<forms::Codebook> codebooks;
  std::vector<analysis::ValidityTable> validity;
  for (const auto& unit : world.round->units) {
    codebooks.push_back(forms::make_codebook(*world.round, unit));
    validity.push_back(analysis::make_validity_table(codebooks.back()));
  }
  const auto places = find_places(world, codebooks);
  for (const forms::Ballot& ballot : world.ballots) {
    const forms::Codebook& codebook = codebooks[ballot.unit];
    const int unit = static_cast<int>(ballot.unit);
    const int category = static_cast<int>(ballot.category);
    ++world.returned[static_cast<std::size_t>(unit * world.categories() + category)];
    const auto reason = analysis::find_invalid(validity[ballot.unit], codebook, ballot.answers);
    if (reason && *reason != forms::InvalidReason::over_quota) continue;
    const auto cell = static_cast<std::size_t>(world.cell(unit, category, reason ? over_quota : valid));
    ++world.people[cell];
    for (std::size_t slot = 0; slot < codebook.slots.size(); ++slot) {
      for (const std::size_t i : places[ballot.unit][slot])
        ++world.truth[i][cell][column_of(world.questions[i], codebook.slots[slot], ballot.answers)];
    }
  }
}

World make_world(unsigned seed) {
  Maker maker(seed);
  World world;
  world.seed = seed;
  world.round = maker.round();
  world.ballots = maker.ballots(*world.round);
  for (int unit = 0; unit < world.units(); ++unit) {
    const auto codebook =
        forms::make_codebook(*world.round, world.round->units[static_cast<std::size_t>(unit)]);
    for (const forms::Slot& slot : codebook.slots) {
      if (unit > 0 && slot.ratee < 0 && slot.section != nullptr) continue;
      for (Question& question : questions_of(codebook, slot, unit))
        world.questions.push_back(std::move(question));
    }
  }
  count_truth(world);
  return world;
}

}  // namespace candor::tests::attacker
