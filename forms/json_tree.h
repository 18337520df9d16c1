// JSON text to a tree, within limits; for canonical_json and round_json only, which differ in whether the
// order of keys is kept. Knows nothing of what the JSON means.
#pragma once

#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "forms/result.h"

namespace candor::forms {

/// `Json`: nlohmann::json or nlohmann::ordered_json. Refuses invalid UTF-8, NUL, deeper nesting than
/// `max_depth` and keys that stand twice in an object; never recurses. Errors: `malformed` with one
/// diagnostic at "line L, column C".
template <class Json>
[[nodiscard]] Result<Json> parse_json_tree(std::string_view text, int max_depth);

}  // namespace candor::forms
