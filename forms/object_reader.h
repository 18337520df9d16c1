// Reads one JSON object of a round file, key by key, and complains by JSON pointer of what has the wrong
// shape. Knows which keys there may be (round_keys.h), not what their values mean.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "forms/complaints.h"
#include "forms/exact_number.h"
#include "forms/round.h"
#include "forms/round_keys.h"

namespace candor::forms {

using FileJson = nlohmann::ordered_json;

/// What a person calls this kind of value ("a string", "an object"…).
[[nodiscard]] Phrase name_of_kind(const FileJson& value);

/// Borrows `value` and `complaints`. An absent key gives the fallback without a complaint (the
/// constructor has already complained where it is required); a wrong value gives it with one.
class ObjectReader {
 public:
  /// Complains if `value` is no object, lacks a required key or has one that is not in `keys`.
  ObjectReader(const FileJson& value, std::string place, const KeyTable& keys, Complaints& complaints);

  [[nodiscard]] const FileJson* find(std::string_view key) const;
  [[nodiscard]] std::string place_of(std::string_view key) const { return pointer(place_, key); }
  [[nodiscard]] const std::string& place() const { return place_; }
  [[nodiscard]] Complaints& complaints() const { return complaints_; }

  [[nodiscard]] std::string read_string(std::string_view key) const;
  [[nodiscard]] Text read_text(std::string_view key) const;
  [[nodiscard]] bool read_bool(std::string_view key, bool fallback) const;
  [[nodiscard]] int read_int(std::string_view key, int fallback, int lowest, int highest) const;
  [[nodiscard]] std::optional<int> find_int(std::string_view key, int lowest, int highest) const;
  [[nodiscard]] std::optional<ExactNumber> find_number(std::string_view key) const;
  /// Null where absent, no array, or longer than `max_size`.
  [[nodiscard]] const FileJson* find_array(std::string_view key, std::size_t max_size) const;
  /// Entries that are no strings are complained of and read as "".
  [[nodiscard]] std::vector<std::string> read_strings(std::string_view key, std::size_t max_size) const;

  template <class Name, std::size_t n>
  [[nodiscard]] Name read_name(std::string_view key, Name fallback, const Name (&all)[n]) const {
    const FileJson* found = find(key);
    if (found == nullptr) return fallback;
    std::vector<std::string> names;
    for (const Name name : all) {
      if (is_string(*found, name_of(name))) return name;
      names.emplace_back(name_of(name));
    }
    complain_of_name(place_of(key), *found, names);
    return fallback;
  }
  void complain_of_name(const std::string& place, const FileJson& found,
                        const std::vector<std::string>& names) const;

 private:
  [[nodiscard]] static bool is_string(const FileJson& value, std::string_view text);
  void complain_of_kind(const std::string& place, const Phrase& expected, const FileJson& found) const;
  void check_keys(const KeyTable& keys) const;

  const FileJson* value_;  // null: not an object
  std::string place_;
  Complaints& complaints_;
};

}  // namespace candor::forms
