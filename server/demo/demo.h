// Fills an empty data directory with the demo campaign, once: accounts, a released round, an open round.
// Made-up people cast by real tickets, so that what is sealed passes the audit.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "forms/result.h"
#include "server/app/program.h"

namespace candor::server::demo {

struct Login {
  std::string name, password, what;
};

struct DemoCampaign {
  std::vector<Login> logins;
  std::string ticket_fragment;  ///< of one unused ticket of the open round
};

/// Makes the campaign if the program has no round yet, and keeps logins and ticket in DIR/demo.json (mode
/// 0600) to tell them again. `now_s`: by the program's clock. Errors: `conflict` if the directory holds
/// rounds but no demo.
[[nodiscard]] Result<DemoCampaign> ensure_demo(Program& program, const std::filesystem::path& data,
                                               std::int64_t now_s);

}  // namespace candor::server::demo
