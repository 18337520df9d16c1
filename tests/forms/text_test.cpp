// Small values: UTF-8, exact numbers, scaled numbers, flag conditions, JSON pointers, ids.
#include "forms/complaints.h"
#include "forms/flag_condition.h"
#include "forms/round_check.h"
#include "forms/scaled_number.h"
#include "forms/utf8.h"
#include "tests/forms/support.h"

using namespace candor;
using namespace candor::forms;

TEST_CASE("find_invalid_utf8 accepts every well-formed character") {
  for (const char* text : {"", "abc", "é", "优秀", "\xF0\x9F\x98\x80", "\xF4\x8F\xBF\xBF", "\xED\x9F\xBF",
                           "\xEE\x80\x80", "12345678优12345678"}) {
    INFO(text);
    CHECK(find_invalid_utf8(text) == std::string_view::npos);
  }
}

TEST_CASE("find_invalid_utf8 points at the first bad byte") {
  struct Bad {
    std::string_view text;
    std::size_t at;
  };
  for (const Bad& bad : {Bad{"\x80", 0}, Bad{"ab\xC0\x80", 2}, Bad{"\xC1\xBF", 0}, Bad{"\xE0\x9F\xBF", 0},
                         Bad{"\xED\xA0\x80", 0}, Bad{"\xF0\x8F\xBF\xBF", 0}, Bad{"\xF4\x90\x80\x80", 0},
                         Bad{"\xF5\x80\x80\x80", 0}, Bad{"12345678\xE4\xBC", 8}, Bad{"1234567890\xFF", 10},
                         Bad{"优\xE4", 3}}) {
    CHECK(find_invalid_utf8(bad.text) == bad.at);
  }
}

TEST_CASE("positions count lines and characters, not bytes") {
  CHECK(place_of(position_at("a\n优x", 5)) == "line 2, column 2");
  CHECK(place_of(position_at("\xEF\xBB\xBFx", 3)) == "line 1, column 1");
  CHECK(count_code_points("a优\xF0\x9F\x98\x80") == 3);
}

TEST_CASE("parse_exact_number reads integers, decimals, fractions and percentages") {
  struct Good {
    const char* text;
    std::int64_t numerator;
    std::int64_t denominator;
  };
  for (const Good& good :
       {Good{"7", 7, 1}, Good{"-0.25", -1, 4}, Good{"1/3", 1, 3}, Good{"2/6", 1, 3}, Good{"20%", 1, 5},
        Good{"33.3%", 333, 1000}, Good{"0", 0, 1}, Good{"100.00", 100, 1}, Good{"0/5", 0, 1}}) {
    INFO(good.text);
    const auto number = parse_exact_number(good.text);
    REQUIRE(number.has_value());
    CHECK(number->numerator == good.numerator);
    CHECK(number->denominator == good.denominator);
    CHECK(number->text == good.text);
  }
}

TEST_CASE("parse_exact_number refuses everything else") {
  for (const char* text : {"", " 1", "1 ", "+1", "1e3", ".5", "5.", "1/0", "1/-2", "1/2/3", "--1", "0x1",
                           "1,5", "½", "%", "1/3%", "1234567890123456", "1.5/2", "NaN"}) {
    INFO(text);
    CHECK_FALSE(parse_exact_number(text).has_value());
  }
}

TEST_CASE("exact numbers compare by value") {
  CHECK(*parse_exact_number("1/3") < *parse_exact_number("33.4%"));
  CHECK(*parse_exact_number("0.5") == *parse_exact_number("50%"));
  CHECK(*parse_exact_number("-1/2") < *parse_exact_number("0"));
}

TEST_CASE("parse_scaled reads decimals within the item's decimals") {
  struct Good {
    const char* text;
    int decimals;
    std::int64_t scaled;
  };
  for (const Good& good : {Good{"0", 0, 0}, Good{"12", 0, 12}, Good{"-3", 2, -300}, Good{"1.5", 1, 15},
                           Good{"1.50", 1, 15}, Good{"9.0", 0, 9}, Good{"0.000001", 6, 1}, Good{"-0", 0, 0},
                           Good{"1000000000000000", 0, 1'000'000'000'000'000}}) {
    INFO(good.text);
    CHECK(parse_scaled(good.text, good.decimals) == good.scaled);
  }
  for (const char* text : {"", "-", "+1", "1.", ".5", "01", "1.55", "1e1", " 1", "1 ", "1,5",
                           "10000000000000000", "99999999999999999999", "1.5.0"}) {
    INFO(text);
    CHECK_FALSE(parse_scaled(text, 1).has_value());
  }
}

TEST_CASE("encode_scaled writes the shortest text") {
  CHECK(encode_scaled(0, 6) == "0");
  CHECK(encode_scaled(15, 1) == "1.5");
  CHECK(encode_scaled(-150, 2) == "-1.5");
  CHECK(encode_scaled(-5, 2) == "-0.05");
  CHECK(encode_scaled(1'000'000, 6) == "1");
  CHECK(encode_scaled(-7, 0) == "-7");
}

TEST_CASE("parse_flag_condition reads all operands and comparisons") {
  const auto favourable = parse_flag_condition("favourable <= 2/3");
  REQUIRE(favourable.has_value());
  CHECK(favourable->operand == FlagOperand::favourable);
  CHECK(favourable->comparison == Comparison::less_equal);
  CHECK(favourable->threshold == *parse_exact_number("2/3"));
  const auto option = parse_flag_condition("option:poor>20%");
  REQUIRE(option.has_value());
  CHECK(option->option == "poor");
  CHECK(option->comparison == Comparison::greater);
  const auto score = parse_flag_condition("  score >=  -7.5 ");
  REQUIRE(score.has_value());
  CHECK(score->operand == FlagOperand::score);
  CHECK(score->threshold == *parse_exact_number("-7.5"));
  CHECK(parse_flag_condition("favourable < 0").has_value());
  CHECK(parse_flag_condition("favourable < 100%").has_value());
}

TEST_CASE("parse_flag_condition refuses what it cannot mean") {
  for (const char* when :
       {"", "favourable", "favourable <", "< 3", "favorable < 1/2", "option: < 1/2", "option < 1/2",
        "score = 3", "score == 3", "score <> 3", "score < 60%", "favourable < 60", "favourable < -1/2",
        "option:x > 3/2", "score < 3 or so", "score << 3"}) {
    INFO(when);
    CHECK_FALSE(parse_flag_condition(when).has_value());
  }
}

TEST_CASE("JSON pointers escape what RFC 6901 demands") {
  CHECK(pointer("", "a/b~c") == "/a~1b~0c");
  CHECK(pointer("/x", std::size_t{12}) == "/x/12");
}

TEST_CASE("complaints below a place at fault are dropped, those beside it are not") {
  Complaints complaints;
  complaints.error("/a", {"e", "e"}, {"r", "r"});
  complaints.error("/a/b", {"e", "e"}, {"r", "r"});
  complaints.warning("/a/c", {"e", "e"}, {"r", "r"});
  complaints.error("/ab", {"e", "e"}, {"r", "r"});
  CHECK(complaints.list().size() == 2);
}

TEST_CASE("is_id holds to the characters of ids") {
  for (const char* id : {"a", "A-1_b.c", "0", "..a", "-x",
                         "1234567890123456789012345678901234567890123456789012345678901234"}) {
    INFO(id);
    CHECK(is_id(id));
  }
  for (const char* id : {"", ".", "..", "a b", "a/b", "ü", "a:b",
                         "12345678901234567890123456789012345678901234567890123456789012345"}) {
    INFO(id);
    CHECK_FALSE(is_id(id));
  }
}

TEST_CASE("is_language_tag knows the shape of language tags") {
  for (const char* tag : {"en", "zh-CN", "zh-Hant-TW", "de-1996", "gsw"}) CHECK(is_language_tag(tag));
  for (const char* tag : {"", "e", "zh_CN", "zh-", "-zh", "zh--CN", "1a", "abcdefghi", "en us"}) {
    INFO(tag);
    CHECK_FALSE(is_language_tag(tag));
  }
}

TEST_CASE("text_in falls back to the first language that has the text") {
  const Text text = {{"en", "Hello"}, {"fr", ""}};
  CHECK(text_in(text, "en") == "Hello");
  CHECK(text_in(text, "fr", {"fr", "en"}) == "Hello");
  CHECK(text_in(text, "de", {"fr"}).empty());
}

TEST_CASE("quota_limit rounds as the rules say") {
  Round round = candor::forms::test::full_round();
  Unit unit = round.units[0];  // 3 members
  struct Case {
    const char* at_most;
    Rounding rounding;
    std::int64_t limit;
  };
  for (const Case& c :
       {Case{"1/3", Rounding::floor, 1}, Case{"1/2", Rounding::floor, 1}, Case{"1/2", Rounding::half_up, 2},
        Case{"0", Rounding::half_up, 0}, Case{"100%", Rounding::floor, 3},
        Case{"16.6%", Rounding::half_up, 0}, Case{"16.7%", Rounding::half_up, 1}}) {
    round.rules.quota->at_most = *parse_exact_number(c.at_most);
    round.rules.quota->rounding = c.rounding;
    INFO(c.at_most);
    CHECK(quota_limit(round, unit) == c.limit);
  }
  round.rules.quota.reset();
  CHECK_FALSE(quota_limit(round, unit).has_value());
}
