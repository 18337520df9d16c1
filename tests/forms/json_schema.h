// As much of JSON Schema 2020-12 as docs/round.schema.json uses. Fails the test on a keyword it does not
// know, so that nothing in the schema goes unchecked.
#pragma once

#include <regex>
#include <set>
#include <string>

#include <nlohmann/json.hpp>

#include "forms/utf8.h"
#include "tests/catch.h"

namespace candor::forms::test {

class JsonSchema {
 public:
  using Json = nlohmann::ordered_json;

  explicit JsonSchema(Json schema) : root_(std::move(schema)) {}

  [[nodiscard]] const Json& root() const { return root_; }
  [[nodiscard]] bool accepts(const Json& value) const { return accepts(root_, value); }
  [[nodiscard]] const Json& definition(const std::string& name) const {
    return name == "round" ? root_ : root_.at("$defs").at(name);
  }

 private:
  [[nodiscard]] bool accepts(const Json& schema, const Json& value) const {
    if (schema.is_boolean()) return schema.get<bool>();
    for (const auto& [keyword, rule] : schema.items()) {
      if (!holds(schema, keyword, rule, value)) return false;
    }
    return true;
  }

  [[nodiscard]] bool holds(const Json& schema, const std::string& keyword, const Json& rule,
                           const Json& value) const {
    static const std::set<std::string> kNotes = {"$schema",     "$id",     "$defs", "title",
                                                 "description", "default", "then",  "else"};
    if (kNotes.contains(keyword)) return true;
    if (keyword == "$ref")
      return accepts(root_.at(Json::json_pointer(rule.get<std::string>().substr(1))), value);
    if (keyword == "type") return has_type(rule, value);
    if (keyword == "const") return value == rule;
    if (keyword == "enum") return std::find(rule.begin(), rule.end(), value) != rule.end();
    if (keyword == "not") return !accepts(rule, value);
    if (keyword == "oneOf") return count(rule, value) == 1;
    if (keyword == "allOf") return count(rule, value) == rule.size();
    if (keyword == "if") return holds_condition(schema, rule, value);
    if (value.is_string()) return holds_string(keyword, rule, value);
    if (value.is_number()) return holds_number(keyword, rule, value);
    if (value.is_array()) return holds_array(keyword, rule, value);
    if (value.is_object()) return holds_object(schema, keyword, rule, value);
    return true;
  }

  [[nodiscard]] std::size_t count(const Json& schemas, const Json& value) const {
    std::size_t n = 0;
    for (const auto& schema : schemas) n += accepts(schema, value) ? 1U : 0U;
    return n;
  }

  static bool has_type(const Json& type, const Json& value) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "boolean") return value.is_boolean();
    if (type == "null") return value.is_null();
    if (type == "integer") return value.is_number_integer();
    FAIL("unknown type " << type);
    return false;
  }

  [[nodiscard]] bool holds_condition(const Json& schema, const Json& condition, const Json& value) const {
    const char* branch = accepts(condition, value) ? "then" : "else";
    return !schema.contains(branch) || accepts(schema.at(branch), value);
  }

  static bool holds_string(const std::string& keyword, const Json& rule, const Json& value) {
    const auto text = value.get<std::string>();
    if (keyword == "maxLength") return count_code_points(text) <= rule.get<std::size_t>();
    if (keyword == "pattern") return std::regex_search(text, std::regex(rule.get<std::string>()));
    return is_for_other_kinds(keyword);
  }

  static bool holds_number(const std::string& keyword, const Json& rule, const Json& value) {
    if (keyword == "minimum") return value >= rule;
    if (keyword == "maximum") return value <= rule;
    return is_for_other_kinds(keyword);
  }

  [[nodiscard]] bool holds_array(const std::string& keyword, const Json& rule, const Json& value) const {
    if (keyword == "minItems") return value.size() >= rule.get<std::size_t>();
    if (keyword == "maxItems") return value.size() <= rule.get<std::size_t>();
    if (keyword == "uniqueItems") return std::set<Json>(value.begin(), value.end()).size() == value.size();
    if (keyword != "items") return is_for_other_kinds(keyword);
    return std::all_of(value.begin(), value.end(), [&](const Json& entry) { return accepts(rule, entry); });
  }

  [[nodiscard]] bool holds_object(const Json& schema, const std::string& keyword, const Json& rule,
                                  const Json& value) const {
    if (keyword == "maxProperties") return value.size() <= rule.get<std::size_t>();
    if (keyword == "required") {
      return std::all_of(rule.begin(), rule.end(),
                         [&](const Json& key) { return value.contains(key.get<std::string>()); });
    }
    for (const auto& [key, entry] : value.items()) {
      const bool is_named = schema.contains("properties") && schema.at("properties").contains(key);
      if (keyword == "properties" && is_named && !accepts(rule.at(key), entry)) return false;
      if (keyword == "additionalProperties" && !is_named && !accepts(rule, entry)) return false;
      if (keyword == "propertyNames" && !accepts(rule, Json(key))) return false;
    }
    return keyword == "properties" || keyword == "additionalProperties" || keyword == "propertyNames" ||
           is_for_other_kinds(keyword);
  }

  static bool is_for_other_kinds(const std::string& keyword) {
    static const std::set<std::string> kKnown = {
        "maxLength",    "pattern", "minimum",       "maximum",  "minItems",   "maxItems",
        "uniqueItems",  "items",   "maxProperties", "required", "properties", "additionalProperties",
        "propertyNames"};
    if (!kKnown.contains(keyword)) FAIL("unknown keyword " << keyword);
    return true;
  }

  Json root_;
};

}  // namespace candor::forms::test
