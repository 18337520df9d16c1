// From a cast to the seal, and to the day the answers are destroyed.
#include <fstream>
#include <iterator>

#include "server/protocol/codes.h"
#include "server/protocol/hash.h"
#include "server/protocol/p256_key.h"
#include "server/verify/verify.h"
#include "tests/server/app/support.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::test;

namespace {

std::int64_t now = kSomeDay_s;

forms::Round without_required_items(const std::string& id) {
  auto round = openable(id);
  for (auto& section : round.sections) {
    for (auto& item : section.items) item.required = false;
  }
  return round;
}

constexpr const char* kSalt = "5a17000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d";

/// One ballot by the first ticket of the first group.
Cast cast_by_ticket(Program& program, const forms::Round& round) {
  const auto codes = required(program.rounds().take_codes_for_printing(round.id, CodeKind::tickets, "o"));
  const auto& group = codes.front();
  const auto& unit = round.units[group.unit].id;
  const auto& category = round.categories[group.category].id;
  const auto bearer = protocol::ballot_bearer(round.id, unit, category, group.secrets.front());
  Cast cast;
  cast.manifest = required(program.boxes().page(round.id, std::nullopt)).manifest_hash;
  cast.salt = kSalt;
  cast.body = R"({"m1":{"overall":"competent"}})";
  cast.right = TicketRight{unit, category, protocol::hex_of(bearer)};
  return cast;
}

std::string read_whole(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

TEST_CASE("a ticket that is in no list is refused, in words of both languages") {
  const TemporaryDirectory directory;
  auto program = open_program(directory, now);
  const auto round = without_required_items("unlisted");
  required(program->rounds().create(forms::encode_round(round), "o"));
  required(program->moves().open("unlisted", {}, "o"));
  auto cast = cast_by_ticket(*program, round);
  std::get<TicketRight>(cast.right).bearer = std::string(64, '0');
  const auto refused = program->boxes().cast_ballot("unlisted", cast);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::not_found);
  CHECK(refused.error().detail.find("not in the list") != std::string::npos);
  CHECK(refused.error().detail_zh.find("不在本轮") != std::string::npos);
}

TEST_CASE("a cast has a receipt by the key of the manifest, and a sealed round passes the audit") {
  const TemporaryDirectory directory;
  auto program = open_program(directory, now);
  const auto round = without_required_items("sealed");
  required(program->rounds().create(forms::encode_round(round), "o"));
  const auto opened = required(program->moves().open("sealed", {}, "o"));
  const auto accepted = required(program->boxes().cast_ballot("sealed", cast_by_ticket(*program, round)));
  REQUIRE(accepted.receipt);
  CHECK_FALSE(program->moves().seal("sealed", now, std::nullopt, "o"));  // still open
  required(program->moves().close("sealed", "o"));
  CHECK_FALSE(program->moves().release("sealed", {}, "o"));
  const auto apart = program->moves().seal("sealed", now + 301, std::nullopt, "o");
  REQUIRE_FALSE(apart);
  CHECK(apart.error().kind == ErrorKind::conflict);
  CHECK_FALSE(program->boxes().bundle("sealed"));
  const auto sealed = required(program->moves().seal("sealed", now + 299, std::nullopt, "o"));
  CHECK(sealed.record.sealed_at_s == now);
  CHECK_FALSE(std::filesystem::exists(directory.path() / "keys" / "sealed.key"));
  required(program->moves().release("sealed", {}, "o"));
  const std::string bundle = required(program->boxes().bundle("sealed"));
  const std::string record = required(program->boxes().record("sealed"));
  const auto verified =
      verify::verify_bundle(bundle, {required(protocol::parse_hex32(opened.record.manifest_hash)), record});
  CHECK(verified.sound());
  const auto entries = required(program->boxes().record_file("sealed", "ballots.bin"));
  CHECK(entries == std::string(accepted.entry.begin(), accepted.entry.end()));
}

TEST_CASE("answers are destroyed after the date that respondents were told, not before, with a certificate") {
  const TemporaryDirectory directory;
  auto program = open_program(directory, now);
  const auto round = without_required_items("purged");
  required(program->rounds().create(forms::encode_round(round), "o"));
  const auto opened = required(program->moves().open("purged", {}, "o"));
  required(program->boxes().cast_ballot("purged", cast_by_ticket(*program, round)));
  required(program->moves().close("purged", "o"));
  required(program->moves().seal("purged", now, std::nullopt, "o"));
  required(program->moves().release("purged", {}, "o"));
  const auto too_soon = program->moves().purge("purged", "o");
  REQUIRE_FALSE(too_soon);
  CHECK(too_soon.error().kind == ErrorKind::expired);
  now = opened.record.retain_until_s;
  const auto record_before = required(program->boxes().record("purged"));
  const std::string certificate = required(program->moves().purge("purged", "o"));
  CHECK(certificate.find(R"("ballots":1)") != std::string::npos);
  CHECK(required(program->boxes().record("purged")) == record_before);
  CHECK(program->boxes().bundle("purged").error().kind == ErrorKind::expired);
  CHECK(program->boxes().count("purged").error().kind == ErrorKind::expired);
  CHECK_FALSE(program->moves().purge("purged", "o"));
  program.reset();
  const auto salt = required(protocol::parse_hex32(kSalt));
  const std::string salt_bytes(salt.begin(), salt.end());
  CHECK(read_whole(directory.path() / "box" / "purged.db").find(salt_bytes) == std::string::npos);
  // What is left opens again.
  program = open_program(directory, now);
  CHECK(required(program->boxes().record("purged")) == record_before);
}
