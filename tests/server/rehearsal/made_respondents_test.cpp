#include "server/rehearsal/made_respondents.h"

#include <map>
#include "tests/forms/random_round.h"
#include "tests/server/rehearsal/rounds_for_rehearsal.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::rehearsal;
using namespace candor::server::test;

namespace {

void check_castable_by_all(const forms::Round& round, const std::vector<MadeRespondent>& people) {
  std::vector<forms::Codebook> books;
  for (const auto& unit : round.units) books.push_back(forms::make_codebook(round, unit));
  for (const auto& person : people) {
    const auto& book = books[person.unit];
    const auto check = [&](const std::vector<std::uint8_t>& answers) {
      const auto body = forms::encode_ballot_body(book, answers);
      INFO(body);
      const auto read = forms::parse_ballot_body(book, body);
      REQUIRE(read);
      CHECK(*read == answers);
      CHECK(forms::check_castable(book, answers));
    };
    check(person.answers);
    if (person.at_first) check(*person.at_first);
    if (person.texts.empty()) continue;
    const auto body = forms::encode_comment_body(person.texts);
    INFO(body);
    CHECK(forms::parse_comment_body(round, round.units[person.unit], body));
  }
}

}  // namespace

TEST_CASE("made-up answers to every type of item can be cast") {
  for (const unsigned seed : forms::test::seeds(150)) {
    forms::test::Random random(seed);
    INFO("CANDOR_SEED=" << seed);
    auto round = forms::test::random_round(random);
    for (auto& unit : round.units) unit.due.reset();
    check_castable_by_all(round, make_respondents(round, 1, seed));
  }
}

TEST_CASE("made-up answers of the golden cases can be cast") {
  for (const auto& name : case_names()) {
    INFO("case " << name);
    const auto round = made_small(round_of(name), 30, 100);
    check_castable_by_all(round, make_respondents(round, 1, 3));
  }
}

TEST_CASE("with a turnout of 1 everybody due answers; the same seed makes the same people") {
  const auto round = round_of("categories-and-weights");
  const auto people = make_respondents(round, 1, 5);
  CHECK(people.size() == count_people(round));
  const auto again = make_respondents(round, 1, 5);
  const auto others = make_respondents(round, 1, 6);
  REQUIRE(again.size() == people.size());
  bool differs = false;
  for (std::size_t i = 0; i < people.size(); ++i) {
    CHECK(people[i].answers == again[i].answers);
    CHECK(people[i].texts == again[i].texts);
    differs = differs || people[i].answers != others[i].answers;
  }
  CHECK(differs);
  CHECK(make_respondents(round, 0, 5).empty());
}

TEST_CASE(
    "people differ: every grade is given, some do not know, some skip, some write, some change their mind") {
  const auto round = round_of_template("team-and-members");
  const auto book = forms::make_codebook(round, round.units[0]);
  std::map<int, int> choices;
  std::size_t writing = 0, changing = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    for (const auto& person : make_respondents(round, 1, seed)) {
      writing += person.texts.empty() ? 0 : 1;
      changing += person.at_first ? 1 : 0;
      if (person.unit == 0) ++choices[forms::read_choice(person.answers, book.slots[0])];
    }
  }
  for (std::size_t option = 0; option < book.slots[0].options->size(); ++option) {
    INFO("option " << option);
    CHECK(choices[static_cast<int>(option)] > 0);
  }
  CHECK(choices[-1] > 0);
  CHECK(writing > 0);
  CHECK(changing > 0);
}
