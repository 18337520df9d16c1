// Properties over random rounds and ballots. Each check prints its seed; CANDOR_SEED repeats one.
#include <algorithm>

#include "forms/ballots_csv.h"
#include "forms/canonical_json.h"
#include "forms/scaled_number.h"
#include "tests/forms/random_round.h"
#include "tests/forms/support.h"

using namespace candor;
using namespace candor::forms;
using namespace candor::forms::test;

namespace {

std::int64_t random_amount(Random& random, const Item& item) {
  while (true) {
    const std::int64_t scaled = static_cast<std::int64_t>(random() % 2'000'000) - 1'000'000;
    if (is_within_bounds(item, scaled)) return scaled;
  }
}

void random_answer(Random& random, const Slot& slot, std::vector<std::uint8_t>& answers) {
  const Item& item = *slot.item;
  const int count = slot.options == nullptr ? 0 : static_cast<int>(slot.options->size());
  if (item.type == ItemType::scale || item.type == ItemType::single) {
    write_choice(answers, slot, below(random, count));
  } else if (item.type == ItemType::nps) {
    write_choice(answers, slot, below(random, 11));
  } else if (item.type == ItemType::number) {
    write_number(answers, slot, random_amount(random, item));
  } else {
    std::vector<int> indices(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) indices[static_cast<std::size_t>(i)] = i;
    std::shuffle(indices.begin(), indices.end(), random);
    const int fewest = std::max(1, item.min_choices.value_or(1));
    const int most = item.max_choices.value_or(count);
    indices.resize(static_cast<std::size_t>(fewest + below(random, most - fewest + 1)));
    write_choices(answers, slot, indices);
  }
}

std::vector<std::uint8_t> random_answers(Random& random, const Codebook& codebook) {
  auto answers = blank_answers(codebook);
  for (const Slot& slot : codebook.slots) {
    if (chance(random, 70)) random_answer(random, slot, answers);
  }
  drop_hidden(codebook, answers);
  return answers;
}

/// The same body by way of a JSON tree and its canonical encoder: an oracle for encode_ballot_body.
std::string encode_plainly(const Codebook& codebook, const std::vector<std::uint8_t>& answers) {
  nlohmann::json body = nlohmann::json::object();
  for (const Slot& slot : codebook.slots) {
    if (!is_answered(answers, slot)) continue;
    auto& value = body[std::string(about_name(codebook, slot.ratee))][slot.item->id];
    if (slot.item->type == ItemType::nps) {
      value = read_choice(answers, slot);
    } else if (slot.item->type == ItemType::number) {
      value = encode_scaled(read_number(answers, slot), slot.item->decimals);
    } else if (slot.item->type == ItemType::multiple || slot.item->type == ItemType::rank) {
      for (const int i : read_choices(answers, slot))
        value.push_back((*slot.options)[static_cast<std::size_t>(i)].id);
    } else {
      value = (*slot.options)[static_cast<std::size_t>(read_choice(answers, slot))].id;
    }
  }
  return encode_canonical(body);
}

}  // namespace

TEST_CASE("a random round comes back from its file as it was") {
  for (const unsigned seed : seeds(200)) {
    INFO("CANDOR_SEED=" << seed);
    Random random(seed);
    const Round round = random_round(random);
    const std::string file = encode_round(round);
    const auto read = parse_round(file, Strictness::opening);
    if (!read) UNSCOPED_INFO(describe(read.error().diagnostics));
    REQUIRE(read.has_value());
    CHECK(read->round == round);
    CHECK(encode_round(read->round) == file);
  }
}

TEST_CASE("the canonical file of a random round is a round file too") {
  for (const unsigned seed : seeds(50)) {
    INFO("CANDOR_SEED=" << seed);
    Random random(seed);
    const Round round = random_round(random);
    const auto read =
        parse_round(encode_canonical(nlohmann::json(round_to_json(round))), Strictness::opening);
    REQUIRE(read.has_value());
    CHECK(read->round.units == round.units);
    CHECK(read->round.sections == round.sections);
    CHECK(read->round.rules == round.rules);
  }
}

TEST_CASE("random answers come back from their body, which equals the plainly encoded one") {
  for (const unsigned seed : seeds(200)) {
    INFO("CANDOR_SEED=" << seed);
    Random random(seed);
    const Round round = random_round(random);
    for (const Unit& unit : round.units) {
      const Codebook codebook = make_codebook(round, unit);
      const auto answers = random_answers(random, codebook);
      const std::string body = encode_ballot_body(codebook, answers);
      CHECK(body == encode_plainly(codebook, answers));
      const auto read = parse_ballot_body(codebook, body);
      if (!read) UNSCOPED_INFO(body << "\n" << read.error().detail);
      REQUIRE(read.has_value());
      CHECK(*read == answers);
    }
  }
}

TEST_CASE("a body with a few changed bytes is refused or equals the canonical body of what was read") {
  constexpr std::string_view kBytes = "{}[]\",:01259om-._ \\\n\xE4";
  for (const unsigned seed : seeds(60)) {
    INFO("CANDOR_SEED=" << seed);
    Random random(seed);
    const Round round = random_round(random);
    const Codebook codebook = make_codebook(round, round.units[0]);
    const std::string body = encode_ballot_body(codebook, random_answers(random, codebook));
    for (int i = 0; i < 200; ++i) {
      std::string changed = body;
      for (int n = 1 + below(random, 2); n > 0; --n) {
        const auto at = static_cast<std::size_t>(below(random, static_cast<int>(changed.size())));
        const char byte = kBytes[static_cast<std::size_t>(below(random, static_cast<int>(kBytes.size())))];
        if (chance(random, 40)) {
          changed[at] = byte;
        } else if (chance(random, 50)) {
          changed.insert(at, 1, byte);
        } else if (changed.size() > 1) {
          changed.erase(at, 1);
        }
      }
      const auto read = parse_ballot_body(codebook, changed);
      if (read.has_value()) CHECK(encode_ballot_body(codebook, *read) == changed);
    }
  }
}

TEST_CASE("random ballots come back from their CSV in their order") {
  for (const unsigned seed : seeds(100)) {
    INFO("CANDOR_SEED=" << seed);
    Random random(seed);
    const Round round = random_round(random);
    std::vector<Ballot> ballots;
    for (int i = 0; i < 20; ++i) {
      const auto unit = static_cast<std::uint32_t>(below(random, static_cast<int>(round.units.size())));
      const Codebook codebook = make_codebook(round, round.units[unit]);
      ballots.push_back(
          {unit, static_cast<std::uint32_t>(below(random, 2)), random_answers(random, codebook)});
    }
    const auto read = parse_ballots_csv(round, encode_ballots_csv(round, ballots));
    if (!read) UNSCOPED_INFO(describe(read.error().diagnostics));
    REQUIRE(read.has_value());
    REQUIRE(read->ballots.size() == ballots.size());
    for (std::size_t i = 0; i < ballots.size(); ++i) {
      CHECK(read->ballots[i].unit == ballots[i].unit);
      CHECK(read->ballots[i].category == ballots[i].category);
      CHECK(read->ballots[i].answers == ballots[i].answers);
    }
  }
}

TEST_CASE("a round file with a few changed bytes never brings the reader down") {
  const std::string file = read_data("full-round.json");
  for (const unsigned seed : seeds(300)) {
    INFO("CANDOR_SEED=" << seed);
    Random random(seed);
    std::string changed = file;
    for (int i = 0; i < 3; ++i) {
      changed[static_cast<std::size_t>(below(random, static_cast<int>(changed.size())))] =
          static_cast<char>(random() & 0xFFU);
    }
    const auto read = parse_round(changed, Strictness::opening);
    if (read) {
      CHECK(parse_round(encode_round(read->round), Strictness::opening)->round == read->round);
    } else {
      CHECK_FALSE(read.error().diagnostics.empty());
    }
  }
}
