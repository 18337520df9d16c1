// RFC 4180 text, row by row, without copying what needs no unescaping. Knows no columns.
#pragma once

#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "forms/result.h"

namespace candor::forms {

inline constexpr std::size_t kMaxCsvBytes = std::size_t{1} << 30U;
inline constexpr std::size_t kMaxCsvFields = 20'000;  ///< in a row: more than any round has columns

struct CsvField {
  std::string_view text;  ///< into the input or the reader
  std::size_t line = 1;   ///< where it begins, from 1; quoted fields may hold newlines
};

/// Something that is not CSV. `column` counts fields from 1, as in every message about a CSV.
struct CsvFault {
  std::size_t line = 1;
  std::size_t column = 1;
  Phrase expected;
  Phrase remedy;
};

/// Precondition: UTF-8 (check_csv_encoding). Fields live as long as the reader and its input.
class CsvReader {
 public:
  explicit CsvReader(std::string_view text);

  enum class Row : std::uint8_t { read, faulty, end };
  /// Skips empty lines. After a faulty row it goes on at the next line; after an open quote it ends.
  [[nodiscard]] Row next();

  [[nodiscard]] const std::vector<CsvField>& fields() const { return fields_; }
  [[nodiscard]] const CsvFault& fault() const { return fault_; }
  [[nodiscard]] std::size_t line() const { return row_line_; }
  /// Bytes read so far, without a leading byte order mark.
  [[nodiscard]] std::size_t offset() const { return at_; }

 private:
  enum class After : std::uint8_t { field, row, fault };
  After read_field();
  [[nodiscard]] bool begins_with_mark() const;
  After read_quoted();
  After read_plain();
  After end_field();
  After stop(Phrase expected, Phrase remedy);
  void skip_line();

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t row_line_ = 1;
  std::vector<CsvField> fields_;
  std::deque<std::string> unescaped_;
  CsvFault fault_;
};

/// "line L, column C" with the number of the field as column.
[[nodiscard]] std::string csv_place(std::size_t line, std::size_t column);
/// UTF-8, no NUL, not too large. Errors: `malformed`, `too_large`.
[[nodiscard]] Result<void> check_csv_encoding(std::string_view text);

/// Appends a field, quoted where needed. Text that a spreadsheet would take for a formula stays as it is.
void append_csv_field(std::string& out, std::string_view text);

/// The same for files that people open: text that a spreadsheet would run, since it begins with = + - @, a
/// tab or a return, gets an apostrophe in front; so does text that begins with apostrophes and one of these,
/// to be told apart. Numbers (-1.5, -400/11) and a lone - stay as they are.
void append_csv_cell(std::string& out, std::string_view text);
/// Cells with commas between them, and the end of the line.
void append_csv_row(std::string& out, std::span<const std::string> cells);
/// What append_csv_cell was given, from a field that was read.
[[nodiscard]] std::string_view read_csv_cell(std::string_view field);

}  // namespace candor::forms
