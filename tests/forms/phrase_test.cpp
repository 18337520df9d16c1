// Sentences in two languages, filled in alike.
#include "forms/phrase.h"

#include "forms/complaints.h"
#include "forms/scaled_number.h"
#include "tests/forms/support.h"

using namespace candor;
using namespace candor::forms;
using namespace candor::test;

TEST_CASE("say fills both wordings, each in its own order") {
  CHECK(say({"{0} of {1}", "{1}中的{0}"}, 3, std::string("x")) == Phrase{"3 of x", "x中的3"});
  CHECK(say({"{0}, {0}", "{0}"}, -7) == Phrase{"-7, -7", "-7"});
  CHECK(say({"found {0}", "实为{0}"}, Phrase{"a number", "数"}) == Phrase{"found a number", "实为数"});
  CHECK(say({"plain", "无"}) == Phrase{"plain", "无"});
}

TEST_CASE("say leaves other braces and what is filled in as they are") {
  CHECK(say({"{\"a\": 1} {x} {0} {", "{} {0}"}, "{0}") == Phrase{"{\"a\": 1} {x} {0} {", "{} {0}"});
}

TEST_CASE("lists are joined as each language does") {
  CHECK(listed({}) == Phrase{});
  CHECK(listed({"a"}) == Phrase{"`a`", "`a`"});
  CHECK(listed({"a", "b", "c"}) == Phrase{"`a`, `b`, `c`", "`a`、`b`、`c`"});
  const Phrase many = listed(std::vector<std::string>(13, "x"));
  CHECK(many.en.ends_with("`x`, …"));
  CHECK(many.zh.ends_with("`x`等"));
}

TEST_CASE("a number's bounds are told in both languages") {
  Item item;
  CHECK(describe_number(item) == Phrase{"an integer", "整数"});
  item.minimum = exact_integer(0);
  CHECK(describe_number(item) == Phrase{"an integer from 0", "不小于0的整数"});
  item.maximum = exact_integer(60);
  item.decimals = 1;
  CHECK(describe_number(item) ==
        Phrase{"a number from 0 to 60 with at most 1 decimal", "0至60之间的数（最多1位小数）"});
  item.minimum.reset();
  item.decimals = 2;
  CHECK(describe_number(item) ==
        Phrase{"a number up to 60 with at most 2 decimals", "不大于60的数（最多2位小数）"});
}

TEST_CASE("the test of translations finds what nobody translated") {
  CHECK(find_untranslated("应为`min_cell`或“team”，见 CSV 和 GB18030（GBK）").empty());
  CHECK(find_untranslated("应为 an id") == "an");
  CHECK(find_untranslated("`open 缺少 id").empty());  // a quotation cut off
  CHECK(has_hole("应为{0}"));
  CHECK_FALSE(has_hole("{\"en\": 1} {}"));
}
