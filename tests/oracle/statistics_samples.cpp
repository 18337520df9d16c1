// Random samples and what Candor makes of them, as tab-separated lines for statistics.R, which computes the
// same with R. Numbers have seventeen digits, what a sample does not carry is NA.
//
// usage: statistics_samples SEED
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "analysis/disclose.h"
#include "analysis/statistics/comparison.h"
#include "analysis/statistics/intervals.h"
#include "analysis/statistics/multiplicity.h"
#include "analysis/statistics/round_statistics.h"
#include "analysis/statistics/weighting.h"
#include "analysis/tally.h"
#include "forms/ballot.h"
#include "forms/codebook.h"

using namespace candor;
using analysis::Sample;

namespace {

constexpr int kRates = 300;
constexpr int kSurveys = 150;

class Samples {
 public:
  explicit Samples(unsigned seed) : random_(seed) {}
  std::uint64_t pick(std::uint64_t low, std::uint64_t high) {
    return std::uniform_int_distribution<std::uint64_t>(low, high)(random_);
  }
  bool chance(std::uint64_t percent) { return pick(0, 99) < percent; }
  Sample rate(std::uint64_t most) {
    const std::uint64_t size = pick(1, most);
    return {chance(10) ? 0 : chance(10) ? size : pick(0, size), size};
  }

 private:
  std::mt19937 random_;
};

std::string text(std::optional<double> value) {
  return value ? fmt::format("{:.17g}", *value) : "NA";
}

void print_rates(Samples& samples) {
  const Sample one = samples.rate(samples.chance(20) ? 5000 : 80);
  const Sample two = samples.rate(samples.chance(20) ? 5000 : 80);
  const auto wilson = *analysis::wilson_interval(one);
  fmt::print("wilson\t{}\t{}\t{}\t{}\n", one.positive, one.size, text(wilson.low), text(wilson.high));
  const std::uint64_t population = one.size + samples.pick(0, samples.chance(50) ? 20 : 3000);
  const auto range = *analysis::hypergeometric_range(one, population);
  fmt::print("hypergeometric\t{}\t{}\t{}\t{}\t{}\n", one.positive, one.size, population, range.low,
             range.high);
  const auto test = *analysis::test_rates(two, one);
  fmt::print("newcombe\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", one.positive, one.size, two.positive, two.size,
             text(test.percent.low / 100), text(test.percent.high / 100), text(test.p));
}

void print_holm(Samples& samples) {
  std::vector<double> p_values(samples.pick(1, 25));
  for (double& p : p_values)
    p = samples.chance(20) ? 0.03 : static_cast<double>(samples.pick(0, 10'000)) / 1e5;
  std::string given, adjusted;
  for (const double p : p_values) given += fmt::format("{}{:.17g}", given.empty() ? "" : ",", p);
  for (const double p : analysis::adjust_holm(p_values))
    adjusted += fmt::format("{}{:.17g}", adjusted.empty() ? "" : ",", p);
  fmt::print("holm\t{}\t{}\n", given, adjusted);
}

void print_weighted(Samples& samples) {
  std::vector<analysis::Stratum> strata(samples.pick(1, 5));
  std::string given;
  for (auto& stratum : strata) {
    stratum.sample = samples.rate(60);
    stratum.population = stratum.sample.size + samples.pick(0, 200);
    given += fmt::format("{}{}:{}:{}", given.empty() ? "" : ",", stratum.population, stratum.sample.size,
                         stratum.sample.positive);
  }
  const auto rate = *analysis::weighted_rate(strata);
  fmt::print("weighted\t{}\t{}\t{}\t{}\n", given, text(rate.rate), text(rate.effective_size),
             text(rate.standard_error));
}

/// A round with one scale of `positions` options, `items` team items on it and some units.
std::unique_ptr<forms::Round> make_round(Samples& samples, std::uint64_t positions, std::uint64_t items) {
  auto round = std::make_unique<forms::Round>();
  round->id = "r";
  forms::Scale scale{"s", {}};
  std::int64_t value = -5;
  for (std::uint64_t i = 0; i < positions; ++i) {
    value += static_cast<std::int64_t>(samples.pick(1, 30));
    scale.options.push_back(
        {fmt::format("o{}", i), {}, true, forms::exact_integer(value), i + 2 >= positions});
  }
  round->scales = {scale};
  forms::Section section{"team", forms::About::team, "", {}, {}, {}};
  for (std::uint64_t i = 0; i < items; ++i) {
    forms::Item item;
    item.id = fmt::format("i{}", i);
    item.type = forms::ItemType::scale;
    item.scale = "s";
    item.weight = forms::exact_integer(1);
    section.items.push_back(item);
  }
  round->sections = {section};
  round->categories = {{"A", {}, forms::exact_integer(1), true}};
  for (std::uint64_t i = samples.pick(2, 8); i > 0; --i) {
    forms::Unit unit;
    unit.id = fmt::format("u{}", i);
    round->units.push_back(unit);
  }
  round->rules.min_cell = 3;
  return round;
}

/// People agree within their unit, and each with themselves, more or less: `ballot` lines of positions.
std::vector<forms::Ballot> answer(Samples& samples, const forms::Round& round, int survey,
                                  std::uint64_t positions) {
  std::vector<forms::Ballot> ballots;
  const std::uint64_t spread = samples.pick(0, positions);
  const std::uint64_t silence = samples.pick(0, 15);
  for (std::uint32_t unit = 0; unit < round.units.size(); ++unit) {
    const auto codebook = forms::make_codebook(round, round.units[unit]);
    const std::uint64_t centre = samples.pick(0, positions - 1);
    for (std::uint64_t people = samples.pick(3, 30); people > 0; --people) {
      forms::Ballot ballot{unit, 0, forms::blank_answers(codebook)};
      const std::uint64_t own = centre + samples.pick(0, spread);
      std::string line = fmt::format("ballot\t{}\t{}", survey, round.units[unit].id);
      for (const auto& slot : codebook.slots) {
        const std::uint64_t position = std::min(positions - 1, (own + samples.pick(0, spread)) / 2);
        const bool answers = !samples.chance(silence);
        if (answers) forms::write_choice(ballot.answers, slot, static_cast<int>(position));
        line += answers ? fmt::format("\t{}", position + 1) : "\tNA";
      }
      fmt::print("{}\n", line);
      ballots.push_back(std::move(ballot));
    }
  }
  return ballots;
}

void print_figures(const forms::Round& round, int survey, const analysis::RoundStatistics& statistics) {
  const auto figure = [&](std::string_view name, std::string_view unit, std::string_view item,
                          std::optional<double> value) {
    fmt::print("figure\t{}\t{}\t{}\t{}\t{}\n", survey, name, unit, item, text(value));
  };
  for (std::size_t u = 0; u < round.units.size(); ++u) {
    const auto& team = statistics.units[u].results.at(0);
    figure("alpha", round.units[u].id, "-", team.alpha);
    figure("rwg_j", round.units[u].id, "-", team.r_wg_j);
    for (const auto& item : team.items) {
      figure("mean", round.units[u].id, item.item->id, item.mean);
      figure("sd", round.units[u].id, item.item->id, item.sd);
      figure("rwg", round.units[u].id, item.item->id, item.r_wg);
    }
  }
  for (const auto& item : statistics.team.items) {
    figure("icc1", "-", item.item->id, item.icc1);
    figure("icc2", "-", item.item->id, item.icc2);
  }
  figure("icc1", "-", "-", statistics.team.icc1);
  figure("icc2", "-", "-", statistics.team.icc2);
  figure("alpha", "-", "-", statistics.team.alpha);
}

bool print_survey(Samples& samples, int survey) {
  const std::uint64_t positions = samples.pick(3, 7);
  const auto round = make_round(samples, positions, samples.pick(2, 8));
  std::string values;
  for (const auto& option : round->scales[0].options) values += "\t" + option.value->text;
  fmt::print("survey\t{}\t{}{}\n", survey, round->rules.min_cell, values);
  analysis::Tallier tallier(*round);
  analysis::CompleteBallots complete(*round);
  for (const auto& ballot : answer(samples, *round, survey, positions)) {
    const bool fits = tallier.add(ballot.unit, ballot.category, ballot.answers) &&
                      complete.add(ballot.unit, ballot.category, ballot.answers);
    if (!fits) return false;
  }
  const auto raw = std::move(tallier).finish();
  print_figures(*round, survey,
                analysis::make_full_statistics(analysis::list_in_full(raw), std::move(complete).finish()));
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: statistics_samples SEED\n");
    return 2;
  }
  Samples samples(static_cast<unsigned>(std::strtoul(argv[1], nullptr, 10)));
  for (int i = 0; i < kRates; ++i) {
    print_rates(samples);
    print_holm(samples);
    print_weighted(samples);
  }
  for (int survey = 1; survey <= kSurveys; ++survey) {
    if (!print_survey(samples, survey)) return 1;
  }
  return 0;
}
