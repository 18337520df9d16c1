// `candor invite print`: slips and the list for mailing, and what it refuses.
#include "forms/csv.h"
#include "forms/round_json.h"
#include "server/protocol/canonical_files.h"
#include "server/protocol/codes.h"
#include "server/protocol/hash.h"
#include "tests/server/cli/invite_support.h"

using namespace candor::server;
using namespace candor::server::test;

namespace {

const std::string kManifest = "efba568df02ee2e6a29f0b9350aaf29750bfc936e67787ab381e20a9ee7f07d6";
const std::string kManifestBase64 = "77pWjfAu4uainwuTUKryl1C_yTbmd4erOB4gqe5_B9Y";
const std::string kUrl = "https://appraisal.example.org";

struct Printer : Registrar {
  Printer() {
    REQUIRE(draw().exit_code == 0);
    arguments = {codes, round, kManifest, "", kUrl, "", scratch / "slips.html", scratch / "mail.csv"};
  }
  [[nodiscard]] Outcome print() const {
    return catch_output([&] { return run_invite_print(arguments); });
  }
  [[nodiscard]] bool wrote() const { return fs::exists(arguments.out) || fs::exists(arguments.mail); }

  InvitePrintArguments arguments;
};

std::vector<std::vector<std::string>> cells_of(const std::string& csv) {
  std::vector<std::vector<std::string>> rows;
  candor::forms::CsvReader reader(csv);
  while (reader.next() == candor::forms::CsvReader::Row::read) {
    auto& row = rows.emplace_back();
    for (const auto& field : reader.fields()) row.emplace_back(field.text);
  }
  return rows;
}

/// manifest.json as it is for a round that was opened with the registrar's codes.
nlohmann::json manifest_of(const std::string& round_path) {
  const auto round = candor::forms::parse_round(read(round_path));
  REQUIRE(round);
  const auto made = protocol::make_canonical_files(round->round, {});
  auto manifest = nlohmann::json::parse(made.files.back().bytes);
  manifest["codes_by"] = "registrar";
  return manifest;
}

}  // namespace

TEST_CASE("invite print lists link and code of every person") {
  const Printer printer;
  const auto outcome = printer.print();
  INFO(outcome.err);
  REQUIRE(outcome.exit_code == 0);
  CHECK(contains(outcome.out, "mail.csv: 5 rows, 2 without a contact"));
  const auto mail = cells_of(read(printer.arguments.mail));
  const auto rows = printer.rows();
  REQUIRE(mail.size() == 6);
  CHECK(mail[0] == std::vector<std::string>{"person", "contact", "unit", "category", "link", "code"});
  CHECK(mail[4][4] == kUrl + "/b#1." + kManifestBase64 + ".2026-spring.2.3." + rows[3].secret);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CHECK(mail[i + 1][0] == rows[i].person);
    CHECK(mail[i + 1][1] == rows[i].contact);
    const auto typed = protocol::parse_typed_code(mail[i + 1][5]);
    REQUIRE(typed);
    CHECK(typed->secret == rows[i].secret);
    CHECK(mail[i + 1][4].ends_with("." + std::to_string(typed->part) + "." + std::to_string(typed->category) +
                                   "." + rows[i].secret));
  }
}

TEST_CASE("invite print makes a slip for each person that needs no server to look right") {
  const Printer printer;
  REQUIRE(printer.print().exit_code == 0);
  const std::string html = read(printer.arguments.out);
  for (const auto& row : printer.rows()) CHECK(contains(html, row.secret.substr(0, 5) + "-"));
  CHECK(contains(html, "<h3 class=\"person\">Sun &lt;b&gt;</h3>"));
  CHECK(contains(html, "<b>efba 568d f02e e2e6 a29f 0b93 50aa f297</b>"));
  CHECK(contains(html, "appraisal.example.org/b"));
  CHECK(contains(html, "council@example.org"));
  CHECK(contains(html, "href=\"data:text/css"));
  CHECK_FALSE(contains(html, "https:"));  // no link in clear, nothing to load
  CHECK_FALSE(contains(html, "made by the server"));
  CHECK(html.find("工厂") < html.find("车间"));
}

TEST_CASE("invite print can print one unit, and writes only what it is asked for") {
  Printer printer;
  printer.arguments.unit = "u1";
  printer.arguments.mail.clear();
  REQUIRE(printer.print().exit_code == 0);
  CHECK_FALSE(contains(read(printer.arguments.out), "Sun"));
  CHECK_FALSE(fs::exists(printer.scratch / "mail.csv"));
  printer.arguments.unit = "nowhere";
  CHECK(printer.print().exit_code == 1);
  printer.arguments.out.clear();
  CHECK(printer.print().exit_code == 2);
}

TEST_CASE("invite print takes M as people hand it on, and refuses what is no M") {
  Printer printer;
  std::string grouped;
  for (std::size_t i = 0; i < kManifest.size(); i += 4) grouped += kManifest.substr(i, 4) + " ";
  for (char& c : grouped) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  printer.arguments.manifest = grouped;
  CHECK(printer.print().exit_code == 0);
  CHECK(contains(read(printer.arguments.mail), kManifestBase64));
  for (const std::string& bad :
       {std::string(), kManifest.substr(1), kManifest + "0", "g" + kManifest.substr(1), kManifestBase64}) {
    CAPTURE(bad);
    Printer other;
    other.arguments.manifest = bad;
    const auto outcome = other.print();
    CHECK(outcome.exit_code == 2);
    CHECK(contains(outcome.err, "--manifest"));
    CHECK_FALSE(other.wrote());
  }
}

TEST_CASE("invite print takes addresses where credentials can exist, and no others") {
  Printer printer;
  for (const char* good : {"https://a.example", "https://a.example:8443/", "http://localhost:8080",
                           "http://127.0.0.1", "https://[2001:db8::1]:8443"}) {
    CAPTURE(good);
    printer.arguments.url = good;
    CHECK(printer.print().exit_code == 0);
    CHECK_FALSE(contains(read(printer.arguments.mail), "//b#"));
  }
  for (const char* bad : {"", "a.example", "http://a.example", "ftp://a.example", "https://", "https://a b",
                          "https://a.example/candor", "https://a.example#x", "https://a.example?x",
                          "https://name@a.example", "http://localhost.a.example"}) {
    CAPTURE(bad);
    printer.arguments.url = bad;
    const auto outcome = printer.print();
    CHECK(outcome.exit_code == 2);
    CHECK(contains(outcome.err, "--url"));
  }
}

TEST_CASE("invite print names the line of a code that does not fit the round") {
  Printer printer;
  const std::string codes = read(printer.codes);
  const auto rows = printer.rows();
  struct Bad {
    const char* what;
    std::string csv;
    const char* place;
  };
  for (const Bad& bad : {
           Bad{"unknown unit", with(codes, ",u2,", ",u9,"), "line 5, column 3"},
           Bad{"unknown category", with(codes, ",u3,B,", ",u3,Z,"), "line 6, column 4"},
           Bad{"other category", with(codes, ",u3,B,", ",u3,A,"), "line 6, column 6"},
           Bad{"other secret", with(codes, rows[1].secret, "0123456789ABCDEFGHJK"), "line 3, column 6"},
           Bad{"secret as a number", with(codes, rows[1].secret, "1.23457E+19"), "line 3, column 5"},
           Bad{"secret in lower case", with(codes, rows[1].secret, "0123456789abcdefghjk"),
               "line 3, column 5"},
           Bad{"no hash", with(codes, protocol::hex_of(rows[0].claim_hash), ""), "line 2, column 6"},
           Bad{"same row twice", codes + codes.substr(codes.rfind("Sun")), "line 7, column 5"},
           Bad{"no rows", codes.substr(0, codes.find('\n') + 1), "line 1, column 1"},
           Bad{"a roster", kRoster, "line 1, column 5"},
       }) {
    INFO(bad.what);
    printer.arguments.codes = printer.scratch.write("bad.csv", bad.csv);
    const auto outcome = printer.print();
    INFO(outcome.err);
    CHECK(outcome.exit_code == 1);
    CHECK(contains(outcome.err, std::string("bad.csv: error: ") + bad.place + ": "));
    CHECK_FALSE(printer.wrote());
    CHECK_FALSE(contains(outcome.err, rows[2].secret));
  }
}

TEST_CASE("codes of another round are refused row by row") {
  Printer printer;
  auto round = credential_round();
  round["id"] = "2027-spring";
  printer.arguments.round = printer.scratch.write("other.json", round.dump());
  const auto outcome = printer.print();
  CHECK(outcome.exit_code == 1);
  CHECK(contains(outcome.err, "The list of codes has 5 errors"));
  CHECK(contains(outcome.err, "round `2027-spring`"));
}

TEST_CASE("codes that a spreadsheet saved again, columns moved and in GB18030, are still read") {
  Printer printer;
  const auto rows = printer.rows();
  const std::string moved = "claim_hash,secret,category,unit,contact,person\r\n" +
                            protocol::hex_of(rows[2].claim_hash) + "," + rows[2].secret +
                            ",C,u1,,\xCD\xF5\xB7\xBC\r\n";
  printer.arguments.codes = printer.scratch.write("moved.csv", moved);
  CHECK(printer.print().exit_code == 0);
  CHECK(contains(read(printer.arguments.out), "王芳"));
}

TEST_CASE("invite print compares manifest.json with M and with the round file") {
  Printer printer;
  const auto manifest = manifest_of(printer.round);
  const auto print_with = [&](const nlohmann::json& json, bool with_its_hash) {
    const std::string text = json.dump();
    printer.arguments.manifest_file = printer.scratch.write("manifest.json", text);
    printer.arguments.manifest =
        with_its_hash ? protocol::hex_of(protocol::manifest_hash_of(text)) : kManifest;
    return printer.print();
  };
  CHECK(print_with(manifest, true).exit_code == 0);
  fs::remove(printer.arguments.out);
  fs::remove(printer.arguments.mail);
  const auto other_hash = print_with(manifest, false);
  CHECK(other_hash.exit_code == 1);
  CHECK(contains(other_hash.err, "manifest.json: its fingerprint is not the M"));
  for (const auto& [key, value, words] : std::vector<std::tuple<std::string, nlohmann::json, std::string>>{
           {"round", "2027-spring", "another round"},
           {"parts", 4, "number of units"},
           {"core", kManifest, "another round file"},
           {"codes_by", "server", "made by the server"},
           {"candor_manifest", 2, "no manifest"}}) {
    CAPTURE(key);
    auto changed = manifest;
    changed[key] = value;
    const auto outcome = print_with(changed, true);
    CHECK(outcome.exit_code == 1);
    CHECK(contains(outcome.err, words));
    CHECK_FALSE(printer.wrote());
  }
  CHECK(print_with(nlohmann::json::array(), true).exit_code == 1);
}
