#include "tests/bench/bench_round.h"

namespace candor::bench {
namespace {

forms::Text both(const std::string& text) {
  return {{"en", text}, {"zh-CN", text}};
}

forms::Option option(const std::string& id, int value, bool favourable) {
  forms::Option made;
  made.id = id;
  made.label = both(id);
  made.value = forms::exact_integer(value);
  made.favourable = favourable;
  return made;
}

forms::Scale five_grades() {
  forms::Scale scale{"five", {}};
  for (int i = 1; i <= 5; ++i) scale.options.push_back(option(std::to_string(i), (i - 1) * 25, i > 3));
  forms::Option unknown;
  unknown.id = "unknown";
  unknown.label = both("unknown");
  unknown.scored = false;
  scale.options.push_back(unknown);
  return scale;
}

}  // namespace

forms::Round make_bench_round(const RoundSize& size) {
  forms::Round round;
  round.id = "bench";
  round.title = both("Benchmark");
  round.asked_by = round.intro = round.use_of_answers = round.thanks = both("Benchmark");
  round.contact = "nobody";
  round.languages = {"en", "zh-CN"};
  round.scales = {five_grades()};
  forms::Section section;
  section.id = "team";
  section.title = both("Team");
  for (int i = 0; i < size.items; ++i) {
    forms::Item item;
    item.id = "q" + std::to_string(i + 1);
    item.label = both(item.id);
    item.scale = "five";
    item.weight = forms::exact_integer(1);
    section.items.push_back(item);
  }
  round.sections = {section};
  for (const char* id : {"A", "B", "C"}) {
    forms::Category category;
    category.id = id;
    category.label = both(id);
    round.categories.push_back(category);
  }
  for (int i = 0; i < size.units; ++i) {
    forms::Unit unit;
    unit.id = "u" + std::to_string(i + 1);
    unit.name = both(unit.id);
    unit.due = {{"A", size.due_per_category}, {"B", size.due_per_category}, {"C", size.due_per_category}};
    round.units.push_back(unit);
  }
  return round;
}

}  // namespace candor::bench
