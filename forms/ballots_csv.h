// Ballots as CSV (docs/file-formats.md), in and out, for counting without a server.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "forms/ballot.h"

namespace candor::forms {

struct ReadBallots {
  std::vector<Ballot> ballots;    ///< in the order of first appearance; names of ballots are not kept
  std::vector<Comment> comments;  ///< in file order: the caller shuffles before storing
};

/// Told now and then how many bytes of the file are read.
using ReadProgress = std::function<void(std::size_t bytes)>;

/// Reads header `ballot,unit,category,about,<items>` and rows; every error by "line L, column C".
/// Nothing is returned unless everything is right. At most 200 diagnostics, then a count of the rest.
[[nodiscard]] Result<ReadBallots> parse_ballots_csv(const Round& round, std::string_view csv,
                                                    const ReadProgress& progress = {});

/// Closed answers only; ballots named b1, b2… in the order given. Texts are never written.
[[nodiscard]] std::string encode_ballots_csv(const Round& round, const std::vector<Ballot>& ballots);

}  // namespace candor::forms
