// Writes tags and escapes what stands between them.
#include "server/print/html.h"

#include <cassert>
#include <utility>

namespace candor::server::print {

void HtmlWriter::append_escaped(std::string_view text) {
  for (const char character : text) {
    switch (character) {
      case '&':
        out_ += "&amp;";
        break;
      case '<':
        out_ += "&lt;";
        break;
      case '>':
        out_ += "&gt;";
        break;
      case '"':
        out_ += "&quot;";
        break;
      case '\'':
        out_ += "&#39;";
        break;
      default:
        out_ += character;
    }
  }
}

void HtmlWriter::begin(HtmlName tag, std::initializer_list<HtmlAttribute> attributes) {
  out_.append("<").append(tag.view());
  for (const HtmlAttribute& attribute : attributes) {
    out_.append(" ").append(attribute.name.view()).append("=\"");
    append_escaped(attribute.value);
    out_ += '"';
  }
}

HtmlWriter& HtmlWriter::open(HtmlName tag, std::initializer_list<HtmlAttribute> attributes) {
  begin(tag, attributes);
  out_ += '>';
  unclosed_.push_back(tag);
  return *this;
}

HtmlWriter& HtmlWriter::single(HtmlName tag, std::initializer_list<HtmlAttribute> attributes) {
  begin(tag, attributes);
  out_ += "/>";
  return *this;
}

HtmlWriter& HtmlWriter::text(std::string_view text) {
  append_escaped(text);
  return *this;
}

HtmlWriter& HtmlWriter::close() {
  assert(!unclosed_.empty());
  out_.append("</").append(unclosed_.back().view()).append(">");
  unclosed_.pop_back();
  return *this;
}

HtmlWriter& HtmlWriter::element(HtmlName tag, std::initializer_list<HtmlAttribute> attributes,
                                std::string_view text) {
  return open(tag, attributes).text(text).close();
}

std::string HtmlWriter::finish() {
  assert(unclosed_.empty());
  out_ += '\n';
  return std::exchange(out_, "<!doctype html>\n");
}

}  // namespace candor::server::print
