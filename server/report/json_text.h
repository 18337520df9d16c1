// Writes JSON text piece by piece, without a tree in memory: a tally of ten thousand units is larger
// than what one wants to hold twice. Knows nothing of tallies. Precondition throughout: strings are UTF-8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace candor::server::report {

class JsonText {
 public:
  JsonText& open_object() { return open('{'); }
  JsonText& close_object() { return close('}'); }
  JsonText& open_array() { return open('['); }
  JsonText& close_array() { return close(']'); }
  /// The name of the next member; inside objects only.
  JsonText& key(std::string_view name);
  JsonText& string(std::string_view value);
  JsonText& number(std::uint64_t value);
  JsonText& boolean(bool value);
  JsonText& null();
  /// Text that is JSON already.
  JsonText& raw(std::string_view json);
  [[nodiscard]] std::string take() && { return std::move(text_); }

 private:
  JsonText& open(char bracket);
  JsonText& close(char bracket);
  void separate();
  void quote(std::string_view value);
  std::string text_;
  bool needs_comma_ = false;
};

}  // namespace candor::server::report
