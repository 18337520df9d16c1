#include "forms/object_reader.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <nlohmann/json.hpp>

namespace candor::forms {
namespace {

const Phrase kString{"a string", "文本"};
const Phrase kTrueOrFalse{"true or false", "`true`或`false`"};
const Phrase kArray{"an array", "列表"};
const Phrase kObject{"an object", "对象"};

std::vector<std::string> names_of(const KeyTable& keys) {
  std::vector<std::string> names;
  for (const Key& key : keys.keys) names.emplace_back(key.name);
  return names;
}

bool has_key(const KeyTable& keys, std::string_view name) {
  return std::any_of(keys.keys.begin(), keys.keys.end(), [name](const Key& key) { return key.name == name; });
}

}  // namespace

Phrase name_of_kind(const FileJson& value) {
  if (value.is_null()) return {"null", "空值"};
  if (value.is_boolean()) return kTrueOrFalse;
  if (value.is_string()) return kString;
  if (value.is_number_float()) return {"a binary floating-point number", "二进制小数"};
  if (value.is_number()) return {"a number", "数"};
  if (value.is_array()) return kArray;
  return kObject;
}

ObjectReader::ObjectReader(const FileJson& value, std::string place, const KeyTable& keys,
                           Complaints& complaints)
    : value_(value.is_object() ? &value : nullptr), place_(std::move(place)), complaints_(complaints) {
  if (value_ == nullptr) {
    complain_of_kind(place_, kObject, value);
  } else {
    check_keys(keys);
  }
}

void ObjectReader::check_keys(const KeyTable& keys) const {
  for (const auto& [name, entry] : value_->items()) {
    if (has_key(keys, name)) continue;
    complaints_.error(
        place_of(name),
        say({"unknown key {0} in an object of kind {1}", "{1}中有未知的键{0}"}, ticked(name),
            ticked(keys.name)),
        say({"Remove it, or use one of {0}.", "请删去，或改用以下之一：{0}。"}, listed(names_of(keys))));
  }
  for (const Key& key : keys.keys) {
    if (!key.required || value_->contains(key.name)) continue;
    complaints_.error(place_of(key.name), say({"missing key {0}", "缺少{0}"}, ticked(key.name)),
                      say({"Add {0} to this object.", "请补上{0}。"}, ticked(key.name)));
  }
}

const FileJson* ObjectReader::find(std::string_view key) const {
  if (value_ == nullptr) return nullptr;
  const auto found = value_->find(key);
  return found == value_->end() ? nullptr : &*found;
}

std::string ObjectReader::read_string(std::string_view key) const {
  const FileJson* found = find(key);
  if (found == nullptr) return {};
  if (found->is_string()) return found->get<std::string>();
  complain_of_kind(place_of(key), kString, *found);
  return {};
}

Text ObjectReader::read_text(std::string_view key) const {
  const FileJson* found = find(key);
  if (found == nullptr) return {};
  const std::string place = place_of(key);
  if (!found->is_object()) {
    complaints_.error(
        place,
        say({"expected an object with a text for each language, found {0}", "应为按语言分列的文字，实为{0}"},
            name_of_kind(*found)),
        {"Write it by language, as in {\"en\": \"…\", \"zh-CN\": \"…\"}.",
         "请按语言填写，如`{\"en\": \"…\", \"zh-CN\": \"…\"}`。"});
    return {};
  }
  Text text;
  for (const auto& [language, entry] : found->items()) {
    if (entry.is_string()) {
      text.emplace(language, entry.template get<std::string>());
    } else {
      complain_of_kind(pointer(place, language), kString, entry);
    }
  }
  return text;
}

bool ObjectReader::read_bool(std::string_view key, bool fallback) const {
  const FileJson* found = find(key);
  if (found == nullptr) return fallback;
  if (found->is_boolean()) return found->get<bool>();
  complain_of_kind(place_of(key), kTrueOrFalse, *found);
  return fallback;
}

int ObjectReader::read_int(std::string_view key, int fallback, int lowest, int highest) const {
  return find_int(key, lowest, highest).value_or(fallback);
}

std::optional<int> ObjectReader::find_int(std::string_view key, int lowest, int highest) const {
  const FileJson* found = find(key);
  if (found == nullptr) return std::nullopt;
  const Phrase range = say({"an integer from {0} to {1}", "{0}至{1}之间的整数"}, lowest, highest);
  if (!found->is_number_integer()) {
    complain_of_kind(place_of(key), range, *found);
    return std::nullopt;
  }
  const bool beyond = found->is_number_unsigned() && found->get<std::uint64_t>() > std::uint64_t{INT32_MAX};
  const std::int64_t value = beyond ? std::int64_t{INT32_MAX} + 1 : found->get<std::int64_t>();
  if (value < lowest || value > highest) {
    complaints_.error(place_of(key),
                      say({"expected {0}, found {1}", "应为{0}，实为{1}"}, range, found->dump()),
                      {"Choose a number in this range.", "请填写此范围内的数。"});
    return std::nullopt;
  }
  return static_cast<int>(value);
}

std::optional<ExactNumber> ObjectReader::find_number(std::string_view key) const {
  const FileJson* found = find(key);
  if (found == nullptr) return std::nullopt;
  if (!found->is_number_integer() && !found->is_string()) {
    complaints_.error(
        place_of(key),
        say({"expected an exact number, found {0}", "应为精确的数，实为{0}"}, name_of_kind(*found)),
        {"Write an integer, or a string such as \"0.3\", \"1/3\" or \"20%\": binary fractions are not exact.",
         "请填写整数，或以文本写作“0.3”“1/3”“20%”等：二进制小数不精确。"});
    return std::nullopt;
  }
  const std::string literal = found->is_string() ? found->get<std::string>() : found->dump();
  auto number = parse_exact_number(literal);
  if (number) return std::move(*number);
  complaints_.error(place_of(key),
                    say({"{0}, found {1}", "{0}，实为{1}"}, number.error().words(), ticked(literal)),
                    {"Write it in one of these forms.", "请按上述形式之一填写。"});
  return std::nullopt;
}

const FileJson* ObjectReader::find_array(std::string_view key, std::size_t max_size) const {
  const FileJson* found = find(key);
  if (found == nullptr) return nullptr;
  if (!found->is_array()) {
    complain_of_kind(place_of(key), kArray, *found);
    return nullptr;
  }
  if (found->size() > max_size) {
    complaints_.error(
        place_of(key),
        say({"expected at most {0} entries, found {1}", "应不超过{0}项，实有{1}项"}, max_size, found->size()),
        {"Remove some, or split the round.", "请删减，或分轮进行。"});
    return nullptr;
  }
  return found;
}

std::vector<std::string> ObjectReader::read_strings(std::string_view key, std::size_t max_size) const {
  std::vector<std::string> strings;
  const FileJson* list = find_array(key, max_size);
  if (list == nullptr) return strings;
  for (const auto& entry : *list) {
    if (!entry.is_string()) complain_of_kind(pointer(place_of(key), strings.size()), kString, entry);
    strings.push_back(entry.is_string() ? entry.get<std::string>() : std::string());
  }
  return strings;
}

bool ObjectReader::is_string(const FileJson& value, std::string_view text) {
  return value.is_string() && value.get_ref<const std::string&>() == text;
}

void ObjectReader::complain_of_name(const std::string& place, const FileJson& found,
                                    const std::vector<std::string>& names) const {
  const Phrase what =
      found.is_string() ? in_both(ticked(found.get_ref<const std::string&>())) : name_of_kind(found);
  complaints_.error(
      place, say({"expected one of {0}, found {1}", "应为以下之一：{0}；实为{1}"}, listed(names), what),
      {"Choose one of these.", "请从中选择。"});
}

void ObjectReader::complain_of_kind(const std::string& place, const Phrase& expected,
                                    const FileJson& found) const {
  complaints_.error(place,
                    say({"expected {0}, found {1}", "应为{0}，实为{1}"}, expected, name_of_kind(found)),
                    say({"Write {0} here.", "此处请填写{0}。"}, expected));
}

}  // namespace candor::forms
