// Ballots on paper: two people key each sheet by the code of the slip that lies with it; what both keyed
// alike is cast, shuffled, and erased here. The box's side.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/store/bytes.h"

namespace candor::server {

/// A sheet as somebody keyed it. Bodies are canonical JSON; an empty comment: none was written.
struct KeyedSheet {
  std::string unit, category;  ///< ids
  Bytes32 bearer{}, comment_bearer{};
  std::string ballot, comment;
};

/// `settled`: two people keyed the same; `differs`: they did not, one of them keys it again.
enum class SheetState : std::uint8_t { first, settled, differs };
[[nodiscard]] std::string_view name_of(SheetState state);

struct SheetLine {
  Bytes32 bearer{};
  std::string unit, category;
  std::size_t keyers = 0;
  SheetState state = SheetState::first;
};

/// `refused`: sheets whose ticket was used by its holder meanwhile; they stay, to be looked at.
struct CastSheets {
  std::size_t cast = 0;
  std::vector<Bytes32> refused;
};

}  // namespace candor::server
