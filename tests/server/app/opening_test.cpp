#include "server/app/opening.h"

#include <algorithm>
#include <set>

#include "server/protocol/codes.h"
#include "tests/server/app/support.h"
#include "tests/two_languages.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::test;

namespace {

RoundRecord record_of(const forms::Round& round) {
  RoundRecord record;
  record.id = round.id;
  record.file = forms::encode_round(round);
  return record;
}

bool names(const Error& error, std::string_view place) {
  candor::test::check_both_languages(error);
  return std::ranges::any_of(error.diagnostics, [place](const Diagnostic& d) { return d.place == place; });
}

}  // namespace

TEST_CASE("opening draws a ticket for everybody due and the spare ones, rounded up, each different") {
  OpeningWishes wishes;
  wishes.spare_percent = 10;
  const auto prepared = required(make_opening(record_of(openable()), wishes, {}));
  REQUIRE(prepared.codes.size() == 2);
  CHECK(prepared.codes[0].secrets.size() == 12 + 2);
  CHECK(prepared.codes[1].secrets.size() == 40 + 4);
  std::set<std::string> all;
  for (const auto& group : prepared.codes) all.insert(group.secrets.begin(), group.secrets.end());
  CHECK(all.size() == 58);
  for (const auto& secret : all) CHECK(secret.size() == protocol::kSecretCharacters);
}

TEST_CASE("a round with every item type opens, and can be imported") {
  const auto round = round_of("item-types");
  OpeningWishes wishes;
  wishes.without_due = 5;
  CHECK(make_opening(record_of(round), wishes, {}));
  CHECK(make_import(record_of(round)));
}

TEST_CASE("a protected category below min_cell opens only when confirmed by name") {
  auto round = openable();
  (*round.units[0].due)["B"] = 3;
  CHECK(find_small_categories(round) == std::vector<SmallCategory>{{"u1", "B", 3}});
  OpeningWishes wishes;
  const auto refused = make_opening(record_of(round), wishes, {});
  REQUIRE_FALSE(refused);
  CHECK(names(refused.error(), "/confirm"));
  wishes.confirmed = {{"u1", "C"}};
  CHECK_FALSE(make_opening(record_of(round), wishes, {}));
  wishes.confirmed = {{"u1", "B"}};
  CHECK(make_opening(record_of(round), wishes, {}));
}

TEST_CASE("a unit that does not say who is due needs a number of tickets") {
  auto round = openable();
  round.units[0].due.reset();
  round.rules.quorum_at_least.reset();
  OpeningWishes wishes;
  const auto refused = make_opening(record_of(round), wishes, {});
  REQUIRE_FALSE(refused);
  CHECK(names(refused.error(), "/without_due"));
  wishes.without_due = 7;
  const auto prepared = required(make_opening(record_of(round), wishes, {}));
  CHECK(prepared.codes[0].secrets.size() == 7);
}

TEST_CASE("what a template leaves to fill in must be filled in before opening") {
  auto round = openable();
  round.asked_by["en"] = "(fill in: who asks)";
  round.intro["en"] = "(fill in: the campaign's name and dates) Please judge this campaign.";
  round.contact = "（请填写联系人和联系方式 · fill in a contact）";
  round.units[0].name["zh-CN"] = "（请填写单位名称）";
  REQUIRE_FALSE(round.units[0].members.empty());
  round.units[0].members[0].name["en"] = "(fill in name 1)";
  round.units[0].members[0].post["zh-CN"] = "（请填写职务）";
  const auto refused = make_opening(record_of(round), {}, {});
  REQUIRE_FALSE(refused);
  for (const char* place : {"/asked_by/en", "/intro/en", "/contact", "/units/0/name/zh-CN",
                            "/units/0/members/0/name/en", "/units/0/members/0/post/zh-CN"})
    CHECK(names(refused.error(), place));
}

TEST_CASE("a round by credentials opens only when everybody due is invited exactly once") {
  auto round = openable();
  round.access = forms::AccessMode::credential;
  const auto uninvited = make_opening(record_of(round), {}, {});
  REQUIRE_FALSE(uninvited);
  CHECK(names(uninvited.error(), "/units"));
  std::vector<ClaimEntry> claims;
  std::uint8_t number = 0;
  for (std::uint32_t c = 0; c < round.categories.size(); ++c) {
    for (int i = 0; i < (*round.units[0].due)[round.categories[c].id]; ++i)
      claims.push_back({{++number}, 0, c});
  }
  CHECK(check_opening(record_of(round), {}, claims));
  claims.pop_back();
  const auto one_short = check_opening(record_of(round), {}, claims);
  REQUIRE_FALSE(one_short);
  CHECK(one_short.error().diagnostics.size() == 1);
}

TEST_CASE("one key is needed for each invited group, and one for the comments of a unit asked for texts") {
  auto round = openable();
  round.access = forms::AccessMode::credential;
  const std::vector<ClaimEntry> claims{{{1}, 0, 0}, {{2}, 0, 0}, {{3}, 0, 1}};
  CHECK(needed_keys(round, claims).size() == (forms::asks_for_texts(round, round.units[0]) ? 3 : 2));
  round.access = forms::AccessMode::ticket;
  CHECK(needed_keys(round, claims).empty());
}

TEST_CASE("two openings of one round have different codes and another manifest") {
  const auto first = required(make_opening(record_of(openable()), {}, {}));
  const auto second = required(make_opening(record_of(openable()), {}, {}));
  CHECK(first.codes[0].secrets != second.codes[0].secrets);
  CHECK(first.files.manifest_hash != second.files.manifest_hash);
}
