// What must not matter to a count, from files on: the order of rows, a category that nobody is in, names,
// and where a file was split. Made-up rounds from printed seeds.
#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <sstream>

#include <nlohmann/json.hpp>

#include "server/report/tally_csv.h"
#include "server/report/tally_json.h"
#include "tests/analysis/cases.h"
#include "tests/analysis/random_round.h"

using namespace candor;
namespace report = candor::server::report;

namespace {

constexpr unsigned kFirstSeed = 20261121;
constexpr unsigned kRounds = 80;

/// Everything that is written about a count: JSON and CSV, disclosed and in full.
std::string everything_about(const analysis::RawTally& raw) {
  const auto disclosed = analysis::disclose(raw);
  const auto full = analysis::list_in_full(raw);
  return report::encode_tally_json(disclosed) + report::encode_tally_csv(disclosed) +
         report::encode_full_tally_json(full) + report::encode_full_tally_csv(full);
}

analysis::Tallier count_file(const forms::Round& round, const std::string& csv) {
  const auto read = forms::parse_ballots_csv(round, csv);
  if (!read) {
    for (const auto& d : read.error().diagnostics) UNSCOPED_INFO(d.place << ": " << d.expected.en);
  }
  REQUIRE(read);
  analysis::Tallier tallier(round);
  for (const auto& ballot : read->ballots) REQUIRE(tallier.add(ballot.unit, ballot.category, ballot.answers));
  return tallier;
}

std::string everything_about(const forms::Round& round, const std::string& csv) {
  return everything_about(count_file(round, csv).finish());
}

/// Header and rows; rows of these files hold no newlines.
std::vector<std::string> lines_of(const std::string& csv) {
  std::vector<std::string> lines;
  std::istringstream text(csv);
  for (std::string line; std::getline(text, line);) lines.push_back(line + "\n");
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  return std::accumulate(lines.begin(), lines.end(), std::string());
}

/// Gives every id of a round another of its own, the same id always the same one, in no order.
class Renaming {
 public:
  explicit Renaming(tests::RandomRound& random) : random_(random) {}

  void rename(forms::Round& round) {
    for (auto& scale : round.scales) {
      rename(scale.id);
      for (auto& option : scale.options) rename(option.id);
    }
    for (auto& section : round.sections) rename(section.items);
    for (auto& category : round.categories) rename(category.id);
    for (auto& unit : round.units) rename(unit);
    if (round.rules.quota) {
      rename(round.rules.quota->scale);
      rename(round.rules.quota->option);
    }
    for (auto& flag : round.rules.flags) {
      rename(flag.id);
      rename(flag.item);
      rename(flag.option);
    }
  }

  /// The old ids again, wherever the new ones stand.
  [[nodiscard]] std::string undo(std::string text) const {
    for (const auto& [id, name] : names_) {
      for (std::size_t at = 0; (at = text.find(name, at)) != std::string::npos; at += id.size()) {
        text.replace(at, name.size(), id);
      }
    }
    return text;
  }

 private:
  void rename(std::string& id) {
    if (id.empty()) return;
    std::string& name = names_[id];
    while (name.empty()) {
      for (int i = 0; i < 8; ++i) name += static_cast<char>('A' + random_.pick(26));
      if (!used_.insert(name).second) name.clear();
    }
    id = name;
  }

  void rename(std::vector<forms::Item>& items) {
    for (auto& item : items) {
      rename(item.id);
      rename(item.scale);
      for (auto& option : item.options) rename(option.id);
      if (!item.show_if) continue;
      rename(item.show_if->item);
      for (auto& option : item.show_if->is) rename(option);
    }
  }

  void rename(forms::Unit& unit) {
    rename(unit.id);
    rename(unit.parent);
    rename(unit.items);
    for (auto& member : unit.members) rename(member.id);
    if (!unit.due) return;
    decltype(unit.due)::value_type due;
    for (const auto& [category, people] : *unit.due) {
      std::string name = category;
      rename(name);
      due.emplace(name, people);
    }
    unit.due = due;
  }

  tests::RandomRound& random_;
  std::map<std::string, std::string> names_;
  std::set<std::string> used_;
};

template <class Check>
void for_random_rounds(Check check) {
  for (unsigned seed = kFirstSeed; seed < kFirstSeed + kRounds; ++seed) {
    CAPTURE(seed);
    tests::RandomRound random(seed);
    const auto round = random.make_round();
    const auto ballots = random.make_ballots(*round);
    check(random, *round, ballots);
  }
}

using Ballots = std::vector<forms::Ballot>;

}  // namespace

TEST_CASE("the order of the rows of a file does not count") {
  for_random_rounds([](tests::RandomRound& random, const forms::Round& round, const Ballots& ballots) {
    const std::string csv = forms::encode_ballots_csv(round, ballots);
    const std::string before = everything_about(round, csv);
    CHECK(before == everything_about(tests::count(round, ballots)));
    auto lines = lines_of(csv);
    std::shuffle(lines.begin() + 1, lines.end(), std::mt19937(static_cast<unsigned>(random.pick(1000))));
    CHECK(everything_about(round, joined(lines)) == before);
  });
}

TEST_CASE("a category that nobody is in changes no figure, wherever it stands and whatever it weighs") {
  for_random_rounds([](tests::RandomRound& random, forms::Round& round, Ballots ballots) {
    round.rules.empty_category = forms::EmptyCategory::renormalise;
    const std::string before = everything_about(tests::count(round, ballots));
    const int place = random.pick(static_cast<int>(round.categories.size()) + 1);
    const char* weights[] = {"0", "5", "1/7", "1000"};
    const std::string weight = weights[random.pick(4)];
    round.categories.insert(round.categories.begin() + place,
                            {"Z", {}, *forms::parse_exact_number(weight), random.chance(50)});
    for (auto& ballot : ballots) ballot.category += static_cast<int>(ballot.category) >= place ? 1 : 0;
    std::string after = everything_about(tests::count(round, ballots));
    // Among the rules it is told, and in nothing that was counted.
    for (const std::string& told : {"\"Z\":\"" + weight + "\",", ",\"Z\":\"" + weight + "\""}) {
      for (std::size_t at = 0; (at = after.find(told)) != std::string::npos;) after.erase(at, told.size());
    }
    CHECK(after == before);
  });
}

/// Scales stand by id in a tally; here they are put by the ids that they have now.
std::string with_scales_by_id(std::string text) {
  const std::string begin = "\"scales\":", end = ",\n";
  for (std::size_t at = 0; (at = text.find(begin, at)) != std::string::npos;) {
    at += begin.size();
    const std::size_t size = text.find(end, at) - at;
    text.replace(at, size, nlohmann::json::parse(text.substr(at, size)).dump());
  }
  return text;
}

TEST_CASE("names do not count: other ids of everything give the same figures under other names") {
  for_random_rounds([](tests::RandomRound& random, const forms::Round& round, const Ballots& ballots) {
    const std::string before = everything_about(tests::count(round, ballots));
    forms::Round other = round;
    Renaming renaming(random);
    renaming.rename(other);
    const std::string csv = forms::encode_ballots_csv(other, ballots);
    const std::string after = everything_about(other, csv);
    CHECK(after.size() > before.size());
    CHECK(with_scales_by_id(renaming.undo(after)) == with_scales_by_id(before));
  });
}

TEST_CASE("the raw counts of a file split anywhere add up to those of the whole") {
  for_random_rounds([](tests::RandomRound& random, const forms::Round& round, const Ballots& ballots) {
    const std::string before = everything_about(tests::count(round, ballots));
    constexpr int kParts = 3;
    std::vector<Ballots> parts(kParts);
    for (const auto& ballot : ballots) parts[static_cast<std::size_t>(random.pick(kParts))].push_back(ballot);
    analysis::Tallier sum(round);
    for (const auto& part : parts) sum.merge(count_file(round, forms::encode_ballots_csv(round, part)));
    CHECK(everything_about(std::move(sum).finish()) == before);
  });
}
