// The contract of a box at its end: sealed or void, it takes nothing more, and what was destroyed is found
// nowhere on the disk.
#include <algorithm>
#include <set>

#include "tests/catch.h"
#include "tests/server/store/box_contract.h"
#include "tests/server/store/box_rows_for_tests.h"
#include "tests/server/store/racing.h"
#include "tests/server/store/raw_bytes.h"

namespace candor::server::tests {
namespace {

const std::vector<CanonicalFile> kSealFiles{{"seal.json", "{\"candor_seal\":1}"}, {"seal.sig", "signature"}};

Bytes key_bytes() {
  Bytes key(178);
  for (std::size_t at = 0; at < key.size(); at += 32) {
    const Bytes32 some = bytes_from(40'000 + at);
    std::copy_n(some.begin(), std::min<std::size_t>(32, key.size() - at),
                key.begin() + static_cast<std::ptrdiff_t>(at));
  }
  return key;
}

/// Whether any part of the key lies on the disk.
bool holds_key(const std::filesystem::path& file) {
  const std::string key = text_of(key_bytes());
  return is_on_disk(file, key.substr(0, 16)) || is_on_disk(file, key.substr(80, 16)) ||
         is_on_disk(file, key.substr(160, 16));
}

SheetRow sheet() {
  return {bytes_from(70'000), "li", 0, 0, "{\"team\":{\"q\":\"sheet\"}}", bytes_from(70'001), ""};
}

TEST_CASE("the sealed key is kept as it was given, over reopening and in a backup") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine, {}, {}, key_bytes());
  CHECK(box->sealed_key().value() == key_bytes());
  box.reopen();
  CHECK(box->sealed_key().value() == key_bytes());
  REQUIRE(box->backup_to(box.beside("copy.db")));
  auto copy = engine.open(box.beside("copy.db"), {});
  REQUIRE(copy);
  CHECK((*copy)->sealed_key().value() == key_bytes());
  BoxOnDisk without(engine);
  CHECK(without->sealed_key().value().empty());
}

TEST_CASE("a sealed box has the seal's files, no key, and takes nothing more, also after reopening") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine, {}, {{"core.json", "{}"}}, key_bytes());
  for (std::uint64_t number = 0; number < 20; ++number) REQUIRE(box->cast(credential_row(number)));
  REQUIRE(box->cast(credential_comment(1)));
  CHECK_FALSE(box->is_sealed());
  REQUIRE(box->seal(kSealFiles));
  for (const bool again : {false, true}) {
    if (again) box.reopen();
    INFO((again ? "reopened" : "sealed just now"));
    CHECK(box->is_sealed());
    CHECK(box->sealed_key().value().empty());
    CHECK(box->get_file("seal.json").value() == kSealFiles[0].bytes);
    CHECK(box->get_file("core.json").value() == "{}");
    CHECK(kind_of(box->cast(ballot_row(99))) == ErrorKind::expired);
    CHECK(kind_of(box->cast(credential_row(1))) == ErrorKind::expired);
    CHECK(kind_of(box->cast(comment_row(99))) == ErrorKind::expired);
    CHECK(kind_of(box->import({}, {})) == ErrorKind::expired);
    CHECK(kind_of(box->put_sheet(sheet())) == ErrorKind::expired);
    CHECK(kind_of(box->seal({{"other", ""}})) == ErrorKind::conflict);
    REQUIRE(box->destroy_key());
    CHECK(box->is_sealed());
    CHECK(box->count_ballots().value() == 20);
    CHECK(box->count_comments().value() == 1);
    CHECK(all_ballots(*box).size() == 20);
    CHECK(box->check_integrity().value().empty());
  }
}

TEST_CASE("a seal that cannot be stored leaves the box as it was") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine, {}, {{"seal.json", "there already"}}, key_bytes());
  CHECK(kind_of(box->seal(kSealFiles)) == ErrorKind::conflict);
  CHECK_FALSE(box->is_sealed());
  CHECK(box->sealed_key().value() == key_bytes());
  CHECK(box->list_files().value() == std::vector<std::string>{"seal.json"});
  CHECK(box->cast(ballot_row(1)).value() == CastOutcome::stored);
  box->drain();
  CHECK(kind_of(box->seal({})) == ErrorKind::busy);
  CHECK(kind_of(box->destroy_key()) == ErrorKind::busy);
}

TEST_CASE("a seal for which there is no space says so and leaves the box open") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine, {.max_bytes = 96 * 1024}, {}, key_bytes());
  REQUIRE(box->cast(credential_row(1)));
  CHECK(kind_of(box->seal({{"seal.json", std::string(200'000, 's')}})) == ErrorKind::storage_full);
  CHECK_FALSE(box->is_sealed());
  CHECK(box->sealed_key().value() == key_bytes());
  CHECK(box->cast(credential_row(2)).value() == CastOutcome::stored);
  REQUIRE(box->seal(kSealFiles));
  CHECK(box->is_sealed());
}

TEST_CASE("a box that has ended is never replaced, even an empty one") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  const bool is_void = GENERATE(false, true);
  BoxOnDisk box(engine);
  if (is_void)
    REQUIRE(box->destroy_key());
  else
    REQUIRE(box->seal({}));
  box.shut();
  CHECK(kind_of(engine.create(box.file(), {}, {}, {})) == ErrorKind::conflict);
}

TEST_CASE("every cast that was acknowledged while 64 threads race with the seal is in the sealed box") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  for (std::uint64_t round = 0; round < 3; ++round) {
    BoxOnDisk box(engine, {.batch_limit = 8}, {}, key_bytes());
    std::atomic<int> wrong{0}, refused{0}, sealed{0};
    std::mutex mutex;
    std::set<Bytes32> acknowledged;
    race(65, [&](unsigned index) {
      if (index == 64) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20 + 15 * round));
        const auto none_yet = [&] {
          const std::lock_guard lock(mutex);
          return acknowledged.empty();
        };
        while (none_yet()) std::this_thread::yield();  // a busy machine begins late
        if (box->seal(kSealFiles)) ++sealed;
        return;
      }
      for (std::uint64_t number = index;; number += 64) {
        const auto outcome = box->cast(credential_row(number));
        if (!outcome) {
          ++(outcome.error().kind == ErrorKind::expired ? refused : wrong);
          return;
        }
        const std::lock_guard lock(mutex);
        acknowledged.insert(credential_row(number).nullifier);
      }
    });
    CHECK(sealed == 1);
    CHECK(refused == 64);
    CHECK(wrong == 0);
    CHECK_FALSE(acknowledged.empty());
    std::set<Bytes32> stored;
    for (const BallotRow& row : all_ballots(*box)) stored.insert(row.nullifier);
    CHECK(stored == acknowledged);
    CHECK(box->check_integrity().value().empty());
  }
}

TEST_CASE("one of 16 that seal at once succeeds") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  std::atomic<int> sealed{0}, conflicts{0};
  race(16, [&](unsigned index) {
    const auto done = box->seal({{"seal.json", std::to_string(index)}});
    if (done)
      ++sealed;
    else if (done.error().kind == ErrorKind::conflict)
      ++conflicts;
  });
  CHECK(sealed == 1);
  CHECK(conflicts == 15);
}

TEST_CASE("a key that was destroyed is found nowhere on the disk, and the log is empty") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  const bool is_void = GENERATE(false, true);
  BoxOnDisk box(engine, {}, {{"core.json", std::string(9000, 'c')}}, key_bytes());
  for (std::uint64_t number = 0; number < 50; ++number) REQUIRE(box->cast(credential_row(number)));
  REQUIRE(holds_key(box.file()));
  if (is_void)
    REQUIRE(box->destroy_key());
  else
    REQUIRE(box->seal(kSealFiles));
  CHECK_FALSE(holds_key(box.file()));
  CHECK(std::filesystem::file_size(log_of(box.file())) == 0);
  CHECK(box->is_sealed() == !is_void);
  CHECK(box->sealed_key().value().empty());
  CHECK(kind_of(box->cast(ballot_row(1000))) == ErrorKind::expired);
  CHECK(kind_of(box->seal({})) == ErrorKind::conflict);
  CHECK(box->count_ballots().value() == 50);
  box.reopen();
  CHECK(box->is_sealed() == !is_void);
  CHECK(kind_of(box->cast(ballot_row(1000))) == ErrorKind::expired);
}

TEST_CASE("a reader under way puts the emptying of the log off, not the seal") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine, {}, {}, key_bytes());
  for (std::uint64_t number = 0; number < 50; ++number) REQUIRE(box->cast(credential_row(number)));
  bool first = true;
  REQUIRE(box->scan_ballot_rows([&](const BallotRow&) {
    if (first) REQUIRE(box->seal(kSealFiles));
    first = false;
  }));
  CHECK(box->is_sealed());
  const auto start = std::chrono::steady_clock::now();
  while (holds_key(box.file()) && std::chrono::steady_clock::now() - start < std::chrono::seconds(10))
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  CHECK_FALSE(holds_key(box.file()));
}

TEST_CASE("a purge leaves no row, no proof and no answer on the disk, and the files that it adds") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine, {}, {{"core.json", "{}"}, {"lists/0001.bin", std::string(5000, 'l')}}, key_bytes());
  std::vector<std::string> traces;
  for (std::uint64_t number = 0; number < 100; ++number) {
    BallotRow row = number % 2 == 0 ? credential_row(number, 64) : ballot_row(number, 64);
    const Bytes32 answers = bytes_from(90'000 + number);
    std::copy(answers.begin(), answers.end(), row.answers.begin());
    REQUIRE(box->cast(row));
    REQUIRE(box->cast(credential_comment(number)));
    for (const ByteView trace : {ByteView(answers), ByteView(row.salt), ByteView(row.nullifier)})
      traces.push_back(text_of(trace.first(12)));
    traces.push_back(comment_row(number).body);
    traces.push_back(text_of(ByteView(credential_proof(number).signature).first(12)));
  }
  REQUIRE(box->put_sheet(sheet()));
  traces.push_back(sheet().ballot_body);
  traces.push_back(std::string(5000, 'l'));
  CHECK(kind_of(box->purge({}, {})) == ErrorKind::conflict);
  CHECK(box->count_ballots().value() == 100);
  REQUIRE(box->seal(kSealFiles));
  CHECK(kind_of(box->purge({{"core.json", "again"}}, {})) == ErrorKind::conflict);
  CHECK(box->count_ballots().value() == 100);
  REQUIRE(box->purge({{"record.zip", "kept"}}, {"lists/0001.bin", "no such file"}));
  std::size_t found = 0;
  for (const std::string& trace : traces) found += is_on_disk(box.file(), trace) ? 1 : 0;
  CHECK(found == 0);
  CHECK(std::filesystem::file_size(log_of(box.file())) == 0);
  for (const bool again : {false, true}) {
    if (again) box.reopen();
    CHECK(box->is_sealed());
    CHECK(box->count_ballots().value() == 0);
    CHECK(box->count_comments().value() == 0);
    CHECK(all_ballots(*box).empty());
    CHECK(box->list_sheets().value().empty());
    CHECK(box->list_files().value() ==
          std::vector<std::string>{"core.json", "record.zip", "seal.json", "seal.sig"});
    CHECK(box->get_file("record.zip").value() == "kept");
    CHECK(box->check_integrity().value().empty());
  }
  REQUIRE(box->purge({}, {"record.zip"}));
}

TEST_CASE("a void box is purged as a sealed one is") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine, {}, {}, key_bytes());
  REQUIRE(box->cast(ballot_row(1)));
  REQUIRE(box->destroy_key());
  REQUIRE(box->purge({}, {}));
  CHECK(box->count_ballots().value() == 0);
}

TEST_CASE("removed and replaced sheets are on the disk no more once the log is empty") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  REQUIRE(box->put_sheet(sheet()));
  SheetRow settled = sheet();
  settled.ballot_body = "{\"team\":{\"q\":\"other\"}}";
  REQUIRE(box->put_sheet(settled));
  REQUIRE(box->remove_sheets({settled.bearer}));
  box->drain();
  for (const std::string& trace : {sheet().ballot_body, settled.ballot_body, text_of(settled.bearer)})
    CHECK_FALSE(is_on_disk(box.file(), trace));
}

TEST_CASE("kill -9 during a seal leaves an open box with its key, or a sealed one without") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  std::vector<CanonicalFile> files;
  for (int number = 0; number < 20; ++number)
    files.push_back({"seal/" + std::to_string(number), std::string(20'000, 's')});
  int sealed = 0;
  int open = 0;
  for (int round = 0; round < 12; ++round) {
    BoxOnDisk box(engine, {}, {}, key_bytes());
    for (std::uint64_t number = 0; number < 20; ++number) REQUIRE(box->cast(credential_row(number)));
    box.shut();
    run_and_kill(
        [&] {
          auto opened = engine.open(box.file(), {});
          if (!opened || !(*opened)->seal(files)) ::_exit(3);
          for (;;) ::pause();
        },
        std::chrono::microseconds(500 + 1500 * round));
    box.reopen();
    ++(box->is_sealed() ? sealed : open);
    CHECK(box->sealed_key().value().empty() == box->is_sealed());
    CHECK(box->list_files().value().size() == (box->is_sealed() ? files.size() : 0));
    CHECK(box->count_ballots().value() == 20);
    CHECK(box->check_integrity().value().empty());
    if (!box->is_sealed()) continue;
    box->drain();
    CHECK_FALSE(holds_key(box.file()));
  }
  CHECK(sealed + open == 12);
}

}  // namespace
}  // namespace candor::server::tests
