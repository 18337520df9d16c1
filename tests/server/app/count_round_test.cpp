// Counting a box: the same to the last count with any number of threads, and nothing of a damaged one.
#include "server/app/count_round.h"

#include <array>

#include "analysis/disclose.h"
#include "server/report/tally_json.h"
#include "tests/analysis/builder.h"
#include "tests/analysis/random_round.h"
#include "tests/server/store/box_rows_for_tests.h"
#include "tests/server/store/scratch.h"

using namespace candor;
using namespace candor::server;
using server::tests::Scratch;
using RandomRound = candor::tests::RandomRound;

namespace {

std::string text_of(const analysis::RawTally& raw) {
  return report::encode_full_tally_json(analysis::list_in_full(raw)) +
         report::encode_tally_json(analysis::disclose(raw));
}

forms::Item with_options(const char* id, forms::ItemType type, int options) {
  forms::Item item;
  item.id = id;
  item.type = type;
  for (int i = 0; i < options; ++i) item.options.push_back({"o" + std::to_string(i), {}, true, {}, false});
  return item;
}

/// A random round, now and then with items of every type and enough of them that choices are counted
/// together.
std::unique_ptr<forms::Round> any_round(RandomRound& random) {
  auto round = random.make_round();
  forms::Section more{"more", forms::About::team, "", {}, {}, {}};
  const auto add = [&](const std::string& id, forms::ItemType type, int options) {
    more.items.push_back(with_options(id.c_str(), type, options));
    if (type != forms::ItemType::number) return;
    more.items.back().maximum = forms::exact_integer(100);
  };
  for (int i = random.pick(30); i > 0; --i) {
    const std::string id = "more" + std::to_string(i);
    switch (random.pick(6)) {
      case 0:
        add(id, forms::ItemType::multiple, 11);
        break;
      case 1:
        add(id, forms::ItemType::rank, 4);
        break;
      case 2:
        add(id, forms::ItemType::number, 0);
        break;
      default:
        add(id, forms::ItemType::single, 1 + random.pick(7));
    }
  }
  if (!more.items.empty()) round->sections.push_back(more);
  return round;
}

Bytes any_answers(const forms::Codebook& codebook, RandomRound& random) {
  auto answers = forms::blank_answers(codebook);
  for (const auto& slot : codebook.slots) {
    if (random.chance(15)) continue;
    const int options = slot.options == nullptr ? 11 : static_cast<int>(slot.options->size());
    const std::array<int, 2> two{random.pick(options), options - 1};
    const bool same = two[0] == two[1];
    if (slot.item->type == forms::ItemType::number)
      forms::write_number(answers, slot, random.pick(9));
    else if (slot.item->type == forms::ItemType::multiple || slot.item->type == forms::ItemType::rank)
      forms::write_choices(answers, slot, std::span(two).first(same ? 1 : 2));
    else
      forms::write_choice(answers, slot, two[0]);
  }
  forms::drop_hidden(codebook, answers);
  return answers;
}

std::vector<BallotRow> any_rows(const forms::Round& round, int most, RandomRound& random) {
  std::vector<BallotRow> rows;
  for (std::uint32_t unit = 0; unit < round.units.size(); ++unit) {
    const auto codebook = forms::make_codebook(round, round.units[unit]);
    for (int i = random.pick(most); i > 0; --i) {
      BallotRow row = server::tests::ballot_row(rows.size());
      row.unit = unit;
      row.category = static_cast<std::uint32_t>(random.pick(static_cast<int>(round.categories.size())));
      row.answers = any_answers(codebook, random);
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

std::unique_ptr<Box> box_with(const Scratch& scratch, std::vector<BallotRow> rows) {
  auto box = Box::create(scratch / "x.db", {});
  REQUIRE(box);
  REQUIRE((*box)->import(std::move(rows), {}));
  return std::move(*box);
}

}  // namespace

TEST_CASE("a box is counted the same with any number of threads") {
  constexpr unsigned kFirstSeed = 31'000;
  for (unsigned seed = kFirstSeed; seed < kFirstSeed + 25; ++seed) {
    CAPTURE(seed);
    RandomRound random(seed);
    const auto round = any_round(random);
    // Now and then more ballots in a cell than a counter of one byte holds.
    const auto rows = any_rows(*round, random.chance(30) ? 1500 : 40, random);
    analysis::Tallier plain(*round);
    for (const BallotRow& row : rows) REQUIRE(plain.add(row.unit, row.category, row.answers));
    const std::string expected = text_of(std::move(plain).finish());
    const Scratch scratch;
    const auto box = box_with(scratch, rows);
    for (const std::size_t threads : {1U, 2U, 3U, 8U}) {
      CAPTURE(threads);
      const auto raw = count_round(*box, *round, threads);
      REQUIRE(raw);
      CHECK(text_of(*raw) == expected);
    }
  }
}

TEST_CASE("a box with no ballot, one or two is counted") {
  const auto round = candor::tests::make_round({candor::tests::make_item("a")});
  for (std::size_t ballots = 0; ballots < 3; ++ballots) {
    std::vector<BallotRow> rows(ballots);
    for (std::size_t i = 0; i < ballots; ++i) {
      rows[i] = server::tests::ballot_row(i, 1);
      rows[i].unit = rows[i].category = 0;
      rows[i].answers = {1};
    }
    const Scratch scratch;
    const auto box = box_with(scratch, std::move(rows));
    for (const std::size_t threads : {1U, 2U, 8U}) {
      CAPTURE(ballots, threads);
      const auto raw = count_round(*box, *round, threads);
      REQUIRE(raw);
      std::uint64_t valid = 0;
      const auto full = analysis::list_in_full(*raw);
      for (const auto& group : full.tables().units[0].groups) valid += group.valid;
      CHECK(valid == ballots);
    }
  }
}

TEST_CASE("of a box with one row that is no ballot of the round nothing is counted") {
  const auto round =
      candor::tests::make_round({candor::tests::make_item("a"), candor::tests::make_item("b")});
  const std::size_t size = forms::make_codebook(*round, round->units[0]).size_bytes;
  const struct {
    const char* what;
    std::uint32_t unit, category;
    std::size_t answers;
  } damaged[] = {
      {"unit", 1, 0, size},          {"category", 0, 1, size},     {"largest unit", UINT32_MAX, 0, size},
      {"too short", 0, 0, size - 1}, {"too long", 0, 0, size + 1}, {"nothing", 0, 0, 0}};
  for (const auto& row : damaged) {
    std::vector<BallotRow> rows;
    for (std::uint64_t number = 0; number < 100; ++number) {
      rows.push_back(server::tests::ballot_row(number, size));
      rows.back().unit = rows.back().category = 0;
      rows.back().answers.assign(size, 0);
    }
    rows[50].unit = row.unit;
    rows[50].category = row.category;
    rows[50].answers.resize(row.answers);
    const Scratch scratch;
    const auto box = box_with(scratch, std::move(rows));
    for (const std::size_t threads : {1U, 2U, 3U}) {
      CAPTURE(row.what, threads);
      const auto raw = count_round(*box, *round, threads);
      REQUIRE_FALSE(raw);
      CHECK(raw.error().kind == ErrorKind::internal);
    }
  }
}

TEST_CASE("counting takes at most four threads, two where counts take much memory, and at least one") {
  RandomRound random(1);
  auto round = random.make_round();
  round->units.resize(1);
  round->categories.resize(1);
  const struct {
    std::size_t processors, threads, with_many_units;
  } rows[] = {{0, 1, 1}, {1, 1, 1}, {2, 2, 2}, {4, 4, 2}, {64, 4, 2}};
  for (const auto& row : rows) {
    CAPTURE(row.processors);
    round->units.resize(1);
    CHECK(counting_threads(*round, row.processors) == row.threads);
    round->units.resize(20'001);
    CHECK(counting_threads(*round, row.processors) == row.with_many_units);
  }
}
