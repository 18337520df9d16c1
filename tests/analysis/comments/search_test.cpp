// Folding, searching and redacting texts.
#include "analysis/comments/search.h"

#include <random>

#include "analysis/comments/code_points.h"
#include "analysis/comments/redaction.h"
#include "tests/analysis/comments/text.h"
#include "tests/catch.h"

using namespace candor;
using forms::TextRange;

namespace {

std::string folded(const std::string& text) {
  return analysis::utf8_of(analysis::fold_points(text));
}

bool is_found(const std::string& text, const std::string& query) {
  const auto words = analysis::parse_search(query);
  REQUIRE(words);
  const bool held = analysis::holds_words(text, *words);
  const auto ranges = analysis::find_words(analysis::fold(text), *words);
  if (!words->empty() && held) CHECK_FALSE(ranges.empty());
  return held;
}

std::string random_text(std::mt19937& random) {
  static const std::vector<std::string> kPieces = {
      "a",        "É",  "e\u0301", "工", "ﬁ",  "㎏",     "が", "か\u3099", "각", "각",    "😀",
      "👨\u200d👩", "　", " ",       "ß",  "Ａ", "\u200b", "𠮷", "ﷺ",        "ा",  "\u0300"};
  std::string text;
  const auto length = random() % 12;
  for (std::size_t i = 0; i < length; ++i) text += kPieces[random() % kPieces.size()];
  return text;
}

}  // namespace

TEST_CASE("folding leaves out case, width, compatibility forms and diacritics") {
  const std::vector<std::pair<std::string, std::string>> table = {{"Hello ＷＯＲＬＤ", "hello world"},
                                                                  {"Élève", "eleve"},
                                                                  {"e\u0301", "e"},
                                                                  {"Straße", "strasse"},
                                                                  {"ﬁn", "fin"},
                                                                  {"㎏", "kg"},
                                                                  {"工作　量", "工作 量"},
                                                                  {"ｶﾞ", "ガ"},
                                                                  {"か\u3099", "が"},
                                                                  {"각", "각"},
                                                                  {"a\u200bb", "ab"},
                                                                  {"Ｉ", "i"},
                                                                  {"Ёлка", "елка"},
                                                                  {"٣", "٣"},
                                                                  {"", ""},
                                                                  {"王·小明", "王·小明"}};
  for (const auto& [text, expected] : table) {
    INFO(text);
    CHECK(folded(text) == expected);
  }
  CHECK(folded("\u1100\u1161\u11a8") == "각");
}

TEST_CASE("every folded character knows where it came from, and nothing is out of order") {
  const unsigned seed = 20261121;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  for (int turn = 0; turn < 3000; ++turn) {
    const std::string text = random_text(random);
    INFO(text);
    const auto result = analysis::fold(text);
    REQUIRE(result.points.size() == result.origins.size());
    CHECK(result.points == analysis::fold_points(text));
    const auto length = forms::count_code_points(text);
    TextRange last;
    bool ascending = true;
    for (const auto& origin : result.origins) {
      ascending = ascending && origin.start < origin.end && origin.end <= length &&
                  (origin == last || origin.start >= last.end);
      last = origin;
    }
    CHECK(ascending);
    // Folded once is folded for good.
    CHECK(folded(analysis::utf8_of(result.points)) == analysis::utf8_of(result.points));
    CHECK(analysis::utf8_of(analysis::code_points_of(text)) == text);
  }
}

TEST_CASE("all words must occur: Chinese anywhere, Latin at the beginning of a word") {
  struct Case {
    const char *text, *query;
    bool found;
  };
  const std::vector<Case> table = {{"工作量太大", "工作", true},
                                   {"工作量太大", "量太", true},
                                   {"工作量太大", "大工", false},
                                   {"工作量太大", "工作 太大", true},
                                   {"工作量太大", "工作　太小", false},
                                   {"too much work", "wor", true},
                                   {"too much work", "ork", false},
                                   {"homework", "work", false},
                                   {"Work-life", "LIFE", true},
                                   {"Élève doué", "eleve", true},
                                   {"eleve", "Élève", true},
                                   {"ＷＯＲＫ", "work", true},
                                   {"用Excel表", "excel", true},
                                   {"用Excel表", "xcel", false},
                                   {"a1b2", "1b2", false},
                                   {"第12条", "12", true},
                                   {"개선하다", "선하", true},
                                   {"カイゼン", "ゼン", true},
                                   {"かいぜん", "ぜん", true},
                                   {"anything", "", true},
                                   {"anything", "  　 ", true},
                                   {"", "x", false},
                                   {"50% off", "%", true},
                                   {"don't", "don't", true}};
  for (const auto& [text, query, found] : table) {
    INFO(text << " / " << query);
    CHECK(is_found(text, query) == found);
  }
}

TEST_CASE("found words are told by their places in the text as written, merged where they overlap") {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"⟦工作⟧量大，⟦工作⟧多", "工作"},   {"⟦Éle⟧ve ⟦ele⟧ment", "ele"},
      {"⟦e\u0301le⟧ve", "ele"},           {"⟦中华人民⟧", "中华人 人民"},      {"😀𠮷⟦工作⟧", "工作"},
  };
  for (const auto& [marked, query] : table) {
    const auto [text, ranges] = tests::bracketed(marked);
    CHECK(tests::with_brackets(
              text, analysis::find_words(analysis::fold(text), *analysis::parse_search(query))) == marked);
  }
  const auto found = [](const std::string& text, const std::string& query) {
    return tests::with_brackets(text,
                                analysis::find_words(analysis::fold(text), *analysis::parse_search(query)));
  };
  CHECK(found("10 ㎏", "kg") == "10 ⟦㎏⟧");
  CHECK(found("10 ㎏", "k") == "10 ⟦㎏⟧");
  CHECK(found("ＷＯＲＫ　world", "wor work") == "⟦ＷＯＲＫ⟧　⟦wor⟧ld");
}

TEST_CASE("a query that is too long or no text is refused") {
  CHECK(analysis::parse_search("1 2 3 4 5 6 7 8 9 10"));
  CHECK(analysis::parse_search("1 2 3 4 5 6 7 8 9 10 11").error().kind == ErrorKind::invalid);
  std::string long_query;
  for (int i = 0; i < 100; ++i) long_query += "字";
  CHECK(analysis::parse_search(long_query));
  CHECK(analysis::parse_search(long_query + "x").error().kind == ErrorKind::invalid);
  CHECK(analysis::parse_search("\xff").error().kind == ErrorKind::malformed);
}

TEST_CASE("redacted stretches become three blocks, whole characters with their marks") {
  struct Case {
    const char* text;
    std::vector<TextRange> ranges;
    const char* shown;
  };
  const std::vector<Case> table = {
      {"王小明经常不在，电话13800138000", {{0, 3}, {10, 21}}, "▇▇▇经常不在，电话▇▇▇"},
      {"abc", {}, "abc"},
      {"abc", {{0, 3}}, "▇▇▇"},
      {"abc", {{0, 1}, {1, 2}}, "▇▇▇▇▇▇c"},
      {"😀𠮷x", {{1, 2}}, "😀▇▇▇x"},
      {"e\u0301\u0302x", {{0, 1}}, "▇▇▇x"},
      {"e\u0301\u0302x", {{0, 1}, {1, 2}}, "▇▇▇▇▇▇x"},
      {"e\u0301\u0302x", {{0, 1}, {2, 4}}, "▇▇▇▇▇▇"},
      {"हिx", {{0, 1}}, "▇▇▇x"},
  };
  for (const auto& [text, ranges, shown] : table) {
    INFO(text);
    REQUIRE(analysis::check_redactions(text, ranges));
    CHECK(analysis::redact(text, ranges) == shown);
  }
}

TEST_CASE("ranges that are empty, overlap, descend or lie outside are refused") {
  const std::string text = "工作量";
  for (const std::vector<TextRange>& bad : std::vector<std::vector<TextRange>>{{{0, 0}},
                                                                               {{2, 1}},
                                                                               {{0, 4}},
                                                                               {{3, 4}},
                                                                               {{0, 2}, {1, 3}},
                                                                               {{1, 2}, {0, 1}},
                                                                               {{0, 1}, {0, 1}},
                                                                               {{0, 4294967295U}}})
    CHECK(analysis::check_redactions(text, bad).error().kind == ErrorKind::invalid);
  CHECK(analysis::check_redactions("", {{0, 1}}).error().kind == ErrorKind::invalid);
  std::vector<TextRange> many;
  for (std::uint32_t i = 0; i < 1001; ++i) many.push_back({2 * i, 2 * i + 1});
  CHECK(analysis::check_redactions(std::string(3000, 'x'), many).error().kind == ErrorKind::invalid);
  many.pop_back();
  CHECK(analysis::check_redactions(std::string(3000, 'x'), many));
}

TEST_CASE("nothing of what is redacted is shown, and everything else is, in any text") {
  const unsigned seed = 7;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  for (int turn = 0; turn < 2000; ++turn) {
    const std::string text = random_text(random);
    const auto length = static_cast<std::uint32_t>(forms::count_code_points(text));
    std::vector<TextRange> ranges;
    for (std::uint32_t at = 0; at < length;) {
      const std::uint32_t start = at + static_cast<std::uint32_t>(random() % 4);
      const std::uint32_t end = start + 1 + static_cast<std::uint32_t>(random() % 3);
      if (end > length) break;
      ranges.push_back({start, end});
      at = end;
    }
    REQUIRE(analysis::check_redactions(text, ranges));
    const auto shown = analysis::redact(text, ranges);
    CHECK(forms::find_invalid_utf8(shown) == std::string::npos);
    // Naively: kept characters in order, marks after a range left out.
    std::u32string kept;
    const auto points = analysis::code_points_of(text);
    std::size_t next = 0;
    bool after_range = false;
    for (std::uint32_t at = 0; at < length; ++at) {
      while (next < ranges.size() && at >= ranges[next].end) ++next;
      const bool inside = next < ranges.size() && at >= ranges[next].start;
      if (!inside && !(after_range && analysis::is_combining(points[at]))) {
        kept.push_back(points[at]);
        after_range = false;
      }
      if (inside) after_range = true;
    }
    auto left = analysis::code_points_of(shown);
    std::erase(left, U'▇');
    CHECK(left == kept);
  }
}
