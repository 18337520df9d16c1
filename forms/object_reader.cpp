#include "forms/object_reader.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <nlohmann/json.hpp>

namespace candor::forms {
namespace {

std::vector<std::string> names_of(const KeyTable& keys) {
  std::vector<std::string> names;
  for (const Key& key : keys.keys) names.emplace_back(key.name);
  return names;
}

bool has_key(const KeyTable& keys, std::string_view name) {
  return std::any_of(keys.keys.begin(), keys.keys.end(), [name](const Key& key) { return key.name == name; });
}

}  // namespace

std::string_view name_of_kind(const FileJson& value) {
  if (value.is_null()) return "null";
  if (value.is_boolean()) return "true or false";
  if (value.is_string()) return "a string";
  if (value.is_number_float()) return "a binary floating-point number";
  if (value.is_number()) return "a number";
  if (value.is_array()) return "an array";
  return "an object";
}

ObjectReader::ObjectReader(const FileJson& value, std::string place, const KeyTable& keys,
                           Complaints& complaints)
    : value_(value.is_object() ? &value : nullptr), place_(std::move(place)), complaints_(complaints) {
  if (value_ == nullptr) {
    complain_of_kind(place_, "an object", value);
  } else {
    check_keys(keys);
  }
}

void ObjectReader::check_keys(const KeyTable& keys) const {
  for (const auto& [name, entry] : value_->items()) {
    if (has_key(keys, name)) continue;
    complaints_.error(place_of(name),
                      "unknown key " + ticked(name) + " in an object of kind " + ticked(keys.name),
                      "Remove it, or use one of " + listed(names_of(keys)) + ".");
  }
  for (const Key& key : keys.keys) {
    if (!key.required || value_->contains(key.name)) continue;
    complaints_.error(place_of(key.name), "missing key " + ticked(key.name),
                      "Add " + ticked(key.name) + " to this object.");
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
  complain_of_kind(place_of(key), "a string", *found);
  return {};
}

Text ObjectReader::read_text(std::string_view key) const {
  const FileJson* found = find(key);
  if (found == nullptr) return {};
  const std::string place = place_of(key);
  if (!found->is_object()) {
    complaints_.error(
        place, "expected an object with a text for each language, found " + std::string(name_of_kind(*found)),
        "Write it by language, as in {\"en\": \"…\", \"zh-CN\": \"…\"}.");
    return {};
  }
  Text text;
  for (const auto& [language, entry] : found->items()) {
    if (entry.is_string()) {
      text.emplace(language, entry.template get<std::string>());
    } else {
      complain_of_kind(pointer(place, language), "a string", entry);
    }
  }
  return text;
}

bool ObjectReader::read_bool(std::string_view key, bool fallback) const {
  const FileJson* found = find(key);
  if (found == nullptr) return fallback;
  if (found->is_boolean()) return found->get<bool>();
  complain_of_kind(place_of(key), "true or false", *found);
  return fallback;
}

int ObjectReader::read_int(std::string_view key, int fallback, int lowest, int highest) const {
  return find_int(key, lowest, highest).value_or(fallback);
}

std::optional<int> ObjectReader::find_int(std::string_view key, int lowest, int highest) const {
  const FileJson* found = find(key);
  if (found == nullptr) return std::nullopt;
  const std::string range = "an integer from " + std::to_string(lowest) + " to " + std::to_string(highest);
  if (!found->is_number_integer()) {
    complain_of_kind(place_of(key), range, *found);
    return std::nullopt;
  }
  const bool beyond = found->is_number_unsigned() && found->get<std::uint64_t>() > std::uint64_t{INT32_MAX};
  const std::int64_t value = beyond ? std::int64_t{INT32_MAX} + 1 : found->get<std::int64_t>();
  if (value < lowest || value > highest) {
    complaints_.error(place_of(key), "expected " + range + ", found " + found->dump(),
                      "Choose a number in this range.");
    return std::nullopt;
  }
  return static_cast<int>(value);
}

std::optional<ExactNumber> ObjectReader::find_number(std::string_view key) const {
  const FileJson* found = find(key);
  if (found == nullptr) return std::nullopt;
  if (!found->is_number_integer() && !found->is_string()) {
    complaints_.error(
        place_of(key), "expected an exact number, found " + std::string(name_of_kind(*found)),
        "Write an integer, or a string such as \"0.3\", \"1/3\" or \"20%\": binary fractions are not exact.");
    return std::nullopt;
  }
  const std::string literal = found->is_string() ? found->get<std::string>() : found->dump();
  auto number = parse_exact_number(literal);
  if (number) return std::move(*number);
  complaints_.error(place_of(key), number.error().detail + ", found " + ticked(literal),
                    "Write it in one of these forms.");
  return std::nullopt;
}

const FileJson* ObjectReader::find_array(std::string_view key, std::size_t max_size) const {
  const FileJson* found = find(key);
  if (found == nullptr) return nullptr;
  if (!found->is_array()) {
    complain_of_kind(place_of(key), "an array", *found);
    return nullptr;
  }
  if (found->size() > max_size) {
    complaints_.error(
        place_of(key),
        "expected at most " + std::to_string(max_size) + " entries, found " + std::to_string(found->size()),
        "Remove some, or split the round.");
    return nullptr;
  }
  return found;
}

std::vector<std::string> ObjectReader::read_strings(std::string_view key, std::size_t max_size) const {
  std::vector<std::string> strings;
  const FileJson* list = find_array(key, max_size);
  if (list == nullptr) return strings;
  for (const auto& entry : *list) {
    if (!entry.is_string()) complain_of_kind(pointer(place_of(key), strings.size()), "a string", entry);
    strings.push_back(entry.is_string() ? entry.get<std::string>() : std::string());
  }
  return strings;
}

bool ObjectReader::is_string(const FileJson& value, std::string_view text) {
  return value.is_string() && value.get_ref<const std::string&>() == text;
}

void ObjectReader::complain_of_name(const std::string& place, const FileJson& found,
                                    const std::vector<std::string>& names) const {
  const std::string what =
      found.is_string() ? ticked(found.get_ref<const std::string&>()) : std::string(name_of_kind(found));
  complaints_.error(place, "expected one of " + listed(names) + ", found " + what, "Choose one of these.");
}

void ObjectReader::complain_of_kind(const std::string& place, std::string_view expected,
                                    const FileJson& found) const {
  complaints_.error(place,
                    "expected " + std::string(expected) + ", found " + std::string(name_of_kind(found)),
                    "Write " + std::string(expected) + " here.");
}

}  // namespace candor::forms
