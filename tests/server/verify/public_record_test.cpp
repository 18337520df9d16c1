// The public record: against its bundle, alone, and before an old receipt.
#include <algorithm>
#include <functional>

#include <nlohmann/json.hpp>

#include "forms/canonical_json.h"
#include "server/protocol/release_files.h"
#include "server/protocol/seal_files.h"
#include "server/verify/public_counts.h"
#include "tests/catch.h"
#include "tests/server/verify/support/sample.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::protocol;
using namespace candor::tests;
using nlohmann::json;

namespace {

verify::Verified against_bundle(const Files& record) {
  const std::string archive = zip_of(record);
  return verify::verify_bundle(zip_of(sample_bundle()), {sample().manifest_hash, archive});
}

verify::Verified alone(const Files& record) {
  return verify::verify_record(zip_of(record), sample().manifest_hash);
}

Files with(const std::string& name, std::string bytes) {
  Files record = sample_record();
  record[name] = std::move(bytes);
  return record;
}

}  // namespace

TEST_CASE("whatever is changed in a public record is found beside its bundle") {
  std::vector<std::pair<std::string, Files>> changes;
  for (const auto& [name, bytes] : sample_record()) {
    if (name == kReleasesName) continue;  // nobody signs it: its time and reason can be changed
    const std::size_t step = std::max<std::size_t>(1, bytes.size() / 7);
    for (std::size_t at = 0; at < bytes.size(); at += step) {
      std::string changed = bytes;
      changed[at] = static_cast<char>(changed[at] ^ 2);
      changes.emplace_back(name + " byte " + std::to_string(at), with(name, changed));
    }
    changes.emplace_back(name + " longer", with(name, bytes + "\n"));
    changes.emplace_back(name + " empty", with(name, ""));
    Files without = sample_record();
    without.erase(name);
    changes.emplace_back(name + " left out", without);
  }
  for (const char* name : {"ballots.jsonl", "claims.jsonl", "tally-full.json", "index.json", "extra.txt"}) {
    const auto secret = sample_bundle().find(name);
    changes.emplace_back(std::string(name) + " added",
                         with(name, secret == sample_bundle().end() ? "x" : secret->second));
  }
  CHECK(changes.size() > 100);
  for (const auto& [what, record] : changes) {
    CAPTURE(what);
    CHECK_FALSE(against_bundle(record).sound());
  }
}

TEST_CASE("a record alone tells when entries, seal or counts do not fit") {
  REQUIRE(alone(sample_record()).sound());
  const std::string entries = sample_record().at("ballots.bin");
  const auto expect_failed = [](const Files& record, const std::string& check) {
    const auto verified = alone(record);
    INFO(text_of(verified));
    CHECK(has_failed(verified, check));
  };
  expect_failed(with("ballots.bin", entries.substr(kEntryBytes)), "trees");
  expect_failed(with("ballots.bin", entries + std::string(kEntryBytes, '\xff')), "trees");
  expect_failed(with("ballots.bin", entries.substr(kEntryBytes, kEntryBytes) +
                                        entries.substr(0, kEntryBytes) + entries.substr(2 * kEntryBytes)),
                "entries");
  expect_failed(with("ballots.bin", entries + "x"), "entries");
  std::string revised = entries;
  revised[35] = 100;
  expect_failed(with("ballots.bin", revised), "entries");
  expect_failed(with("seal.sig", std::string(64, '\1')), "seal");
  expect_failed(with("index.json", sample_bundle().at("index.json")), "files");
  for (const char* key : {"cast", "invitations", "tickets", "comments"}) {
    auto counts = json::parse(sample_record().at("counts.json"));
    counts["round"][key] = counts["round"][key].get<int>() + 1;
    expect_failed(with("counts.json", forms::encode_canonical(counts)), "counts");
  }
  auto counts = json::parse(sample_record().at("counts.json"));
  counts["units"][0]["groups"][0]["cast"] = 0;
  expect_failed(with("counts.json", forms::encode_canonical(counts)), "counts");
  for (const char* text :
       {"", "[]", "{}", "{\"units\":[1]}", "{\"round\":\"sealed-2026\",\"disclosed\":true,\"units\":[{}]}"}) {
    expect_failed(with("tally.json", text), "counts");
    expect_failed(with("counts.json", text), "counts");
  }
  CHECK(names_with(verify::verify_record(zip_of(sample_record()), {}), verify::Outcome::not_compared) ==
        std::vector<std::string>{"M"});
}

TEST_CASE(
    "releases that do not fit the bundle fail; a record without any is said to leave texts unaccounted for") {
  const std::string line = sample_record().at("releases.jsonl");
  const auto release = parse_release_line(line);
  REQUIRE(release);
  CHECK(release->texts_unread > 0);
  const auto changed = [&](const std::function<void(Release&)>& change) {
    Release other = *release;
    change(other);
    return has_failed(against_bundle(with("releases.jsonl", release_line(other))), "releases");
  };
  CHECK(changed([](Release& r) { ++r.texts_unread; }));
  CHECK(changed([](Release& r) { --r.texts_unread; }));
  CHECK(changed([](Release& r) { r.texts_withheld = 1; }));
  CHECK(changed([](Release& r) { r.texts_withheld = UINT64_MAX, r.texts_unread += 1; }));
  CHECK(changed([](Release& r) { ++r.min_cell; }));
  CHECK(changed([](Release& r) { r.groups[0] ^= 1; }));
  CHECK(changed([](Release& r) { r.number = 2; }));
  CHECK_FALSE(changed([](Release& r) { --r.texts_unread, ++r.texts_withheld; }));
  for (const char* bad : {"", "{}\n", "[]"}) {
    CAPTURE(bad);
    CHECK(has_failed(against_bundle(with("releases.jsonl", bad)), "releases"));
    CHECK(has_failed(alone(with("releases.jsonl", bad)), "releases"));
  }
  Files without = sample_record();
  without.erase("releases.jsonl");
  for (const auto& verified : {against_bundle(without), alone(without)}) {
    CHECK(verified.sound());
    CHECK(names_with(verified, verify::Outcome::not_compared) == std::vector<std::string>{"releases"});
  }
}

TEST_CASE("the public counts tell of groups that are shown, and of the whole round, and nothing else") {
  const auto counts = json::parse(sample_record().at("counts.json"));
  const auto tally = json::parse(sample_record().at("tally.json"));
  std::vector<json> shown, told;
  for (const auto& unit : tally["units"]) {
    if (unit["suppressed"] == true) continue;
    for (const auto& group : unit["groups"]) shown.push_back({unit["unit"], group["categories"]});
  }
  for (const auto& unit : counts["units"]) {
    for (const auto& group : unit["groups"]) told.push_back({unit["unit"], group["categories"]});
  }
  CHECK(told == shown);
  CHECK(sample_record().at("counts.json").find("\"u3\"") == std::string::npos);
  CHECK(counts["round"]["cast"] == 17);
  CHECK(counts["round"]["comments"] == 5);
  CHECK(counts["round"]["claimed"] == 16);
  CHECK(counts["round"]["exchanged"] == 1);
  CHECK(counts["round"]["invitations"] == 22);
}

TEST_CASE("who replaced a ballot finds the newer one under the same N: no false alarm from an old receipt") {
  const auto& old = sample().replaced;
  const std::string entries = sample_record().at("ballots.bin");
  std::vector<std::uint32_t> revisions;
  for (std::size_t at = 0; at < entries.size(); at += kEntryBytes) {
    if (!std::equal(old.nullifier.begin(), old.nullifier.end(),
                    entries.begin() + static_cast<std::ptrdiff_t>(at),
                    [](std::uint8_t a, char b) { return a == static_cast<std::uint8_t>(b); })) {
      continue;
    }
    revisions.push_back(static_cast<std::uint8_t>(entries[at + 35]));
    CHECK(entries.substr(at, kEntryBytes) != std::string(old.entry.begin(), old.entry.end()));
  }
  CHECK(old.revision == 1);
  CHECK(revisions == std::vector<std::uint32_t>{2});
  CHECK(against_bundle(sample_record()).sound());
}
