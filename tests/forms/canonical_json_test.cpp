#include "forms/canonical_json.h"

#include <nlohmann/json.hpp>

#include "tests/forms/support.h"

using namespace candor;
using namespace candor::forms;

TEST_CASE("encode_canonical writes RFC 8785 text") {
  using Json = nlohmann::json;
  CHECK(encode_canonical(Json::parse(R"({"b": [1, -2, true, null], "a": {"z": "", "A": "x"}})")) ==
        R"({"a":{"A":"x","z":""},"b":[1,-2,true,null]})");
  CHECK(encode_canonical(Json("a\"\\/\b\f\n\r\t\x01\x1F\x7F优")) ==
        "\"a\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7F优\"");
  CHECK(encode_canonical(Json(9007199254740991)) == "9007199254740991");
}

TEST_CASE("parse_canonical gives back what encode_canonical wrote") {
  for (const char* text :
       {"{}", "[]", "0", "-1", "\"\"", "null", R"({"a":[{"b":"优\n"}],"c":9007199254740991})"}) {
    const auto value = parse_canonical(text);
    INFO(text);
    REQUIRE(value.has_value());
    CHECK(encode_canonical(*value) == text);
  }
}

TEST_CASE("parse_canonical refuses every other spelling") {
  for (const char* text : {"",
                           " {}",
                           "{} ",
                           "{}\n",
                           "{ }",
                           "[1, 2]",
                           R"({"b":1,"a":2})",
                           R"({"a":1,"a":1})",
                           "1.0",
                           "1e2",
                           "-0",
                           "01",
                           "+1",
                           "9007199254740992",
                           "-9007199254740992",
                           "18446744073709551616",
                           R"("\u0041")",
                           R"("\/")",
                           R"("\u00e9")",
                           R"("\ud800")",
                           "\"\xED\xA0\x80\"",
                           "\"\x80\"",
                           "\xEF\xBB\xBF{}",
                           "{\"a\":1,}",
                           "nul",
                           "\"\t\"",
                           R"("\u001F")"}) {
    INFO(text);
    const auto value = parse_canonical(text);
    REQUIRE_FALSE(value.has_value());
    CHECK(value.error().kind == ErrorKind::malformed);
  }
}

TEST_CASE("parse_json allows exactly the depth it is given") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(parse_json(nested(32)).has_value());
  CHECK_FALSE(parse_json(nested(33)).has_value());
  CHECK(parse_json(nested(3), 3).has_value());
  CHECK_FALSE(parse_json(nested(4), 3).has_value());
  CHECK_FALSE(parse_json(nested(100'000)).has_value());
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  CHECK_FALSE(parse_json(objects).has_value());
}

TEST_CASE("parse_json names the key that stands twice and where") {
  const auto value = parse_json("{\"a\": {\"k\": 1},\n \"b\": {\"k\": 1, \"k\": 2}}");
  REQUIRE_FALSE(value.has_value());
  CHECK(value.error().diagnostics[0].place == "line 2, column 18");
  CHECK(value.error().diagnostics[0].expected.en.find("`k`") != std::string::npos);
}

TEST_CASE("the message about broken JSON is plain ASCII even where a character is cut") {
  const auto value = parse_json("{\"a\": 优}");
  REQUIRE_FALSE(value.has_value());
  for (const char c : value.error().detail) CHECK(static_cast<unsigned char>(c) < 0x80);
}

TEST_CASE("an object of very many keys is read in reasonable time") {
  std::string text = "{";
  for (int i = 0; i < 200'000; ++i) text += (i > 0 ? ",\"" : "\"") + std::to_string(i) + "\":0";
  text += "}";
  const auto value = parse_json(text);
  REQUIRE(value.has_value());
  CHECK(value->size() == 200'000);
  // The order-keeping reader of round files must not search the object for every key either.
  CHECK(parse_round(text).error().kind == ErrorKind::invalid);
}
