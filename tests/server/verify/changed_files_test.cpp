// Files of a bundle changed by somebody without the box key: zipped again, and the index and its hash made
// again too. All of it is found.
#include <algorithm>

#include "server/protocol/seal_files.h"
#include "tests/catch.h"
#include "tests/fuzz/mutate.h"
#include "tests/server/verify/support/sample.h"

using namespace candor::tests;

namespace {

struct Change {
  std::string name;
  Files bundle;
};

class Changes {
 public:
  void add(const std::string& name, const std::string& file, std::string bytes) {
    Files bundle = sample_bundle();
    if (bundle[file] == bytes) return;
    bundle[file] = std::move(bytes);
    add(file + ": " + name, std::move(bundle));
  }
  void add(const std::string& name, Files bundle) { all_.push_back({name, std::move(bundle)}); }
  [[nodiscard]] const std::vector<Change>& all() const { return all_; }

 private:
  std::vector<Change> all_;
};

void change_bytes(Changes& changes, const std::string& name, const std::string& bytes) {
  const std::size_t step = std::max<std::size_t>(1, bytes.size() / 9);
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    changes.add("byte " + std::to_string(at) + " changed", name, changed);
  }
  changes.add("emptied", name, "");
  changes.add("cut off", name, bytes.substr(0, bytes.size() - 1));
  changes.add("a newline more", name, bytes + "\n");
  changes.add("a blank in front", name, " " + bytes);
  Files without = sample_bundle();
  without.erase(name);
  changes.add(name + " left out", std::move(without));
}

void change_lines(Changes& changes, const std::string& name, const std::string& bytes) {
  const auto lines = lines_in(bytes);
  for (const std::size_t at : {std::size_t{0}, lines.size() / 2, lines.size() - 1}) {
    auto fewer = lines;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(at));
    changes.add("line " + std::to_string(at) + " left out", name, joined(fewer));
    auto more = lines;
    more.insert(more.begin() + static_cast<std::ptrdiff_t>(at), lines[at]);
    changes.add("line " + std::to_string(at) + " twice", name, joined(more));
  }
  auto swapped = lines;
  std::swap(swapped.front(), swapped.back());
  changes.add("first and last line swapped", name, joined(swapped));
  auto blank = lines;
  blank.insert(blank.begin() + 1, "\n");
  changes.add("an empty line", name, joined(blank));
}

}  // namespace

TEST_CASE("whatever is changed in a bundle without the box key is found, also with the index made again") {
  Changes changes;
  for (const auto& [name, bytes] : sample_bundle()) {
    change_bytes(changes, name, bytes);
    if (name.ends_with(".jsonl")) change_lines(changes, name, bytes);
  }
  for (const char* name :
       {"extra.txt", "parts/0004.json", "lists/0004.bin", "ballots.bin", "index.jsonl", "a/b"}) {
    changes.add("added", name, "{}");
  }
  CHECK(changes.all().size() >= 300);
  for (const auto& change : changes.all()) {
    CAPTURE(change.name);
    CHECK_FALSE(audit(change.bundle).sound());
    CHECK_FALSE(audit(reseal(sample(), change.bundle, Reseal::index)).sound());
  }
}

TEST_CASE("a change without a new index is found by the index, one with it by the seal") {
  for (const auto& [name, bytes] : sample_bundle()) {
    if (name.starts_with("seal.") || name == "index.json") continue;
    CAPTURE(name);
    Files bundle = sample_bundle();
    bundle[name] += ' ';
    CHECK(has_failed(audit(bundle), "index"));
    const bool has_key = name != "manifest.json";
    CHECK(has_failed(audit(reseal(sample(), bundle, Reseal::index)), has_key ? "seal" : "manifest"));
  }
}

TEST_CASE("whatever stands in the files of a bundle or a record, the audit ends, and finds it") {
  candor::fuzz::Random random(20261121);
  for (const Files* good : {&sample_bundle(), &sample_record()}) {
    for (const auto& [name, bytes] : *good) {
      for (int i = 0; i < 25; ++i) {
        Files changed = *good;
        changed[name] = candor::fuzz::mutate(bytes, random);
        if (changed[name] == bytes) continue;
        CAPTURE(name, i);
        const bool is_bundle = good == &sample_bundle();
        const auto verified =
            is_bundle ? audit(reseal(sample(), changed, Reseal::index))
                      : candor::server::verify::verify_record(zip_of(changed), sample().manifest_hash);
        // Alone, a record's tally and what follows from the tally can be invented: only the bundle tells.
        if (is_bundle || (name != "tally.json" && name != "counts.json")) CHECK_FALSE(verified.sound());
      }
    }
  }
}
