// Counting sixteen choices at a time, beside counting them one by one.
#include "analysis/choice_lanes.h"

#include <random>

#include "tests/analysis/builder.h"

using namespace candor;
using analysis::Counting;

namespace {

/// A round of one unit whose items have any type and any number of options, so that choices of one byte stand
/// between wider answers and at any place.
std::unique_ptr<forms::Round> mixed_round(std::mt19937& random) {
  std::vector<forms::Item> items;
  for (int i = 0, count = static_cast<int>(random() % 60); i < count; ++i) {
    const auto pick = random() % 10;
    const auto type = pick < 6   ? forms::ItemType::single
                      : pick < 7 ? forms::ItemType::nps
                      : pick < 8 ? forms::ItemType::multiple
                      : pick < 9 ? forms::ItemType::number
                                 : forms::ItemType::rank;
    auto item = tests::make_item(("i" + std::to_string(i)).c_str(), type);
    const int options = random() % 12 == 0 ? 300 : 1 + static_cast<int>(random() % (pick < 3 ? 5 : 15));
    if (type != forms::ItemType::nps && type != forms::ItemType::number) {
      for (int o = 0; o < options % (type == forms::ItemType::rank ? 200 : 1000); ++o)
        item.options.push_back(tests::plain(("o" + std::to_string(o)).c_str()));
    }
    items.push_back(std::move(item));
  }
  return tests::make_round(std::move(items));
}

std::vector<std::uint8_t> mixed_ballot(const analysis::Shape& shape, std::mt19937& random) {
  std::vector<std::uint8_t> answers(shape.codebook.size_bytes);
  for (auto& byte : answers) byte = static_cast<std::uint8_t>(random() % 20 == 0 ? random() : random() % 8);
  return answers;
}

}  // namespace

TEST_CASE("lanes count what is counted one by one, in any round") {
  constexpr unsigned kFirstSeed = 9000;
  std::size_t counted = 0;
  for (unsigned seed = kFirstSeed; seed < kFirstSeed + 200; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    const auto round = mixed_round(random);
    const auto shapes = analysis::make_shapes(*round);
    const analysis::Shape& shape = *shapes->all.front();
    const auto plan = analysis::plan_lanes(shape);

    std::vector<int> times(shape.slots.size());
    for (const std::uint32_t slot : plan.rest) ++times.at(slot);
    for (const auto& stretch : plan.stretches) {
      REQUIRE(stretch.offset + analysis::kLanes <= shape.codebook.size_bytes);
      for (std::uint32_t lane = 0; lane < analysis::kLanes; ++lane) {
        if (stretch.mask.bytes[lane] == 0) continue;
        const auto& slot = shape.slots.at(stretch.slots[lane]);
        CHECK(slot.offset == stretch.offset + lane);
        CHECK(slot.counting == Counting::choice);
        ++times.at(stretch.slots[lane]);
        ++counted;
      }
    }
    CHECK(std::ranges::count(times, 1) == static_cast<std::ptrdiff_t>(times.size()));

    analysis::LaneCounts lanes(plan);
    std::vector<std::uint32_t> counts(shape.counters), expected(shape.counters);
    for (int ballots = static_cast<int>(random() % 700); ballots > 0; --ballots) {
      const auto answers = mixed_ballot(shape, random);
      lanes.add(plan, answers);
      if (lanes.is_full()) lanes.move_to(plan, shape, counts);
      for (const auto& stretch : plan.stretches) {
        for (std::uint32_t lane = 0; lane < analysis::kLanes; ++lane) {
          if (stretch.mask.bytes[lane] == 0) continue;
          const auto& slot = shape.slots[stretch.slots[lane]];
          const std::uint32_t choice = answers[slot.offset];
          ++expected[slot.first + (choice <= slot.options ? choice : 0)];
        }
      }
    }
    lanes.move_to(plan, shape, counts);
    CHECK(counts == expected);
    lanes.move_to(plan, shape, counts);
    CHECK(counts == expected);
  }
  CHECK(counted > 1000);
}

TEST_CASE("twenty questions of one scale stand in two stretches, a few in none") {
  const auto plan_of = [](int items) {
    std::vector<forms::Item> made;
    for (int i = 0; i < items; ++i) made.push_back(tests::make_item(("i" + std::to_string(i)).c_str()));
    const auto round = tests::make_round(std::move(made));
    return analysis::plan_lanes(*analysis::make_shapes(*round)->all.front());
  };
  CHECK(plan_of(15).stretches.empty());
  CHECK(plan_of(16).stretches.size() == 1);
  CHECK(plan_of(16).rest.empty());
  CHECK(plan_of(19).stretches.size() == 1);  // three more are too few for a stretch
  CHECK(plan_of(19).rest.size() == 3);
  CHECK(plan_of(20).stretches.size() == 2);
  CHECK(plan_of(20).rest.empty());
}
