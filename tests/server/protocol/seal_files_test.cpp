// Lines and files of a seal, written down by hand, and trees against the published ones.
#include "server/protocol/seal_files.h"

#include "server/protocol/codes.h"
#include "server/protocol/hash.h"
#include "server/protocol/merkle.h"
#include "tests/catch.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::protocol;

namespace {

Bytes32 filled(std::uint8_t value) {
  Bytes32 bytes;
  bytes.fill(value);
  return bytes;
}

BundleRow credential_row() {
  CredentialProof proof;
  proof.point.fill(1);
  proof.prefix = filled(2);
  proof.signature.fill(3);
  proof.body_signature.fill(4);
  return {proof, filled(5), {}, {}, 7, filled(6), R"({"team":{"a":"b"}})"};
}

BundleRow ticket_row(std::string category) {
  return {filled(9), {}, "u1", std::move(category), 1, filled(8), "{}"};
}

std::string repeated(const char* text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

const std::string kCredentialLine =
    R"({"body":"{\"team\":{\"a\":\"b\"}}","body_signature":")" + repeated("BAQE", 21) + R"(BA","kid":")" +
    repeated("05", 32) + R"(","prefix":")" + repeated("AgIC", 10) + R"(AgI","revision":7,"salt":")" +
    repeated("06", 32) + R"(","signature":")" + repeated("AwMD", 85) + R"(Aw","spki":")" +
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE" + repeated("AQEB", 21) + "AQ\"}\n";

}  // namespace

TEST_CASE("a row cast by credential is one line of canonical JSON") {
  CHECK(ballot_line(credential_row()) == kCredentialLine);
  CHECK(comment_line(credential_row()) == kCredentialLine);
  const auto read = parse_row_line(CastKind::ballot, kCredentialLine);
  REQUIRE(read);
  CHECK(is_by_credential(*read));
  CHECK(std::get<CredentialProof>(read->proof) == std::get<CredentialProof>(credential_row().proof));
  CHECK(read->kid == filled(5));
  CHECK(read->revision == 7);
  CHECK(read->body == credential_row().body);
}

TEST_CASE("a row cast by ticket names its unit, a ballot also its category") {
  const std::string nines = repeated("09", 32), eights = repeated("08", 32);
  const std::string ballot = R"({"bearer":")" + nines +
                             R"(","body":"{}","category":"A","revision":1,"salt":")" + eights +
                             "\",\"unit\":\"u1\"}\n";
  const std::string comment =
      R"({"bearer":")" + nines + R"(","body":"{}","revision":1,"salt":")" + eights + "\",\"unit\":\"u1\"}\n";
  CHECK(ballot_line(ticket_row("A")) == ballot);
  CHECK(comment_line(ticket_row("")) == comment);
  CHECK(parse_row_line(CastKind::ballot, ballot)->category == "A");
  CHECK(parse_row_line(CastKind::comment, comment)->unit == "u1");
  CHECK_FALSE(parse_row_line(CastKind::comment, ballot));
  CHECK_FALSE(parse_row_line(CastKind::ballot, comment));
}

TEST_CASE("a line that is not what its content would be written as is refused") {
  const auto changed = [](const std::string& from, const std::string& to) {
    std::string line = kCredentialLine;
    const auto at = line.find(from);
    REQUIRE(at != std::string::npos);
    return line.replace(at, from.size(), to);
  };
  for (const std::string& line : {std::string(),
                                  std::string("\n"),
                                  std::string("{}\n"),
                                  std::string("null\n"),
                                  kCredentialLine.substr(0, kCredentialLine.size() - 1),
                                  kCredentialLine + "\n",
                                  " " + kCredentialLine,
                                  changed("\"revision\":7", "\"revision\":0"),
                                  changed("\"revision\":7", "\"revision\":100"),
                                  changed("\"revision\":7", "\"revision\":-1"),
                                  changed("\"revision\":7", "\"revision\":7.0"),
                                  changed("\"revision\":7", "\"revision\":\"7\""),
                                  changed("\"kid\":\"05", "\"kid\":\"0"),
                                  changed("\"kid\":\"05", "\"kid\":\"0A"),
                                  changed("\"kid\"", "\"Kid\""),
                                  changed("Aw\",\"spki", "Ax\",\"spki"),
                                  changed("BA\",\"kid", "BA==\",\"kid"),
                                  changed("MFkw", "MFkx"),
                                  changed("BAQE", "BAQ"),
                                  changed("\"salt\"", "\"more\":1,\"salt\"")}) {
    CAPTURE(line);
    const auto read = parse_row_line(CastKind::ballot, line);
    REQUIRE_FALSE(read);
    CHECK(read.error().kind == ErrorKind::malformed);
  }
}

TEST_CASE("an entry is N, the revision and the commitment, by credential as by bearer") {
  const Bytes32 m = filled(0xAA);
  const BundleRow row = credential_row();
  const auto& proof = std::get<CredentialProof>(row.proof);
  CHECK(nullifier_of(m, row) == credential_nullifier(m, row.kid, proof.point));
  CHECK(entry_of(m, row) == make_entry(nullifier_of(m, row), 7, body_commitment(row.salt, row.body)));
  CHECK(nullifier_of(m, ticket_row("A")) == ticket_nullifier(m, filled(9)));
  CHECK(entry_of(m, row).size() == kEntryBytes);
}

TEST_CASE("a claim is a line") {
  CHECK(claim_line("u1", "A", "0123456789ABCDEFGHJK") ==
        "{\"category\":\"A\",\"secret\":\"0123456789ABCDEFGHJK\",\"unit\":\"u1\"}\n");
  const auto read = parse_claim_line(claim_line("u1", "A", "x"));
  REQUIRE(read);
  CHECK(read->unit == "u1");
  CHECK(read->category == "A");
  CHECK(read->secret == "x");
  CHECK_FALSE(parse_claim_line("{\"category\":1,\"secret\":\"x\",\"unit\":\"u1\"}\n"));
  CHECK_FALSE(parse_claim_line("{\"category\":\"A\",\"secret\":\"x\"}\n"));
}

TEST_CASE("an amendment is signed without its signature, and written with it") {
  Amendment amendment{2, 1, "A", {filled(1), filled(2)}, {}, {}};
  amendment.signature.fill(4);
  const std::string add = R"({"add":[")" + repeated("01", 32) + R"(",")" + repeated("02", 32) +
                          R"("],"category":"A","number":2,"part":1,"remove":[])";
  CHECK(amendment_unsigned_json(amendment) == add + "}");
  CHECK(amendment_line(amendment) == add + R"(,"signature":")" + repeated("BAQE", 21) + "BA\"}\n");
  const auto read = parse_amendment_line(amendment_line(amendment));
  REQUIRE(read);
  CHECK(read->number == 2);
  CHECK(read->part == 1);
  CHECK(read->add == amendment.add);
  CHECK(read->remove.empty());
  CHECK(read->signature == amendment.signature);
  CHECK_FALSE(parse_amendment_line(add + "}\n"));
}

TEST_CASE("a tree that grows leaf by leaf has the root of the whole list, and remembers a hash a level") {
  TreeBuilder tree;
  std::string entries;
  std::vector<Bytes32> leaves;
  CHECK(tree.head().root == merkle_root({}));
  for (std::uint32_t i = 0; i < 300; ++i) {
    const Bytes entry = make_entry(Hash("n").u32(i).finish(), 1 + i % 99, Hash("c").u32(i).finish());
    tree.add(entry);
    append_entry(entries, entry);
    leaves.push_back(merkle_leaf(entry));
    CHECK(tree.head().size == i + 1);
    CHECK(tree.head().root == merkle_root(leaves));
  }
  CHECK(tree_head(entries).root == merkle_root(leaves));
  CHECK(tree_head(entries).size == 300);
  CHECK(tree_head(entries + "x").size == 301);
  CHECK(tree_head("").root == Hash().finish());
}

TEST_CASE("counts, index and seal are canonical JSON") {
  CHECK(
      counts_json({{"u1", "A", 1, 2, 3, 4, 5, 6}}, {{"u1", 7}}) ==
      R"({"candor_counts":1,"groups":[{"cast":5,"cast_by_ticket":6,"category":"A","claimed":2,"exchanged":3,)"
      R"("invitations":1,"tickets":4,"unit":"u1"}],"units":[{"comments":7,"unit":"u1"}]})");
  const std::string of_nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  CHECK(index_json(filled(1), {hash_of_file("b", ""), hash_of_file("a/c", "")}) ==
        R"({"files":{"a/c":")" + of_nothing + R"(","b":")" + of_nothing + R"("},"salt":")" +
            repeated("01", 32) + "\"}");
  CHECK(seal_json(filled(1), {2, filled(2)}, {3, filled(3)}, filled(4)) ==
        R"({"ballots":{"root":")" + repeated("02", 32) +
            R"(","size":2},"candor_seal":1,"comments":{"root":")" + repeated("03", 32) +
            R"(","size":3},"index":")" + repeated("04", 32) + R"(","manifest":")" + repeated("01", 32) +
            "\"}");
}

TEST_CASE("which files an archive has follows from the round") {
  using Names = std::vector<std::string>;
  CHECK(bundle_names({1, true, true, true}) ==
        Names{"amendments.jsonl", "ballots.jsonl", "claims.jsonl", "comments.jsonl", "core.json",
              "counts.json", "index.json", "lists/0001.bin", "manifest.json", "parts/0001.json", "seal.json",
              "seal.sig", "tally-full.json", "tally.json"});
  CHECK(record_names({2, true, true, false}) ==
        Names{"ballots.bin", "comments.bin", "core.json", "counts.json", "manifest.json", "parts/0001.json",
              "parts/0002.json", "seal.json", "seal.sig", "tally.json"});
  CHECK(bundle_names({1, false, false, false}).size() == 11);
}

TEST_CASE("a file is split into lines that keep their newlines") {
  CHECK(split_lines("").empty());
  CHECK(split_lines("a\n\nb") == std::vector<std::string_view>{"a\n", "\n", "b"});
}
