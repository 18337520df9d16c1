#include "server/protocol/rate_limit.h"

#include <string>
#include <thread>
#include <vector>

#include "tests/catch.h"

using namespace candor::server::protocol;

namespace {

/// How many of `attempts` at one moment are let through.
int taken_of(RateLimit& limit, const std::string& key, int attempts, std::int64_t now_ms) {
  int taken = 0;
  for (int i = 0; i < attempts; ++i) taken += limit.take(key, now_ms) ? 1 : 0;
  return taken;
}

}  // namespace

TEST_CASE("a bucket lets its burst through and then one for each refill") {
  RateLimit limit({3, 1000});
  CHECK(taken_of(limit, "a", 10, 5000) == 3);
  CHECK(limit.wait_ms("a", 5000) == 1000);
  CHECK(limit.wait_ms("a", 5999) == 1);
  CHECK(taken_of(limit, "a", 10, 5999) == 0);
  CHECK(limit.wait_ms("a", 6000) == 0);
  CHECK(taken_of(limit, "a", 10, 6000) == 1);
  CHECK(taken_of(limit, "a", 10, 8000) == 2);
  CHECK(taken_of(limit, "a", 10, 1'000'000) == 3);
}

TEST_CASE("attempts that were refused do not lengthen the wait") {
  RateLimit limit({1, 1000});
  CHECK(taken_of(limit, "a", 1000, 0) == 1);
  CHECK(limit.wait_ms("a", 0) == 1000);
}

TEST_CASE("keys have buckets of their own") {
  RateLimit limit({1, 1000});
  CHECK(limit.take("a", 0));
  CHECK_FALSE(limit.take("a", 0));
  CHECK(limit.take("b", 0));
  CHECK(limit.wait_ms("c", 0) == 0);
  CHECK(limit.keys() == 2);
}

TEST_CASE("a token given back can be taken again, but never more than the burst") {
  RateLimit limit({2, 1000});
  CHECK(taken_of(limit, "a", 9, 0) == 2);
  limit.give_back("a", 0);
  CHECK(taken_of(limit, "a", 9, 0) == 1);
  for (int i = 0; i < 9; ++i) limit.give_back("a", 0);
  limit.give_back("unknown", 0);
  CHECK(taken_of(limit, "a", 9, 0) == 2);
  CHECK(limit.keys() == 1);
}

TEST_CASE("a clock that goes back refuses at most what it would have refused before") {
  RateLimit limit({1, 1000});
  CHECK(limit.take("a", 10'000));
  CHECK_FALSE(limit.take("a", 9'000));
  CHECK(limit.take("a", 11'000));
}

TEST_CASE("the bucket not used for longest is dropped where there are too many keys") {
  RateLimit limit({1, 1'000'000}, 3);
  for (const char* key : {"a", "b", "c"}) CHECK(limit.take(key, 0));
  CHECK_FALSE(limit.take("a", 0));  // used last now
  CHECK(limit.take("d", 0));
  CHECK(limit.keys() == 3);
  CHECK_FALSE(limit.take("a", 0));
  CHECK(limit.take("b", 0));
}

TEST_CASE("endless keys of any length take bounded space") {
  RateLimit limit(kWrongPasswordsPerName);
  for (int i = 0; i < 25'000; ++i) (void)limit.take(std::to_string(i), 0);
  CHECK(limit.keys() == RateLimit::kDefaultMaxKeys);
  CHECK(limit.take(std::string(1'000'000, 'x'), 0));
  CHECK(limit.keys() == RateLimit::kDefaultMaxKeys);
}

TEST_CASE("threads together take no more than the burst") {
  RateLimit limit({100, 1'000'000});
  std::vector<int> taken(8, 0);
  std::vector<std::thread> threads;
  for (auto& own : taken) threads.emplace_back([&limit, &own] { own = taken_of(limit, "a", 50, 0); });
  int sum = 0;
  for (auto& thread : threads) thread.join();
  for (const int own : taken) sum += own;
  CHECK(sum == 100);
}
