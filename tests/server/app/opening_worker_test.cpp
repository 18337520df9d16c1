// Opening a round by credentials: keys in the background, given up, gone on with after a restart; claims
// then.
#include <chrono>
#include <thread>

#include "server/protocol/blind_client.h"
#include "server/protocol/credential.h"
#include "server/protocol/hash.h"
#include "tests/server/app/support.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::test;
using forms::RoundState;

namespace {

std::int64_t now = kSomeDay_s;

forms::Round by_credentials(const std::string& id) {
  auto round = openable(id);
  round.access = forms::AccessMode::credential;
  return round;
}

constexpr const char* kRoster = "person,contact,unit,category\nAn,,u1,B\nBo,,u1,B\nCai,,u1,C\n";

RoundView drafted(Program& program, const std::string& id) {
  required(program.rounds().create(forms::encode_round(by_credentials(id)), "o"));
  const auto view = required(program.rounds().get(id));
  required(
      program.invitations().import_roster(id, kRoster, Invitations::Mode::replace, view.record.version, "o"));
  return required(program.rounds().get(id));
}

OpeningWishes confirming(const RoundView& view) {
  OpeningWishes wishes;
  for (const auto& small : view.small_categories) wishes.confirmed.emplace_back(small.unit, small.category);
  return wishes;
}

bool opens_within(Program& program, const std::string& id, std::chrono::seconds limit) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (std::chrono::steady_clock::now() < end) {
    if (required(program.rounds().get(id)).record.state == RoundState::open) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return false;
}

}  // namespace

TEST_CASE("the roster sets who is due, and a draft is locked while its keys are made") {
  const TemporaryDirectory directory;
  auto program = open_program(directory, now);
  const auto view = drafted(*program, "locked");
  CHECK((*view.round.units[0].due).at("B") == 2);
  CHECK_FALSE(program->moves().open("locked", {}, "o"));  // small categories are not confirmed
  CHECK_FALSE(required(program->rounds().get("locked")).tickets_kept);
  const auto begun = required(program->moves().open("locked", confirming(view), "o"));
  REQUIRE(begun.opening);
  CHECK(begun.opening->total >= 2);
  const auto edited = program->rounds().replace("locked", begun.record.file, begun.record.version, "o");
  if (!edited) CHECK(edited.error().kind == ErrorKind::conflict);
  REQUIRE(opens_within(*program, "locked", std::chrono::seconds(60)));
  const auto opened = required(program->rounds().get("locked"));
  CHECK_FALSE(opened.opening);
  CHECK(opened.record.grace_s == kDefaultGrace_s);
  CHECK(opened.record.retain_until_s == now + kDefaultRetention_s);
  CHECK(required(program->rounds().take_codes_for_printing("locked", CodeKind::invitations, "o")).size() ==
        2);
  CHECK_FALSE(program->rounds().take_codes_for_printing("locked", CodeKind::tickets, "o"));
}

TEST_CASE("what was begun goes on after a restart, and what was given up leaves nothing") {
  const TemporaryDirectory directory;
  {
    auto program = open_program(directory, now);
    const auto view = drafted(*program, "again");
    required(program->moves().open("again", confirming(view), "o"));
  }  // ends within the first keys
  auto program = open_program(directory, now);
  CHECK(opens_within(*program, "again", std::chrono::seconds(60)));
  const auto view = drafted(*program, "not-now");
  required(program->moves().open("not-now", confirming(view), "o"));
  const auto given_up = program->moves().give_up_opening("not-now", "o");
  if (given_up) {
    CHECK(given_up->record.state == RoundState::draft);
    CHECK_FALSE(given_up->tickets_kept);
    CHECK_FALSE(std::filesystem::exists(directory.path() / "keys" / "not-now.key"));
  }
}

TEST_CASE("a code buys signatures once: the same again is answered, other keys and later are not") {
  const TemporaryDirectory directory;
  auto program = open_program(directory, now);
  const auto view = drafted(*program, "claimed");
  required(program->moves().open("claimed", confirming(view), "o"));
  REQUIRE(opens_within(*program, "claimed", std::chrono::seconds(60)));
  const auto codes =
      required(program->rounds().take_codes_for_printing("claimed", CodeKind::invitations, "o"));
  ClaimRequest request;
  request.manifest = required(program->rounds().get("claimed")).record.manifest_hash;
  request.part = 1;
  request.category = codes.front().category + 1;
  request.secret = codes.front().secrets.front();
  request.ballot = Bytes(256, 0x17);
  if (forms::asks_for_texts(view.round, view.round.units[0])) request.comment = Bytes(256, 0x18);
  const auto first = required(program->claims().claim("claimed", request));
  CHECK(first.ballot.size() == 256);
  CHECK(required(program->claims().claim("claimed", request)).ballot == first.ballot);
  auto other = request;
  other.ballot[255] ^= 1;
  CHECK(program->claims().claim("claimed", other).error().kind == ErrorKind::conflict);
  other = request;
  other.ballot = Bytes(256, 0xff);  // not below the modulus
  other.secret = codes.front().secrets.back();
  CHECK(program->claims().claim("claimed", other).error().kind == ErrorKind::invalid);
  other = request;
  other.secret = std::string(20, '0');
  CHECK(program->claims().claim("claimed", other).error().kind == ErrorKind::not_found);
  now += 100;
  const auto open = required(program->rounds().get("claimed"));
  required(program->moves().set_times("claimed", {0, now + 10, 60, std::nullopt}, open.record.version, "o"));
  now += 20;  // closed for claims, within the grace
  CHECK(required(program->claims().claim("claimed", request)).ballot == first.ballot);
  other.secret = codes.front().secrets.back();
  CHECK(program->claims().claim("claimed", other).error().kind == ErrorKind::expired);
  now += 60;  // after it
  CHECK(program->claims().claim("claimed", request).error().kind == ErrorKind::expired);
}
