// The register: jobs that open a round, signing keys, the roster.
#include "tests/server/store/register_for_tests.h"

namespace candor::server::tests {
namespace {

TEST_CASE("an opening locks the draft: the round says so, and whoever edits it meanwhile hears stale") {
  const Scratch scratch;
  auto store = open_register(scratch / "register.db");
  REQUIRE(store->add_round(round_record("a")));
  REQUIRE(store->add_round(round_record("b")));
  const RoundRecord draft = store->get_round("a").value();
  CHECK(error_of(store->put_opening({"none", 1, "", "li"})) == ErrorKind::not_found);
  CHECK(error_of(store->put_opening({"a", 2, "", "li"})) == ErrorKind::stale);
  CHECK_FALSE(store->get_round("a").value().opening);
  REQUIRE(store->put_opening({"a", 1, "{\"spare_percent\":10}", "li"}));
  CHECK(error_of(store->update_round(draft, draft.version)) == ErrorKind::stale);
  CHECK(error_of(store->put_opening({"a", 1, "", "li"})) == ErrorKind::stale);
  CHECK(error_of(store->put_opening({"a", 2, "", "li"})) == ErrorKind::conflict);
  store.reset();
  store = open_register(scratch / "register.db");
  CHECK(store->get_round("a").value().opening);
  CHECK(store->get_round("a").value().version == 2);
  CHECK_FALSE(store->get_round("b").value().opening);
  const auto jobs = store->list_openings().value();
  REQUIRE(jobs.size() == 1);
  CHECK(jobs[0].round == "a");
  CHECK(jobs[0].version == 2);
  CHECK(jobs[0].wishes == "{\"spare_percent\":10}");
  CHECK(jobs[0].account == "li");
}

TEST_CASE("an opening that is given up unlocks the draft and erases its keys, one that is done keeps them") {
  const bool keep_keys = GENERATE(false, true);
  auto store = open_register();
  for (const char* round : {"a", "b"}) {
    REQUIRE(store->add_round(round_record(round)));
    REQUIRE(store->put_signing_key(round, {0, 1, {1, 2}, {3, 4}}));
    REQUIRE(store->put_opening({round, 1, "", "li"}));
  }
  REQUIRE(store->remove_opening("a", keep_keys));
  CHECK_FALSE(store->get_round("a").value().opening);
  CHECK(store->get_round("a").value().version == 2);
  CHECK(store->list_signing_keys("a").value().size() == (keep_keys ? 1 : 0));
  CHECK(store->list_signing_keys("b").value().size() == 1);
  REQUIRE(store->list_openings().value().size() == 1);
  CHECK(store->list_openings().value()[0].round == "b");
  REQUIRE(store->put_signing_key("a", {0, 2, {}, {}}));
  REQUIRE(store->remove_opening("a"));
  CHECK(store->list_signing_keys("a").value().size() == (keep_keys ? 2 : 1));
  REQUIRE(store->put_opening({"a", 2, "", "li"}));
}

TEST_CASE("signing keys are listed by unit and category, comments first, and replaced one by one") {
  auto store = open_register();
  REQUIRE(store->add_round(round_record("a")));
  for (const std::uint32_t unit : {2U, 0U, 1U}) {
    for (const std::int64_t category : {1, -1, 0})
      REQUIRE(
          store->put_signing_key("a", {unit, category, noise(unit, 294),
                                       noise(10 * unit + static_cast<std::uint64_t>(category + 1), 1230)}));
  }
  REQUIRE(store->put_signing_key("a", {1, 0, {7}, {8}}));
  const auto keys = store->list_signing_keys("a").value();
  REQUIRE(keys.size() == 9);
  for (std::size_t at = 0; at < keys.size(); ++at) {
    CHECK(keys[at].unit == at / 3);
    CHECK(keys[at].category == static_cast<std::int64_t>(at % 3) - 1);
    const bool replaced = keys[at].unit == 1 && keys[at].category == 0;
    CHECK(keys[at].spki == (replaced ? Bytes{7} : noise(keys[at].unit, 294)));
    CHECK(keys[at].sealed == (replaced ? Bytes{8} : noise(10 * keys[at].unit + at % 3, 1230)));
  }
  CHECK(error_of(store->put_signing_key("none", {0, 0, {1}, {1}})) == ErrorKind::conflict);
  REQUIRE(store->erase_signing_keys("a"));
  CHECK(store->list_signing_keys("a").value().empty());
  REQUIRE(store->erase_signing_keys("a"));
}

TEST_CASE("a roster is listed by unit, category and person, however it came, and replaced as a whole") {
  const Scratch scratch;
  auto store = open_register(scratch / "register.db");
  REQUIRE(store->add_round(round_record("a")));
  REQUIRE(store->add_round(round_record("b")));
  const std::vector<RosterRow> rows{{"Zhao 赵", "zhao@example.org", 1, 0},
                                    {"Li", "", 0, 2},
                                    {"Chen", "c", 0, 0},
                                    {"Li", "", 0, 2},  // twice the same: both are kept
                                    {"Bai", "b", 0, 2}};
  REQUIRE(store->put_roster("a", rows));
  REQUIRE(store->put_roster("b", {rows[0]}));
  const std::vector<RosterRow> expected{rows[2], rows[4], rows[1], rows[3], rows[0]};
  CHECK(store->get_roster("a").value() == expected);
  store.reset();
  store = open_register(scratch / "register.db");
  CHECK(store->get_roster("a").value() == expected);
  REQUIRE(store->put_roster("a", {rows[1]}));
  CHECK(store->get_roster("a").value() == std::vector{rows[1]});
  CHECK(error_of(store->put_roster("none", rows)) == ErrorKind::conflict);
  REQUIRE(store->erase_roster("a"));
  CHECK(store->get_roster("a").value().empty());
  CHECK(store->get_roster("b").value().size() == 1);
  CHECK(store->get_roster("none").value().empty());
}

}  // namespace
}  // namespace candor::server::tests
