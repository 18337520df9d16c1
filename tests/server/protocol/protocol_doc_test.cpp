// docs/protocol.md promises bytes: its example block is computed again here, line by line.
#include <algorithm>
#include <map>
#include <sstream>

#include "forms/round_json.h"
#include "server/protocol/canonical_files.h"
#include "server/protocol/codes.h"
#include "server/protocol/hash.h"
#include "server/protocol/merkle.h"
#include "tests/catch.h"
#include "tests/server/protocol/vectors.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::protocol;
using namespace candor::server::protocol::test;

namespace {

using Lines = std::map<std::string, std::string>;

/// `name = value` lines of the block marked `example`.
Lines read_example() {
  const std::string page = read_data("../../docs/protocol.md");
  const std::string mark = "```example\n";
  const auto begin = page.find(mark);
  REQUIRE(begin != std::string::npos);
  std::istringstream block(
      page.substr(begin + mark.size(), page.find("\n```", begin + 1) - begin - mark.size()));
  Lines lines;
  for (std::string line; std::getline(block, line);) {
    const auto equals = line.find(" = ");
    REQUIRE(equals != std::string::npos);
    lines[line.substr(0, equals)] = line.substr(equals + 3);
  }
  return lines;
}

/// Its first ticket of unit u1, category B, is the one cast in the example.
const nlohmann::json& secrets() {
  static const nlohmann::json all = read_vectors("protocol-example.json", "secrets");
  return all;
}

CanonicalFiles frozen(const forms::Round& round) {
  std::vector<UnitRights> bearers;
  for (const auto& unit : round.units) {
    UnitRights& own = bearers.emplace_back();
    for (const auto& category : round.categories) {
      auto& list = own.ballots.emplace_back();
      for (const std::string secret : secrets()[unit.id][category.id]) {
        list.push_back(bearer_hash(ballot_bearer(round.id, unit.id, category.id, secret)));
        own.comments.push_back(bearer_hash(comment_bearer(round.id, unit.id, secret)));
      }
    }
  }
  return make_canonical_files(round, std::move(bearers));
}

void add_files(Lines& lines, const CanonicalFiles& made) {
  std::vector<Bytes32> leaves;
  for (const auto& file : made.files) {
    if (file.name.starts_with("parts/")) leaves.push_back(merkle_leaf(view_of(file.bytes)));
    if (file.name == "lists/0001.bin") lines[file.name] = hex_of(view_of(file.bytes));
    if (file.name == "core.json" || file.name == "parts/0001.json" || file.name == "manifest.json") {
      lines[file.name] = file.bytes;
    }
  }
  lines["M"] = hex_of(made.manifest_hash);
  for (const Bytes32& sibling : merkle_path(leaves, 0)) {
    auto& path = lines["path of part 1"];
    path += (path.empty() ? "" : " ") + hex_of(sibling);
  }
}

/// Derives everything of one cast from bearer, salt and body, as casting does.
void add_cast(Lines& lines, const std::string& kind, const Bytes32& manifest_hash, const Bytes32& bearer,
              std::uint8_t first_salt_byte, const std::string& body) {
  Bytes32 salt{};
  for (std::size_t i = 0; i < salt.size(); ++i) salt[i] = static_cast<std::uint8_t>(first_salt_byte + i);
  const Bytes32 nullifier = ticket_nullifier(manifest_hash, bearer), commitment = body_commitment(salt, body);
  lines[kind + " bearer"] = hex_of(bearer);
  lines[kind + " bearer_hash"] = hex_of(bearer_hash(bearer));
  lines[kind + " salt"] = hex_of(salt);
  lines[kind + " body"] = body;
  lines[kind + " nullifier"] = hex_of(nullifier);
  lines[kind + " commitment"] = hex_of(commitment);
  lines[kind + " entry"] = hex_of(make_entry(nullifier, 1, commitment));
  nlohmann::json request = {{"manifest", hex_of(manifest_hash)},
                            {"unit", "u1"},
                            {"bearer", hex_of(bearer)},
                            {"revision", 1},
                            {"salt", hex_of(salt)},
                            {"body", body},
                            {"pad", ""}};
  if (kind == "ballot") request["category"] = "B";
  const std::size_t missing = (1024 - request.dump().size() % 1024) % 1024;
  request["pad"] = "<" + std::to_string(missing) + " times x>";
  lines[kind + " request"] = request.dump();
}

}  // namespace

TEST_CASE("the example of docs/protocol.md is what the program computes") {
  auto read = forms::parse_round(read_data("protocol-example/round.json"), forms::Strictness::opening);
  REQUIRE(read);
  const forms::Round& round = read->round;
  const auto made = frozen(round);
  const std::string secret = secrets()["u1"]["B"][0];
  Lines expected;
  add_files(expected, made);
  expected["secret"] = secret;
  expected["printed"] = printed_code(1, 2, secret);
  add_cast(expected, "ballot", made.manifest_hash, ballot_bearer(round.id, "u1", "B", secret), 0,
           R"({"team":{"overall":"good"}})");
  add_cast(expected, "comment", made.manifest_hash, comment_bearer(round.id, "u1", secret), 32,
           R"({"team":{"improve":"多听一线意见。"}})");
  Lines told = read_example();
  for (const auto& [name, value] : expected) {
    INFO(name);
    CHECK(told[name] == value);
  }
  CHECK(told.size() == expected.size());
}

TEST_CASE("the requests of the example have a multiple of 1,024 bytes") {
  const auto vectors = read_vectors("protocol-example.json");
  for (const char* kind : {"ballot", "comment"}) {
    const std::string request = vectors[kind]["request"];
    CHECK(request.size() == 1024);
    const auto pad = nlohmann::json::parse(request)["pad"].get<std::string>();
    CHECK(read_example()[std::string(kind) + " request"].find("<" + std::to_string(pad.size()) +
                                                              " times x>") != std::string::npos);
  }
}
