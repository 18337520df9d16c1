// `candor invite codes`: what is drawn, what is written where, what is said.
#include <sys/stat.h>

#include <set>

#include "server/cli/private_file.h"
#include "server/protocol/hash.h"
#include "tests/server/cli/invite_support.h"

using namespace candor::server;
using namespace candor::server::test;

namespace {

unsigned mode_of(const std::string& path) {
  struct stat status {};
  REQUIRE(stat(path.c_str(), &status) == 0);
  return status.st_mode & 0777U;
}

}  // namespace

TEST_CASE("invite codes draws a code for each row and writes its hash as the protocol says") {
  const Registrar registrar;
  const auto outcome = registrar.draw();
  INFO(outcome.err);
  REQUIRE(outcome.exit_code == 0);
  const auto rows = registrar.rows();
  REQUIRE(rows.size() == 5);
  CHECK(rows[0].person == "李明");
  CHECK(rows[0].contact == "+86 138-0000-0001");
  CHECK(rows[1].person == "O'Brien, Pat");
  CHECK(rows[2].unit == "u1");
  CHECK(rows[2].category == "C");
  std::set<std::string> secrets;
  for (const auto& row : rows) {
    secrets.insert(row.secret);
    CHECK(row.secret.size() == 20);
    CHECK(row.claim_hash == protocol::Hash("claim")
                                .text16("2026-spring")
                                .text16(row.unit)
                                .text16(row.category)
                                .text(row.secret)
                                .finish());
  }
  CHECK(secrets.size() == rows.size());
  CHECK(read(registrar.codes).starts_with("\xEF\xBB\xBFperson,contact,unit,category,secret,claim_hash\r\n"));
}

TEST_CASE("the claim hashes hold no person and no secret, in an order that says nothing") {
  const Registrar registrar;
  REQUIRE(registrar.draw().exit_code == 0);
  const std::string text = read(registrar.hashes);
  const auto json = nlohmann::json::parse(text);
  CHECK(json.dump() == text);  // canonical: keys sorted, no spaces
  CHECK(json["candor_claims"] == 1);
  CHECK(json["round"] == "2026-spring");
  REQUIRE(json["claims"].size() == 5);
  std::vector<std::string> hashes;
  std::set<std::string> of_rows;
  for (const auto& claim : json["claims"]) {
    CHECK(claim.size() == 3);
    hashes.push_back(claim["hash"]);
  }
  CHECK(std::is_sorted(hashes.begin(), hashes.end()));
  for (const auto& row : registrar.rows()) {
    of_rows.insert(protocol::hex_of(row.claim_hash));
    CHECK_FALSE(contains(text, row.secret));
    CHECK_FALSE(contains(text, row.person));
  }
  CHECK(of_rows == std::set<std::string>(hashes.begin(), hashes.end()));
}

TEST_CASE("invite codes counts by unit and category, and warns of small groups and other numbers due") {
  const Registrar registrar;
  const auto outcome = registrar.draw();
  REQUIRE(outcome.exit_code == 0);
  CHECK(contains(outcome.out, "u1\tA\t1\nu1\tC\t2\nu2\tC\t1\nu3\tB\t1\n"));
  CHECK(contains(outcome.out, "codes.csv: 5 codes"));
  CHECK(contains(outcome.err, "warning: unit u2, category C: 1 invited, fewer than min_cell (5)"));
  CHECK(contains(outcome.err, "warning: unit u1, category A: the round file says 6 due, the roster has 1"));
  CHECK(contains(outcome.err, "warning: unit u1, category B: the round file says 21 due, the roster has 0"));
  CHECK(contains(outcome.err, "the server sets due from the hashes"));
  CHECK_FALSE(contains(outcome.err, "unit u2, category C: the round file says"));  // u2 states no due
  for (const auto& row : registrar.rows()) {
    CHECK_FALSE(contains(outcome.out + outcome.err, row.secret));
    CHECK_FALSE(contains(outcome.out + outcome.err, row.person));
  }
}

TEST_CASE("invite codes is silent where nothing is amiss") {
  Registrar registrar;
  auto round = credential_round();
  for (auto& unit : round["units"]) unit.erase("due");
  round["units"][1]["due"] = {{"C", 5}};
  registrar.round = registrar.scratch.write("round.json", round.dump());
  std::string roster = "unit,category,person\n";
  for (int i = 0; i < 5; ++i) roster += "u2,C,p" + std::to_string(i) + "\n";
  registrar.roster = registrar.scratch.write("roster.csv", roster);
  const auto outcome = registrar.draw();
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.err.empty());
}

TEST_CASE("codes are for their owner's eyes, and are never written over") {
  const Registrar registrar;
  REQUIRE(registrar.draw().exit_code == 0);
  CHECK(mode_of(registrar.codes) == 0600);
  const std::string codes = read(registrar.codes), hashes = read(registrar.hashes);
  const auto again = registrar.draw();
  CHECK(again.exit_code == 1);
  CHECK(contains(again.err, "codes.csv: is there already"));
  CHECK(read(registrar.codes) == codes);
  CHECK(read(registrar.hashes) == hashes);
}

TEST_CASE("where the hashes cannot be written, no codes are left") {
  Registrar registrar;
  registrar.scratch.write("hashes.json", "kept");
  CHECK(registrar.draw().exit_code == 1);
  CHECK_FALSE(fs::exists(registrar.codes));
  CHECK(read(registrar.hashes) == "kept");
  registrar.hashes = registrar.scratch / "absent/hashes.json";
  CHECK(registrar.draw().exit_code == 1);
  CHECK_FALSE(fs::exists(registrar.codes));
  registrar.hashes = registrar.codes;
  CHECK(registrar.draw().exit_code == 1);
}

TEST_CASE("invite codes refuses a wrong roster or round by place, and draws nothing") {
  Registrar registrar;
  registrar.roster = registrar.scratch.write("bad.csv", kRoster + "Li,,u9,A\n,,u1,A\n");
  auto outcome = registrar.draw();
  CHECK(outcome.exit_code == 1);
  CHECK(contains(outcome.err, "bad.csv: error: line 7, column 3: unknown unit `u9`"));
  CHECK(contains(outcome.err, "bad.csv: error: line 8, column 1: "));
  CHECK_FALSE(fs::exists(registrar.codes));
  CHECK_FALSE(fs::exists(registrar.hashes));
  auto round = credential_round();
  round["access"]["mode"] = "ticket";
  registrar.round = registrar.scratch.write("ticket.json", round.dump());
  outcome = registrar.draw();
  CHECK(outcome.exit_code == 1);
  CHECK(contains(outcome.err, "ticket.json: error: /access/mode: "));
  registrar.round = registrar.scratch / "absent.json";
  CHECK(registrar.draw().exit_code == 1);
}

TEST_CASE("a roster in GB18030 is read, and that is said") {
  Registrar registrar;
  registrar.roster = registrar.scratch.write("gbk.csv",
                                             "\xD0\xD5\xC3\xFB,\xB5\xA5\xCE\xBB,\xC0\xE0\xB1\xF0\r\n"
                                             "\xD5\xC5\xCE\xB0,\xB9\xA4\xB3\xA7,\xD6\xB0\xB9\xA4\r\n");
  const auto outcome = registrar.draw();
  CHECK(outcome.exit_code == 0);
  CHECK(contains(outcome.err, "gbk.csv: read as GB18030"));
  CHECK(registrar.rows()[0].person == "张伟");
}

TEST_CASE("a private file replaces as a whole, whatever a killed run left, and leaves nothing on failure") {
  const Scratch scratch;
  const std::string path = scratch.write("slips.html", "old");
  scratch.write("slips.html.part", "left behind");
  REQUIRE(write_private_file(path, "new", Existing::replace));
  CHECK(read(path) == "new");
  CHECK(mode_of(path) == 0600);
  CHECK_FALSE(fs::exists(path + ".part"));
  CHECK_FALSE(write_private_file(scratch / "absent/x", "new", Existing::replace));
  CHECK_FALSE(write_private_file(scratch / "absent/x", "new", Existing::refuse));
  fs::create_symlink(path, scratch / "link");
  CHECK(write_private_file(scratch / "link", "x", Existing::refuse).error().kind ==
        candor::ErrorKind::conflict);
  CHECK(read(path) == "new");
}
