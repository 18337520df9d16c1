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

Phrase verb_of(RoundMove move) {
  switch (move) {
    case RoundMove::open:
      return {"opened", "开启"};
    case RoundMove::close:
      return {"closed", "结束"};
    case RoundMove::import_ballots:
      return {"filled with imported ballots", "导入测评票"};
    case RoundMove::release:
      return {"released", "公布结果"};
    case RoundMove::make_void:
      return {"made void", "作废"};
  }
  return {};
}

Phrase describe_moves(RoundState state) {
  Phrase moves;
  for (const Transition& transition : kTransitions) {
    if (transition.from != state) continue;
    const Phrase verb = verb_of(transition.move);
    moves = moves.empty() ? verb : say({"{0} or {1}", "{0}或{1}"}, moves, verb);
  }
  return moves.empty() ? Phrase{"nothing more can be done with it", "不能再作变动"}
                       : say({"it can be {0}", "可以{0}"}, moves);
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

Phrase words_for(RoundState state) {
  const auto chinese = [state] {
    switch (state) {
      case RoundState::draft:
        return "尚为草稿";
      case RoundState::open:
        return "已开启";
      case RoundState::closed:
        return "已结束";
      case RoundState::released:
        return "已公布结果";
      case RoundState::voided:
        return "已作废";
    }
    return "";
  };
  return {std::string(name_of(state)), chinese()};
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
  return fail(ErrorKind::conflict,
              say({"The round cannot be {0}: its state is {1}; {2}.", "本轮测评{1}，不能{0}；{2}。"},
                  verb_of(move), words_for(state), describe_moves(state)));
}

bool takes_ballots(RoundState state, std::int64_t opens_at_s, std::int64_t closes_at_s, std::int64_t now_s) {
  if (state != RoundState::open) return false;
  return (opens_at_s == 0 || now_s >= opens_at_s) && (closes_at_s == 0 || now_s < closes_at_s);
}

}  // namespace candor::forms
