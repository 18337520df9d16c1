// Who may read which results, and where they stand in a counted round. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "forms/lifecycle.h"
#include "forms/result.h"
#include "server/app/ballot_boxes.h"
#include "server/store/register_types.h"

namespace candor::server {

struct ChildUnit {
  std::string unit;
  forms::Text name;
  bool suppressed = false;
  bool withheld = false;  ///< then suppressed as well: by decision, not by number
};

/// One unit's results as this account may read them; indices into the tables of the tally.
struct UnitReading {
  std::size_t result = 0;
  std::optional<std::size_t> small;  ///< the `small:` unit that this one is counted in
  std::optional<std::size_t> rollup;
  const forms::Unit* unit = nullptr;  ///< null for a `small:` unit
  std::vector<int> members_shown;     ///< indices into unit->members
  std::size_t members_hidden = 0;
  std::vector<ChildUnit> children;
};

/// Organizers and administrators read every unit from closing on; leaders their own unit once it is released:
/// heads all of it, members what `rules.members_see` allows. `unit`: an id or "small:<parent>". Errors:
/// `forbidden`, `not_found`, `conflict` (not closed, not released yet).
[[nodiscard]] Result<UnitReading> read_unit(const CountedRound& counted, forms::RoundState state,
                                            const Account& account, std::string_view unit);

/// Units of this round whose results the account may open, in file order; organizers: all.
[[nodiscard]] std::vector<std::string> readable_units(const forms::Round& round, forms::RoundState state,
                                                      const Account& account);

}  // namespace candor::server
