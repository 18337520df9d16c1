// Compares JSON with what is expected of it: objects may hold more than is expected, arrays may not.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/catch.h"

namespace candor::tests {

/// Every way in which `actual` lacks or contradicts `expected`, by JSON pointer.
inline void find_differences(const nlohmann::json& expected, const nlohmann::json& actual,
                             const std::string& place, std::vector<std::string>& found) {
  if (expected.is_object() && actual.is_object()) {
    for (const auto& [key, value] : expected.items()) {
      if (actual.contains(key)) {
        find_differences(value, actual[key], place + "/" + key, found);
      } else {
        found.push_back(place + "/" + key + " is missing");
      }
    }
  } else if (expected.is_array() && actual.is_array() && expected.size() == actual.size()) {
    for (std::size_t i = 0; i < expected.size(); ++i) {
      find_differences(expected[i], actual[i], place + "/" + std::to_string(i), found);
    }
  } else if (expected != actual) {
    found.push_back(place + ": expected " + expected.dump() + ", got " + actual.dump());
  }
}

inline void check_same(const nlohmann::json& expected, const nlohmann::json& actual) {
  std::vector<std::string> found;
  find_differences(expected, actual, "", found);
  for (std::size_t i = 0; i < found.size() && i < 10; ++i) UNSCOPED_INFO(found[i]);
  CHECK(found.empty());
}

}  // namespace candor::tests
