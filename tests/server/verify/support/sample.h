// One good round for all tests that change it, made once; and what an audit says of a change.
#pragma once

#include <string>
#include <vector>

#include "server/verify/verify.h"
#include "tests/server/verify/support/sealing.h"

namespace candor::tests {

[[nodiscard]] const MadeRound& sample();  ///< by credentials
[[nodiscard]] const Files& sample_bundle();
[[nodiscard]] const Files& sample_record();

/// With M and the good public record.
[[nodiscard]] server::verify::Verified audit(const std::string& archive);
[[nodiscard]] server::verify::Verified audit(const Files& bundle);

[[nodiscard]] std::vector<std::string> names_with(const server::verify::Verified& verified,
                                                  server::verify::Outcome outcome);
[[nodiscard]] bool has_failed(const server::verify::Verified& verified, const std::string& check);
[[nodiscard]] std::string text_of(const server::verify::Verified& verified);

/// A file's lines, each with its newline.
[[nodiscard]] std::vector<std::string> lines_in(const std::string& file);
[[nodiscard]] std::string joined(const std::vector<std::string>& lines);

}  // namespace candor::tests
