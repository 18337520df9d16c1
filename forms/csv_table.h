// A CSV whose columns are found by name, in any order: header, width of rows, cells without the spaces around
// them. Knows no particular table.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "forms/complaints.h"
#include "forms/csv.h"

namespace candor::forms {

struct CsvColumn {
  std::vector<std::string_view> names;  ///< any of them, upper or lower case; messages use the first
  bool required = true;
};

/// Everything wrong goes to the complaints, by line and field.
class CsvTable {
 public:
  /// `text`: UTF-8 (check_csv_encoding). It, `columns` and `complaints` must outlive the table, and cells
  /// live as long as the table.
  CsvTable(std::string_view text, const std::vector<CsvColumn>& columns, Complaints& complaints)
      : rows_(text), columns_(columns), complaints_(complaints) {}

  /// False where the header is missing or wrong: there is nothing to read then.
  [[nodiscard]] bool read_header();

  /// Goes to the next row that can be read; wrong ones are complained of, rows of empty cells skipped. False
  /// at the end.
  [[nodiscard]] bool next_row();

  /// `column`: index into `columns`. Empty where the file lacks it.
  [[nodiscard]] std::string_view cell(std::size_t column) const;
  [[nodiscard]] std::size_t line() const { return rows_.line(); }
  void complain(std::size_t column, Phrase expected, Phrase remedy);

  /// Whether something was no CSV at all.
  [[nodiscard]] bool is_malformed() const { return is_malformed_; }

 private:
  static constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);

  void complain_of_fault();
  void add_column(std::string_view name, std::size_t field);
  [[nodiscard]] Phrase column_list() const;

  CsvReader rows_;
  const std::vector<CsvColumn>& columns_;
  Complaints& complaints_;
  std::vector<std::size_t> fields_;  ///< by column; kAbsent
  std::size_t width_ = 0;
  bool is_malformed_ = false;
};

/// `text` without spaces, tabs, no-break and ideographic spaces at its ends.
[[nodiscard]] std::string_view trim_spaces(std::string_view text);

}  // namespace candor::forms
