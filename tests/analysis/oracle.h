// A second counter, as plain as can be: it goes through all ballots for every figure and shares nothing
// with analysis/ but exact fractions. For scale, single and nps items. Figures, units and trees.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/analysis/oracle_groups.h"

namespace candor::tests {

class Oracle : private OracleGroups {
 public:
  using Json = nlohmann::ordered_json;
  using OracleGroups::OracleGroups;

  Json tally(bool full) const {
    Json result{{"candor_tally", 1}, {"round", round_.id}, {"disclosed", !full}};
    result["units"] = Json::array();
    for (const auto& unit : round_.units)
      result["units"].push_back(unit_json({unit.id}, unit.id, &unit, full));
    for (const auto& [name, units] : small_units()) {
      if (!full) result["units"].push_back(unit_json(units, name, nullptr, false));
    }
    result["rollup"] = Json::array();
    for (const auto& unit : round_.units) {
      if (!children(unit.id).empty()) result["rollup"].push_back(rollup_json(unit.id));
    }
    return result;
  }

 private:
  // ---- figures
  std::size_t base(const Names& units, const Names& categories, std::size_t n) const {
    if (round_.rules.base == forms::Base::scored) return n;
    return votes(units, categories, round_.rules.base == forms::Base::valid).size();
  }

  struct Figure {
    Json json;
    std::optional<Rational> score, rate;
    std::map<std::string, Rational> shares;
    std::map<std::string, std::size_t> counts;
    std::size_t n = 0, base = 0;
  };

  void finish_scale(const forms::Item& item, Figure& figure) const {
    if (figure.n == 0) {
      figure.json["score"] = nullptr;
      return;
    }
    Rational sum, favourable;
    bool any = false;
    for (const auto& option : options(item)) {
      if (!option.scored) continue;
      const Rational count(static_cast<std::int64_t>(figure.counts[option.id]));
      sum += count * analysis::to_rational(*option.value);
      if (option.favourable) favourable += count;
      any = any || option.favourable;
      figure.shares[option.id] = count / Rational(static_cast<std::int64_t>(figure.base));
    }
    figure.score = sum / Rational(static_cast<std::int64_t>(figure.base));
    put_score(figure.json, figure.score);
    if (!any) return;
    figure.rate = favourable / Rational(static_cast<std::int64_t>(figure.base));
    const Rational percent = *figure.rate * Rational(100);
    figure.json["favourable"] = {{"rate", analysis::decimal_text(percent, round_.rules.decimals)},
                                 {"exact", analysis::exact_text(percent)}};
  }

  Figure figure(const Names& units, const Names& categories, const Asked& one) const {
    Figure result;
    std::size_t abstained = 0;
    Json counts = Json::object(), unscored = Json::object();
    const bool is_nps = one.item->type == forms::ItemType::nps;
    const auto name = [&](int choice) {
      return is_nps ? std::to_string(choice) : options(*one.item)[static_cast<std::size_t>(choice)].id;
    };
    for (int i = 0; i < (is_nps ? 11 : static_cast<int>(options(*one.item).size())); ++i) {
      const bool scored = is_nps || options(*one.item)[static_cast<std::size_t>(i)].scored;
      (scored ? counts : unscored)[name(i)] = 0;
    }
    int balance = 0;
    for (const auto* vote : votes(units, categories, true)) {
      const auto found = vote->answers.find(one.about + "/" + one.item->id);
      if (found == vote->answers.end()) {
        ++abstained;
        continue;
      }
      Json& where = counts.contains(name(found->second)) ? counts : unscored;
      where[name(found->second)] = where[name(found->second)].get<int>() + 1;
      ++result.counts[name(found->second)];
      result.n += counts_as_answer(one, *vote) ? 1 : 0;
      balance += found->second >= 9 ? 1 : (found->second <= 6 ? -1 : 0);
    }
    result.base = base(units, categories, result.n);
    result.json = {{"n", result.n}, {"abstained", abstained}, {"counts", counts}};
    if (is_nps && result.n > 0) {
      const Rational nps = Rational::fraction(100 * balance, static_cast<std::int64_t>(result.n));
      result.json["nps"] = {{"value", analysis::decimal_text(nps, round_.rules.decimals)},
                            {"exact", analysis::exact_text(nps)}};
    }
    if (one.item->type != forms::ItemType::scale) return result;
    result.json["unscored"] = unscored;
    finish_scale(*one.item, result);
    return result;
  }

  void put_score(Json& json, const std::optional<Rational>& score) const {
    json["score"] = nullptr;
    if (!score) return;
    json["score"] = analysis::decimal_text(*score, round_.rules.decimals);
    json["exact"] = analysis::exact_text(*score);
  }
  Json score_json(const std::optional<Rational>& score) const {
    Json json = Json::object();
    put_score(json, score);
    return json;
  }

  static Names together(const Groups& groups) {
    Names all;
    for (const auto& group : groups.groups)
      all.insert(all.end(), group.categories.begin(), group.categories.end());
    return all;
  }

  static std::optional<Rational> mean(
      const std::vector<std::pair<Rational, std::optional<Rational>>>& parts) {
    Rational sum, weights;
    for (const auto& [weight, score] : parts) {
      if (!score) continue;
      sum += weight * *score;
      weights += weight;
    }
    return weights == Rational(0) ? std::nullopt : std::optional(sum / weights);
  }

  std::optional<Rational> weighted(const Names& units, const forms::Unit* unit, const Asked& one) const {
    const Groups groups = item_groups(units, one);
    std::vector<std::pair<Rational, std::optional<Rational>>> parts;
    for (const auto& group : groups.groups)
      parts.push_back({group.weight, figure(units, group.categories, one).score});
    if (round_.rules.empty_category == forms::EmptyCategory::void_score) {
      for (const auto& [weight, score] : parts) {
        if (weight > Rational(0) && !score) return std::nullopt;
      }
      for (const auto& category : round_.categories) {
        if (category.weight.is_zero()) continue;
        for (const auto& out : {unit_groups(units).left_out, groups.left_out}) {
          if (std::count(out.begin(), out.end(), category.id) > 0) return std::nullopt;
        }
        const bool has_due = unit != nullptr && unit->due.has_value();
        const bool is_due = !has_due || (unit->due->count(category.id) > 0 && unit->due->at(category.id) > 0);
        if (is_due && votes(units, {category.id}, true).empty()) return std::nullopt;
      }
    }
    return mean(parts);
  }

  // ---- units
  std::pair<std::optional<Rational>, std::optional<Rational>> ratee_scores(const Names& units,
                                                                           const forms::Unit* unit,
                                                                           const std::string& about) const {
    std::vector<std::pair<Rational, std::optional<Rational>>> by_groups, by_pool;
    for (const auto& one : asked(unit)) {
      if (one.about != about || one.item->type != forms::ItemType::scale) continue;
      const Rational weight = analysis::to_rational(one.item->weight);
      by_groups.push_back({weight, weighted(units, unit, one)});
      by_pool.push_back({weight, figure(units, together(item_groups(units, one)), one).score});
    }
    return {mean(by_groups), mean(by_pool)};
  }

  bool flagged(const Names& units, const Asked& one, const forms::Flag& flag) const {
    const Figure pooled = figure(units, together(item_groups(units, one)), one);
    std::optional<Rational> value;
    if (flag.operand == forms::FlagOperand::favourable) value = pooled.rate;
    if (flag.operand == forms::FlagOperand::score) value = pooled.score;
    if (flag.operand == forms::FlagOperand::option && pooled.n > 0) value = pooled.shares.at(flag.option);
    if (!value) return false;
    const Rational than = analysis::to_rational(flag.threshold);
    switch (flag.comparison) {
      case forms::Comparison::less:
        return *value < than;
      case forms::Comparison::less_equal:
        return *value <= than;
      case forms::Comparison::greater:
        return *value > than;
      case forms::Comparison::greater_equal:
        return *value >= than;
    }
    return false;
  }

  Json item_json(const Names& units, const forms::Unit* unit, const Asked& one, bool full) const {
    const Groups official = item_groups(units, one);
    Json json{{"item", one.item->id}, {"groups", Json::array()}};
    for (const auto& group : full ? singles(units) : official.groups) {
      Json of_group = figure(units, group.categories, one).json;
      of_group["categories"] = group.categories;
      json["groups"].push_back(of_group);
    }
    json["pooled"] = figure(units, together(official), one).json;
    if (one.item->type == forms::ItemType::scale) json["weighted"] = score_json(weighted(units, unit, one));
    if (!official.left_out.empty()) json["left_out"] = official.left_out;
    return json;
  }

  Json turnout_json(const Names& units, const forms::Unit* unit, const Group& group) const {
    Json json{{"categories", group.categories}, {"invalid", Json::object()}};
    json["returned"] = votes(units, group.categories, false).size();
    json["valid"] = votes(units, group.categories, true).size();
    for (const auto* vote : votes(units, group.categories, false)) {
      if (vote->invalid.empty()) continue;
      json["invalid"][vote->invalid] = json["invalid"].value(vote->invalid, 0) + 1;
    }
    if (unit == nullptr || !unit->due) return json;
    int due = 0;
    for (const auto& category : group.categories)
      due += unit->due->count(category) > 0 ? unit->due->at(category) : 0;
    json["due"] = due;
    return json;
  }

  Json quorate(const forms::Unit* unit) const {
    if (unit == nullptr || !unit->due || !round_.rules.quorum_at_least) return nullptr;
    std::int64_t due = 0, returned = 0;
    for (const auto& [category, count] : *unit->due) due += count;
    for (const auto& vote : ballots_) returned += vote.unit == unit->id ? 1 : 0;
    return Rational(returned) >= analysis::to_rational(*round_.rules.quorum_at_least) * Rational(due);
  }

  Json unit_json(const Names& units, const std::string& name, const forms::Unit* unit, bool full) const {
    const Groups groups = unit_groups(units);
    Json json{{"unit", name}, {"suppressed", full ? singles(units).empty() : groups.groups.empty()}};
    if (json["suppressed"]) return json;
    if (unit == nullptr) json["units"] = units;
    json["left_out"] = groups.left_out;
    json["quorate"] = quorate(unit);
    json["groups"] = Json::array();
    for (const auto& group : full ? singles(units) : groups.groups)
      json["groups"].push_back(turnout_json(units, unit, group));
    json["results"] = Json::array();
    for (const auto& one : asked(unit)) {
      if (json["results"].empty() || json["results"].back()["about"] != one.about) {
        const auto [by_groups, by_pool] = ratee_scores(units, unit, one.about);
        json["results"].push_back({{"about", one.about}, {"items", Json::array()}, {"flags", Json::array()}});
        json["results"].back()["score"] = {{"weighted", score_json(by_groups)},
                                           {"pooled", score_json(by_pool)}};
        for (const auto& flag : round_.rules.flags) {
          for (const auto& each : asked(unit)) {
            if (each.about != one.about || each.item->id != flag.item || !flagged(units, each, flag))
              continue;
            json["results"].back()["flags"].push_back(flag.id);
          }
        }
      }
      json["results"].back()["items"].push_back(item_json(units, unit, one, full));
    }
    return json;
  }

  // ---- trees
  Names children(const std::string& parent) const {
    Names found;
    for (const auto& unit : round_.units) {
      if (unit.parent == parent) found.push_back(unit.id);
    }
    return found;
  }

  std::vector<std::pair<std::string, Names>> small_units() const {
    std::vector<std::pair<std::string, Names>> found;
    std::set<std::string> done;
    for (const auto& unit : round_.units) {
      if (is_shown({unit.id}) || singles({unit.id}).empty() || !done.insert(unit.parent).second) continue;
      Names units;
      for (const auto& sibling : children(unit.parent)) {
        if (!is_shown({sibling}) && !singles({sibling}).empty()) units.push_back(sibling);
      }
      if (units.size() >= 2 && is_shown(units)) found.push_back({"small:" + unit.parent, units});
    }
    return found;
  }

  bool is_shown(const Names& units) const { return !unit_groups(units).groups.empty(); }

  void collect(const std::string& unit, Names& subtree) const {
    subtree.push_back(unit);
    for (const auto& child : children(unit)) collect(child, subtree);
  }

  Json rollup_json(const std::string& root) const {
    Names subtree;
    collect(root, subtree);
    std::vector<std::pair<Names, const forms::Unit*>> parts;
    for (const auto& unit : subtree) {
      if (is_shown({unit})) parts.push_back({{unit}, forms::find_unit(round_, unit)});
    }
    for (const auto& [name, units] : small_units()) {
      if (std::count(subtree.begin(), subtree.end(), name.substr(6)) > 0) parts.push_back({units, nullptr});
    }
    std::size_t shown = 0, valid = 0;
    for (const auto& [units, unit] : parts) {
      shown += units.size();
      valid += votes(units, together(unit_groups(units)), true).size();
    }
    Json json{{"unit", root},
              {"units_shown", shown},
              {"units_not_shown", subtree.size() - shown},
              {"valid", valid}};
    json["results"] = Json::array();
    std::vector<std::pair<Rational, std::optional<Rational>>> pooled, ratee;
    Json items = Json::array();
    for (const auto& one : asked(nullptr)) {
      if (one.about != "team" || one.item->type != forms::ItemType::scale) continue;
      items.push_back(rollup_item(parts, one, pooled));
    }
    if (parts.empty() || items.empty()) return json;
    for (const auto& [units, unit] : parts) {
      const Rational weight(
          static_cast<std::int64_t>(votes(units, together(unit_groups(units)), true).size()));
      ratee.push_back({weight, ratee_scores(units, unit, "team").first});
    }
    json["results"].push_back({{"about", "team"}, {"items", items}});
    json["results"][0]["score"] = {{"weighted", score_json(mean(ratee))},
                                   {"pooled", score_json(mean(pooled))}};
    return json;
  }

  Json rollup_item(const std::vector<std::pair<Names, const forms::Unit*>>& parts, const Asked& one,
                   std::vector<std::pair<Rational, std::optional<Rational>>>& pooled) const {
    Figure sum;
    std::size_t abstained = 0;
    std::vector<std::pair<Rational, std::optional<Rational>>> means;
    for (const auto& [units, unit] : parts) {
      const Figure part = figure(units, together(item_groups(units, one)), one);
      for (const auto& [option, count] : part.counts) sum.counts[option] += count;
      sum.n += part.n;
      sum.base += part.base;
      abstained += part.json["abstained"].get<std::size_t>();
      const Rational weight(
          static_cast<std::int64_t>(votes(units, together(unit_groups(units)), true).size()));
      means.push_back({weight, weighted(units, unit, one)});
    }
    sum.json = {
        {"n", sum.n}, {"abstained", abstained}, {"counts", Json::object()}, {"unscored", Json::object()}};
    for (const auto& option : options(*one.item)) {
      sum.json[option.scored ? "counts" : "unscored"][option.id] = sum.counts[option.id];
    }
    finish_scale(*one.item, sum);
    pooled.push_back({analysis::to_rational(one.item->weight), sum.score});
    return {{"item", one.item->id}, {"pooled", sum.json}, {"weighted", score_json(mean(means))}};
  }
};

}  // namespace candor::tests
