#include "forms/csv.h"

#include <algorithm>
#include <array>
#include <utility>

#include "forms/utf8.h"

namespace candor::forms {
namespace {

/// The place of a byte: its line, and one more than the separators before it there.
std::string describe_line_and_field(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto newline = before.rfind('\n');
  const std::string_view line = newline == std::string_view::npos ? before : before.substr(newline + 1);
  return csv_place(position_at(text, offset).line,
                   1 + static_cast<std::size_t>(std::count(line.begin(), line.end(), ',')));
}

/// Wide forms too: spreadsheets set to an East Asian language take them for the narrow ones.
constexpr std::array<std::string_view, 10> kFormulaStarts = {"=",  "+",  "-",  "@",  "\t",
                                                             "\r", "＝", "＋", "－", "＠"};

/// Whether behind `apostrophes` apostrophes there is something that a spreadsheet would run.
bool looks_like_formula(std::string_view text, std::size_t apostrophes) {
  const std::string_view rest = text.substr(apostrophes);
  return std::ranges::any_of(kFormulaStarts,
                             [rest](std::string_view start) { return rest.starts_with(start); });
}

std::size_t count_apostrophes(std::string_view text) {
  return std::min(text.find_first_not_of('\''), text.size());
}

bool is_negative_number(std::string_view text) {
  return text.starts_with('-') && text.find_first_not_of("0123456789./", 1) == std::string_view::npos;
}

}  // namespace

CsvReader::CsvReader(std::string_view text) : text_(skip_byte_order_mark(text)) {}

CsvReader::Row CsvReader::next() {
  while (true) {
    fields_.clear();
    if (at_ >= text_.size()) return Row::end;
    row_line_ = line_;
    After after = After::field;
    while (after == After::field) after = read_field();
    if (after == After::fault) {
      skip_line();
      return Row::faulty;
    }
    const bool is_empty_line = fields_.size() == 1 && fields_.front().text.empty();
    if (!is_empty_line) return Row::read;
  }
}

CsvReader::After CsvReader::read_field() {
  if (fields_.size() >= kMaxCsvFields) {
    return stop(say({"a row has more than {0} fields", "一行超过{0}列"}, kMaxCsvFields),
                {"Check the separators of this row.", "请检查本行的分隔符。"});
  }
  if (fields_.empty() && begins_with_mark()) {
    fields_.push_back({{}, line_});
    return stop({"a byte order mark stands inside the file, as where files were joined",
                 "文件中间出现字节顺序标记，可能由多个文件拼接而成"},
                {"Remove the mark (U+FEFF), or send the files one by one.",
                 "请删去该标记（`U+FEFF`），或分别提交各文件。"});
  }
  return at_ < text_.size() && text_[at_] == '"' ? read_quoted() : read_plain();
}

/// It cannot be seen: a name behind it would look like another and be none.
bool CsvReader::begins_with_mark() const {
  std::string_view rest = text_.substr(at_);
  if (rest.starts_with('"')) rest.remove_prefix(1);
  return skip_byte_order_mark(rest).size() != rest.size();
}

CsvReader::After CsvReader::read_plain() {
  const std::size_t begin = at_;
  while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n' && text_[at_] != '\r' &&
         text_[at_] != '"')
    ++at_;
  fields_.push_back({text_.substr(begin, at_ - begin), line_});
  if (at_ < text_.size() && text_[at_] == '"') {
    return stop(
        {"a quote stands inside a field that does not begin with one", "单元格中间出现引号，而开头没有引号"},
        {"Put the whole field in quotes and double those inside it.",
         "请给整个单元格加上引号，并将其中的引号写两次。"});
  }
  return end_field();
}

CsvReader::After CsvReader::read_quoted() {
  const std::size_t begin = ++at_;
  const std::size_t first_line = line_;
  bool has_escapes = false;
  fields_.push_back({{}, first_line});
  while (true) {
    const std::size_t quote = text_.find('"', at_);
    if (quote == std::string_view::npos) {
      at_ = text_.size();
      return stop({"the quote that opens this field is never closed: the file may be cut off",
                   "单元格开头的引号没有配对，文件可能不完整"},
                  {"Close the quote, or send the whole file.", "请补全引号，或重新提交完整的文件。"});
    }
    line_ += static_cast<std::size_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                                 text_.begin() + static_cast<std::ptrdiff_t>(quote), '\n'));
    at_ = quote + 1;
    if (at_ >= text_.size() || text_[at_] != '"') break;
    has_escapes = true;
    ++at_;
  }
  std::string_view content = text_.substr(begin, at_ - 1 - begin);
  if (has_escapes) {
    std::string& plain = unescaped_.emplace_back();
    for (std::size_t i = 0; i < content.size(); ++i) {
      plain += content[i];
      if (content[i] == '"') ++i;
    }
    content = plain;
  }
  fields_.back().text = content;
  return end_field();
}

CsvReader::After CsvReader::end_field() {
  if (at_ >= text_.size()) return After::row;
  if (text_[at_] == ',') {
    ++at_;
    return After::field;
  }
  if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
  if (text_[at_] == '\n') {
    ++at_;
    ++line_;
    return After::row;
  }
  if (text_[at_] == '\r') {
    return stop({"a carriage return stands alone", "单独出现回车符"},
                {"End lines with LF or CRLF.", "请以 LF 或 CRLF 换行。"});
  }
  return stop({"text follows the quote that closes this field", "单元格的结束引号之后还有文字"},
              {"Double the quotes inside a quoted field.", "单元格内的引号请写两次。"});
}

CsvReader::After CsvReader::stop(Phrase expected, Phrase remedy) {
  fault_ = {fields_.back().line, fields_.size(), std::move(expected), std::move(remedy)};
  return After::fault;
}

void CsvReader::skip_line() {
  const std::size_t newline = text_.find('\n', at_);
  at_ = newline == std::string_view::npos ? text_.size() : newline + 1;
  ++line_;
}

std::string csv_place(std::size_t line, std::size_t column) {
  return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

Result<void> check_csv_encoding(std::string_view text) {
  if (text.size() > kMaxCsvBytes) {
    return fail(ErrorKind::too_large,
                say({"A CSV may have at most {0} bytes.", "CSV 文件应不超过{0}字节。"}, kMaxCsvBytes));
  }
  return check_encoding(text, describe_line_and_field);
}

void append_csv_field(std::string& out, std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_csv_cell(std::string& out, std::string_view text) {
  if (looks_like_formula(text, count_apostrophes(text)) && !is_negative_number(text)) {
    append_csv_field(out, "'" + std::string(text));
  } else {
    append_csv_field(out, text);
  }
}

void append_csv_row(std::string& out, std::span<const std::string> cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += ',';
    append_csv_cell(out, cells[i]);
  }
  out += "\r\n";
}

std::string_view read_csv_cell(std::string_view field) {
  const std::size_t apostrophes = count_apostrophes(field);
  return apostrophes > 0 && looks_like_formula(field, apostrophes) ? field.substr(1) : field;
}

}  // namespace candor::forms
