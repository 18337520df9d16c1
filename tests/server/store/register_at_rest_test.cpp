// What a seized disk would tell of the register: which codes were claimed, never in which order; nothing of
// what was erased.
#include <cmath>
#include <numeric>
#include <set>

#include "tests/server/store/racing.h"
#include "tests/server/store/raw_bytes.h"
#include "tests/server/store/register_for_tests.h"

namespace candor::server::tests {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kCodes = 2000;

/// 0 … kCodes - 1 in an order that depends on `seed` alone.
std::vector<std::uint64_t> shuffled(std::uint64_t seed) {
  std::vector<std::uint64_t> order(kCodes);
  std::iota(order.begin(), order.end(), 0U);
  std::mt19937_64 random(seed);
  for (std::size_t at = order.size(); at > 1; --at) std::swap(order[at - 1], order[random() % at]);
  return order;
}

void claim_in_order(const fs::path& file, const std::vector<std::uint64_t>& order) {
  auto store = open_register(file);
  REQUIRE(store->add_round(round_record("a")));
  REQUIRE(store->put_claims("a", claims(kCodes)));
  REQUIRE(store->tidy());
  for (const std::uint64_t number : order) {
    if (number % 10 == 3) REQUIRE(store->exchange_claim("a", hash_of(number)));
    if (number % 10 < 3) REQUIRE(record(*store, "a", number));
  }
}

/// Spearman's rank correlation of `values` with their positions.
double rank_correlation(const std::vector<std::size_t>& values) {
  std::vector<std::size_t> by_value(values.size());
  std::iota(by_value.begin(), by_value.end(), 0U);
  std::ranges::sort(by_value, {}, [&](std::size_t at) { return values[at]; });
  double squares = 0;
  for (std::size_t rank = 0; rank < by_value.size(); ++rank) {
    const double difference = static_cast<double>(rank) - static_cast<double>(by_value[rank]);
    squares += difference * difference;
  }
  const auto count = static_cast<double>(values.size());
  return 1 - 6 * squares / (count * (count * count - 1));
}

TEST_CASE("the order of claims has no rank correlation with the places of their rows, answers and secrets") {
  const Scratch scratch;
  const fs::path file = scratch / "register.db";
  const auto order = shuffled(20260401);
  claim_in_order(file, order);
  const std::string raw = contents(file);
  std::vector<std::size_t> rows, answers, secrets;
  for (const std::uint64_t number : order) {
    if (number % 10 >= 3) continue;
    const auto place = [&](ByteView trace) {
      const std::size_t at = raw.find(text_of(trace.first(16)));
      REQUIRE(at != std::string::npos);
      CHECK(raw.find(text_of(trace.first(16)), at + 1) == std::string::npos);  // and nowhere else
      return at;
    };
    rows.push_back(place(hash_of(number)));
    answers.push_back(place(answer_of(number)));
    secrets.push_back(place(sealed_secret_of(number)));
  }
  for (const auto* places : {&rows, &answers, &secrets}) {
    INFO(rank_correlation(*places));
    CHECK(std::abs(rank_correlation(*places)) < 0.1);
  }
}

TEST_CASE("two orders of the same claims leave the same file, byte for byte, free space included") {
  const Scratch scratch;
  std::set<std::string> files;
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    const fs::path file = scratch / std::to_string(seed);
    claim_in_order(file, shuffled(seed));
    files.insert(without_counters(contents(file)));
  }
  CHECK(files.size() == 1);
}

TEST_CASE("the log lists claims as they came; tidying empties it") {
  const Scratch scratch;
  const fs::path file = scratch / "register.db";
  auto store = open_register(file);
  REQUIRE(store->add_round(round_record("a")));
  REQUIRE(store->put_claims("a", claims(20)));
  REQUIRE(record(*store, "a", 1));
  CHECK(fs::file_size(log_of(file)) > 0);
  REQUIRE(store->tidy());
  CHECK(fs::file_size(log_of(file)) == 0);
  REQUIRE(store->tidy());
  CHECK(store->find_claim("a", hash_of(1)).value()->use == ClaimState::Use::claimed);
  REQUIRE(open_register()->tidy());
}

/// Whether any sixteen bytes of `secret` lie on the disk, at every eighth place of it.
bool any_part_on_disk(const std::string& disk, const Bytes& secret) {
  const std::string text = text_of(secret);
  for (std::size_t at = 0; at + 16 <= text.size(); at += 8) {
    if (disk.find(text.substr(at, 16)) != std::string::npos) return true;
  }
  return false;
}

TEST_CASE("erased signing keys are on the disk no more; those of another round are") {
  const Scratch scratch;
  const fs::path file = scratch / "register.db";
  auto store = open_register(file);
  for (const char* round : {"a", "b"}) REQUIRE(store->add_round(round_record(round)));
  constexpr std::uint64_t kKeys = 60;
  const auto sealed = [](std::uint64_t unit, bool other) { return noise(2 * unit + (other ? 1 : 0), 1230); };
  for (std::uint64_t turn = 0; turn < kKeys; ++turn) {
    const std::uint64_t unit = turn * 7 % kKeys;  // not in their order, so that pages are split
    for (const bool other : {false, true}) {
      REQUIRE(store->put_signing_key(other ? "b" : "a", {static_cast<std::uint32_t>(unit), 0,
                                                         noise(unit + 9000, 294), sealed(unit, other)}));
    }
  }
  const bool by_giving_up = GENERATE(false, true);
  if (by_giving_up) {
    REQUIRE(store->put_opening({"a", 1, "", "li"}));
    REQUIRE(store->remove_opening("a"));
  } else {
    REQUIRE(store->erase_signing_keys("a"));
  }
  const std::string disk = contents(file) + contents(log_of(file));
  std::size_t found = 0, kept = 0;
  for (std::uint64_t unit = 0; unit < kKeys; ++unit) {
    found += any_part_on_disk(disk, sealed(unit, false)) ? 1 : 0;
    kept += any_part_on_disk(disk, sealed(unit, true)) ? 1 : 0;
  }
  CHECK(found == 0);
  CHECK(kept == kKeys);
  CHECK(store->list_signing_keys("b").value().size() == kKeys);
}

TEST_CASE("an erased roster is on the disk no more, nor is one that was replaced") {
  const Scratch scratch;
  const fs::path file = scratch / "register.db";
  auto store = open_register(file);
  for (const char* round : {"a", "b"}) REQUIRE(store->add_round(round_record(round)));
  const auto person = [](int number) {
    std::string name = "person-";
    return name.append(std::to_string(100'000 + number)).append("@example.org");
  };
  for (const int first : {0, 1000}) {
    std::vector<RosterRow> rows;
    for (int number = 0; number < 1000; ++number) rows.push_back({person(first + number), "contact", 0, 0});
    REQUIRE(store->put_roster("a", rows));
    for (RosterRow& row : rows) row.person = "somebody else";
    REQUIRE(store->put_roster("b", rows));
  }
  REQUIRE(store->erase_roster("a"));
  const std::string disk = contents(file) + contents(log_of(file));
  std::size_t found = 0;
  for (int number = 0; number < 2000; ++number)
    found += disk.find(person(number)) == std::string::npos ? 0 : 1;
  CHECK(found == 0);
  CHECK(store->get_roster("b").value().size() == 1000);
}

TEST_CASE("erased answers and secrets of claims are on the disk no more") {
  const Scratch scratch;
  const fs::path file = scratch / "register.db";
  auto store = open_register(file);
  REQUIRE(store->add_round(round_record("a")));
  REQUIRE(store->put_claims("a", claims(100)));
  for (std::uint64_t number = 0; number < 100; ++number) REQUIRE(record(*store, "a", number));
  const auto found = [&](const auto& trace_of) {
    const std::string disk = contents(file) + contents(log_of(file));
    std::size_t count = 0;
    for (std::uint64_t number = 0; number < 100; ++number)
      count += any_part_on_disk(disk, trace_of(number)) ? 1 : 0;
    return count;
  };
  const auto answer = [](std::uint64_t number) { return answer_of(number); };
  const auto request = [](std::uint64_t number) {
    const Bytes32 hash = request_of(number);
    return Bytes(hash.begin(), hash.end());
  };
  REQUIRE(found(answer) == 100);
  REQUIRE(found(sealed_secret_of) == 100);
  REQUIRE(store->erase_claim_answers("a"));
  CHECK(found(answer) == 0);
  CHECK(found(request) == 0);
  CHECK(found(sealed_secret_of) == 100);
  CHECK(fs::file_size(log_of(file)) == 0);
  REQUIRE(store->erase_claim_secrets("a"));
  CHECK(found(sealed_secret_of) == 0);
}

TEST_CASE("kill -9 during claims loses none that was acknowledged") {
  const Scratch scratch;
  const fs::path file = scratch / "register.db";
  {
    auto store = open_register(file);
    REQUIRE(store->add_round(round_record("a")));
    REQUIRE(store->put_claims("a", claims(kCodes)));
  }
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  run_and_kill(
      [&] {
        auto store = open_register(file);
        for (std::uint64_t number = 0; number < kCodes; ++number) {
          if (!record(*store, "a", number)) ::_exit(3);
          if (::write(ends[1], &number, sizeof number) != static_cast<ssize_t>(sizeof number)) ::_exit(4);
        }
      },
      std::chrono::milliseconds(300));
  ::close(ends[1]);
  auto store = open_register(file);
  std::uint64_t number = 0;
  std::uint64_t acknowledged = 0;
  while (::read(ends[0], &number, sizeof number) == static_cast<ssize_t>(sizeof number)) {
    ++acknowledged;
    const auto found = store->find_claim("a", hash_of(number)).value();
    REQUIRE(found);
    CHECK(found->use == ClaimState::Use::claimed);
    CHECK(found->answer == answer_of(number));
  }
  ::close(ends[0]);
  CHECK(acknowledged > 0);
  CHECK(store->check_integrity().value().empty());
}

}  // namespace
}  // namespace candor::server::tests
