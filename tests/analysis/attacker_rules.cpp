// The rules that can be switched off, and the real output as a listing.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "tests/analysis/attacker_publish.h"

namespace candor::tests::attacker {
namespace {

using analysis::Grouping;
using analysis::Part;
using analysis::Rational;
using nlohmann::json;

/// What the score of these cells is divided by where that is not the number of answers.
int base_of(const World& world, const std::vector<int>& cells) {
  if (world.round->rules.base == forms::Base::valid) return world.people_in(cells);
  int sum = 0;
  for (const int cell : cells)
    sum += cell % 2 == valid ? world.returned[static_cast<std::size_t>(cell / 2)] : 0;
  return sum;
}

std::string joined(const json& names) {
  std::string text;
  for (const auto& name : names) text += name.get<std::string>();
  return text;
}

/// The counts of a question by column, as the publisher writes them.
std::string columns_text(const Question& question, const json& figures) {
  std::vector<int> columns;
  if (question.chosen >= 0) {
    const int chosen = figures["counts"][(*question.options)[static_cast<std::size_t>(question.chosen)].id];
    columns = {chosen, figures["n"].get<int>() - chosen};
  } else if (question.options == nullptr) {
    for (int i = 0; i <= 10; ++i) columns.push_back(figures["counts"][std::to_string(i)]);
  } else {
    for (const auto& option : *question.options)
      columns.push_back(figures[option.scored ? "counts" : "unscored"][option.id]);
  }
  columns.push_back(figures["abstained"]);
  std::string text;
  for (const int count : columns) text.append(std::to_string(count)).append(" ");
  return text;
}

std::string weighted_text(const json& item) {
  return item["weighted"]["score"].is_null() ? "null" : item["weighted"]["exact"].get<std::string>();
}

class Reader {
 public:
  explicit Reader(const World& world) : world_(world) {}

  std::map<std::string, std::string> read(const json& tally) && {
    for (const auto& unit : tally["units"]) read_unit(unit);
    for (const auto& rollup : tally["rollup"]) read_rollup(rollup);
    return std::move(listing_);
  }

 private:
  void read_unit(const json& unit) {
    const std::string name = unit["unit"];
    if (unit["suppressed"]) {
      listing_[name] = "not shown";
      return;
    }
    std::string text = "left out " + joined(unit["left_out"]) + ";";
    if (unit.contains("units")) text += " units ";
    for (const auto& part : unit.value("units", json::array())) text += index_of(part) + " ";
    for (const auto& group : unit["groups"])
      text += " " + joined(group["categories"]) + " " + std::to_string(group["valid"].get<int>());
    listing_[name] = text;
    for (const auto& ratee : unit["results"]) {
      for (const auto& item : ratee["items"]) read_item(name, ratee["about"], item);
    }
  }

  void read_item(const std::string& unit, const std::string& about, const json& item) {
    for (const Question& question : world_.questions) {
      const bool is_asked = question.unit < 0 || id_of(question.unit) == unit;
      if (!is_asked || question.about != about || question.item->id != item["item"]) continue;
      const std::string where = unit + " " + question.name();
      for (const auto& group : item["groups"])
        listing_[where + " " + joined(group["categories"])] = columns_text(question, group);
      listing_[where + " pooled"] = columns_text(question, item["pooled"]);
      listing_[where + " left out"] = joined(item.value("left_out", json::array()));
      if (question.item->type == forms::ItemType::scale) listing_[where + " weighted"] = weighted_text(item);
    }
  }

  void read_rollup(const json& rollup) {
    const std::string name = "rollup " + rollup["unit"].get<std::string>();
    listing_[name] = std::to_string(rollup["valid"].get<int>());
    for (const auto& ratee : rollup["results"]) {
      for (const auto& item : ratee["items"]) {
        for (const Question& question : world_.questions) {
          if (!question.rolls_up || question.item->id != item["item"]) continue;
          const std::string where = name + " " + question.name();
          listing_[where + " pooled"] = columns_text(question, item["pooled"]);
          listing_[where + " weighted"] = weighted_text(item);
        }
      }
    }
  }

  [[nodiscard]] const std::string& id_of(int unit) const {
    return world_.round->units[static_cast<std::size_t>(unit)].id;
  }
  [[nodiscard]] std::string index_of(const std::string& unit) const {
    int index = 0;
    while (id_of(index) != unit) ++index;
    return std::to_string(index);
  }

  const World& world_;
  std::map<std::string, std::string> listing_;
};

}  // namespace

const std::vector<OffRow>& all_rules() {
  static const std::vector<OffRow> rows{
      {Off::leave_out, "5.2 left out", "protected ballots together below k are a group"},
      {Off::merge, "5.3 merge", "every category is a group"},
      {Off::fill_up, "5.3 fill up", "small categories are merged and stay below k"},
      {Off::item_groups, "5.4 items", "an item is shown by its unit's groups"},
      {Off::item_fill_up, "5.4 items, fill up", "small groups are merged for an item and stay below k"},
      {Off::item_left_out, "5.4 items, left out", "only groups with answers are left out"},
      {Off::two_siblings, "5.5 two siblings", "one hidden unit is a small: unit by itself"},
      {Off::small_by_the_rules, "5.5 by the same rules", "a small: unit below k is shown"},
      {Off::own_validity, "5.5 validity in own unit", "decided anew in small:, not in the roll-up"},
      {Off::weight_of_groups, "4.3 weight of groups", "weighted is over categories"},
      {Off::rollup_of_shown, "4.8 pooled of shown", "a parent pools all units below"},
      {Off::rollup_mean, "4.8 mean of shown", "the mean takes in hidden units"},
      {Off::no_unit_total, "never subtract, units", "a unit's total beside its groups"},
      {Off::no_item_total, "never subtract, items", "pooled holds what is left out"},
  };
  return rows;
}

std::uint64_t protected_count(const std::vector<Part>& parts) {
  std::uint64_t sum = 0;
  for (const Part& part : parts) sum += part.is_protected ? part.count : 0;
  return sum;
}

Grouping merge_only(std::vector<Part> parts, std::uint64_t below) {
  Grouping result;
  std::size_t target = parts.size();
  for (Part& part : parts) {
    const bool is_small = part.is_protected && part.count > 0 && part.count < below;
    if (is_small && target < result.groups.size()) {
      Part& group = result.groups[target];
      group.categories.insert(group.categories.end(), part.categories.begin(), part.categories.end());
      group.count += part.count;
      group.weight += part.weight;
      continue;
    }
    if (is_small) target = result.groups.size();
    result.groups.push_back(std::move(part));
  }
  return result;
}

Grouping group_answers(Off off, std::vector<Part> parts, std::uint64_t k) {
  if (off == Off::item_groups) return {std::move(parts), {}};
  const bool left_out = protected_count(parts) > 0 && protected_count(parts) < k;
  if (off == Off::item_fill_up && !left_out) return merge_only(std::move(parts), k);
  if (off != Off::item_left_out || !left_out) return analysis::group_item(std::move(parts), k);
  Grouping result;
  for (Part& part : parts) {
    if (part.is_protected && part.count > 0) {
      result.left_out.insert(result.left_out.end(), part.categories.begin(), part.categories.end());
    } else {
      result.groups.push_back(std::move(part));
    }
  }
  std::sort(result.left_out.begin(), result.left_out.end());
  return result;
}

Rational score_of(const World& world, std::size_t question, const std::vector<int>& counts,
                  const std::vector<int>& cells) {
  Rational sum;
  int base = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    sum += world.questions[question].values[i] * Rational(counts[i]);
    base += world.questions[question].is_answer[i] ? counts[i] : 0;
  }
  return sum / Rational(world.round->rules.base == forms::Base::scored ? base : base_of(world, cells));
}

std::map<std::string, std::string> read_listing(const World& world, const std::string& text) {
  return Reader(world).read(json::parse(text));
}

}  // namespace candor::tests::attacker
