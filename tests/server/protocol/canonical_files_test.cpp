#include "server/protocol/canonical_files.h"

#include <algorithm>
#include <map>

#include "forms/round_json.h"
#include "server/protocol/codes.h"
#include "server/protocol/hash.h"
#include "server/protocol/merkle.h"
#include "server/protocol/ticket_lists.h"
#include "tests/catch.h"
#include "tests/server/protocol/vectors.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::protocol;
using namespace candor::server::protocol::test;

namespace {

forms::Round example_round() {
  auto read = forms::parse_round(read_data("protocol-example/round.json"), forms::Strictness::opening);
  REQUIRE(read);
  return read->round;
}

/// The lists of the example, from its secrets.
std::vector<UnitRights> example_bearers(const forms::Round& round, const nlohmann::json& secrets) {
  std::vector<UnitRights> bearers;
  for (const auto& unit : round.units) {
    UnitRights& own = bearers.emplace_back();
    for (const auto& category : round.categories) {
      auto& list = own.ballots.emplace_back();
      for (const std::string secret : secrets[unit.id][category.id]) {
        list.push_back(bearer_hash(ballot_bearer(round.id, unit.id, category.id, secret)));
        own.comments.push_back(bearer_hash(comment_bearer(round.id, unit.id, secret)));
      }
    }
  }
  return bearers;
}

std::map<std::string, std::string> by_name(const CanonicalFiles& made) {
  std::map<std::string, std::string> files;
  for (const auto& file : made.files) files[file.name] = file.bytes;
  REQUIRE(files.size() == made.files.size());
  return files;
}

}  // namespace

TEST_CASE("the canonical files of the example are those of the oracle, byte for byte") {
  const auto expected = read_vectors("protocol-example.json");
  const auto round = example_round();
  const auto made = make_canonical_files(round, example_bearers(round, expected["secrets"]));
  auto files = by_name(made);
  for (const auto& [name, text] : expected["files"].items()) CHECK(files[name] == text.get<std::string>());
  for (const auto& [name, hex] : expected["lists"].items())
    CHECK(hex_of(view_of(files[name])) == hex.get<std::string>());
  CHECK(files.size() == expected["files"].size() + expected["lists"].size());
  CHECK(hex_of(made.manifest_hash) == expected["manifest_hash"]);
  CHECK(manifest_hash_of(files["manifest.json"]) == made.manifest_hash);
}

TEST_CASE("the audit path of a part leads to the root in the manifest") {
  const auto expected = read_vectors("protocol-example.json");
  std::vector<Bytes32> leaves;
  for (const char* name : {"parts/0001.json", "parts/0002.json", "parts/0003.json"}) {
    leaves.push_back(merkle_leaf(view_of(expected["files"][name].get<std::string>())));
  }
  const auto path = merkle_path(leaves, 0);
  REQUIRE(path.size() == expected["audit_path_of_part_1"].size());
  for (std::size_t i = 0; i < path.size(); ++i) CHECK(hex_of(path[i]) == expected["audit_path_of_part_1"][i]);
  const auto manifest = nlohmann::json::parse(expected["files"]["manifest.json"].get<std::string>());
  CHECK(hex_of(merkle_root(leaves)) == manifest["parts_root"]);
}

TEST_CASE("the files of a round with tickets load as ticket lists") {
  const auto expected = read_vectors("protocol-example.json");
  const auto round = example_round();
  auto files = by_name(make_canonical_files(round, example_bearers(round, expected["secrets"])));
  std::vector<PartFiles> parts;
  for (std::size_t i = 1; i <= round.units.size(); ++i)
    parts.push_back({files[part_name(i)], files[list_name(i)]});
  const auto lists = TicketLists::load(parts, round.categories.size());
  REQUIRE(lists);
  const std::string secret = expected["secret"];
  CHECK(lists->holds_ballot(0, 1, ballot_bearer(round.id, "u1", "B", secret)));
  CHECK(lists->holds_comment(0, comment_bearer(round.id, "u1", secret)));
  CHECK_FALSE(lists->holds_ballot(0, 0, ballot_bearer(round.id, "u1", "B", secret)));
  CHECK_FALSE(lists->holds_ballot(0, 0, ballot_bearer(round.id, "u1", "A", secret)));
}

TEST_CASE("the order in which tickets were drawn does not show") {
  const auto round = example_round();
  const auto secrets = read_vectors("protocol-example.json", "secrets");
  auto bearers = example_bearers(round, secrets), reversed = bearers;
  for (auto& unit : reversed) {
    for (auto& list : unit.ballots) std::reverse(list.begin(), list.end());
    std::reverse(unit.comments.begin(), unit.comments.end());
  }
  CHECK(by_name(make_canonical_files(round, bearers)) == by_name(make_canonical_files(round, reversed)));
}

TEST_CASE("an open round has no lists, and its parts say so") {
  auto round = example_round();
  round.access = forms::AccessMode::open;
  auto files = by_name(make_canonical_files(round, {}));
  CHECK(files.size() == 1 + round.units.size() + 1);
  const auto part = nlohmann::json::parse(files["parts/0002.json"]);
  CHECK(part["groups"][0]["tickets"] == 0);
  CHECK(part["groups"][0]["bearers"].is_null());
  CHECK(part["comment_bearers"].is_null());
  CHECK(part["comment_tickets"] == 0);
}

TEST_CASE("whatever changes in a round changes M") {
  const auto round = example_round();
  const auto before = make_canonical_files(round, {}).manifest_hash;
  auto other = round;
  other.rules.min_cell = 6;
  CHECK(make_canonical_files(other, {}).manifest_hash != before);
  other = round;
  other.units[2].name["en"] = "Depot";
  CHECK(make_canonical_files(other, {}).manifest_hash != before);
  other = round;
  std::swap(other.units[1], other.units[2]);
  CHECK(make_canonical_files(other, {}).manifest_hash != before);
  CHECK(make_canonical_files(round, {}).manifest_hash == before);
}

TEST_CASE("part and list names sort as their numbers do") {
  CHECK(part_name(1) == "parts/0001.json");
  CHECK(list_name(342) == "lists/0342.bin");
  CHECK(part_name(9) < part_name(10));
  CHECK(part_name(999) < part_name(1000));
}
