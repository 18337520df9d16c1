// The contract of a box, many at once: races, full queues, draining, full disks, a killed process.
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <random>
#include <set>
#include <thread>

#include "tests/catch.h"
#include "tests/server/store/box_contract.h"
#include "tests/server/store/box_rows_for_tests.h"
#include "tests/server/store/racing.h"

namespace candor::server::tests {
namespace {

TEST_CASE("64 racing casts with one nullifier leave one, and 63 conflicts") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  for (std::uint64_t round = 0; round < 10; ++round) {
    std::atomic<int> stored{0}, conflicts{0}, others{0};
    std::atomic<unsigned> winner{0};
    race(64, [&](unsigned index) {
      BallotRow row = ballot_row(round);
      row.answers[0] = static_cast<std::uint8_t>(index);
      const auto outcome = box->cast(row);
      if (outcome && *outcome == CastOutcome::stored) {
        ++stored;
        winner = index;
      } else if (!outcome && outcome.error().kind == ErrorKind::conflict) {
        ++conflicts;
      } else {
        ++others;
      }
    });
    CHECK(stored == 1);
    CHECK(conflicts == 63);
    CHECK(others == 0);
    const Bytes32 nullifier = ballot_row(round).nullifier;
    for (const BallotRow& row : all_ballots(*box)) {
      if (row.nullifier == nullifier) CHECK(row.answers[0] == winner);
    }
  }
  CHECK(box->count_ballots().value() == 10);
}

TEST_CASE("64 racing casts of one and the same ballot are all acknowledged, one of them as stored") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  std::atomic<int> stored{0}, again{0};
  race(64, [&](unsigned) {
    const auto outcome = box->cast(ballot_row(1));
    if (!outcome) return;
    ++(*outcome == CastOutcome::stored ? stored : again);
  });
  CHECK(stored == 1);
  CHECK(again == 63);
}

TEST_CASE("a conflict fails alone: its neighbours of the same commit are stored") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  REQUIRE(box->cast(ballot_row(0)));
  std::atomic<int> stored{0}, conflicts{0};
  race(32, [&](unsigned index) {
    BallotRow row = ballot_row(index % 2 == 0 ? 0 : index);
    if (index % 2 == 0) row.salt[0] ^= 1;
    const auto outcome = box->cast(row);
    ++(outcome ? stored : conflicts);
  });
  CHECK(stored == 16);
  CHECK(conflicts == 16);
  CHECK(box->count_ballots().value() == 17);
}

TEST_CASE("casts beyond the queue's limit are busy, and may be sent again") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine, {.queue_limit = 1, .batch_limit = 1});
  std::atomic<int> busy{0}, stored{0}, others{0};
  race(32, [&](unsigned index) {
    for (std::uint64_t number = index; number < 128; number += 32) {
      for (bool kept = false; !kept;) {
        const auto outcome = box->cast(ballot_row(number));
        kept = outcome.has_value();
        if (kept)
          ++(*outcome == CastOutcome::stored ? stored : others);
        else
          ++(outcome.error().kind == ErrorKind::busy ? busy : others);
        if (!kept) std::this_thread::sleep_for(std::chrono::milliseconds(1));
      }
    }
  });
  CHECK(busy > 0);
  CHECK(stored == 128);
  CHECK(others == 0);
  CHECK(box->count_ballots().value() == 128);
}

TEST_CASE("draining loses nothing acknowledged, and refuses what comes later as busy") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  std::atomic<std::uint64_t> acknowledged{0};
  std::atomic<int> wrong{0};
  race(17, [&](unsigned index) {
    if (index == 16) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      box->drain();
      return;
    }
    for (std::uint64_t number = index;; number += 16) {
      const auto outcome = box->cast(ballot_row(number));
      if (!outcome) {
        if (outcome.error().kind != ErrorKind::busy) ++wrong;
        return;
      }
      ++acknowledged;
    }
  });
  CHECK(wrong == 0);
  CHECK(acknowledged > 0);
  box->drain();
  CHECK(kind_of(box->cast(comment_row(1))) == ErrorKind::busy);
  CHECK(kind_of(box->import({}, {})) == ErrorKind::busy);
  CHECK(box->count_ballots().value() == acknowledged);
  box.reopen();
  CHECK(box->count_ballots().value() == acknowledged);
}

TEST_CASE("a scan holds up no cast, and casts during a scan do not enter it") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  for (std::uint64_t number = 0; number < 100; ++number) REQUIRE(box->cast(ballot_row(number)));
  std::size_t seen = 0;
  REQUIRE(box->scan_ballots([&](std::uint32_t, std::uint32_t, ByteView) {
    if (seen++ < 20) CHECK(box->cast(ballot_row(100 + seen)).value() == CastOutcome::stored);
  }));
  CHECK(seen == 100);
  CHECK(box->count_ballots().value() == 120);
}

TEST_CASE("a full store says so, keeps what it acknowledged, and works again with more space") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine, {.max_bytes = 96 * 1024});
  std::atomic<std::uint64_t> stored{0};
  std::atomic<int> full{0}, others{0};
  race(8, [&](unsigned index) {
    for (std::uint64_t number = index; number < 400; number += 8) {
      const auto outcome = box->cast(ballot_row(number, 400));
      if (outcome)
        ++stored;
      else
        ++(outcome.error().kind == ErrorKind::storage_full ? full : others);
    }
  });
  CHECK(stored > 0);
  CHECK(full > 0);
  CHECK(others == 0);
  CHECK(box->count_ballots().value() == stored);
  box.reopen();
  CHECK(box->count_ballots().value() == stored);
  CHECK(box->check_integrity().value().empty());
  race(8, [&](unsigned index) {
    for (std::uint64_t number = index; number < 400; number += 8) {
      if (!box->cast(ballot_row(number, 400))) ++others;
    }
  });
  CHECK(others == 0);
  CHECK(box->count_ballots().value() == 400);
}

TEST_CASE("when files may not grow, casts are refused and the process works on once they may") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  box.shut();
  const std::filesystem::path file = box.file();
  const pid_t child = start_child([&] {
    ::signal(SIGXFSZ, SIG_IGN);
    const auto limit = [](rlim_t bytes) {
      const rlimit value{bytes, RLIM_INFINITY};
      if (::setrlimit(RLIMIT_FSIZE, &value) != 0) ::_exit(2);
    };
    auto opened = engine.open(file, {});
    if (!opened) ::_exit(3);
    limit(200 * 1024);
    std::uint64_t stored = 0;
    Result<CastOutcome> outcome = CastOutcome::stored;
    for (std::uint64_t number = 0; number < 5000 && outcome; ++number) {
      outcome = (*opened)->cast(ballot_row(number));
      if (outcome) ++stored;
    }
    if (outcome || outcome.error().kind != ErrorKind::storage_full) ::_exit(4);
    if ((*opened)->count_ballots().value() != stored) ::_exit(5);
    limit(RLIM_INFINITY);
    if (!(*opened)->cast(ballot_row(9000)) || !(*opened)->cast(ballot_row(9001))) ::_exit(6);
    if ((*opened)->count_ballots().value() != stored + 2) ::_exit(7);
    opened->reset();
  });
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  box.reopen();
  CHECK(box->check_integrity().value().empty());
}

/// Casts from eight threads until killed, and writes the number of each acknowledged ballot into the pipe.
void cast_until_killed(const BoxEngine& engine, const std::filesystem::path& file, std::uint64_t from,
                       int pipe) {
  auto box = engine.open(file, {});
  if (!box) ::_exit(3);
  race(8, [&](unsigned index) {
    for (std::uint64_t number = from + index;; number += 8) {
      if (!(*box)->cast(ballot_row(number))) ::_exit(4);
      if (::write(pipe, &number, sizeof number) != static_cast<ssize_t>(sizeof number)) ::_exit(5);
    }
  });
}

TEST_CASE("kill -9 during casts loses nothing acknowledged and doubles nothing") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  std::mt19937_64 random(20260401);
  std::set<std::uint64_t> acknowledged;
  for (std::uint64_t round = 0; round < 5; ++round) {
    box.shut();
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child =
        start_child([&] { cast_until_killed(engine, box.file(), round * 10'000'000, ends[1]); });
    ::close(ends[1]);
    std::thread killer([&, pause_ms = 50 + random() % 300] {
      std::this_thread::sleep_for(std::chrono::milliseconds(pause_ms));
      ::kill(child, SIGKILL);
    });
    std::uint64_t number = 0;
    while (::read(ends[0], &number, sizeof number) == static_cast<ssize_t>(sizeof number))
      acknowledged.insert(number);
    killer.join();
    ::close(ends[0]);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
    box.reopen();
    std::set<Bytes32> stored;
    for (const BallotRow& row : all_ballots(*box)) CHECK(stored.insert(row.nullifier).second);
    std::size_t lost = 0;
    for (const std::uint64_t each : acknowledged) lost += stored.contains(ballot_row(each).nullifier) ? 0 : 1;
    CHECK(lost == 0);
    CHECK(box->check_integrity().value().empty());
  }
  CHECK(acknowledged.size() > 20);
}

TEST_CASE("kill -9 while a box is made leaves nothing or everything") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  const Scratch scratch;
  const std::filesystem::path file = scratch / "round.db";
  std::vector<CanonicalFile> files;
  for (int number = 0; number < 40; ++number)
    files.push_back({"parts/" + std::to_string(number), std::string(20'000, 'x')});
  // Killed at moments that spread over several makings, however slow the disk is.
  const auto start = std::chrono::steady_clock::now();
  REQUIRE(engine.create(scratch / "probe.db", files, {}, {}));
  const auto once = std::chrono::steady_clock::now() - start;
  int found = 0;
  for (int round = 0; round < 12; ++round) {
    const pid_t child = start_child([&] {
      for (;;) {
        if (!engine.create(file, files, {}, {})) ::_exit(3);
      }
    });
    std::this_thread::sleep_for(once * round / 3);
    ::kill(child, SIGKILL);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
    if (!std::filesystem::exists(file)) continue;
    ++found;
    auto box = engine.open(file, {});
    REQUIRE(box);
    CHECK((*box)->list_files().value().size() == files.size());
    CHECK((*box)->check_integrity().value().empty());
  }
  CHECK(found > 0);
}

}  // namespace
}  // namespace candor::server::tests
