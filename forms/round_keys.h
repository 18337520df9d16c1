// Which keys a round file may have, object by object: the reader refuses all others, and the published
// JSON Schema is tested against these tables. Knows no values.
#pragma once

#include <span>
#include <string_view>

#include "forms/round.h"

namespace candor::forms {

struct Key {
  std::string_view name;
  bool required = false;
};

/// `name`: what the schema calls this object under `$defs`; "round" is the schema's root.
struct KeyTable {
  std::string_view name;
  std::span<const Key> keys;
};

[[nodiscard]] const KeyTable& round_keys();
[[nodiscard]] const KeyTable& scale_keys();
[[nodiscard]] const KeyTable& scale_option_keys();
[[nodiscard]] const KeyTable& item_option_keys();
[[nodiscard]] const KeyTable& section_keys();
[[nodiscard]] const KeyTable& item_keys(ItemType type);
/// For an item whose type is unknown: the keys of any type.
[[nodiscard]] const KeyTable& any_item_keys();
[[nodiscard]] const KeyTable& show_if_keys();
[[nodiscard]] const KeyTable& category_keys();
[[nodiscard]] const KeyTable& unit_keys();
[[nodiscard]] const KeyTable& member_keys();
[[nodiscard]] const KeyTable& rules_keys();
[[nodiscard]] const KeyTable& quota_keys();
[[nodiscard]] const KeyTable& quorum_keys();
[[nodiscard]] const KeyTable& flag_keys();
[[nodiscard]] const KeyTable& access_keys();

/// All of them but any_item_keys.
[[nodiscard]] std::span<const KeyTable> all_key_tables();

}  // namespace candor::forms
