// Texts as they are shown: stretches that would tell on somebody are blacked out. Knows no reviewer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "forms/result.h"
#include "forms/text_range.h"

namespace candor::analysis {

inline constexpr std::size_t kMaxRedactions = 1000;                  ///< of one text
inline constexpr std::string_view kRedacted = "\u2587\u2587\u2587";  ///< stands for a stretch of any length

/// Errors: `invalid` unless the ranges ascend, are not empty, do not overlap and lie within the text, at most
/// kMaxRedactions of them.
[[nodiscard]] Result<void> check_redactions(std::string_view text,
                                            const std::vector<forms::TextRange>& ranges);

/// The text with kRedacted in place of each range; combining marks right after a range go with it, for they
/// would sit on something else. Preconditions: valid UTF-8; check_redactions.
[[nodiscard]] std::string redact(std::string_view text, const std::vector<forms::TextRange>& ranges);

}  // namespace candor::analysis
