// Lists, amendments, counts, tallies, seal, and the frozen files themselves, changed by the operator, who
// holds the box key and seals again.
#include <algorithm>
#include <functional>

#include <nlohmann/json.hpp>

#include "forms/canonical_json.h"
#include "server/protocol/canonical_files.h"
#include "server/protocol/codes.h"
#include "server/protocol/hash.h"
#include "server/protocol/merkle.h"
#include "server/protocol/seal_files.h"
#include "tests/catch.h"
#include "tests/server/verify/support/sample.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::protocol;
using namespace candor::tests;
using nlohmann::json;

namespace {

void expect_found(const std::string& name, const Files& bundle, Reseal how, const std::string& check) {
  const auto verified = audit(reseal(sample(), bundle, how));
  CAPTURE(name, text_of(verified));
  CHECK_FALSE(verified.sound());
  CHECK(has_failed(verified, check));
}

Files with(std::string_view name, std::string bytes) {
  Files bundle = sample_bundle();
  bundle[std::string(name)] = std::move(bytes);
  return bundle;
}

/// The manifest after a change of core or parts, so that only M tells.
Files with_new_manifest(Files bundle) {
  auto manifest = json::parse(bundle["manifest.json"]);
  std::vector<Bytes32> leaves;
  for (const auto& [name, bytes] : bundle) {
    if (!name.starts_with("parts/")) continue;
    leaves.push_back(merkle_leaf({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}));
  }
  manifest["core"] = hex_of(Hash().text(bundle["core.json"]).finish());
  manifest["parts_root"] = hex_of(merkle_root(leaves));
  manifest["parts"] = leaves.size();
  bundle["manifest.json"] = forms::encode_canonical(manifest);
  return bundle;
}

Files with_json(const std::string& name, const std::function<void(json&)>& change) {
  auto value = json::parse(sample_bundle().at(name));
  change(value);
  return with(name, forms::encode_canonical(value));
}

Amendment amendment_of(std::size_t line) {
  return parse_amendment_line(lines_in(sample_bundle().at("amendments.jsonl")).at(line)).value();
}

/// Signed by the box key, each behind the one before.
Files with_amendments(std::vector<Amendment> amendments) {
  std::string previous, file;
  for (auto& amendment : amendments) {
    const auto message = amendment_message(sample().manifest_hash, amendment.number, previous,
                                           amendment_unsigned_json(amendment));
    amendment.signature = sample().box_key->sign(message).value();
    previous = amendment_line(amendment);
    file += previous;
  }
  return with(kAmendmentsName, file);
}

Bytes32 claimed_hash() {
  const auto code = parse_claim_line(lines_in(sample_bundle().at("claims.jsonl")).front()).value();
  return claim_hash(sample().round.id, code.unit, code.category, code.secret);
}

}  // namespace

TEST_CASE("lists are those that the parts froze") {
  for (const char* name : {"lists/0001.bin", "lists/0002.bin", "lists/0003.bin"}) {
    const std::string good = sample_bundle().at(name);
    std::map<std::string, std::string> changes{
        {"empty", ""},
        {"shorter", good.substr(32)},
        {"cut off", good.substr(0, good.size() - 1)},
        {"longer", good + std::string(32, 'x')},
        {"a byte longer", good + "x"},
        {"swapped", good.substr(32, 32) + good.substr(0, 32) + good.substr(64)},
        {"one twice", good.substr(0, 32) + good.substr(0, 32) + good.substr(64)}};
    for (std::size_t at = 5; at < good.size(); at += 96) {
      std::string changed = good;
      changed[at] = static_cast<char>(changed[at] ^ 4);
      changes["byte " + std::to_string(at)] = changed;
    }
    for (const auto& [what, bytes] : changes) {
      expect_found(std::string(name) + " " + what, with(name, bytes), Reseal::figures, "lists");
    }
  }
}

TEST_CASE("amendments stand in order, signed, and change only what they may") {
  const Amendment first = amendment_of(0), second = amendment_of(1);
  CHECK(audit(reseal(sample(), with_amendments({first, second}), Reseal::figures)).checks.size() > 20);
  const auto found = [](const std::string& name, const Files& bundle) {
    expect_found(name, bundle, Reseal::figures, "amendments");
  };
  const auto changed = [&](const std::function<void(Amendment&)>& change) {
    Amendment amendment = second;
    change(amendment);
    return with_amendments({first, amendment});
  };
  const auto lines = lines_in(sample_bundle().at("amendments.jsonl"));
  found("the first left out", with(kAmendmentsName, lines[1]));
  found("in another order", with(kAmendmentsName, lines[1] + lines[0]));
  found("one twice", with(kAmendmentsName, lines[0] + lines[0] + lines[1]));
  found("empty", with(kAmendmentsName, ""));
  Amendment unsigned_one = second;
  unsigned_one.signature = {};
  found("unsigned", with(kAmendmentsName, lines[0] + amendment_line(unsigned_one)));
  found("a number left out", changed([](Amendment& one) { one.number = 3; }));
  found("the same number", changed([](Amendment& one) { one.number = 1; }));
  found("no such part", changed([](Amendment& one) { one.part = 4; }));
  found("part 0", changed([](Amendment& one) { one.part = 0; }));
  found("no such category", changed([](Amendment& one) { one.category = "Z"; }));
  found("a group without people", changed([](Amendment& one) { one.part = 3, one.category = "A"; }));
  found("withdraws what is of another group", changed([](Amendment& one) { one.category = "A"; }));
  found("withdraws what never stood there", changed([](Amendment& one) { one.remove = {random32()}; }));
  found("withdraws it twice", changed([](Amendment& one) { one.remove.push_back(one.remove[0]); }));
  found("changes nothing", changed([](Amendment& one) { one.remove.clear(); }));
  found("adds what is listed", changed([](Amendment& one) { one.add = one.remove; }));
  found("adds what was added", changed([&](Amendment& one) { one.add = {first.add[0]}; }));
  Amendment descending = first;
  std::swap(descending.add[0], descending.add[1]);
  found("hashes in another order", with_amendments({descending, second}));
  // A code that was claimed cannot be withdrawn afterwards; nor can a claimed one be dropped from what was
  // added.
  const auto code = parse_claim_line(lines_in(sample_bundle().at("claims.jsonl")).front()).value();
  const auto part = static_cast<std::uint32_t>(code.unit.back() - '0');
  expect_found("withdraws a claimed code",
               with_amendments({first, second, {3, part, code.category, {}, {claimed_hash()}, {}}}),
               Reseal::figures, "claims");
  Files without = sample_bundle();
  without.erase("amendments.jsonl");
  expect_found("all left out", without, Reseal::figures, "claims");
}

TEST_CASE("counts, tallies and seal say what the rows say") {
  const auto counts = json::parse(sample_bundle().at("counts.json"));
  for (std::size_t i = 0; i < counts["groups"].size(); ++i) {
    for (const char* key : {"invitations", "claimed", "tickets", "cast", "cast_by_ticket"}) {
      const auto more = [&](json& value) {
        value["groups"][i][key] = value["groups"][i][key].get<int>() + 1;
      };
      expect_found(std::to_string(i) + " " + key, with_json("counts.json", more), Reseal::seal, "counts");
    }
    const auto many = [&](json& value) { value["groups"][i]["exchanged"] = 5; };
    expect_found("more exchanged than left over", with_json("counts.json", many), Reseal::seal, "bounds");
  }
  expect_found("none exchanged, one cast on paper",
               with_json("counts.json", [](json& value) { value["groups"][1]["exchanged"] = 0; }),
               Reseal::seal, "bounds");
  const std::vector<std::function<void(json&)>> shapes{
      [](json& value) { value["units"][0]["comments"] = 9; },
      [](json& value) { value["groups"].erase(0); },
      [](json& value) { value["groups"][0]["exchanged"] = -1; },
      [](json& value) { value["groups"] = "none"; },
      [](json& value) { std::swap(value["groups"][0], value["groups"][1]); },
      [](json& value) { value["more"] = 1; },
      [](json& value) { value = json::array(); }};
  for (const auto& change : shapes)
    expect_found("shape", with_json("counts.json", change), Reseal::seal, "counts");
  for (const auto& [file, check] :
       std::map<std::string, std::string>{{"tally.json", "tally"}, {"tally-full.json", "full tally"}}) {
    const std::string good = sample_bundle().at(file);
    for (std::size_t at = good.find_first_of("0123456789", 40); at != std::string::npos;
         at = good.find_first_of("0123456789", at + 149)) {
      std::string changed = good;
      changed[at] = changed[at] == '9' ? '8' : static_cast<char>(changed[at] + 1);
      expect_found(file + " byte " + std::to_string(at), with(file, changed), Reseal::seal, check);
    }
  }
}

TEST_CASE("the seal is over these rows and by the key that M stands for") {
  const auto signed_again = [](const std::function<void(json&)>& change) {
    Files bundle = with_json("seal.json", change);
    const auto signature = sample().box_key->sign(seal_message(bundle["seal.json"])).value();
    bundle["seal.sig"] = std::string(signature.begin(), signature.end());
    return audit(bundle);
  };
  const std::string other(64, '0');
  CHECK(has_failed(signed_again([&](json& value) { value["manifest"] = other; }), "seal"));
  CHECK(has_failed(signed_again([&](json& value) { value["index"] = other; }), "seal"));
  CHECK(has_failed(signed_again([&](json& value) { value["candor_seal"] = 2; }), "seal"));
  CHECK(has_failed(signed_again([&](json& value) { value["more"] = 2; }), "seal"));
  for (const char* tree : {"ballots", "comments"}) {
    CHECK(has_failed(signed_again([&](json& value) { value[tree]["root"] = other; }), "trees"));
    CHECK(has_failed(signed_again([&](json& value) { value[tree]["size"] = 1; }), "trees"));
    CHECK(has_failed(signed_again([&](json& value) { value[tree]["size"] = "1"; }), "seal"));
  }
  const auto stranger =
      P256PrivateKey::generate().value().sign(seal_message(sample_bundle().at("seal.json"))).value();
  CHECK(has_failed(audit(with(kSealSignatureName, std::string(stranger.begin(), stranger.end()))), "seal"));
  CHECK(has_failed(audit(with(kSealSignatureName, std::string(64, '\0'))), "seal"));
  CHECK(has_failed(
      audit(with(kIndexName,
                 with_json("index.json", [&](json& value) { value["salt"] = other; })["index.json"])),
      "seal"));
}

TEST_CASE("questions, keys and lists cannot change under M") {
  const std::vector<std::pair<std::string, std::function<void(json&)>>> changes{
      {"core.json", [](json& value) { value["title"]["en"] = "Another"; }},
      {"core.json", [](json& value) { value["rules"]["min_cell"] = 4; }},
      {"core.json", [](json& value) { value["units"] = json::array({1}); }},
      {"core.json", [](json& value) { value["id"] = "other"; }},
      {"core.json", [](json& value) { value["access"]["mode"] = "open"; }},
      {"core.json", [](json& value) { value["categories"] = json::array(); }},
      {"core.json", [](json& value) { value = json::array(); }},
      {"parts/0001.json",
       [](json& value) { std::swap(value["groups"][0]["key"], value["groups"][1]["key"]); }},
      {"parts/0001.json", [](json& value) { value["groups"][0]["key"] = value["groups"][1]["key"]; }},
      {"parts/0001.json", [](json& value) { value["comment_key"] = value["groups"][1]["key"]; }},
      {"parts/0001.json", [](json& value) { value["comment_key"] = nullptr; }},
      {"parts/0001.json", [](json& value) { value["groups"][0]["key"] = "AAAA"; }},
      {"parts/0001.json", [](json& value) { value["groups"][0]["invitations"] = 99; }},
      {"parts/0001.json", [](json& value) { value["groups"][0]["invitations"] = 0; }},
      {"parts/0001.json", [](json& value) { value["groups"][0]["tickets"] = std::uint64_t{1} << 52; }},
      {"parts/0001.json", [](json& value) { value["comment_tickets"] = 0; }},
      {"parts/0001.json", [](json& value) { value["unit"]["due"]["A"] = 40; }},
      {"parts/0001.json", [](json& value) { value["unit"]["id"] = "u2"; }},
      {"parts/0001.json", [](json& value) { value["unit"]["members"] = json::array(); }},
      {"parts/0001.json", [](json& value) { value["groups"].erase(0); }},
      {"parts/0001.json", [](json& value) { std::swap(value["groups"][0], value["groups"][1]); }},
      {"parts/0001.json", [](json& value) { value["more"] = 1; }},
      {"parts/0003.json", [](json& value) { value["groups"][0]["key"] = value["groups"][1]["key"]; }},
      {"manifest.json", [](json& value) { value["box_key"] = nullptr; }},
      {"manifest.json", [](json& value) { value["parts"] = 2; }},
      {"manifest.json", [](json& value) { value["parts"] = std::uint64_t{1} << 52; }},
      {"manifest.json", [](json& value) { value["codes_by"] = "server"; }},
      {"manifest.json", [](json& value) { value["codes_by"] = "nobody"; }},
      {"manifest.json", [](json& value) { value["round"] = "\u001b[2Jok"; }}};
  for (std::size_t i = 0; i < changes.size(); ++i) {
    CAPTURE(i, changes[i].first);
    const Files changed = with_json(changes[i].first, changes[i].second);
    const bool is_manifest = changes[i].first == "manifest.json";
    CHECK_FALSE(audit(reseal(sample(), changed, Reseal::seal)).sound());
    // With a manifest to match it is another M, and credentials are for M: without M at hand they still tell.
    const Files matching = reseal(sample(), is_manifest ? changed : with_new_manifest(changed), Reseal::seal);
    CHECK(has_failed(audit(matching), "M"));
    CHECK_FALSE(verify::verify_bundle(zip_of(matching), {}).sound());
  }
}

TEST_CASE(
    "a round made up as a whole passes where nobody knows M, which is said, and fails where somebody does") {
  const MadeRound other = make_credential_round();
  const std::string archive = zip_of(seal(other));
  const auto without = verify::verify_bundle(archive, {});
  CHECK(without.sound());
  CHECK(names_with(without, verify::Outcome::not_compared) == std::vector<std::string>{"M"});
  const auto with_m = verify::verify_bundle(archive, {sample().manifest_hash, {}});
  CHECK(names_with(with_m, verify::Outcome::failed) == std::vector<std::string>{"M"});
}
