// What a ballot must satisfy before it is cast, beyond being one of this questionnaire.
#include <algorithm>
#include <map>

#include "forms/ballot.h"
#include "forms/complaints.h"

namespace candor::forms {
namespace {

void find_missing(const Codebook& codebook, std::span<const std::uint8_t> answers, Complaints& complaints) {
  for (const Slot& slot : codebook.slots) {
    if (!slot.item->required || is_answered(answers, slot) || !is_shown(codebook, answers, slot)) continue;
    complaints.error(pointer(pointer("", about_name(codebook, slot.ratee)), slot.item->id),
                     {"expected an answer: this question is required", "应作答：本题为必答题"},
                     {"Answer it.", "请作答。"});
  }
}

/// Marks count by item id over all members, also where two sections ask it of different kinds of them.
void find_over_quota(const Codebook& codebook, std::span<const std::uint8_t> answers,
                     Complaints& complaints) {
  const Quota& quota = *codebook.round->rules.quota;
  const std::int64_t limit = quota_limit(*codebook.round, *codebook.unit).value_or(0);
  std::map<std::string_view, std::int64_t> marks;
  for (const Slot& slot : codebook.slots) {
    if (slot.ratee < 0 || slot.item->type != ItemType::scale || slot.item->scale != quota.scale) continue;
    const int choice = read_choice(answers, slot);
    if (choice < 0 || (*slot.options)[static_cast<std::size_t>(choice)].id != quota.option) continue;
    if (++marks[slot.item->id] != limit + 1) continue;
    complaints.error(pointer(pointer("", about_name(codebook, slot.ratee)), slot.item->id),
                     say({"expected at most {0} members with {1}", "评为{1}的成员应不超过{0}名"}, limit,
                         ticked(quota.option)),
                     {"Choose another option for some of them.", "请对其中部分成员改选其他选项。"});
  }
}

}  // namespace

Result<void> check_castable(const Codebook& codebook, const std::vector<std::uint8_t>& answers) {
  const Rules& rules = codebook.round->rules;
  const bool has_quota = rules.quota && std::find(rules.invalid.begin(), rules.invalid.end(),
                                                  InvalidReason::over_quota) != rules.invalid.end();
  Complaints complaints;
  find_missing(codebook, answers, complaints);
  if (has_quota) find_over_quota(codebook, answers, complaints);
  if (!complaints.has_errors()) return {};
  return fail(ErrorKind::invalid,
              Phrase{"The ballot is not complete, or gives an option to more members than the rules allow.",
                     "测评票没有填完，或评为某一选项的成员超过规定名额。"},
              complaints.list());
}

}  // namespace candor::forms
