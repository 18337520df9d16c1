#include "forms/lifecycle.h"

#include <optional>
#include <string>

namespace candor::forms {
namespace {

constexpr RoundState kStates[] = {RoundState::draft, RoundState::open, RoundState::closed,
                                  RoundState::released, RoundState::voided};

struct Transition {
  RoundState from;
  RoundMove move;
  RoundState to;
};

constexpr Transition kTransitions[] = {
    {RoundState::draft, RoundMove::open, RoundState::open},
    {RoundState::draft, RoundMove::import_ballots, RoundState::closed},
    {RoundState::draft, RoundMove::make_void, RoundState::voided},
    {RoundState::open, RoundMove::close, RoundState::closed},
    {RoundState::open, RoundMove::make_void, RoundState::voided},
    {RoundState::closed, RoundMove::release, RoundState::released},
    {RoundState::closed, RoundMove::make_void, RoundState::voided},
};

std::string_view verb_of(RoundMove move) {
  switch (move) {
    case RoundMove::open:
      return "opened";
    case RoundMove::close:
      return "closed";
    case RoundMove::import_ballots:
      return "filled with imported ballots";
    case RoundMove::release:
      return "released";
    case RoundMove::make_void:
      return "made void";
  }
  return {};
}

std::string describe_moves(RoundState state) {
  std::string moves;
  for (const Transition& transition : kTransitions) {
    if (transition.from != state) continue;
    if (!moves.empty()) moves += " or ";
    moves += verb_of(transition.move);
  }
  return moves.empty() ? "nothing more can be done with it" : "it can be " + moves;
}

}  // namespace

std::string_view name_of(RoundState state) {
  switch (state) {
    case RoundState::draft:
      return "draft";
    case RoundState::open:
      return "open";
    case RoundState::closed:
      return "closed";
    case RoundState::released:
      return "released";
    case RoundState::voided:
      return "void";
  }
  return {};
}

Result<RoundState> parse_round_state(std::string_view name) {
  for (const RoundState state : kStates) {
    if (name_of(state) == name) return state;
  }
  return fail(ErrorKind::malformed, "Expected draft, open, closed, released or void.");
}

Result<RoundState> next_state(RoundState state, RoundMove move) {
  for (const Transition& transition : kTransitions) {
    if (transition.from == state && transition.move == move) return transition.to;
  }
  return fail(ErrorKind::conflict, "The round cannot be " + std::string(verb_of(move)) + ": its state is " +
                                       std::string(name_of(state)) + "; " + describe_moves(state) + ".");
}

bool takes_ballots(RoundState state, std::int64_t opens_at_s, std::int64_t closes_at_s, std::int64_t now_s) {
  if (state != RoundState::open) return false;
  return (opens_at_s == 0 || now_s >= opens_at_s) && (closes_at_s == 0 || now_s < closes_at_s);
}

}  // namespace candor::forms
