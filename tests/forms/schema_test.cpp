// The published JSON Schema and the reader of round files say the same.
#include <algorithm>
#include <set>

#include "forms/round_keys.h"
#include "forms/round_limits.h"
#include "tests/forms/json_schema.h"
#include "tests/forms/random_round.h"
#include "tests/forms/support.h"

using namespace candor;
using namespace candor::forms;
using namespace candor::forms::test;

namespace {

const JsonSchema& schema() {
  static const JsonSchema published(Json::parse(read_data("../../../docs/round.schema.json")));
  return published;
}

struct Change {
  const char* at;
  const char* value;
};

}  // namespace

TEST_CASE("the schema has the objects, keys and required keys of the reader, no more and no less") {
  std::set<std::string> objects;
  for (const KeyTable& table : all_key_tables()) {
    INFO(table.name);
    objects.insert(std::string(table.name));
    const Json& object = schema().definition(std::string(table.name));
    CHECK(object.at("additionalProperties") == false);
    std::set<std::string> keys;
    std::set<std::string> required;
    for (const Key& key : table.keys) {
      keys.insert(std::string(key.name));
      if (key.required) required.insert(std::string(key.name));
    }
    std::set<std::string> published;
    for (const auto& [key, rule] : object.at("properties").items()) published.insert(key);
    CHECK(published == keys);
    CHECK(object.at("required").get<std::set<std::string>>() == required);
  }
  for (const auto& [name, definition] : schema().root().at("$defs").items()) {
    INFO(name);
    if (definition.contains("properties")) CHECK(objects.contains(name));
  }
}

TEST_CASE("the schema states the limits that are checked") {
  const auto limit = [](const std::string& object, const std::string& key, const char* keyword) {
    return schema().definition(object).at("properties").at(key).at(keyword).get<std::size_t>();
  };
  CHECK(limit("round", "units", "maxItems") == kMaxUnits);
  CHECK(limit("round", "categories", "maxItems") == kMaxCategories);
  CHECK(limit("round", "sections", "maxItems") == kMaxSections);
  CHECK(limit("round", "languages", "maxItems") == kMaxLanguages);
  CHECK(limit("round", "scales", "maxProperties") == kMaxScales);
  CHECK(limit("round", "contact", "maxLength") == kMaxContactLength);
  CHECK(limit("scale", "options", "maxItems") == kMaxOptions);
  CHECK(limit("item_single", "options", "maxItems") == kMaxOptions);
  CHECK(limit("section", "items", "maxItems") == kMaxItems);
  CHECK(limit("unit", "items", "maxItems") == kMaxItems);
  CHECK(limit("unit", "members", "maxItems") == kMaxMembers);
  CHECK(limit("member", "kind", "maxLength") == kMaxKindLength);
  CHECK(limit("rules", "flags", "maxItems") == kMaxFlags);
  CHECK(limit("rules", "min_cell", "minimum") == static_cast<std::size_t>(kMinMinCell));
  CHECK(limit("rules", "min_cell", "maximum") == static_cast<std::size_t>(kMaxMinCell));
  CHECK(limit("rules", "decimals", "maximum") == static_cast<std::size_t>(kMaxDecimals));
  CHECK(limit("item_text", "max_length", "maximum") == static_cast<std::size_t>(kMaxTextLength));
  CHECK(schema().definition("text").at("additionalProperties").at("maxLength") == kMaxLabelLength);
  CHECK(schema().definition("page_text").at("additionalProperties").at("maxLength") == kMaxPageTextLength);
  CHECK(schema().definition("unit").at("properties").at("due").at("additionalProperties").at("maximum") ==
        kMaxDue);
}

TEST_CASE("the schema's defaults are the reader's") {
  const Rules rules;
  const auto& keys = schema().definition("rules").at("properties");
  CHECK(keys.at("base").at("default") == name_of(rules.base));
  CHECK(keys.at("empty_category").at("default") == name_of(rules.empty_category));
  CHECK(keys.at("decimals").at("default") == rules.decimals);
  CHECK(keys.at("min_cell").at("default") == rules.min_cell);
  CHECK(keys.at("min_text").at("default") == rules.min_text);
  CHECK(keys.at("members_see").at("default") == name_of(rules.members_see));
  CHECK(schema().definition("quota").at("properties").at("rounding").at("default") ==
        name_of(Quota{}.rounding));
  CHECK(schema().definition("category").at("properties").at("weight").at("default") ==
        Category{}.weight.text);
  CHECK(schema().definition("category").at("properties").at("confidential").at("default") ==
        Category{}.confidential);
  CHECK(schema().definition("item_scale").at("properties").at("weight").at("default") == Item{}.weight.text);
  CHECK(schema().definition("item_text").at("properties").at("max_length").at("default") ==
        Item{}.max_length);
}

TEST_CASE("good round files satisfy the schema") {
  CHECK(schema().accepts(full_round_json()));
  for (const char* name : {"item-types", "asked-of-whom", "validity-edges", "members-and-quota"}) {
    INFO(name);
    CHECK(schema().accepts(Json::parse(read_data("cases/" + std::string(name) + "/round.json"))));
  }
  for (const unsigned seed : seeds(50)) {
    INFO("CANDOR_SEED=" << seed);
    Random random(seed);
    CHECK(schema().accepts(round_to_json(random_round(random))));
  }
}

TEST_CASE("mistakes of shape are refused by the schema and by the reader") {
  for (const Change& change : {
           Change{"/candor_round", "2"},
           Change{"/colour", "1"},
           Change{"/id", "\"..\""},
           Change{"/id", "\"team\""},
           Change{"/title", "\"x\""},
           Change{"/title/e n", "\"x\""},
           Change{"/languages", "[]"},
           Change{"/languages/1", "\"zh-CN\""},
           Change{"/scales/overall/options/0/value", "0.5"},
           Change{"/scales/overall/options/0/value", "\"1e3\""},
           Change{"/scales/overall/options/4/value", "\"1\""},
           Change{"/scales/overall/options/4/favourable", "true"},
           Change{"/scales/five/options", "[]"},
           Change{"/sections/0/about", "\"all\""},
           Change{"/sections/0/items/0/type", "\"star\""},
           Change{"/sections/0/items/1/weight", "\"0\""},
           Change{"/sections/0/items/5/required", "true"},
           Change{"/sections/0/items/5/show_if", R"({"item": "overall", "is": ["basic"]})"},
           Change{"/sections/0/items/5/max_length", "0"},
           Change{"/sections/4/items/0/required", "true"},
           Change{"/sections/0/items/1/show_if/is", "[]"},
           Change{"/sections/0/items/4/decimals", "7"},
           Change{"/units/0/parent", "\"\""},
           Change{"/units/0/due/A", "-1"},
           Change{"/units/0/members/0/id", "\"-\""},
           Change{"/units/0/members/0/head", "1"},
           Change{"/rules/base", "\"all\""},
           Change{"/rules/invalid/0", "\"late\""},
           Change{"/rules/min_cell", "2"},
           Change{"/rules/decimals", "2.0"},
           Change{"/rules/quota/rounding", "\"up\""},
           Change{"/rules/quorum/of", "\"valid\""},
           Change{"/rules/flags/0/when", "\"favourable = 1/2\""},
           Change{"/access/mode", "\"x\""},
       }) {
    INFO("put " << change.value << " at " << change.at);
    Json file = full_round_json();
    file[Json::json_pointer(change.at)] = Json::parse(change.value);
    CHECK_FALSE(schema().accepts(file));
    CHECK_FALSE(parse_round(file.dump(), Strictness::opening).has_value());
  }
}
