// Rows and claims changed by the operator, who holds the box key and the RSA keys, and makes index, trees,
// figures and seal again. What remains to be found is found by the rows themselves.
#include <algorithm>
#include <functional>
#include <set>

#include "server/protocol/codes.h"
#include "server/protocol/hash.h"
#include "server/protocol/seal_files.h"
#include "tests/catch.h"
#include "tests/server/verify/support/sample.h"

using namespace candor::server;
using namespace candor::server::protocol;
using namespace candor::tests;

namespace {

using RowChange = std::function<void(BundleRow&)>;

std::vector<BundleRow> rows_of(CastKind kind) {
  std::vector<BundleRow> rows;
  const std::string_view file = kind == CastKind::ballot ? kBallotsName : kCommentsName;
  for (const auto& line : lines_in(sample_bundle().at(std::string(file)))) {
    rows.push_back(parse_row_line(kind, line).value());
  }
  return rows;
}

Files with_rows(CastKind kind, const std::vector<BundleRow>& rows) {
  Files bundle = sample_bundle();
  bundle[std::string(kind == CastKind::ballot ? kBallotsName : kCommentsName)] =
      lines_of(sample(), kind, rows);
  return bundle;
}

Files with_file(std::string_view name, const std::vector<std::string>& lines) {
  Files bundle = sample_bundle();
  bundle[std::string(name)] = joined(lines);
  return bundle;
}

/// After the figures, trees and seal were made again.
verify::Verified audit_by_operator(const Files& bundle) {
  return audit(reseal(sample(), bundle, Reseal::figures));
}

void expect_found(const std::string& name, const Files& bundle, const std::string& check) {
  const auto verified = audit_by_operator(bundle);
  CAPTURE(name, text_of(verified));
  CHECK_FALSE(verified.sound());
  CHECK(has_failed(verified, check));
}

template <class Bytes>
void flip(Bytes& bytes) {
  bytes[bytes.size() / 2] = static_cast<typename Bytes::value_type>(bytes[bytes.size() / 2] ^ 1);
}

Bytes32 another_kid(const BundleRow& row) {
  for (const auto& [kid, key] : sample().rsa_keys) {
    if (kid != row.kid) return kid;
  }
  return {};
}

/// Somebody else's credential.
CredentialProof another_proof(CastKind kind, const BundleRow& row) {
  for (const auto& other : rows_of(kind)) {
    if (is_by_credential(other) && other.salt != row.salt) return std::get<CredentialProof>(other.proof);
  }
  return {};
}

std::map<std::string, RowChange> credential_changes(CastKind kind) {
  const auto proof = [](BundleRow& row) -> CredentialProof& { return std::get<CredentialProof>(row.proof); };
  return {
      {"body", [](BundleRow& row) { row.body = row.body == "{}" ? R"({"team":{"trust":"poor"}})" : "{}"; }},
      {"salt", [](BundleRow& row) { flip(row.salt); }},
      {"revision up", [](BundleRow& row) { ++row.revision; }},
      {"last revision", [](BundleRow& row) { row.revision = 99; }},
      {"body signature", [=](BundleRow& row) { flip(proof(row).body_signature); }},
      {"body signature of zeros", [=](BundleRow& row) { proof(row).body_signature = {}; }},
      {"signature", [=](BundleRow& row) { flip(proof(row).signature); }},
      {"signature of zeros", [=](BundleRow& row) { proof(row).signature = {}; }},
      {"prefix", [=](BundleRow& row) { flip(proof(row).prefix); }},
      {"a point beside the curve", [=](BundleRow& row) { flip(proof(row).point); }},
      {"no point", [=](BundleRow& row) { proof(row).point = {}; }},
      {"another's point", [=](BundleRow& row) { proof(row).point = another_proof(kind, row).point; }},
      {"another's proof", [=](BundleRow& row) { row.proof = another_proof(kind, row); }},
      {"another group's kid", [](BundleRow& row) { row.kid = another_kid(row); }},
      {"no kid of the round", [](BundleRow& row) { flip(row.kid); }}};
}

std::map<std::string, RowChange> bearer_changes() {
  return {{"bearer", [](BundleRow& row) { row.proof = random32(); }},
          {"unit", [](BundleRow& row) { row.unit = "u2"; }},
          {"no unit", [](BundleRow& row) { row.unit = "u9"; }},
          {"category", [](BundleRow& row) { row.category = "A"; }},
          {"no category", [](BundleRow& row) { row.category = "Z"; }},
          {"revision", [](BundleRow& row) { row.revision = 2; }}};
}

}  // namespace

TEST_CASE("a credential's row cannot be changed by whoever seals") {
  for (const CastKind kind : {CastKind::ballot, CastKind::comment}) {
    const auto rows = rows_of(kind);
    std::size_t changed_rows = 0;
    for (std::size_t i = 0; i < rows.size() && changed_rows < 3; ++i) {
      if (!is_by_credential(rows[i])) continue;
      ++changed_rows;
      for (const auto& [name, change] : credential_changes(kind)) {
        auto changed = rows;
        change(changed[i]);
        const std::string check(name_of(kind));
        expect_found(check + ": " + name, with_rows(kind, changed), check + "s");
      }
    }
    CHECK(changed_rows == 3);
  }
}

TEST_CASE("a ticket's row cannot be moved, doubled or made up by whoever seals") {
  for (const CastKind kind : {CastKind::ballot, CastKind::comment}) {
    const auto rows = rows_of(kind);
    const auto ticket = std::ranges::find_if_not(rows, is_by_credential);
    REQUIRE(ticket != rows.end());
    for (const auto& [name, change] : bearer_changes()) {
      auto changed = rows;
      BundleRow& row = changed[static_cast<std::size_t>(ticket - rows.begin())];
      change(row);
      if (kind == CastKind::comment && name.find("category") != std::string::npos) continue;  // has none
      const std::string check(name_of(kind));
      expect_found("ticket's " + check + ": " + name, with_rows(kind, changed), check + "s");
    }
  }
}

TEST_CASE("bodies that no respondent could have cast are found, though their holder signed them") {
  const auto& made = sample();
  auto rows = rows_of(CastKind::ballot);
  const auto held =
      std::ranges::find_if(rows, [&](const auto& row) { return row.salt == made.held_row->salt; });
  REQUIRE(held != rows.end());
  const auto index = static_cast<std::size_t>(held - rows.begin());
  const auto with_body = [&](const std::string& body) {
    auto changed = rows;
    changed[index].body = body;
    changed[index] = sign_row(made, *made.held, changed[index]);
    return with_rows(CastKind::ballot, changed);
  };
  CHECK(audit_by_operator(with_body(R"({"team":{"trust":"poor","why":"words"}})")).checks.size() > 20);
  const std::string too_long = "{\"team\":{\"trust\":\"" + std::string(20'000, 'x') + "\"}}";
  for (const std::string& body :
       {std::string(), std::string("null"), std::string("[]"), std::string("{} "), std::string("{"),
        std::string(R"({"team":{"trust":"excellent","overall":"poor"}})"), std::string(R"({"team":{}})"),
        std::string(R"({"team":{"trust":"good"}})"), std::string(R"({"team":{"improve":"words"}})"),
        std::string(R"({"m9":{"grade":"poor"}})"), std::string(R"({"team":{"trust":1}})"),
        std::string(R"({"team":{"trust":"excellent","why":"words"}})"),
        std::string(R"({"team":{"years":"7.55"}})"), std::string(R"({"team":{"years":"61"}})"),
        std::string(R"({"-":{"recommend":11}})"), std::string(R"({"-":{"ways":["mail","talk"]}})"),
        std::string(R"({"-":{"ways":["talk","talk"]}})"),
        std::string(R"({"team":{"trust":"poor"},"-":{"recommend":1}})"), too_long}) {
    expect_found("body " + body.substr(0, 60), with_body(body), "ballots");
  }
  // What its holder could well have cast instead is not told apart: that is what receipts are for.
  const auto other = audit_by_operator(with_body(R"({"team":{"trust":"poor"}})"));
  CHECK(names_with(other, verify::Outcome::failed) ==
        std::vector<std::string>{"record files", "record entries", "record tally"});
}

TEST_CASE("the form and the order of lines are fixed, also for whoever seals") {
  for (const auto& [file, check] :
       std::map<std::string, std::string>{{std::string(kBallotsName), "ballots"},
                                          {std::string(kCommentsName), "comments"},
                                          {std::string(kClaimsName), "claims"}}) {
    const auto good = lines_in(sample_bundle().at(file));
    const auto found = [&](const std::string& name, const std::vector<std::string>& lines) {
      expect_found(file + ": " + name, with_file(file, lines), check);
    };
    for (std::size_t i = 0; i + 1 < good.size(); i += 2) {
      auto lines = good;
      std::swap(lines[i], lines[i + 1]);
      found("swapped " + std::to_string(i), lines);
      lines = good;
      lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(i), good[i]);
      found("twice " + std::to_string(i), lines);
    }
    for (const auto& [name, line] : std::map<std::string, std::string>{
             {"a blank", "{ " + good[0].substr(1)},
             {"another key", R"({"a":1,)" + good[0].substr(1)},
             {"carriage return", good[0].substr(0, good[0].size() - 1) + "\r\n"},
             {"empty", "\n"},
             {"null", "null\n"},
             {"an array", "[" + good[0].substr(0, good[0].size() - 1) + "]\n"},
             {"deep", std::string(100'000, '[') + "\n"},
             {"no UTF-8", "{\"body\":\"\xFF\"}\n"}}) {
      auto lines = good;
      lines[0] = line;
      found(name, lines);
    }
    auto lines = good;
    lines.back().pop_back();
    found("no newline at the end", lines);
  }
}

TEST_CASE("a ballot cannot be passed off as a comment, nor a comment as a ballot") {
  auto ballots = rows_of(CastKind::ballot);
  const auto comments = rows_of(CastKind::comment);
  ballots.push_back(comments[0]);
  expect_found("a comment among ballots", with_rows(CastKind::ballot, ballots), "ballots");
  auto mixed = comments;
  mixed.push_back(rows_of(CastKind::ballot)[0]);
  expect_found("a ballot among comments", with_rows(CastKind::comment, mixed), "comments");
}

TEST_CASE("who holds the signing keys can stuff no more ballots than codes were claimed") {
  const auto& made = sample();
  std::set<std::string> tried;
  for (const auto& row : rows_of(CastKind::ballot)) {
    if (!is_by_credential(row) || !tried.insert(hex_of(row.kid)).second) continue;
    auto rows = rows_of(CastKind::ballot);
    const auto forged = issue(made, CastKind::ballot, row.kid);
    rows.push_back(row_of(made, forged, R"({"team":{"trust":"excellent"}})"));
    expect_found("one ballot more in group " + hex_of(row.kid), with_rows(CastKind::ballot, rows), "bounds");
  }
  CHECK(tried.size() == 5);
}

TEST_CASE("claims are codes of the lists, and cover what was cast") {
  const auto& made = sample();
  const auto good = lines_in(sample_bundle().at(std::string(kClaimsName)));
  const auto with_claim = [&](const std::string& line) {
    auto lines = good;
    lines.push_back(line);
    std::sort(lines.begin(), lines.end());
    return with_file(kClaimsName, lines);
  };
  expect_found("an invented code", with_claim(claim_line("u1", "B", "0123456789ABCDEFGHJK")), "claims");
  expect_found("a withdrawn code", with_claim(claim_line("u1", "B", made.withdrawn_secret)), "claims");
  expect_found("of another unit", with_claim(claim_line("u2", "B", made.unclaimed_secret)), "claims");
  expect_found("of another category", with_claim(claim_line("u1", "A", made.unclaimed_secret)), "claims");
  expect_found("of no unit", with_claim(claim_line("u9", "B", made.unclaimed_secret)), "claims");
  expect_found("of no category", with_claim(claim_line("u1", "", made.unclaimed_secret)), "claims");
  expect_found("too short", with_claim(claim_line("u1", "B", "0123")), "claims");
  for (std::size_t i = 0; i < good.size(); ++i) {
    auto lines = good;
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i));
    expect_found("left out " + std::to_string(i), with_file(kClaimsName, lines), "bounds");
  }
}

TEST_CASE("what only receipts and people can find: ballots dropped, unclaimed codes used") {
  const auto& made = sample();
  auto rows = rows_of(CastKind::ballot);
  rows.erase(rows.begin() + 3);
  const Files dropped = reseal(made, with_rows(CastKind::ballot, rows), Reseal::figures);
  CHECK(verify::verify_bundle(zip_of(dropped), {made.manifest_hash, {}}).sound());
  // The record of the dropped ballot's owner does not hold it, and one that does is not that of this bundle.
  CHECK(has_failed(audit(dropped), "record entries"));

  auto lines = lines_in(sample_bundle().at(std::string(kClaimsName)));
  lines.push_back(claim_line("u1", "B", made.unclaimed_secret));
  std::sort(lines.begin(), lines.end());
  auto stuffed_rows = rows_of(CastKind::ballot);
  stuffed_rows.push_back(row_of(made, issue(made, CastKind::ballot, made.held->kid), "{}"));
  Files stuffed = with_rows(CastKind::ballot, stuffed_rows);
  stuffed[std::string(kClaimsName)] = joined(lines);
  CHECK(verify::verify_bundle(zip_of(reseal(made, stuffed, Reseal::figures)), {made.manifest_hash, {}})
            .sound());
}
