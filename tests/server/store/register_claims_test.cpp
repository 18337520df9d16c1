// The register: invitations, what became of them, amendments.
#include <algorithm>
#include <set>

#include "tests/server/store/racing.h"
#include "tests/server/store/register_for_tests.h"

namespace candor::server::tests {
namespace {

using Use = ClaimState::Use;

std::unique_ptr<Register> register_with_claims(std::uint64_t count) {
  auto store = open_register();
  REQUIRE(store->add_round(round_record("a")));
  REQUIRE(store->put_claims("a", claims(count)));
  return store;
}

Use use_of(const Register& store, std::uint64_t number) {
  const auto found = store.find_claim("a", hash_of(number)).value();
  REQUIRE(found);
  return found->use;
}

TEST_CASE("invitations are listed by their hash, unclaimed, and replaced as a whole") {
  auto store = register_with_claims(50);
  REQUIRE(store->add_round(round_record("b")));
  REQUIRE(store->put_claims("b", claims(3)));
  auto expected = claims(50);
  std::ranges::sort(expected, {}, &ClaimEntry::hash);
  const auto listed = store->list_claims("a").value();
  REQUIRE(listed.size() == 50);
  for (std::size_t at = 0; at < listed.size(); ++at) {
    CHECK(listed[at].entry == expected[at]);
    CHECK(listed[at].use == Use::unclaimed);
    CHECK(listed[at].sealed_secret.empty());
  }
  REQUIRE(store->put_claims("a", {claim(60), claim(61)}));
  CHECK(store->list_claims("a").value().size() == 2);
  CHECK_FALSE(store->find_claim("a", hash_of(0)).value());
  CHECK(store->list_claims("b").value().size() == 3);
  CHECK(store->list_claims("none").value().empty());
  REQUIRE(store->put_claims("a", {}));
  CHECK(store->list_claims("a").value().empty());
}

TEST_CASE("invitations named twice, of no round, or in place of used ones are refused and change nothing") {
  auto store = register_with_claims(3);
  CHECK(error_of(store->put_claims("a", {claim(7), claim(8), claim(7)})) == ErrorKind::conflict);
  CHECK(error_of(store->put_claims("none", {claim(7)})) == ErrorKind::conflict);
  CHECK(store->list_claims("a").value().size() == 3);
  REQUIRE(store->exchange_claim("a", hash_of(1)));
  CHECK(error_of(store->put_claims("a", {claim(7)})) == ErrorKind::conflict);
  CHECK(store->list_claims("a").value().size() == 3);
}

TEST_CASE("a claim is recorded once, with its answer for whoever asks the same again") {
  const Scratch scratch;
  auto store = open_register(scratch / "register.db");
  REQUIRE(store->add_round(round_record("a")));
  REQUIRE(store->put_claims("a", claims(4)));
  const auto before = store->find_claim("a", hash_of(1)).value();
  REQUIRE(before);
  CHECK(before->entry == claim(1));
  CHECK(before->use == Use::unclaimed);
  CHECK(before->request_hash == Bytes32{});
  CHECK(before->answer.empty());
  REQUIRE(record(*store, "a", 1));
  CHECK(error_of(record(*store, "a", 1)) == ErrorKind::conflict);
  CHECK(error_of(store->record_claim("a", hash_of(1), request_of(9), answer_of(9), sealed_secret_of(9))) ==
        ErrorKind::conflict);
  const Bytes short_answer = answer_of(2, 256);
  REQUIRE(store->record_claim("a", hash_of(2), request_of(2), short_answer, sealed_secret_of(2)));
  store.reset();
  store = open_register(scratch / "register.db");
  const auto found = store->find_claim("a", hash_of(1)).value();
  REQUIRE(found);
  CHECK(found->use == Use::claimed);
  CHECK(found->entry == claim(1));
  CHECK(found->request_hash == request_of(1));
  CHECK(found->answer == answer_of(1));
  CHECK(store->find_claim("a", hash_of(2)).value()->answer == short_answer);
  const auto listed = store->list_claims("a").value();
  for (const ClaimState& state : listed) {
    const bool first = state.entry.hash == hash_of(1);
    const bool second = state.entry.hash == hash_of(2);
    CHECK(state.use == (first || second ? Use::claimed : Use::unclaimed));
    CHECK(state.sealed_secret == (first ? sealed_secret_of(1) : second ? sealed_secret_of(2) : Bytes{}));
  }
}

TEST_CASE("a claim of nobody's code, or of another length, is refused") {
  auto store = register_with_claims(2);
  CHECK(error_of(record(*store, "a", 7)) == ErrorKind::not_found);
  CHECK(error_of(record(*store, "none", 1)) == ErrorKind::not_found);
  for (const std::size_t size : {0, 255, 257, 511, 768}) {
    CHECK(error_of(store->record_claim("a", hash_of(1), request_of(1), noise(1, size),
                                       sealed_secret_of(1))) == ErrorKind::invalid);
  }
  for (const std::size_t size : {0, 59, 61}) {
    CHECK(error_of(store->record_claim("a", hash_of(1), request_of(1), answer_of(1), noise(1, size))) ==
          ErrorKind::invalid);
  }
  CHECK(use_of(*store, 1) == Use::unclaimed);
}

TEST_CASE("an invitation has one fate: claimed, exchanged or withdrawn") {
  const auto fates = [](Register& store) {
    return std::vector<Result<void>>{record(store, "a", 1), store.exchange_claim("a", hash_of(1)),
                                     store.withdraw_claims("a", {hash_of(1)})};
  };
  const std::vector<Use> uses{Use::claimed, Use::exchanged, Use::withdrawn};
  for (std::size_t first = 0; first < 3; ++first) {
    auto store = register_with_claims(3);
    if (first == 0) REQUIRE(record(*store, "a", 1));
    if (first == 1) REQUIRE(store->exchange_claim("a", hash_of(1)));
    if (first == 2) REQUIRE(store->withdraw_claims("a", {hash_of(1)}));
    for (const Result<void>& again : fates(*store)) CHECK(error_of(again) == ErrorKind::conflict);
    CHECK(use_of(*store, 1) == uses[first]);
    CHECK(use_of(*store, 0) == Use::unclaimed);
    CHECK(store->list_claims("a").value().size() == 3);
  }
}

TEST_CASE("added and withdrawn invitations: all of them or none") {
  auto store = register_with_claims(5);
  CHECK(error_of(store->add_claims("a", {claim(8), claim(2)})) == ErrorKind::conflict);
  CHECK(error_of(store->add_claims("none", {claim(8)})) == ErrorKind::conflict);
  CHECK_FALSE(store->find_claim("a", hash_of(8)).value());
  REQUIRE(store->add_claims("a", {claim(8), claim(9)}));
  CHECK(use_of(*store, 8) == Use::unclaimed);
  CHECK(error_of(store->withdraw_claims("a", {hash_of(1), hash_of(77)})) == ErrorKind::not_found);
  REQUIRE(record(*store, "a", 3));
  CHECK(error_of(store->withdraw_claims("a", {hash_of(1), hash_of(3)})) == ErrorKind::conflict);
  CHECK(error_of(store->withdraw_claims("a", {hash_of(1), hash_of(1)})) == ErrorKind::conflict);
  CHECK(use_of(*store, 1) == Use::unclaimed);
  REQUIRE(store->withdraw_claims("a", {hash_of(1), hash_of(8)}));
  CHECK(use_of(*store, 1) == Use::withdrawn);
  CHECK(use_of(*store, 8) == Use::withdrawn);
  CHECK(error_of(record(*store, "a", 8)) == ErrorKind::conflict);
  CHECK(error_of(store->exchange_claim("a", hash_of(77))) == ErrorKind::not_found);
}

TEST_CASE("of 64 that claim one code at once, one succeeds") {
  auto store = register_with_claims(3);
  std::atomic<int> recorded{0}, conflicts{0};
  std::atomic<unsigned> winner{0};
  race(64, [&](unsigned index) {
    const auto done =
        store->record_claim("a", hash_of(1), request_of(index), answer_of(index), sealed_secret_of(index));
    if (done) {
      ++recorded;
      winner = index;
    } else if (done.error().kind == ErrorKind::conflict) {
      ++conflicts;
    }
  });
  CHECK(recorded == 1);
  CHECK(conflicts == 63);
  CHECK(store->find_claim("a", hash_of(1)).value()->request_hash == request_of(winner));
}

TEST_CASE("erasing answers, then secrets, leaves what became of each code") {
  auto store = register_with_claims(6);
  REQUIRE(record(*store, "a", 1));
  REQUIRE(record(*store, "a", 2));
  REQUIRE(store->exchange_claim("a", hash_of(3)));
  REQUIRE(store->erase_claim_answers("a"));
  const auto found = store->find_claim("a", hash_of(1)).value();
  CHECK(found->use == Use::claimed);
  CHECK(found->answer.empty());
  CHECK(found->request_hash == Bytes32{});
  CHECK(error_of(record(*store, "a", 1)) == ErrorKind::conflict);
  const auto secrets = [&] {
    return std::ranges::count_if(store->list_claims("a").value(),
                                 [](const ClaimState& state) { return !state.sealed_secret.empty(); });
  };
  CHECK(secrets() == 2);
  REQUIRE(store->erase_claim_secrets("a"));
  CHECK(secrets() == 0);
  CHECK(use_of(*store, 1) == Use::claimed);
  CHECK(use_of(*store, 3) == Use::exchanged);
  CHECK(use_of(*store, 0) == Use::unclaimed);
}

TEST_CASE("amendments are numbered in their round and listed in their order") {
  auto store = register_with_claims(1);
  REQUIRE(store->add_round(round_record("b")));
  for (int number = 1; number <= 12; ++number) {
    std::string line = "{\"number\":";
    line.append(std::to_string(number)).append("}");
    CHECK(store->add_amendment("a", line).value() == number);
  }
  CHECK(store->add_amendment("b", "other").value() == 1);
  const auto lines = store->list_amendments("a").value();
  REQUIRE(lines.size() == 12);
  CHECK(lines[0] == "{\"number\":1}");
  CHECK(lines[10] == "{\"number\":11}");
  CHECK(store->list_amendments("b").value() == std::vector<std::string>{"other"});
  CHECK(error_of(store->add_amendment("none", "x")) == ErrorKind::conflict);
}

TEST_CASE("an amendment and what it says are stored together or not at all") {
  auto store = register_with_claims(4);
  CHECK(store->add_amendment("a", "first", {claim(8)}, {hash_of(1)}).value() == 1);
  CHECK(use_of(*store, 8) == Use::unclaimed);
  CHECK(use_of(*store, 1) == Use::withdrawn);
  CHECK(error_of(store->add_amendment("a", "bad", {claim(9)}, {hash_of(77)})) == ErrorKind::not_found);
  CHECK(error_of(store->add_amendment("a", "bad", {claim(9), claim(2)}, {hash_of(3)})) ==
        ErrorKind::conflict);
  CHECK_FALSE(store->find_claim("a", hash_of(9)).value());
  CHECK(use_of(*store, 3) == Use::unclaimed);
  CHECK(store->list_amendments("a").value() == std::vector<std::string>{"first"});
}

TEST_CASE("what belongs to a round goes with it") {
  auto store = register_with_claims(4);
  REQUIRE(store->put_roster("a", {{"p", "c", 0, 0}}));
  REQUIRE(store->add_amendment("a", "line"));
  REQUIRE(store->put_signing_key("a", {0, 0, {1}, {2}}));
  REQUIRE(store->remove_round("a", 1));
  CHECK(store->list_claims("a").value().empty());
  CHECK(store->get_roster("a").value().empty());
  CHECK(store->list_amendments("a").value().empty());
  CHECK(store->list_signing_keys("a").value().empty());
}

}  // namespace
}  // namespace candor::server::tests
