// Collects everything that is wrong with an input, so that its author hears it all at once. Knows no format.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "forms/result.h"

namespace candor::forms {

inline constexpr std::size_t kMaxComplaints = 1000;

class Complaints {
 public:
  /// Keeps at most `max_each` errors and as many warnings; the rest is only counted.
  explicit Complaints(std::size_t max_each = kMaxComplaints) : max_each_(max_each) {}

  /// `place`: JSON pointer or "line L, column C". What stands at or below a pointer that already has an
  /// error is not complained of again: it would only be a consequence.
  void error(std::string place, Phrase expected, Phrase remedy);
  void warning(std::string place, Phrase expected, Phrase remedy);

  [[nodiscard]] bool has_errors() const { return !errors_.empty(); }
  [[nodiscard]] std::size_t error_count() const { return errors_.size() + errors_untold_; }
  /// Errors in the order found, then warnings, each with a last line for those left untold.
  [[nodiscard]] std::vector<Diagnostic> list() const;
  [[nodiscard]] std::vector<Diagnostic> warnings() const;

 private:
  [[nodiscard]] bool is_known(std::string_view place) const;

  std::size_t max_each_;
  std::vector<Diagnostic> errors_;
  std::vector<Diagnostic> warnings_;
  std::size_t errors_untold_ = 0;
  std::size_t warnings_untold_ = 0;
  std::unordered_set<std::string> error_places_;
};

/// `place` + "/" + `key`, with RFC 6901 escapes.
[[nodiscard]] std::string pointer(std::string_view place, std::string_view key);
[[nodiscard]] std::string pointer(std::string_view place, std::size_t index);

/// "1 error", "3 errors".
[[nodiscard]] Phrase errors_in_words(std::size_t count);

/// "`text`", shortened, for messages.
[[nodiscard]] std::string ticked(std::string_view text);
/// "`a`, `b`, `c`" for messages, shortened after 12.
[[nodiscard]] Phrase listed(const std::vector<std::string>& names);

}  // namespace candor::forms
