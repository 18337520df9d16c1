// Whole files that cannot be counted: each is refused at its line and column, says what was expected and
// what to do, and gives no ballot. Single wrong cells stand in ballots_csv_test.cpp.
#include <chrono>

#include "forms/ballots_csv.h"
#include "forms/csv.h"
#include "tests/forms/support.h"

using namespace candor;
using namespace candor::forms;
using namespace candor::forms::test;

namespace {

using namespace std::string_literals;

const std::string kHeader = "ballot,unit,category,about,overall,note\n";
const std::string kGood = "b1,u1,A,team,basic,\n";
const std::string kMark = "\xEF\xBB\xBF";

struct Bad {
  const char* what;
  std::string csv;
  const char* place;
  const char* expected;  ///< part of what is said in English
  const char* remedy;
};

std::string as_utf16(const std::string& ascii, bool big_endian) {
  std::string text = big_endian ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : ascii) {
    if (big_endian) text += '\0';
    text += c;
    if (!big_endian) text += '\0';
  }
  return text;
}

std::vector<Bad> bad_rows() {
  return {
      {"unknown unit", kHeader + "b1,u9,A,team,,\n", "line 2, column 2", "unknown unit `u9`", "id of a unit"},
      {"unknown category", kHeader + "b1,u1,Z,team,,\n", "line 2, column 3", "unknown category `Z`",
       "id of a category"},
      {"unknown ratee", kHeader + "b1,u1,A,boss,,\n", "line 2, column 4", "member of `u1`",
       "whom the row is about"},
      {"unknown option", kHeader + "b1,u1,A,team,best,\n", "line 2, column 5", "found `best`",
       "id of an option"},
      {"unknown column", "ballot,unit,category,about,mood\n", "line 1, column 5", "unknown column `mood`",
       "remove the column"},
      {"doubled row", kHeader + kGood + kGood, "line 3, column 4", "a second row for the ballot `b1`",
       "Keep one row"},
      {"doubled row, far apart", kHeader + kGood + "b2,u1,A,team,basic,\n" + kGood, "line 4, column 4",
       "a second row for the ballot `b1`", "Keep one row"},
      {"a ballot in two units", kHeader + kGood + "b1,u2,A,team,,\n", "line 3, column 2",
       "stands already in the unit `u1`", "name the other one differently"},
      {"a ballot in two categories", kHeader + kGood + "b1,u1,B,m1,,\n", "line 3, column 3",
       "stands already in the category `A`", "name the other one differently"},
      {"the file twice, with its header", kHeader + kGood + kHeader, "line 3, column 2",
       "unknown unit `unit`", "id of a unit"},
      {"files joined behind a byte order mark", kHeader + kGood + kMark + "b1,u1,A,m1,,\n",
       "line 3, column 1", "byte order mark", "one by one"},
      {"a byte order mark in quotes", kHeader + kGood + "\"" + kMark + "b1\",u1,A,m1,,\n", "line 3, column 1",
       "byte order mark", "U+FEFF"},
      {"two byte order marks", kMark + kMark + kHeader, "line 1, column 1", "byte order mark", "U+FEFF"},
      {"semicolons", "ballot;unit;category;about\nb1;u1;A;team\n", "line 1, column 1", "column `ballot`",
       "by commas"},
  };
}

std::vector<Bad> bad_bytes() {
  return {
      {"an open quote", kHeader + kGood + "b2,u1,A,m1,,\"and so\nb3,u1,A,team,basic,\n", "line 3, column 6",
       "never closed", "Close the quote"},
      {"text behind a quote", kHeader + "b1,u1,A,m1,,\"so\" what\n", "line 2, column 6",
       "text follows the quote", "Double the quotes"},
      {"a quote inside", kHeader + "b1,u1,A,m1,,so \"what\"\n", "line 2, column 6", "a quote stands inside",
       "whole field in quotes"},
      {"a quote inside, after lines in quotes", kHeader + "b1,u1,A,m1,,\"one\ntwo\"\nb2,u1,A,m1,,a\"b\n",
       "line 4, column 6", "a quote stands inside", "whole field in quotes"},
      {"a NUL", kHeader + "b1,u1,A,team,ba\0sic,\n"s, "line 2, column 5", "without NUL", "Remove the byte"},
      {"a NUL in the header", "ballot\0,unit\n"s, "line 1, column 1", "without NUL", "Remove the byte"},
      {"UTF-16, little-endian", as_utf16(kHeader + kGood, false), "line 1, column 1", "UTF-16", "as UTF-8"},
      {"UTF-16, big-endian", as_utf16(kHeader + kGood, true), "line 1, column 1", "UTF-16", "as UTF-8"},
      {"UTF-16 without a mark", as_utf16(kHeader, false).substr(2), "line 1, column 1", "without NUL",
       "UTF-16"},
      {"GB18030", kHeader + "b1,u1,A,m1,,\xBA\xC3\n", "line 2, column 6", "GB18030", "as UTF-8"},
      {"UTF-8 with GB18030 further down", kHeader + "b1,u1,A,m1,,多听意见\nb2,u1,A,m1,,\xBA\xC3\n",
       "line 3, column 6", "mixes encodings", "as UTF-8"},
      {"UTF-8 with Latin-1 further down", kHeader + "b1,u1,A,m1,,多听意见\nb2,u1,A,m1,,caf\xE9 noir\n",
       "line 3, column 6", "mixes encodings", "as UTF-8"},
      {"Latin-1", kHeader + "b1,u1,A,m1,,caf\xE9 noir\n", "line 2, column 6", "not part of any UTF-8",
       "as UTF-8"},
      {"a surrogate", kHeader + "b1,u1,A,m1,,\xED\xA0\x80\n", "line 2, column 6", "UTF-8", "as UTF-8"},
      {"cut: cells are missing", kHeader + kGood + "b2,u1,A,tea", "line 3, column 4", "expected 6 fields",
       "Add or remove commas"},
      {"cut inside an option", kHeader + kGood + "b2,u1,A,team,ba", "line 3, column 5", "expected 6 fields",
       "commas"},
      {"cut inside quotes", kHeader + kGood + "b2,u1,A,m1,,\"more li", "line 3, column 6", "may be cut off",
       "send the whole file"},
      {"cut inside a character", kHeader + "b2,u1,A,m1,,多\xE5\x90", "line 2, column 6",
       "ends in the middle of a character", "as UTF-8"},
      {"CR alone", "ballot,unit,category,about,overall,note\rb1,u1,A,team,basic,\r", "line 1, column 6",
       "a carriage return stands alone", "LF or CRLF"},
      {"CR alone further down", kHeader + kGood + "b2,u1,A,team,basic,\rb3,u1,A,team,basic,\n",
       "line 3, column 6", "a carriage return stands alone", "LF or CRLF"},
      {"nothing", "", "line 1, column 1", "the file is empty", "a header"},
      {"a mark alone", kMark, "line 1, column 1", "the file is empty", "a header"},
      {"ten million bytes without a line", std::string(10'000'000, 'x'), "line 1, column 1",
       "column `ballot`", "by commas"},
      {"ten million bytes in a cell", kHeader + "b1,u1,A,m1,," + std::string(10'000'000, 'x') + "\n",
       "line 2, column 6", "at most", "Shorten"},
      {"ten million bytes in quotes", kHeader + "b1,u1,A,m1,,\"" + std::string(10'000'000, '\n'),
       "line 2, column 6", "never closed", "Close the quote"},
      {"a million columns", "ballot,unit,category,about" + std::string(1'000'000, ',') + "\n",
       "line 1, column 20000", "more than 20000 fields", "separators"},
      {"a row of a million columns", kHeader + "b1,u1,A,team" + std::string(1'000'000, ',') + "\n",
       "line 2, column 20000", "more than 20000 fields", "separators"},
  };
}

void check_refused(const Round& round, const std::vector<Bad>& table) {
  for (const Bad& bad : table) {
    INFO(bad.what);
    const auto read = parse_ballots_csv(round, bad.csv);
    REQUIRE_FALSE(read.has_value());
    const auto& told = read.error().diagnostics;
    INFO(describe(told).substr(0, 2000));
    REQUIRE_FALSE(told.empty());
    CHECK(told[0].place == bad.place);
    CHECK(told[0].expected.en.find(bad.expected) != std::string::npos);
    CHECK(told[0].remedy.en.find(bad.remedy) != std::string::npos);
    CHECK(told[0].expected.en.size() < 500);
    check_both_languages(read.error());
  }
}

}  // namespace

TEST_CASE("rows that fit no round, and ballots that stand twice, are refused with their place") {
  check_refused(full_round(), bad_rows());
}

TEST_CASE("bytes that are no CSV are refused with their place, in the time that reading takes") {
  const auto begin = std::chrono::steady_clock::now();
  check_refused(full_round(), bad_bytes());
  // Generous: sanitizers and a busy machine; what grows with the square of a line would take hours.
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(60));
}

TEST_CASE("a good file with one bad row anywhere gives nothing") {
  const Round round = full_round();
  constexpr int kRows = 12;
  for (int bad = 0; bad <= kRows; ++bad) {
    CAPTURE(bad);
    std::string csv = kHeader;
    for (int i = 0; i < kRows; ++i) {
      csv += "b" + std::to_string(i) + ",u1,A,team," + (i == bad ? "worse" : "basic") + ",\n";
    }
    const auto read = parse_ballots_csv(round, csv);
    CHECK(read.has_value() == (bad == kRows));
    if (read) CHECK(read->ballots.size() == kRows);
    if (!read) CHECK(read.error().diagnostics[0].place == csv_place(static_cast<std::size_t>(bad) + 2, 5));
  }
}

TEST_CASE("reading a long file tells how far it is, in rising bytes that stay within it") {
  const Round round = full_round();
  std::string csv = kHeader;
  for (int i = 0; i < 20'000; ++i) csv += "b" + std::to_string(i) + ",u1,A,team,basic,\n";
  std::vector<std::size_t> told;
  const auto read = parse_ballots_csv(round, csv, [&](std::size_t bytes) { told.push_back(bytes); });
  REQUIRE(read.has_value());
  REQUIRE(told.size() >= 4);
  for (std::size_t i = 1; i < told.size(); ++i) CHECK(told[i - 1] < told[i]);
  CHECK(told.back() <= csv.size());
}
