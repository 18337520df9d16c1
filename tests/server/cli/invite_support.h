// What the tests of `candor invite` share: a round of credentials, a roster, and a registrar who has drawn
// codes.
#pragma once

#include <nlohmann/json.hpp>

#include "server/cli/invite_commands.h"
#include "server/cli/invite_files.h"
#include "tests/server/cli/support.h"

namespace candor::server::test {

inline const std::string kRoster =
    "person,contact,unit,category\n"
    "李明,+86 138-0000-0001,u1,A\n"
    "\"O'Brien, Pat\",pat@example.org,u1,C\n"
    "王芳,,工厂,职工\n"
    "李明,,u2,C\n"
    "Sun <b>,sun@example.org,u3,B\n";

inline nlohmann::json credential_round() {
  return nlohmann::json::parse(read(fs::path(CANDOR_TEST_DATA) / "forms" / "full-round.json"));
}

/// Round file and roster in a directory of their own, and where `invite codes` is to write.
struct Registrar {
  Scratch scratch;
  std::string round = scratch.write("round.json", credential_round().dump());
  std::string roster = scratch.write("roster.csv", kRoster);
  std::string codes = scratch / "codes.csv";
  std::string hashes = scratch / "hashes.json";

  [[nodiscard]] Outcome draw() const {
    return catch_output([&] { return run_invite_codes({round, roster, codes, hashes}); });
  }
  /// Precondition: draw() went well.
  [[nodiscard]] std::vector<CodeRow> rows() const {
    auto parsed = parse_codes_csv(read(codes), nullptr);
    REQUIRE(parsed);
    return std::move(*parsed);
  }
};

/// `text` with the first `from` in it replaced.
inline std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace candor::server::test
