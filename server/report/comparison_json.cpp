#include "server/report/comparison_json.h"

#include <fmt/format.h>
#include <utility>

#include "server/report/json_text.h"

namespace candor::server::report {
namespace {

using analysis::Rational;

class ComparisonText {
 public:
  explicit ComparisonText(const analysis::Comparison& comparison) : comparison_(comparison) {}
  [[nodiscard]] std::string write() &&;

 private:
  void exact(std::string_view name, const std::optional<Rational>& value);
  void number(double value) { json_.raw(fmt::format("{:.12g}", value)); }
  void sample(std::string_view name, const std::optional<analysis::Sample>& sample);
  void favourable(const analysis::RateChange& change);
  void test(const std::optional<analysis::RateTest>& test);
  void score(std::string_view name, const analysis::ScoreChange& change);
  void scores(const analysis::ScoreChange& pooled, const analysis::ScoreChange& weighted);
  void item(const analysis::ItemChange& item);
  void unit(const analysis::UnitChange& unit);
  void unmatched(std::string_view name, const std::vector<analysis::Unmatched>& entries);
  void part(std::string_view name, const analysis::ComparedPart& part);

  const analysis::Comparison& comparison_;
  JsonText json_;
};

/// `name: {"value", "exact"}`, or null.
void ComparisonText::exact(std::string_view name, const std::optional<Rational>& value) {
  json_.key(name);
  if (!value) {
    json_.null();
    return;
  }
  json_.open_object().key("value").string(analysis::decimal_text(*value, comparison_.decimals));
  json_.key("exact").string(analysis::exact_text(*value)).close_object();
}

void ComparisonText::sample(std::string_view name, const std::optional<analysis::Sample>& sample) {
  json_.key(name);
  if (!sample) {
    json_.null();
    return;
  }
  json_.open_object().key("favourable").number(sample->positive).key("of").number(sample->size);
  json_.close_object();
}

void ComparisonText::test(const std::optional<analysis::RateTest>& test) {
  if (!test) {
    json_.key("interval").null().key("p").null().key("adjusted_p").null().key("word").null();
    return;
  }
  json_.key("interval").open_array();
  number(test->percent.low);
  number(test->percent.high);
  json_.close_array().key("p");
  number(test->p);
  json_.key("adjusted_p");
  number(test->adjusted_p);
  json_.key("word").string(word_of(test->change));
}

void ComparisonText::favourable(const analysis::RateChange& change) {
  json_.key("favourable").open_object();
  sample("before", change.before);
  sample("after", change.after);
  exact("difference", change.difference);
  test(change.test);
  json_.close_object();
}

void ComparisonText::score(std::string_view name, const analysis::ScoreChange& change) {
  json_.key(name).open_object();
  exact("before", change.before);
  exact("after", change.after);
  exact("difference", change.difference);
  json_.close_object();
}

void ComparisonText::scores(const analysis::ScoreChange& pooled, const analysis::ScoreChange& weighted) {
  json_.key("score").open_object();
  score("weighted", weighted);
  score("pooled", pooled);
  json_.close_object();
}

void ComparisonText::item(const analysis::ItemChange& item) {
  json_.open_object().key("item").string(item.item);
  if (item.groups_differ) json_.key("groups_differ").boolean(true);
  if (item.favourable) favourable(*item.favourable);
  scores(item.pooled, item.weighted);
  json_.close_object();
}

void ComparisonText::unit(const analysis::UnitChange& unit) {
  json_.open_object().key("unit").string(unit.unit);
  if (unit.units_differ) json_.key("units_differ").boolean(true);
  json_.key("results").open_array();
  for (const analysis::RateeChange& ratee : unit.ratees) {
    json_.open_object().key("about").string(ratee.about);
    if (ratee.weights_differ) json_.key("weights_differ").boolean(true);
    json_.key("items").open_array();
    for (const analysis::ItemChange& of_ratee : ratee.items) item(of_ratee);
    json_.close_array();
    scores(ratee.pooled, ratee.weighted);
    json_.close_object();
  }
  json_.close_array().close_object();
}

void ComparisonText::unmatched(std::string_view name, const std::vector<analysis::Unmatched>& entries) {
  json_.key(name).open_array();
  for (const analysis::Unmatched& entry : entries) {
    json_.open_object().key("unit").string(entry.unit);
    if (!entry.about.empty()) json_.key("about").string(entry.about);
    if (!entry.item.empty()) json_.key("item").string(entry.item);
    json_.close_object();
  }
  json_.close_array();
}

void ComparisonText::part(std::string_view name, const analysis::ComparedPart& part) {
  json_.key(name).open_object().key("compared").open_array();
  for (const analysis::UnitChange& one : part.units) unit(one);
  json_.close_array().key("not_compared").open_array();
  for (const analysis::NotCompared& entry : part.not_compared) {
    json_.open_object().key("unit").string(entry.unit).key("hidden").string(name_of(entry.hidden));
    json_.close_object();
  }
  json_.close_array();
  unmatched("only_before", part.only_before);
  unmatched("only_after", part.only_after);
  json_.close_object();
}

std::string ComparisonText::write() && {
  json_.open_object().key("candor_comparison").number(1);
  json_.key("before").string(comparison_.before).key("after").string(comparison_.after);
  json_.key("disclosed").boolean(comparison_.disclosed);
  if (comparison_.weights_differ) json_.key("weights_differ").boolean(true);
  part("units", comparison_.units);
  part("rollup", comparison_.rollup);
  json_.close_object();
  return std::move(json_).take() + "\n";
}

}  // namespace

std::string_view word_of(analysis::Change change) {
  switch (change) {
    case analysis::Change::better:
      return "better";
    case analysis::Change::worse:
      return "worse";
    case analysis::Change::no_clear_change:
      return "no clear change";
  }
  return {};
}

std::string_view name_of(analysis::Hidden hidden) {
  switch (hidden) {
    case analysis::Hidden::before:
      return "before";
    case analysis::Hidden::after:
      return "after";
    case analysis::Hidden::both:
      return "both";
  }
  return {};
}

std::string encode_comparison_json(const analysis::Comparison& comparison) {
  return ComparisonText(comparison).write();
}

}  // namespace candor::server::report
