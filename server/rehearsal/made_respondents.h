// Made-up respondents of a round, with what they answer and write: for the demo, for rehearsals. Pure; the
// same seed gives the same people.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "forms/ballot.h"
#include "forms/round.h"

namespace candor::server::rehearsal {

/// In a category of a unit that does not say how many are due.
inline constexpr int kPeopleWithoutDue = 7;

/// How many people a group has: those due, or made-up ones.
[[nodiscard]] int people_of(const forms::Unit& unit, const forms::Category& category);
[[nodiscard]] std::uint64_t count_people(const forms::Round& round);

/// `unit`, `category`: indices into the Round.
struct MadeRespondent {
  std::uint32_t unit = 0, category = 0;
  std::vector<std::uint8_t> answers;  ///< castable
  /// What they cast at first, where they change their mind.
  std::optional<std::vector<std::uint8_t>> at_first;
  std::vector<forms::CommentText> texts;  ///< empty: no comment
};

/// A share of everybody (`turnout`, 0…1), unit by unit in file order. A few hand in blank ballots where they
/// may; some comment; a few change their mind.
[[nodiscard]] std::vector<MadeRespondent> make_respondents(const forms::Round& round, double turnout,
                                                           std::uint64_t seed);

}  // namespace candor::server::rehearsal
