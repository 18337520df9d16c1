// What is decided after the last ballot: a smallest group raised at sealing, releases that only take away.
#include <fstream>
#include <iterator>

#include <nlohmann/json.hpp>

#include "forms/ballots_csv.h"
#include "server/protocol/canonical_files.h"
#include "server/protocol/hash.h"
#include "server/protocol/zip_archive.h"
#include "server/report/tally_json.h"
#include "server/store/register.h"
#include "server/verify/archive_files.h"
#include "server/verify/verify.h"
#include "tests/server/app/support.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::test;

namespace {

using nlohmann::json;

const std::int64_t now = kSomeDay_s;

/// The golden case `tree`, cast in an open round: units hq, n1, n4, s2 are shown, n2 and n3 together.
struct Tree {
  TemporaryDirectory directory;
  std::unique_ptr<Program> program = open_program(directory, now);
  Bytes32 manifest{};

  Tree() {
    auto round = round_of("tree");
    round.access = forms::AccessMode::open;
    round.rules.min_text = round.rules.min_cell;
    forms::Item text;
    text.id = "why";
    text.type = forms::ItemType::text;
    text.label = {{"en", "x"}, {"zh-CN", "x"}};
    round.sections.front().items.push_back(text);
    round.asked_by = round.intro = round.use_of_answers = round.thanks = {{"en", "x"}, {"zh-CN", "x"}};
    required(program->rounds().create(forms::encode_round(round), "o"));
    const auto opened = required(program->moves().open(round.id, {}, "o"));
    manifest = required(protocol::parse_hex32(opened.record.manifest_hash));
    const auto ballots = required(forms::parse_ballots_csv(round, read_case("tree", "ballots.csv")));
    std::uint8_t number = 0;
    for (const auto& ballot : ballots.ballots) cast(round, ballot, ++number);
    comment(250);
    comment(251);
    required(program->moves().close(round.id, "o"));
  }

  void cast(const forms::Round& round, const forms::Ballot& ballot, std::uint8_t number) {
    Bytes32 bearer{};
    bearer.fill(number);
    Cast cast;
    cast.manifest = protocol::hex_of(manifest);
    cast.salt = protocol::hex_of(bearer);
    cast.body =
        forms::encode_ballot_body(forms::make_codebook(round, round.units[ballot.unit]), ballot.answers);
    cast.right = TicketRight{round.units[ballot.unit].id, round.categories[ballot.category].id,
                             protocol::hex_of(bearer)};
    required(program->boxes().cast_ballot(round.id, cast));
  }

  /// One text about the team of hq.
  void comment(std::uint8_t number) {
    Bytes32 bearer{};
    bearer.fill(number);
    Cast cast;
    cast.manifest = protocol::hex_of(manifest);
    cast.salt = protocol::hex_of(bearer);
    cast.body = R"({"team":{"why":"more meetings"}})";
    cast.right = TicketRight{"hq", "", protocol::hex_of(bearer)};
    required(program->boxes().cast_comment("tree", cast));
  }
  [[nodiscard]] std::string id() const { return required(program->rounds().list()).front().record.id; }
  void seal(std::optional<int> min_cell = std::nullopt) {
    required(program->moves().seal(id(), now, min_cell, "o"));
  }
  RoundView release(const RoundMoves::Withheld& withheld = {}) {
    return required(program->moves().release(id(), withheld, "o"));
  }
  [[nodiscard]] json tally() const {
    return json::parse(report::encode_tally_json(*required(program->boxes().count(id())).tally));
  }
  [[nodiscard]] std::string public_text(const char* name) const {
    return required(program->boxes().record_file(id(), name));
  }
  [[nodiscard]] json public_file(const char* name) const { return json::parse(public_text(name)); }
  [[nodiscard]] verify::Verified verified() const {
    return verify::verify_bundle(required(program->boxes().bundle(id())),
                                 {manifest, required(program->boxes().record(id()))});
  }
  void restart() {
    program.reset();
    program = open_program(directory, now);
  }
};

std::vector<std::string> shown_in(const json& tally) {
  std::vector<std::string> units;
  for (const json& unit : tally["units"]) {
    if (unit["suppressed"] == false) units.push_back(unit["unit"]);
  }
  return units;
}

void check_sound(const verify::Verified& verified) {
  for (const auto& check : verified.checks) {
    CAPTURE(check.name, check.detail);
    CHECK(check.outcome != verify::Outcome::failed);
  }
  CHECK(verified.sound());
}

std::vector<std::string> failed_in(const verify::Verified& verified) {
  std::vector<std::string> failed;
  for (const auto& check : verified.checks) {
    if (check.outcome == verify::Outcome::failed) failed.push_back(check.name);
  }
  return failed;
}

/// The archive with other bytes under that name.
std::string with_file(const std::string& archive, std::string_view name, const std::string& bytes) {
  verify::Verified ignored;
  const auto files = verify::ArchiveFiles::read(archive, "archive", ignored);
  std::vector<protocol::NamedBytes> named;
  for (const auto& [each, old] : files.all())
    named.push_back({std::string(each), each == name ? bytes : std::string(old)});
  return required(protocol::make_zip(named));
}

std::string read_whole(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::size_t count_of(std::string_view what, std::string_view text) {
  std::size_t count = 0;
  for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("the smallest group may be raised when sealing, and every count from then on goes by it") {
  Tree tree;
  for (const int wrong : {4, 0, -1, 10'001, 1'000'000'000}) {
    const auto refused = tree.program->moves().seal(tree.id(), now, wrong, "o");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::invalid);
    CHECK_FALSE(tree.program->boxes().is_sealed(tree.id()));
  }
  tree.seal(20);
  const auto counted = required(tree.program->boxes().count(tree.id()));
  CHECK(counted.round->rules.min_cell == 20);
  CHECK(counted.round->rules.min_text == 20);
  const auto raised = tree.tally();
  CHECK(shown_in(raised).size() < 5);
  tree.restart();
  CHECK(tree.tally() == raised);
  tree.release();
  CHECK(tree.public_file("rules.json") == json{{"candor_rules", 1}, {"min_cell", 20}});
  CHECK(tree.public_file("tally.json") == raised);
  check_sound(tree.verified());
}

TEST_CASE("a round that is sealed by the frozen rules has no other") {
  Tree tree;
  tree.seal(5);
  CHECK(shown_in(tree.tally()) == std::vector<std::string>{"hq", "n1", "n4", "s2", "small:north"});
  tree.release();
  CHECK(tree.program->boxes().record_file(tree.id(), "rules.json").error().kind == ErrorKind::not_found);
  check_sound(tree.verified());
}

TEST_CASE("a later release withholds a unit with all that it could be subtracted from") {
  Tree tree;
  tree.seal();
  CHECK(tree.release().record.state == forms::RoundState::released);
  const auto first = tree.tally();
  const auto nothing = tree.program->moves().release(tree.id(), {}, "o");
  REQUIRE_FALSE(nothing);
  CHECK(nothing.error().kind == ErrorKind::conflict);
  CHECK(tree.program->moves().release(tree.id(), {{"nowhere"}, {}, "r"}, "o").error().kind ==
        ErrorKind::not_found);

  tree.release({{"n2"}, {}, "a dispute about the roster"});
  const auto second = tree.tally();
  CHECK(shown_in(second) == std::vector<std::string>{"hq", "n1", "n4", "s2"});
  for (const json& rollup : second["rollup"]) {
    CAPTURE(rollup["unit"].get<std::string>());
    const bool above = rollup["unit"] == "hq" || rollup["unit"] == "north";
    CHECK(rollup.value("withheld", false) == above);
    CHECK(rollup["results"].empty() == above);
  }
  CHECK(tree.public_file("tally.json") == second);
  for (const json& unit : tree.public_file("counts.json")["units"]) CHECK(unit["unit"] != "small:north");
  check_sound(tree.verified());
  const auto again = tree.program->moves().release(tree.id(), {{"n2"}, {}, "r"}, "o");
  REQUIRE_FALSE(again);
  CHECK(again.error().kind == ErrorKind::conflict);

  tree.release({{"s2"}, {}, "and another"});
  CHECK(shown_in(tree.tally()) == std::vector<std::string>{"hq", "n1", "n4"});
  tree.restart();
  CHECK(shown_in(tree.tally()) == std::vector<std::string>{"hq", "n1", "n4"});
  const auto releases = required(tree.program->boxes().releases(tree.id()));
  REQUIRE(releases.size() == 3);
  CHECK(releases[0].withheld.empty());
  CHECK(releases[2].withheld == std::vector<std::string>{"n2", "s2"});
  CHECK(releases[1].reason == "a dispute about the roster");
  CHECK(releases[0].at_s == now);
  check_sound(tree.verified());
  CHECK(shown_in(first).size() == 5);
}

TEST_CASE("a release that withdraws a text leaves the record's tally to the one that withheld units") {
  Tree tree;
  tree.seal();
  const auto queue = required(tree.program->boxes().texts(tree.id(), {}));
  REQUIRE(queue.items.size() == 2);
  std::vector<TextVersion> all;
  for (const auto& text : queue.items) all.push_back({text.text, text.review.version});
  required(tree.program->boxes().review_texts(tree.id(), all, ReviewState::cleared));
  tree.release({{"n1"}, {}, "a dispute"});
  const auto tally = tree.public_file("tally.json");
  tree.release({{}, {protocol::hex_of(queue.items.front().text)}, "a name"});
  CHECK(tree.public_file("tally.json") == tally);
  const auto releases = required(tree.program->boxes().releases(tree.id()));
  REQUIRE(releases.size() == 2);
  CHECK(releases[0].texts_shown == 2);
  CHECK(releases[1].texts_shown == 1);
  check_sound(tree.verified());
  const auto before = required(tree.program->boxes().record(tree.id()));
  PurgeFacts facts;
  REQUIRE(tree.program->boxes().purge(tree.id(), facts));
  CHECK(required(tree.program->boxes().record(tree.id())) == before);
}

TEST_CASE("a first release may withhold, and the record without its line, or with more in it, fails") {
  Tree tree;
  tree.seal();
  tree.release({{"n1"}, {}, "void there"});
  check_sound(tree.verified());
  const auto bundle = required(tree.program->boxes().bundle(tree.id()));
  auto record = required(tree.program->boxes().record(tree.id()));
  const auto at = record.find(R"("withheld":["n1"])");
  REQUIRE(at != std::string::npos);
  record[at + 14] = 's';  // says that another unit was withheld
  CHECK_FALSE(verify::verify_bundle(bundle, {tree.manifest, record}).sound());
}

TEST_CASE("each text of a unit that was shown is accounted for, or the record fails beside its bundle") {
  Tree tree;
  tree.seal();
  const auto queue = required(tree.program->boxes().texts(tree.id(), {}));
  REQUIRE(queue.items.size() == 2);
  required(tree.program->boxes().review_texts(
      tree.id(), {{queue.items.front().text, queue.items.front().review.version}}, ReviewState::cleared));
  tree.release();
  tree.release({{"hq"}, {}, "a dispute"});
  check_sound(tree.verified());
  const auto bundle = required(tree.program->boxes().bundle(tree.id()));
  const auto record = required(tree.program->boxes().record(tree.id()));
  const std::string told = tree.public_text("releases.jsonl");
  const std::string unread = R"("texts_unread":1,)";
  REQUIRE(count_of(unread, told) == 2);
  for (const char* other : {R"("texts_unread":0,)", R"("texts_unread":2,)"}) {
    CAPTURE(other);
    std::string lines = told;
    for (auto at = lines.find(unread); at != std::string::npos; at = lines.find(unread, at))
      lines.replace(at, unread.size(), other);
    const auto verified =
        verify::verify_bundle(bundle, {tree.manifest, with_file(record, "releases.jsonl", lines)});
    CHECK(failed_in(verified) == std::vector<std::string>{"releases"});
  }
}

TEST_CASE("a release that the register did not hear of is finished at the next start") {
  Tree tree;
  tree.seal();
  required(tree.program->boxes().release(tree.id(), {1, {"n1"}, {}, "r"}));
  tree.restart();
  CHECK(required(tree.program->rounds().get(tree.id())).record.state == forms::RoundState::released);
  CHECK(required(tree.program->boxes().releases(tree.id())).size() == 1);
  CHECK(shown_in(tree.tally()) == std::vector<std::string>{"hq", "n4", "s2", "small:north"});
  const auto store = required(Register::open(tree.directory.path() / "register.db"));
  const auto noted = required(store->list_audit(100));
  CHECK(std::ranges::count(noted, "round.withhold", &AuditEntry::act) == 1);
}

TEST_CASE("who repeats a release that the register did not hear of gets all that they wish withheld") {
  Tree tree;
  tree.seal();
  required(tree.program->boxes().release(tree.id(), {1, {"n1"}, {}, "r"}));
  tree.release({{"n1", "s2"}, {}, "more"});
  CHECK(shown_in(tree.tally()) == std::vector<std::string>{"hq", "n4", "small:north"});
  const auto releases = required(tree.program->boxes().releases(tree.id()));
  REQUIRE(releases.size() == 2);
  CHECK(releases[1].withheld == std::vector<std::string>{"n1", "s2"});
  check_sound(tree.verified());

  Tree same;
  same.seal();
  required(same.program->boxes().release(same.id(), {1, {"n1"}, {}, "r"}));
  CHECK(same.release({{"n1"}, {}, "r"}).record.state == forms::RoundState::released);
  CHECK(required(same.program->boxes().releases(same.id())).size() == 1);
}

TEST_CASE("nothing more is released, or taken away, of answers that are destroyed") {
  for (const bool released : {false, true}) {
    CAPTURE(released);
    Tree tree;
    tree.seal();
    if (released) tree.release();
    auto record = required(tree.program->rounds().get(tree.id())).record;
    PurgeFacts facts;
    REQUIRE(tree.program->boxes().purge(tree.id(), facts));
    REQUIRE(tree.program->rounds().commit_purge(tree.id(), "{}", "o"));
    for (const RoundMoves::Withheld& wish : {RoundMoves::Withheld{}, RoundMoves::Withheld{{"n1"}, {}, "r"}}) {
      const auto refused = tree.program->moves().release(tree.id(), wish, "o");
      REQUIRE_FALSE(refused);
      CHECK(refused.error().kind == ErrorKind::expired);
    }
    CHECK(required(tree.program->boxes().releases(tree.id())).size() == (released ? 1U : 0U));
  }
}

TEST_CASE("what was released stays after the answers are destroyed, and no more than that") {
  Tree tree;
  tree.seal();
  tree.release({{"n1"}, {}, "r"});
  tree.release({{"s2"}, {}, "r"});
  const auto before = required(tree.program->boxes().record(tree.id()));
  PurgeFacts facts;
  REQUIRE(tree.program->boxes().purge(tree.id(), facts));
  CHECK(required(tree.program->boxes().record(tree.id())) == before);
  const auto id = tree.id();
  tree.program.reset();
  // Neither the tally that still had n1 nor the one that still had s2.
  const auto bytes = read_whole(tree.directory.path() / "box" / (id + ".db"));
  CHECK(bytes.find("0002-tally.json") != std::string::npos);
  CHECK(bytes.find("0001-tally.json") == std::string::npos);
  CHECK(count_of("tally.json", bytes) == count_of("0002-tally.json", bytes));
  tree.restart();
  CHECK(required(tree.program->boxes().record(id)) == before);
  CHECK(tree.program->boxes().count(tree.id()).error().kind == ErrorKind::expired);
}
