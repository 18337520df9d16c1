// What the parts of round_check share; for round_check.cpp and check_*.cpp only.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

#include "forms/complaints.h"
#include "forms/round.h"
#include "forms/round_json.h"

namespace candor::forms {

struct RoundCheck {
  const Round& round;
  Strictness strictness;
  Complaints& complaints;

  /// What a draft may still lack, but an opened round may not.
  void lack(std::string place, Phrase expected, Phrase remedy) const;
};

enum class Reserved : std::uint8_t { refused, allowed };
void check_id(const RoundCheck& check, std::string_view id, const std::string& place,
              Reserved reserved = Reserved::refused);

enum class Presence : std::uint8_t { required, optional };
/// Every language there, nothing blank, no control characters, at most `max_length` code points.
void check_text(const RoundCheck& check, const Text& text, const std::string& place, std::size_t max_length,
                Presence presence);

/// Ids of `list` (entries at place/0, place/1…) are well formed and stand once.
template <class List>
void check_ids(const RoundCheck& check, const List& list, const std::string& place,
               Reserved reserved = Reserved::refused) {
  std::unordered_set<std::string_view> seen;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string id_place = pointer(pointer(place, i), "id");
    check_id(check, list[i].id, id_place, reserved);
    if (!seen.insert(list[i].id).second) {
      check.complaints.error(id_place,
                             say({"the id {0} stands twice in {1}", "编号{0}在{1}中重复出现"},
                                 ticked(list[i].id), ticked(place)),
                             {"Give one of the two another id.", "请将其中一个改用其他编号。"});
    }
  }
}

void check_questionnaire(const RoundCheck& check);
/// Items of one section, or of a unit's own: labels, bounds, options, show_if; not whether ids are unique.
void check_items(const RoundCheck& check, const std::vector<Item>& items, const std::string& place);
void check_units(const RoundCheck& check);
/// Whether a full ballot of each unit fits into what may be cast.
void check_sizes(const RoundCheck& check);
void check_rules(const RoundCheck& check);

}  // namespace candor::forms
