// Every reader of foreign bytes, fed with changed seeds: none crashes, and what one accepts it gives back
// unchanged. CANDOR_FUZZ_RUNS and CANDOR_SEED make it longer and different.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include <nlohmann/json.hpp>

#include "analysis/disclose.h"
#include "forms/ballot.h"
#include "forms/ballots_csv.h"
#include "forms/canonical_json.h"
#include "forms/roster_csv.h"
#include "forms/round_json.h"
#include "forms/units_csv.h"
#include "server/cli/invite_files.h"
#include "server/http/body_reader.h"
#include "server/http/request_head.h"
#include "server/protocol/codes.h"
#include "server/protocol/credential.h"
#include "server/protocol/seal_lines.h"
#include "server/protocol/zip_archive.h"
#include "tests/catch.h"
#include "tests/fuzz/mutate.h"

namespace {

using namespace candor;

std::uint64_t number_from(const char* name, std::uint64_t otherwise) {
  const char* const text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

std::string read_file(const std::string& path) {
  std::ostringstream text;
  std::ifstream file(std::filesystem::path(CANDOR_SOURCE) / path, std::ios::binary);
  REQUIRE(file);
  text << file.rdbuf();
  return text.str();
}

/// How many of the changed inputs `accepts` took: some must be, or the fuzz never gets past the door.
std::uint64_t feed(const std::string& seed_text, const std::function<bool(const std::string&)>& accepts) {
  const std::uint64_t seed = number_from("CANDOR_SEED", 20261121);
  const std::uint64_t runs = number_from("CANDOR_FUZZ_RUNS", 4000);
  CAPTURE(seed, runs);
  fuzz::Random random(seed);
  std::uint64_t accepted = 0;
  for (std::uint64_t i = 0; i < runs; ++i) accepted += accepts(fuzz::mutate(seed_text, random)) ? 1 : 0;
  return accepted;
}

const forms::Round& sample_round() {
  static const forms::Round round = [] {
    auto read = forms::parse_round(read_file("tests/data/cases/item-types/round.json"));
    REQUIRE(read);
    return read->round;
  }();
  return round;
}

}  // namespace

TEST_CASE("whatever stands in a round file, reading ends well, and an accepted one survives a round trip") {
  feed(read_file("tests/data/cases/asked-of-whom/round.json"), [](const std::string& text) {
    const auto read = forms::parse_round(text);
    if (!read) {
      REQUIRE_FALSE(read.error().detail.empty());
      return false;
    }
    const auto again = forms::parse_round(forms::encode_round(read->round));
    REQUIRE(again);
    REQUIRE(again->round == read->round);
    return true;
  });
}

TEST_CASE("whatever stands in a ballots CSV, reading ends well, and accepted ballots can be counted") {
  feed(read_file("tests/data/cases/item-types/ballots.csv"), [](const std::string& text) {
    const auto read = forms::parse_ballots_csv(sample_round(), text);
    if (!read) return false;
    analysis::Tallier tallier(sample_round());
    for (const auto& ballot : read->ballots)
      REQUIRE(tallier.add(ballot.unit, ballot.category, ballot.answers));
    const auto raw = std::move(tallier).finish();
    const auto tally = analysis::disclose(raw);
    REQUIRE(tally.tables().units.size() >= sample_round().units.size());
    return true;
  });
}

TEST_CASE("whatever stands in a units CSV, reading ends well") {
  feed(forms::encode_units_csv(sample_round()),
       [](const std::string& text) { return forms::parse_units_csv(sample_round(), text).has_value(); });
}

TEST_CASE("whatever stands in a roster, in UTF-8 or GB18030, an accepted one survives a round trip") {
  const auto& round = sample_round();
  const std::string unit = round.units.front().id, category = round.categories.front().id;
  const std::string in_gb18030 = "\xD5\xC5\xCE\xB0,+86 138,";
  for (const std::string& person : {std::string("张伟,+86 138,"), in_gb18030}) {
    std::string seed = "person,contact,unit,category\r\n";
    seed.append(person).append(unit).append(",").append(category).append("\r\n\"Li, \"\"Pat\"\"\",,");
    seed.append(unit).append(",").append(category).append("\r\n");
    REQUIRE(forms::parse_roster_csv(round, seed));
    const auto accepted = feed(seed, [&round](const std::string& text) {
      const auto roster = forms::parse_roster_csv(round, text);
      if (!roster) {
        REQUIRE_FALSE(roster.error().detail.empty());
        return false;
      }
      const auto again = forms::parse_roster_csv(round, forms::encode_roster_csv(round, roster->entries));
      REQUIRE(again);
      REQUIRE(again->entries == roster->entries);
      return true;
    });
    CHECK(accepted > 0);
  }
}

TEST_CASE("whatever stands in a ballot's body, an accepted one is canonical and comes back the same") {
  const auto book = forms::make_codebook(sample_round(), sample_round().units.front());
  const std::string seed =
      R"({"-":{"recommend":7},"team":{"grade":"3","many":["p","r"],"one":"y","order":["k2","k1"],"years":"12.5"}})";
  REQUIRE(forms::parse_ballot_body(book, seed));
  const auto accepted = feed(seed, [&book](const std::string& text) {
    const auto answers = forms::parse_ballot_body(book, text);
    if (!answers) return false;
    REQUIRE(forms::encode_ballot_body(book, *answers) == text);
    return true;
  });
  CHECK(accepted > 0);
}

TEST_CASE("whatever stands in a comment's body, an accepted one is canonical and comes back the same") {
  const auto& round = sample_round();
  const std::string seed = R"({"-":{"why":"谢谢 & \"merci\""}})";
  const auto accepted = feed(seed, [&round](const std::string& text) {
    const auto texts = forms::parse_comment_body(round, round.units.front(), text);
    if (!texts) return false;
    REQUIRE(forms::encode_comment_body(*texts) == text);
    return true;
  });
  CHECK(accepted > 0);
}

TEST_CASE("whatever is canonical JSON is written again byte for byte") {
  feed(R"({"a":[1,2,{"b":"\u000f中"}],"c":null,"d":-5})", [](const std::string& text) {
    const auto json = forms::parse_canonical(text);
    if (!json) return false;
    REQUIRE(forms::encode_canonical(*json) == text);
    return true;
  });
}

TEST_CASE("whatever comes over the wire, the reader of requests ends well") {
  const std::string seed =
      "POST /api/v1/rounds/r/ballots?x=1 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
      "Transfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n";
  const auto accepted = feed(seed, [](const std::string& text) {
    const auto end = server::http::find_head_end(text, 0);
    if (end.state != server::http::HeadEnd::State::complete) return false;
    const auto head = server::http::parse_request_head(std::string_view(text).substr(0, end.size_bytes));
    return std::holds_alternative<server::http::RequestHead>(head);
  });
  CHECK(accepted > 0);
  feed("5\r\nhello\r\n10\r\n0123456789abcdef\r\n0\r\n\r\n", [](const std::string& text) {
    server::http::BodyReader reader(64);
    std::string body;
    const auto progress = reader.advance(text, body);
    REQUIRE(body.size() <= 64);
    REQUIRE(progress.used_bytes <= text.size());
    return progress.state == server::http::BodyReader::State::complete;
  });
}

TEST_CASE(
    "whatever stands in a list of codes, accepted rows fit their round and are written again the same") {
  const auto& round = sample_round();
  server::CodeRow row;
  row.person = "张伟";
  row.unit = round.units.front().id;
  row.category = round.categories.front().id;
  row.secret = "0123456789ABCDEFGHJK";
  row.claim_hash = server::protocol::claim_hash(round.id, row.unit, row.category, row.secret);
  const std::string seed = server::encode_codes_csv({row});
  REQUIRE(server::parse_codes_csv(seed, &round));
  const auto accepted = feed(seed, [&round](const std::string& text) {
    const auto rows = server::parse_codes_csv(text, &round);
    if (!rows) return false;
    const std::string again = server::encode_codes_csv(*rows);
    const auto reread = server::parse_codes_csv(again, &round);
    REQUIRE(reread);
    REQUIRE(server::encode_codes_csv(*reread) == again);
    return true;
  });
  CHECK(accepted > 0);
}

TEST_CASE("whatever is typed as a code, reading ends well") {
  const std::string secret = "0123456789ABCDEFGHJK";
  feed(server::protocol::printed_code(12, 3, secret),
       [](const std::string& text) { return server::protocol::parse_typed_code(text).has_value(); });
}

TEST_CASE("whatever stands in an archive, reading ends well, and an accepted one is rebuilt byte for byte") {
  using server::protocol::NamedBytes;
  const std::string seed =
      *server::protocol::make_zip({{"a.json", "{}"}, {"b/c.bin", std::string(80, '\1')}, {"d", ""}});
  feed(seed, [](const std::string& text) {
    const auto read = server::protocol::read_zip(text);
    if (!read) {
      REQUIRE_FALSE(read.error().detail.empty());
      return false;
    }
    std::vector<NamedBytes> files;
    for (const auto& file : *read) files.push_back({std::string(file.name), std::string(file.bytes)});
    REQUIRE(*server::protocol::make_zip(files) == text);
    return true;
  });
}

TEST_CASE(
    "whatever stands in the lines of a seal, reading ends well, and an accepted one comes back the same") {
  using namespace server::protocol;
  BundleRow row;
  row.proof = server::CredentialProof{};
  row.body = R"({"team":{"a":"谢谢"}})";
  const auto by_credential = feed(ballot_line(row), [](const std::string& text) {
    const auto read = parse_row_line(CastKind::ballot, text);
    if (!read) return false;
    REQUIRE(ballot_line(*read) == text);
    return true;
  });
  CHECK(by_credential > 0);
  const BundleRow by_ticket{server::Bytes32{}, {}, "u1", "", 1, {}, "{}"};
  feed(comment_line(by_ticket), [](const std::string& text) {
    const auto read = parse_row_line(CastKind::comment, text);
    if (!read) return false;
    REQUIRE(comment_line(*read) == text);
    return true;
  });
  const auto amended = feed(amendment_line({1, 1, "A", {{}}, {{}}, {}}), [](const std::string& text) {
    const auto read = parse_amendment_line(text);
    if (!read) return false;
    REQUIRE(amendment_line(*read) == text);
    return true;
  });
  CHECK(amended > 0);
  feed(claim_line("u1", "A", "0123456789ABCDEFGHJK"), [](const std::string& text) {
    const auto read = parse_claim_line(text);
    if (!read) return false;
    REQUIRE(claim_line(read->unit, read->category, read->secret) == text);
    return true;
  });
}
