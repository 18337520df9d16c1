#include "server/rehearsal/rehearse.h"

#include <limits>
#include <map>

#include <nlohmann/json.hpp>

#include "analysis/disclose.h"
#include "analysis/tally.h"
#include "forms/ballot.h"
#include "server/app/opening.h"
#include "server/protocol/canonical_files.h"
#include "server/protocol/hash.h"
#include "server/protocol/seal_lines.h"
#include "server/protocol/zip_archive.h"
#include "server/report/tally_json.h"
#include "tests/server/rehearsal/rounds_for_rehearsal.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::rehearsal;
using namespace candor::server::test;

namespace {

using forms::AccessMode;

std::string file_of(forms::Round round, AccessMode access) {
  round.access = access;
  return forms::encode_round(round);
}

std::vector<Diagnostic> blockers_of(const std::string& file) {
  return opening_blockers(required(forms::parse_round(file)).round);
}

Rehearsed rehearsed(const std::string& file, const RehearsalWishes& wishes = {}) {
  const TemporaryDirectory scratch;
  auto done = required(rehearse(file, wishes, scratch.path()));
  CHECK(std::filesystem::is_empty(scratch.path()));
  return done;
}

std::string file_in(std::string_view archive, std::string_view name) {
  for (const auto& file : required(protocol::read_zip(archive))) {
    if (file.name == name) return std::string(file.bytes);
  }
  FAIL("no " << name << " in this archive");
  return {};
}

using Group = std::pair<std::uint32_t, std::uint32_t>;  // unit, category

template <class Entries>
std::uint32_t index_of(const Entries& entries, const std::string& id) {
  for (std::uint32_t i = 0; i < entries.size(); ++i) {
    if (entries[i].id == id) return i;
  }
  FAIL("no " << id);
  return 0;
}

/// Whose ballots a key signs, as the frozen parts say.
std::map<Bytes32, Group> groups_by_key(const forms::Round& round, std::string_view bundle) {
  std::map<Bytes32, Group> groups;
  for (std::uint32_t unit = 0; unit < round.units.size(); ++unit) {
    const auto part = nlohmann::json::parse(file_in(bundle, protocol::part_name(unit + 1)));
    for (std::uint32_t category = 0; category < round.categories.size(); ++category) {
      const auto& key = part["groups"][category]["key"];
      if (key.is_null()) continue;
      groups[protocol::kid_of(required(protocol::parse_base64url(key.get<std::string>())))] = {unit,
                                                                                               category};
    }
  }
  return groups;
}

/// Counts ballots.jsonl with the counter alone.
std::string count_again(const forms::Round& round, std::string_view bundle) {
  analysis::Tallier tallier(round);
  const auto groups = groups_by_key(round, bundle);
  const std::string lines = file_in(bundle, "ballots.jsonl");
  for (const auto line : protocol::split_lines(lines)) {
    const auto row = required(protocol::parse_row_line(protocol::CastKind::ballot, line));
    const Group group = protocol::is_by_credential(row) ? groups.at(row.kid)
                                                        : Group{index_of(round.units, row.unit),
                                                                index_of(round.categories, row.category)};
    const auto book = forms::make_codebook(round, round.units[group.first]);
    const auto answers = required(forms::parse_ballot_body(book, row.body));
    CHECK(tallier.add(group.first, group.second, answers));
  }
  return report::encode_tally_json(analysis::disclose(std::move(tallier).finish()));
}

/// Who may answer an open round is bounded by nothing; everything else is compared.
void check_sound(const Rehearsed& done) {
  for (const auto& line : done.verified.checks) {
    INFO(line.name << ": " << line.detail);
    CHECK(line.outcome != verify::Outcome::failed);
    CHECK((line.outcome == verify::Outcome::ok || line.name == "bounds"));
  }
  CHECK(done.verified.checks.size() > 10);
  CHECK(done.verified.checks.back().name == "receipts");
  CHECK(done.tally_json == file_in(done.bundle, "tally.json"));
  CHECK(done.tally_json == file_in(done.record, "tally.json"));
}

/// Invitations say how many are due.
forms::Round as_opened(forms::Round round, AccessMode mode) {
  if (mode != AccessMode::credential) return round;
  for (auto& unit : round.units) {
    std::map<std::string, int> due;
    for (const auto& category : round.categories) due[category.id] = people_of(unit, category);
    unit.due = std::move(due);
  }
  return round;
}

void rehearse_in_all_modes(const forms::Round& round) {
  for (const auto mode : {AccessMode::open, AccessMode::ticket, AccessMode::credential}) {
    const auto small = made_small(round, 6, mode == AccessMode::credential ? 1 : 50);
    INFO("mode " << forms::name_of(mode));
    if (auto against = blockers_of(file_of(small, mode)); !against.empty()) {
      const TemporaryDirectory scratch;
      const auto done = rehearse(file_of(small, mode), {}, scratch.path());
      REQUIRE_FALSE(done);
      CHECK(done.error().kind == ErrorKind::invalid);
      CHECK(std::filesystem::is_empty(scratch.path()));
      continue;
    }
    const auto done = rehearsed(file_of(small, mode));
    check_sound(done);
    CHECK(done.ballots == count_people(small));
    CHECK(done.tally_json == count_again(as_opened(small, mode), done.bundle));
  }
}

forms::Round two_units() {
  return made_small(round_of("categories-and-weights"), 8, 2);
}

}  // namespace

TEST_CASE("every golden case that can be opened is rehearsed in each mode, and the audit holds") {
  int opened = 0;
  for (const auto& name : case_names()) {
    INFO("case " << name);
    const auto round = round_of(name);
    opened += blockers_of(file_of(round, AccessMode::ticket)).empty() ? 1 : 0;
    rehearse_in_all_modes(round);
  }
  CHECK(opened > 8);
}

TEST_CASE("every template is rehearsed in each mode once it is filled in") {
  for (const auto& entry : templates::all_templates()) {
    INFO("template " << entry.id);
    const auto round = round_of_template(entry.id);
    // A round that cannot be opened is not rehearsed.
    CHECK(blockers_of(file_of(round, AccessMode::ticket)).empty());
    rehearse_in_all_modes(round);
  }
}

TEST_CASE("the same seed gives the same tally in every mode, another seed another one") {
  const auto round = two_units();
  RehearsalWishes other;
  other.seed = 2;
  const auto by_ticket = rehearsed(file_of(round, AccessMode::ticket));
  const auto again = rehearsed(file_of(round, AccessMode::ticket));
  CHECK(by_ticket.tally_json == again.tally_json);
  CHECK(by_ticket.bundle != again.bundle);
  CHECK(by_ticket.tally_json == rehearsed(file_of(round, AccessMode::credential)).tally_json);
  CHECK(by_ticket.tally_json != rehearsed(file_of(round, AccessMode::ticket), other).tally_json);
}

TEST_CASE("in a round by credentials somebody changes their mind, and somebody takes paper") {
  auto round = round_of_template("team-and-members");
  round.units.resize(1);
  round.units[0].due.emplace();
  for (const auto& category : round.categories) (*round.units[0].due)[category.id] = 15;
  const auto done = rehearsed(file_of(round, AccessMode::credential));
  check_sound(done);
  int credentials = 0, bearers = 0, revised = 0;
  const std::string lines = file_in(done.bundle, "ballots.jsonl");
  for (const auto line : protocol::split_lines(lines)) {
    const auto row = required(protocol::parse_row_line(protocol::CastKind::ballot, line));
    (protocol::is_by_credential(row) ? credentials : bearers) += 1;
    revised += row.revision > 1 ? 1 : 0;
  }
  CHECK(credentials > bearers);
  CHECK(bearers > 0);
  CHECK(revised > 0);
  CHECK(done.comments > 0);
}

TEST_CASE("nobody takes part, or about half: the audit still holds") {
  RehearsalWishes wishes;
  wishes.turnout = 0;
  const auto none = rehearsed(file_of(two_units(), AccessMode::credential), wishes);
  check_sound(none);
  CHECK(none.ballots == 0);
  wishes.turnout = 0.5;
  const auto half = rehearsed(file_of(two_units(), AccessMode::ticket), wishes);
  check_sound(half);
  CHECK(half.ballots > 0);
  CHECK(half.ballots < count_people(two_units()));
}

TEST_CASE("a unit that does not say how many are due has seven people in each category") {
  auto round = two_units();
  round.rules.quorum_at_least.reset();
  for (auto& unit : round.units) unit.due.reset();
  for (const auto mode : {AccessMode::open, AccessMode::ticket, AccessMode::credential}) {
    const auto done = rehearsed(file_of(round, mode));
    check_sound(done);
    CHECK(done.ballots == 7 * round.units.size() * round.categories.size());
  }
}

TEST_CASE("small categories are confirmed, and named") {
  auto round = two_units();
  (*round.units[0].due)[round.categories[0].id] = 2;
  const auto done = rehearsed(file_of(round, AccessMode::ticket));
  const SmallCategory small{round.units[0].id, round.categories[0].id, 2};
  CHECK(std::ranges::find(done.small_categories, small) != done.small_categories.end());
}

TEST_CASE("what cannot be opened says why, as opening does, and leaves nothing") {
  auto unfinished = two_units();
  unfinished.contact = "(fill in) whom to ask";
  auto nobody = two_units();
  for (auto& unit : nobody.units) unit.due.emplace();
  auto crowd = two_units();
  (*crowd.units[0].due)[crowd.categories[0].id] = 9'000'000;
  const struct {
    const char* what;
    std::string file;
    ErrorKind kind;
    std::string place;
  } cases[] = {
      {"no JSON", "{", ErrorKind::malformed, ""},
      {"a placeholder", file_of(unfinished, AccessMode::credential), ErrorKind::invalid, "/contact"},
      {"nobody due", file_of(nobody, AccessMode::credential), ErrorKind::invalid, "/units"},
      {"no ticket", file_of(nobody, AccessMode::ticket), ErrorKind::invalid, ""},
      {"too many people", file_of(crowd, AccessMode::open), ErrorKind::too_large, ""},
  };
  for (const auto& bad : cases) {
    INFO(bad.what);
    const TemporaryDirectory scratch;
    const auto done = rehearse(bad.file, {}, scratch.path());
    REQUIRE_FALSE(done);
    CHECK(done.error().kind == bad.kind);
    CHECK(std::filesystem::is_empty(scratch.path()));
    if (bad.place.empty()) continue;
    CHECK(std::ranges::count(done.error().diagnostics, bad.place, &Diagnostic::place) == 1);
  }
}

TEST_CASE("a turnout that is no share is refused") {
  const TemporaryDirectory scratch;
  for (const double turnout : {-0.1, 1.1, std::numeric_limits<double>::quiet_NaN()}) {
    RehearsalWishes wishes;
    wishes.turnout = turnout;
    const auto done = rehearse(file_of(two_units(), AccessMode::open), wishes, scratch.path());
    REQUIRE_FALSE(done);
    CHECK(done.error().kind == ErrorKind::invalid);
  }
}

TEST_CASE("a rehearsal that is told to stop ends at once and leaves nothing") {
  for (const auto mode : {AccessMode::open, AccessMode::credential}) {
    const TemporaryDirectory scratch;
    RehearsalWishes wishes;
    wishes.stop = [] { return true; };
    const auto done = rehearse(file_of(two_units(), mode), wishes, scratch.path());
    REQUIRE_FALSE(done);
    CHECK(done.error().kind == ErrorKind::busy);
    CHECK(std::filesystem::is_empty(scratch.path()));
  }
}
