// HTML that is escaped by construction: names of tags and attributes are literals of the program, everything
// else is escaped. Knows no page.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace candor::server::print {

/// A name that can only be a literal: input can never become a tag or an attribute.
class HtmlName {
 public:
  consteval HtmlName(const char* name) : name_(name) {}
  [[nodiscard]] constexpr std::string_view view() const { return name_; }

 private:
  std::string_view name_;
};

struct HtmlAttribute {
  HtmlName name;
  std::string_view value;
};

/// Writes one document, front to back. Every open() needs its close().
class HtmlWriter {
 public:
  HtmlWriter& open(HtmlName tag, std::initializer_list<HtmlAttribute> attributes = {});
  /// A tag without content or end: meta, link, path.
  HtmlWriter& single(HtmlName tag, std::initializer_list<HtmlAttribute> attributes = {});
  HtmlWriter& text(std::string_view text);
  HtmlWriter& close();
  /// open, text, close.
  HtmlWriter& element(HtmlName tag, std::initializer_list<HtmlAttribute> attributes, std::string_view text);

  /// The document with its doctype. Precondition: all is closed. Leaves the writer empty.
  [[nodiscard]] std::string finish();

 private:
  void begin(HtmlName tag, std::initializer_list<HtmlAttribute> attributes);
  void append_escaped(std::string_view text);

  std::string out_ = "<!doctype html>\n";
  std::vector<HtmlName> unclosed_;
};

}  // namespace candor::server::print
