// A value of a JSON file of which nothing is believed, with its place. What is missing or has the wrong type
// is complained of once and read as empty. Knows nothing of what the file means.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "forms/complaints.h"

namespace candor::server::report {

/// Borrows the value and the complaints.
class CheckedJson {
 public:
  /// `remedy`: said with every complaint.
  CheckedJson(const nlohmann::json& value, std::string place, const Phrase& remedy,
              forms::Complaints& complaints)
      : value_(&value), place_(std::move(place)), remedy_(&remedy), complaints_(&complaints) {}

  [[nodiscard]] CheckedJson at(const char* key) const;
  [[nodiscard]] std::optional<CheckedJson> find(const char* key) const;  ///< nullopt where absent
  [[nodiscard]] std::string text() const;
  [[nodiscard]] bool flag() const;
  [[nodiscard]] std::uint64_t number(std::uint64_t most) const;
  [[nodiscard]] std::vector<CheckedJson> entries() const;                          ///< of an array
  [[nodiscard]] std::vector<std::pair<std::string, CheckedJson>> members() const;  ///< of an object
  [[nodiscard]] const std::string& place() const { return place_; }
  void wrong(Phrase expected) const;

 private:
  [[nodiscard]] CheckedJson child(const nlohmann::json& value, std::string place) const {
    return {value, std::move(place), *remedy_, *complaints_};
  }
  void wrong_type(const Phrase& expected) const;

  const nlohmann::json* value_;
  std::string place_;
  const Phrase* remedy_;
  forms::Complaints* complaints_;
};

}  // namespace candor::server::report
