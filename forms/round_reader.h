// The parts of reading a round file, for round_json.cpp: JSON of the right shape becomes values. Whether
// the values make sense together is round_check.h's business.
#pragma once

#include <string>
#include <vector>

#include "forms/complaints.h"
#include "forms/object_reader.h"
#include "forms/round.h"

namespace candor::forms {

// Each entry of a list gives one value, be it ever so wrong, so that indices stay those of the file.
[[nodiscard]] std::vector<Scale> read_scales(const FileJson& object, const std::string& place,
                                             Complaints& complaints);
[[nodiscard]] Section read_section(const FileJson& value, const std::string& place, Complaints& complaints);
[[nodiscard]] std::vector<Item> read_items(const FileJson& list, const std::string& place,
                                           Complaints& complaints);
[[nodiscard]] Category read_category(const FileJson& value, const std::string& place, Complaints& complaints);
[[nodiscard]] Unit read_unit(const FileJson& value, const std::string& place, Complaints& complaints);
[[nodiscard]] Rules read_rules(const FileJson& value, const std::string& place, Complaints& complaints);

/// `read` for every entry of `reader`'s array `key`.
template <class Value>
[[nodiscard]] std::vector<Value> read_list(const ObjectReader& reader, std::string_view key,
                                           std::size_t max_size,
                                           Value (*read)(const FileJson&, const std::string&, Complaints&)) {
  std::vector<Value> values;
  const FileJson* list = reader.find_array(key, max_size);
  if (list == nullptr) return values;
  for (const auto& entry : *list) {
    values.push_back(read(entry, pointer(reader.place_of(key), values.size()), reader.complaints()));
  }
  return values;
}

}  // namespace candor::forms
