// A second counter, as plain as can be, its ballots: who is asked what, and which
// ballots count. See oracle.h.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "analysis/rational.h"
#include "forms/ballot.h"
#include "forms/codebook.h"

namespace candor::tests {

class OracleBallots {
 public:
  using Rational = analysis::Rational;
  using Names = std::vector<std::string>;

  OracleBallots(const forms::Round& round, const std::vector<forms::Ballot>& ballots) : round_(round) {
    for (const auto& ballot : ballots) ballots_.push_back(read(ballot));
  }

 protected:
  struct Vote {
    std::string unit, category;
    std::map<std::string, int> answers;  // "about/item" → option index or nps value
    std::string invalid;
  };
  struct Asked {
    std::string about;
    const forms::Item* item;
    bool of_member;
    bool own;
  };
  using Votes = std::vector<const Vote*>;

  // ---- who is asked what
  std::vector<Asked> asked(const forms::Unit* unit) const {
    std::vector<Asked> team, members, none;
    const forms::Unit nobody;
    for (const auto& section : round_.sections) {
      for (const auto& item : section.items) {
        if (section.about == forms::About::team) team.push_back({"team", &item, false, false});
        if (section.about == forms::About::none) none.push_back({"-", &item, false, false});
      }
    }
    if (unit != nullptr) {
      for (const auto& item : unit->items) team.push_back({"team", &item, false, true});
      for (const auto& member : unit->members) {
        for (const auto& section : round_.sections) {
          if (section.about != forms::About::member || (!section.of.empty() && section.of != member.kind))
            continue;
          for (const auto& item : section.items) members.push_back({member.id, &item, true, false});
        }
      }
    }
    team.insert(team.end(), members.begin(), members.end());
    team.insert(team.end(), none.begin(), none.end());
    return team;
  }

  const std::vector<forms::Option>& options(const forms::Item& item) const {
    if (item.type != forms::ItemType::scale) return item.options;
    for (const auto& scale : round_.scales) {
      if (scale.id == item.scale) return scale.options;
    }
    throw std::logic_error("no scale");
  }

  // ---- ballots
  Vote read(const forms::Ballot& ballot) const {
    const auto& unit = round_.units[ballot.unit];
    const auto codebook = forms::make_codebook(round_, unit);
    Vote vote{unit.id, round_.categories[ballot.category].id, {}, {}};
    for (const auto& slot : codebook.slots) {
      if (!forms::is_answered(ballot.answers, slot)) continue;
      const auto about = std::string(forms::about_name(codebook, slot.ratee));
      vote.answers[about + "/" + slot.item->id] = forms::read_choice(ballot.answers, slot);
    }
    vote.invalid = invalid_reason(unit, vote);
    return vote;
  }

  bool listed(forms::InvalidReason reason) const {
    const auto& all = round_.rules.invalid;
    return std::count(all.begin(), all.end(), reason) > 0;
  }

  std::string invalid_reason(const forms::Unit& unit, const Vote& vote) const {
    using forms::InvalidReason;
    if (listed(InvalidReason::blank_ballot) && vote.answers.empty()) return "blank_ballot";
    if (listed(InvalidReason::over_quota) && round_.rules.quota && over_quota(unit, vote))
      return "over_quota";
    if (listed(InvalidReason::all_same) && all_same(unit, vote)) return "all_same";
    if (listed(InvalidReason::incomplete) && incomplete(unit, vote)) return "incomplete";
    return "";
  }

  bool over_quota(const forms::Unit& unit, const Vote& vote) const {
    const auto& quota = *round_.rules.quota;
    const Rational share =
        analysis::to_rational(quota.at_most) * Rational(static_cast<std::int64_t>(unit.members.size()));
    std::map<std::string, int> marks;
    for (const auto& one : asked(&unit)) {
      const auto found = vote.answers.find(one.about + "/" + one.item->id);
      if (!one.of_member || one.item->scale != quota.scale || found == vote.answers.end()) continue;
      marks[one.item->id] +=
          options(*one.item)[static_cast<std::size_t>(found->second)].id == quota.option ? 1 : 0;
    }
    // Half up: the limit is the largest whole number not above share + 1/2.
    for (const auto& [item, count] : marks) {
      if (Rational(count) > share + Rational::fraction(1, 2)) return true;
    }
    return false;
  }

  bool all_same(const forms::Unit& unit, const Vote& vote) const {
    std::set<std::string> seen;
    int answered = 0;
    for (const auto& one : asked(&unit)) {
      const auto found = vote.answers.find(one.about + "/" + one.item->id);
      if (one.item->type != forms::ItemType::scale || found == vote.answers.end()) continue;
      seen.insert(options(*one.item)[static_cast<std::size_t>(found->second)].id);
      ++answered;
    }
    return answered >= 5 && seen.size() == 1;
  }

  bool incomplete(const forms::Unit& unit, const Vote& vote) const {
    for (const auto& one : asked(&unit)) {
      if (!one.item->required || vote.answers.count(one.about + "/" + one.item->id) > 0) continue;
      if (!one.item->show_if) return true;
      const auto other = vote.answers.find(one.about + "/" + one.item->show_if->item);
      if (other == vote.answers.end()) continue;
      const auto& is = one.item->show_if->is;
      for (const auto& each : asked(&unit)) {
        if (each.about != one.about || each.item->id != one.item->show_if->item) continue;
        if (std::count(is.begin(), is.end(),
                       options(*each.item)[static_cast<std::size_t>(other->second)].id) > 0)
          return true;
      }
    }
    return false;
  }

  Votes votes(const Names& units, const Names& categories, bool valid_only) const {
    Votes found;
    for (const auto& vote : ballots_) {
      if (std::count(units.begin(), units.end(), vote.unit) == 0) continue;
      if (std::count(categories.begin(), categories.end(), vote.category) == 0) continue;
      if (!valid_only || vote.invalid.empty()) found.push_back(&vote);
    }
    return found;
  }

  const forms::Round& round_;
  std::vector<Vote> ballots_;
};

}  // namespace candor::tests
