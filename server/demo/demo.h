// Fills an empty data directory with the demo campaign, once: accounts, a released round, an open round.
#pragma once

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
/// 0600) to tell them again. Errors: `conflict` if the directory holds rounds but no demo.
[[nodiscard]] Result<DemoCampaign> ensure_demo(Program& program, const std::filesystem::path& data);

}  // namespace candor::server::demo
