// Round files to start from, embedded in the program. Placeholders stand in brackets; ids, units, members and
// due are the organizer's to replace. Knows no store.
#pragma once

#include <string_view>
#include <vector>

#include "forms/round.h"

namespace candor::server::templates {

struct Template {
  std::string_view id;     ///< also the round id in the file
  forms::Text title;       ///< as in the file
  forms::Text summary;     ///< one sentence for the list
  std::string_view bytes;  ///< the round file
};

/// In the order in which they are offered. Lives as long as the program.
[[nodiscard]] const std::vector<Template>& all_templates();

/// Null where there is none.
[[nodiscard]] const Template* find_template(std::string_view id);

}  // namespace candor::server::templates
