#include "server/report/tally_reading.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "forms/canonical_json.h"
#include "forms/round_check.h"
#include "server/report/checked_json.h"

namespace candor::server::report {
namespace {

using analysis::Rational;

constexpr std::size_t kMaxDigits = 20'000;
constexpr std::size_t kMaxComplaints = 100;
constexpr std::uint64_t kMaxCount = UINT32_MAX;
constexpr std::uint64_t kMaxDecimals = 9;
constexpr int kMaxLevels = 1'000;  ///< of the tree of units

const Phrase kCountAgain{"Write the tally again: candor tally --format json.",
                         "请用 candor tally --format json 重新生成计票。"};

std::optional<Rational> parse_digits(std::string_view digits) {
  constexpr std::size_t kChunk = 9;
  if (digits.empty() || digits.size() > kMaxDigits) return std::nullopt;
  if (digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  Rational value;
  while (!digits.empty()) {
    const std::string chunk(digits.substr(0, kChunk));
    std::int64_t shift = 1;
    for (std::size_t i = 0; i < chunk.size(); ++i) shift *= 10;
    value = value * Rational(shift) + Rational(std::stoll(chunk));
    digits.remove_prefix(chunk.size());
  }
  return value;
}

Rational read_exact(const CheckedJson& value) {
  const std::string text = value.text();
  if (const auto number = parse_exact_text(text)) return *number;
  value.wrong(
      say({"expected an exact number such as \"280/3\", found {0}", "应为“280/3”这样的精确数，实为{0}"},
          forms::ticked(text)));
  return {};
}

/// The `exact` of a score or rate; nullopt where there is none.
std::optional<Rational> find_exact(const CheckedJson& figure) {
  const auto exact = figure.find("exact");
  return exact ? std::optional(read_exact(*exact)) : std::nullopt;
}

/// What a tally calls things by: ids of the round file, and "small:" with a unit's (tally_json.h). They
/// are printed, so nothing may be in them that steers a terminal.
std::string read_name(const CheckedJson& value) {
  constexpr std::string_view kSmall = "small:";
  std::string name = value.text();
  std::string_view id = name;
  if (id.starts_with(kSmall)) id.remove_prefix(kSmall.size());
  if (!name.empty() && !forms::is_id(id) && name != kSmall)
    value.wrong({"expected an id: at most 64 letters, digits, “_”, “.” and “-”",
                 "应为代号：不超过64个字母、数字、“_”、“.”和“-”"});
  return name;
}

std::vector<std::string> read_names(const CheckedJson& list) {
  std::vector<std::string> names;
  for (const CheckedJson& name : list.entries()) names.push_back(read_name(name));
  std::ranges::sort(names);
  return names;
}

/// Entries of a list whose ids, under `key`, stand there once.
template <class Read>
void read_unique(const CheckedJson& list, const char* key, const Read& read) {
  std::set<std::string> seen;
  for (const CheckedJson& entry : list.entries()) {
    const CheckedJson id = entry.at(key);
    const std::string name = read_name(id);
    if (!seen.insert(name).second)
      id.wrong(say({"{0} stands twice in this list", "{0}在此列表中重复"}, forms::ticked(name)));
    read(entry, name);
  }
}

/// Counts of one scale item, and what follows from them.
struct Recount {
  std::uint64_t n = 0, favourable = 0;
  Rational score;  ///< Σ value·count
};

class TallyReader {
 public:
  analysis::TallyFigures read(const CheckedJson& root) {
    tally_.round = read_name(root.at("round"));
    tally_.disclosed = root.at("disclosed").flag();
    read_basis(root);
    read_unique(root.at("units"), "unit", [&](const CheckedJson& unit, const std::string& id) {
      tally_.units.push_back(read_unit(unit, id));
    });
    read_unique(root.at("rollup"), "unit", [&](const CheckedJson& unit, const std::string& id) {
      tally_.rollup.push_back(read_rollup(unit, id));
    });
    place_units(root.at("parents"));
    return std::move(tally_);
  }

 private:
  void read_basis(const CheckedJson& root);
  static analysis::ComparedScale read_scale(const CheckedJson& options);
  analysis::UnitFigures read_unit(const CheckedJson& unit, const std::string& id);
  analysis::UnitFigures read_rollup(const CheckedJson& unit, const std::string& id);
  analysis::RateeFigures read_ratee(const CheckedJson& result, const std::string& about);
  analysis::ItemFigures read_item(const CheckedJson& value, const std::string& id);
  static Recount count_again(const CheckedJson& pooled, const analysis::ComparedScale& scale);
  static void read_pooled(const CheckedJson& pooled, const analysis::ComparedScale& scale,
                          analysis::ItemFigures& item);
  /// Tells every roll-up which shown units are counted in it.
  void place_units(const CheckedJson& parents);

  analysis::TallyFigures tally_;
  std::map<std::string, std::string> parents_;
};

analysis::ComparedScale TallyReader::read_scale(const CheckedJson& options) {
  analysis::ComparedScale scale;
  read_unique(options, "id", [&](const CheckedJson& value, const std::string& id) {
    analysis::ComparedOption option;
    option.id = id;
    if (const auto scored = value.find("scored")) option.scored = scored->flag();
    if (const auto favourable = value.find("favourable")) option.favourable = favourable->flag();
    if (option.scored) option.value = read_exact(value.at("value"));
    scale.push_back(std::move(option));
  });
  return scale;
}

void TallyReader::read_basis(const CheckedJson& root) {
  const CheckedJson rules = root.at("rules");
  tally_.base = rules.at("base").text();
  tally_.decimals = static_cast<int>(rules.at("decimals").number(kMaxDecimals));
  for (const auto& [category, weight] : rules.at("weights").members())
    tally_.weights.emplace(category, read_exact(weight));
  for (const auto& [unit, parent] : root.at("parents").members()) parents_.emplace(unit, parent.text());
  for (const auto& [id, options] : root.at("scales").members())
    tally_.scales.emplace(id, read_scale(options));
}

Recount TallyReader::count_again(const CheckedJson& pooled, const analysis::ComparedScale& scale) {
  Recount recount;
  const auto counts = pooled.at("counts").members();
  std::size_t scored = 0;
  for (const auto& option : scale) scored += option.scored ? 1 : 0;
  bool fits = counts.size() == scored;
  for (const auto& [id, value] : counts) {
    const auto option = std::ranges::find(scale, id, &analysis::ComparedOption::id);
    const std::uint64_t count = value.number(kMaxCount);
    if (option == scale.end() || !option->scored) {
      fits = false;
      continue;
    }
    recount.n += count;
    if (option->favourable) recount.favourable += count;
    recount.score += option->value * Rational(static_cast<std::int64_t>(count));
  }
  if (!fits)
    pooled.at("counts").wrong(
        {"the options are not the scored ones of the item's scale", "所列选项与该题量表的计分选项不符"});
  return recount;
}

void TallyReader::read_pooled(const CheckedJson& pooled, const analysis::ComparedScale& scale,
                              analysis::ItemFigures& item) {
  const Recount recount = count_again(pooled, scale);
  if (pooled.at("n").number(kMaxCount) != recount.n)
    pooled.at("n").wrong(say({"n is not the sum of the counts, {0}", "n不等于各项之和{0}"}, recount.n));
  std::uint64_t base = recount.n;
  if (const auto stated = pooled.find("base")) base = stated->number(kMaxCount);
  if (base < recount.n) pooled.at("base").wrong({"the base is smaller than n", "分母小于n"});
  item.pooled = find_exact(pooled);
  if (const auto rate = pooled.find("favourable")) {
    item.favourable = analysis::Sample{recount.favourable, base};
    const auto exact = find_exact(*rate);
    if (base == 0 || exact != Rational(static_cast<std::int64_t>(100 * recount.favourable)) /
                                  Rational(static_cast<std::int64_t>(base)))
      rate->wrong({"the rate does not follow from the counts", "好评率与各项票数不符"});
  }
  if (item.pooled && (base == 0 || *item.pooled != recount.score / Rational(static_cast<std::int64_t>(base))))
    pooled.at("score").wrong({"the score does not follow from the counts", "得分与各项票数不符"});
}

analysis::ItemFigures TallyReader::read_item(const CheckedJson& value, const std::string& id) {
  analysis::ItemFigures item;
  item.item = id;
  item.scale = read_name(value.at("scale"));
  if (const auto weight = value.find("weight")) item.weight = read_exact(*weight);
  if (const auto groups = value.find("groups")) {
    for (const CheckedJson& group : groups->entries())
      item.groups.push_back(read_names(group.at("categories")));
    std::ranges::sort(item.groups);
  }
  item.weighted = find_exact(value.at("weighted"));
  const auto scale = tally_.scales.find(item.scale);
  if (scale == tally_.scales.end()) {
    value.at("scale").wrong(
        say({"no scale {0} in /scales", "/scales中没有量表{0}"}, forms::ticked(item.scale)));
  } else {
    read_pooled(value.at("pooled"), scale->second, item);
  }
  return item;
}

analysis::ScoreFigures read_score(const CheckedJson& score) {
  return {find_exact(score), score.find("partial").has_value()};
}

analysis::RateeFigures TallyReader::read_ratee(const CheckedJson& result, const std::string& about) {
  analysis::RateeFigures ratee;
  ratee.about = about;
  read_unique(result.at("items"), "item", [&](const CheckedJson& item, const std::string& id) {
    // Only scale items state a weighted score.
    if (item.find("weighted")) ratee.items.push_back(read_item(item, id));
  });
  ratee.pooled = read_score(result.at("score").at("pooled"));
  ratee.weighted = read_score(result.at("score").at("weighted"));
  return ratee;
}

analysis::UnitFigures TallyReader::read_unit(const CheckedJson& unit, const std::string& id) {
  analysis::UnitFigures figures;
  figures.unit = id;
  figures.shown = !unit.at("suppressed").flag();
  if (const auto units = unit.find("units")) figures.units = read_names(*units);
  if (!figures.shown) return figures;
  read_unique(unit.at("results"), "about", [&](const CheckedJson& result, const std::string& about) {
    figures.ratees.push_back(read_ratee(result, about));
  });
  return figures;
}

analysis::UnitFigures TallyReader::read_rollup(const CheckedJson& unit, const std::string& id) {
  analysis::UnitFigures figures;
  figures.unit = id;
  read_unique(unit.at("results"), "about", [&](const CheckedJson& result, const std::string& about) {
    figures.ratees.push_back(read_ratee(result, about));
  });
  figures.shown = !figures.ratees.empty();
  return figures;
}

void TallyReader::place_units(const CheckedJson& parents) {
  std::map<std::string, std::vector<std::string>*> tops;
  for (analysis::UnitFigures& rollup : tally_.rollup) tops.emplace(rollup.unit, &rollup.units);
  const auto place = [&](const std::string& unit) {
    std::string at = unit;
    for (int level = 0; level < kMaxLevels; ++level) {
      if (const auto top = tops.find(at); top != tops.end()) top->second->push_back(unit);
      const auto parent = parents_.find(at);
      if (parent == parents_.end()) return;
      at = parent->second;
    }
    parents.wrong(say({"the parents above {0} never end", "{0}的上级没有尽头"}, forms::ticked(unit)));
  };
  for (const analysis::UnitFigures& unit : tally_.units) {
    if (unit.shown && unit.units.empty()) place(unit.unit);
    for (const std::string& counted : unit.units) place(counted);
  }
  for (analysis::UnitFigures& rollup : tally_.rollup) std::ranges::sort(rollup.units);
}

bool is_tally(const nlohmann::json& root) {
  return root.is_object() && root.contains("candor_tally") && root["candor_tally"] == 1;
}

}  // namespace

std::optional<Rational> parse_exact_text(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  if (is_negative) text.remove_prefix(1);
  const auto slash = text.find('/');
  const auto over = parse_digits(text.substr(0, slash));
  const auto under = slash == std::string_view::npos ? Rational(1) : parse_digits(text.substr(slash + 1));
  if (!over || !under || under->is_zero()) return std::nullopt;
  const Rational value = *over / *under;
  return is_negative ? Rational(0) - value : value;
}

Result<analysis::TallyFigures> parse_tally_json(std::string_view text) {
  const auto root = forms::parse_json(text);
  if (!root) return fail(root.error());
  forms::Complaints complaints(kMaxComplaints);
  const CheckedJson file(*root, "", kCountAgain, complaints);
  if (!is_tally(*root)) {
    file.wrong({"this is no tally: expected an object with \"candor_tally\": 1",
                "这不是计票结果：应为含有\"candor_tally\": 1的对象"});
  } else {
    auto tally = TallyReader().read(file);
    if (!complaints.has_errors()) return tally;
  }
  const Phrase count = forms::errors_in_words(complaints.error_count());
  return fail(ErrorKind::invalid, say({"{0}; not compared", "有{0}，未作比较"}, count), complaints.list());
}

}  // namespace candor::server::report
