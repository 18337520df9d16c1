#include "server/protocol/password.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "tests/catch.h"

using namespace candor;
using namespace candor::server::protocol;

namespace {

/// The least that libsodium allows, so that tests are quick.
PasswordCost cheap() {
  PasswordCost cost;
  cost.memory_bytes = 8192;
  cost.passes = 1;
  return cost;
}

constexpr const char* kPassword = "correct horse battery";

}  // namespace

TEST_CASE("check_password accepts twelve characters of any kind") {
  for (const std::string good : {"twelve chars", "aaaaaaaaaaaa", "党务公开意见箱请放在一楼大厅",
                                 "pass word with spaces ", "organizer-and-more"}) {
    INFO(good);
    CHECK(check_password(good, "organizer"));
  }
  CHECK(check_password(std::string(kMaxPasswordBytes, 'x'), "organizer"));
}

TEST_CASE("check_password refuses what is short, long, broken or the account's name") {
  for (const std::string& bad :
       {std::string(), std::string("eleven char"), std::string("十一个汉字不够长吧这里"),
        std::string("the.organizer"), std::string("THE.Organizer"), std::string(kMaxPasswordBytes + 1, 'x'),
        std::string("twelve chars\xff")}) {
    INFO(bad);
    const auto checked = check_password(bad, "The.Organizer");
    REQUIRE_FALSE(checked);
    CHECK(checked.error().kind == ErrorKind::invalid);
    REQUIRE(checked.error().diagnostics.size() == 1);
    CHECK(checked.error().diagnostics[0].place == "/password");
  }
}

TEST_CASE("a stored password verifies itself and nothing else") {
  Passwords passwords(cheap());
  const auto stored = passwords.hash(kPassword);
  REQUIRE(stored);
  CHECK(stored->rfind("$argon2id$", 0) == 0);
  CHECK(*passwords.verify(*stored, kPassword));
  CHECK_FALSE(*passwords.verify(*stored, "correct horse batterY"));
  CHECK_FALSE(*passwords.verify(*stored, ""));
  CHECK_FALSE(*passwords.verify(*stored, std::string(kPassword) + std::string(1, '\0')));
  const auto again = passwords.hash(kPassword);
  REQUIRE(again);
  CHECK(*again != *stored);
}

TEST_CASE("verify is false for accounts without a password and for damaged ones") {
  Passwords passwords(cheap());
  const std::string damaged = passwords.hash(kPassword)->substr(0, 40);
  for (const std::string& stored : {std::string(), std::string("x"), damaged, std::string(5000, '$')}) {
    const auto verified = passwords.verify(stored, kPassword);
    REQUIRE(verified);
    CHECK_FALSE(*verified);
  }
}

TEST_CASE("an unknown name costs as much work as a known one") {
  PasswordCost cost = cheap();
  cost.memory_bytes = 8U * 1024 * 1024;
  cost.passes = 3;
  Passwords passwords(cost);
  const auto stored = passwords.hash(kPassword);
  REQUIRE(stored);
  const auto best_of = [&](const std::string& text) {
    auto best = std::chrono::nanoseconds::max();
    for (int i = 0; i < 5; ++i) {
      const auto begin = std::chrono::steady_clock::now();
      CHECK_FALSE(*passwords.verify(text, "not the password"));
      best = std::min(best, std::chrono::duration_cast<std::chrono::nanoseconds>(
                                std::chrono::steady_clock::now() - begin));
    }
    return best.count();
  };
  CHECK(best_of("") * 5 > best_of(*stored));  // a shortcut would be a thousand times quicker
}

TEST_CASE("needs_rehash tells passwords stored at another cost") {
  PasswordCost dearer = cheap();
  dearer.passes = 2;
  Passwords passwords(cheap()), later(dearer);
  const auto stored = passwords.hash(kPassword);
  REQUIRE(stored);
  CHECK_FALSE(passwords.needs_rehash(*stored));
  CHECK(later.needs_rehash(*stored));
  CHECK(later.needs_rehash("damaged"));
  CHECK(*later.verify(*stored, kPassword));
}

TEST_CASE("hash and verify refuse over-long passwords without working on them") {
  Passwords passwords(cheap());
  CHECK_FALSE(passwords.hash(std::string(kMaxPasswordBytes + 1, 'x')));
  CHECK_FALSE(*passwords.verify(*passwords.hash(kPassword), std::string(kMaxPasswordBytes + 1, 'x')));
}

TEST_CASE("a crowd at the door waits or hears busy, and those who waited are served") {
  PasswordCost cost = cheap();
  cost.memory_bytes = 16U * 1024 * 1024;
  cost.passes = 4;
  cost.at_once = 1;
  cost.waiting = 2;
  cost.wait_ms = 60'000;
  Passwords passwords(cost);
  std::atomic<int> served{0}, busy{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 12; ++i) {
    threads.emplace_back([&] {
      const auto stored = passwords.hash(kPassword);
      if (stored) {
        ++served;
      } else if (stored.error().kind == ErrorKind::busy) {
        ++busy;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(served + busy == 12);
  CHECK(served >= 3);
  CHECK(passwords.hash(kPassword));
}

TEST_CASE("who would wait too long, or in too long a queue, hears busy") {
  PasswordCost cost = cheap();
  cost.at_once = 0;  // as if the others never finished
  cost.wait_ms = 1;
  for (const int waiting : {0, 1}) {
    cost.waiting = waiting;
    Passwords passwords(cost);
    const auto stored = passwords.hash(kPassword);
    REQUIRE_FALSE(stored);
    CHECK(stored.error().kind == ErrorKind::busy);
    CHECK_FALSE(passwords.verify("", kPassword));
  }
}
