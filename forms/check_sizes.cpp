// Whether the longest ballot and comment a unit's members can write may also be cast. Counts bytes of the
// canonical body (ballot.h) without making one.
#include <algorithm>
#include <unordered_map>

#include "forms/ballot.h"
#include "forms/round_check_parts.h"

namespace candor::forms {
namespace {

struct Bytes {
  std::size_t ballot = 0;
  std::size_t comment = 0;
  Bytes& operator+=(const Bytes& other) {
    ballot += other.ballot;
    comment += other.comment;
    return *this;
  }
};

constexpr std::size_t kQuotes = 2;
constexpr std::size_t kSeparators = 2;  // colon and comma
constexpr std::size_t kLongestNumber = 18;
constexpr std::size_t kBytesOfCharacter = 3;  // Chinese in UTF-8; fuller texts are refused when cast

std::size_t longest_choice(const std::vector<Option>& options) {
  std::size_t longest = 0;
  for (const Option& option : options) longest = std::max(longest, option.id.size() + kQuotes);
  return longest;
}

std::size_t longest_list(const std::vector<Option>& options) {
  std::size_t bytes = 2;
  for (const Option& option : options) bytes += option.id.size() + kQuotes + 1;
  return bytes;
}

Bytes longest_answer(const Round& round, const Item& item) {
  const std::size_t key = item.id.size() + kQuotes + kSeparators;
  const auto* options = options_of(round, item);
  switch (item.type) {
    case ItemType::scale:
    case ItemType::single:
      return {key + (options != nullptr ? longest_choice(*options) : 0), 0};
    case ItemType::multiple:
    case ItemType::rank:
      return {key + longest_list(item.options), 0};
    case ItemType::number:
      return {key + kLongestNumber + kQuotes, 0};
    case ItemType::nps:
      return {key + 2, 0};
    case ItemType::text:
      return {0, key + kQuotes + kBytesOfCharacter * static_cast<std::size_t>(item.max_length)};
    case ItemType::info:
      return {};
  }
  return {};
}

Bytes longest_answers(const Round& round, const std::vector<Item>& items) {
  Bytes bytes;
  for (const Item& item : items) bytes += longest_answer(round, item);
  return bytes;
}

/// What a section adds, by whom it is about.
struct SectionBytes {
  Bytes unit;
  Bytes every_member;
  std::unordered_map<std::string_view, Bytes> member_of_kind;
};

SectionBytes add_up(const Round& round) {
  SectionBytes all;
  for (const Section& section : round.sections) {
    const Bytes bytes = longest_answers(round, section.items);
    if (section.about != About::member) {
      all.unit += bytes;
    } else if (section.of.empty()) {
      all.every_member += bytes;
    } else {
      all.member_of_kind[section.of] += bytes;
    }
  }
  return all;
}

}  // namespace

void check_sizes(const RoundCheck& check) {
  constexpr std::size_t kFrame = 32;  // braces, "team" and "-"
  const SectionBytes sections = add_up(check.round);
  for (std::size_t i = 0; i < check.round.units.size(); ++i) {
    const Unit& unit = check.round.units[i];
    Bytes bytes = sections.unit;
    bytes += longest_answers(check.round, unit.items);
    for (const Member& member : unit.members) {
      const std::size_t key = member.id.size() + kQuotes + kSeparators + 2;
      bytes += sections.every_member;
      bytes += {key, key};
      const auto kind = sections.member_of_kind.find(member.kind);
      if (kind != sections.member_of_kind.end()) bytes += kind->second;
    }
    const std::string place = pointer("/units", i);
    if (bytes.ballot + kFrame > kMaxBallotBytes) {
      check.lack(place,
                 say({"a full ballot of this unit takes up to {0} bytes, more than the {1} that may be cast",
                      "本单位填满的测评票最多占{0}字节，超过可提交的{1}字节"},
                     bytes.ballot + kFrame, kMaxBallotBytes),
                 {"Split the unit, ask less about each member, or shorten the ids.",
                  "请拆分单位，减少针对每名成员的题目，或缩短编号。"});
    }
    if (bytes.comment + kFrame > kMaxCommentBytes) {
      check.complaints.warning(
          place,
          say({"the longest comment of this unit takes about {0} bytes, more than the {1} that may be cast",
               "本单位最长的文字意见约占{0}字节，超过可提交的{1}字节"},
              bytes.comment + kFrame, kMaxCommentBytes),
          {"Lower `max_length`, or have fewer text items about members.",
           "请调低字数上限，或减少针对成员的文字题。"});
    }
  }
}

}  // namespace candor::forms
