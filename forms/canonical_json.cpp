#include "forms/canonical_json.h"

#include <cstdint>
#include <utility>

#include <nlohmann/json.hpp>

#include "forms/json_tree.h"

namespace candor::forms {
namespace {

constexpr std::int64_t kMaxExactInteger = (std::int64_t{1} << 53) - 1;  // RFC 8785 by way of ECMAScript

void append_escaped(std::string& out, unsigned char c) {
  constexpr std::string_view kHex = "0123456789abcdef";
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\t':
      out += "\\t";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\r':
      out += "\\r";
      return;
    default:
      out += "\\u00";
      out += kHex[c >> 4U];
      out += kHex[c & 0xFU];
  }
}

void append_value(std::string& out, const nlohmann::json& value);

void append_object(std::string& out, const nlohmann::json& value) {
  out += '{';
  bool first = true;
  for (const auto& [key, entry] :
       value.items()) {  // a std::map: in order of bytes, which is RFC 8785's for ASCII
    if (!std::exchange(first, false)) out += ',';
    append_canonical_string(out, key);
    out += ':';
    append_value(out, entry);
  }
  out += '}';
}

void append_array(std::string& out, const nlohmann::json& value) {
  out += '[';
  bool first = true;
  for (const auto& entry : value) {
    if (!std::exchange(first, false)) out += ',';
    append_value(out, entry);
  }
  out += ']';
}

void append_value(std::string& out, const nlohmann::json& value) {
  if (value.is_object()) {
    append_object(out, value);
  } else if (value.is_array()) {
    append_array(out, value);
  } else if (value.is_string()) {
    append_canonical_string(out, value.get_ref<const std::string&>());
  } else if (value.is_boolean()) {
    out += value.get<bool>() ? "true" : "false";
  } else if (value.is_number_unsigned()) {
    out += std::to_string(value.get<std::uint64_t>());
  } else if (value.is_number_integer()) {
    out += std::to_string(value.get<std::int64_t>());
  } else {
    out += "null";
  }
}

bool is_exact_integer(const nlohmann::json& value) {
  if (value.is_number_unsigned()) return value.get<std::uint64_t>() <= std::uint64_t{kMaxExactInteger};
  if (!value.is_number_integer()) return false;
  return value.get<std::int64_t>() >= -kMaxExactInteger;
}

/// Precondition: depth limited by the reader.
bool holds_only_exact_integers(const nlohmann::json& value) {
  if (value.is_number()) return is_exact_integer(value);
  if (!value.is_structured()) return true;
  for (const auto& entry : value) {
    if (!holds_only_exact_integers(entry)) return false;
  }
  return true;
}

}  // namespace

void append_canonical_string(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || c == '"' || c == '\\') {
      append_escaped(out, byte);
    } else {
      out += c;
    }
  }
  out += '"';
}

Result<nlohmann::json> parse_json(std::string_view text, int max_depth) {
  return parse_json_tree<nlohmann::json>(text, max_depth);
}

std::string encode_canonical(const nlohmann::json& value) {
  std::string out;
  append_value(out, value);
  return out;
}

Result<nlohmann::json> parse_canonical(std::string_view text, int max_depth) {
  auto value = parse_json(text, max_depth);
  if (!value) return value;
  if (!holds_only_exact_integers(*value)) {
    return fail(ErrorKind::malformed, "Canonical JSON holds only integers below 2^53 in size, no fractions.");
  }
  if (encode_canonical(*value) != text) {
    return fail(ErrorKind::malformed,
                "Not in canonical form (RFC 8785): order of keys, spaces or escapes differ.");
  }
  return value;
}

}  // namespace candor::forms
