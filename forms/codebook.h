// The code book of a unit: which answers a ballot of that unit can hold, and where each stands in the
// compact form that is stored and counted. Fixed once a round is frozen: both the box and the counter
// rely on it. Holds no answers and no text items.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "forms/round.h"

namespace candor::forms {

/// Whom a slot is about: index into Unit::members, or one of the two below.
inline constexpr int kAboutTeam = -1;
inline constexpr int kAboutNone = -2;

/// One answerable item about one ratee. Compact form at [offset, offset+width):
///   scale, single: 0 none, else option index + 1; little-endian, 1 byte up to 254 options, else 2
///   nps:           0 none, else value + 1
///   multiple:      bit set, option i at bit i (byte i / 8); all zero: none
///   rank:          one byte for each place, option index + 1, ended by 0; all zero: none
///   number:        8 bytes little-endian two's complement of value·10^decimals; INT64_MIN: none
struct Slot {
  const Item* item = nullptr;                    ///< into the Round given to make_codebook
  const Section* section = nullptr;              ///< null for a unit's own item
  const std::vector<Option>* options = nullptr;  ///< of the scale or the item; null for number, nps
  int ratee = kAboutTeam;
  std::uint32_t offset = 0;
  std::uint32_t width = 1;
  int shown_by = -1;                          ///< slot index of show_if's item about the same ratee, or -1
  std::vector<std::uint8_t> shown_by_option;  ///< by option index of that slot: 1 where it shows this one
};

/// Borrowed from the Round: keep that alive and unmoved. Slots stand by section in file order, within a
/// section about members by member, then the unit's own items; `text` and `info` have no slot.
struct Codebook {
  const Round* round = nullptr;
  const Unit* unit = nullptr;
  std::vector<Slot> slots;
  std::uint32_t size_bytes = 0;
  std::vector<std::uint32_t>
      canonical_order;  ///< slot indices by about_name, then item id: a body's order of keys
};

[[nodiscard]] Codebook make_codebook(const Round& round, const Unit& unit);

/// A ballot without any answer: numbers are none, the rest 0. Always codebook.size_bytes long.
[[nodiscard]] std::vector<std::uint8_t> blank_answers(const Codebook& codebook);

/// For one-choice slots (scale, single, nps): option index (nps: the value), or -1.
[[nodiscard]] int read_choice(std::span<const std::uint8_t> answers, const Slot& slot);
void write_choice(std::span<std::uint8_t> answers, const Slot& slot, int index);
[[nodiscard]] bool is_answered(std::span<const std::uint8_t> answers, const Slot& slot);
/// Scaled by 10^decimals. Precondition: answered.
[[nodiscard]] std::int64_t read_number(std::span<const std::uint8_t> answers, const Slot& slot);
void write_number(std::span<std::uint8_t> answers, const Slot& slot, std::int64_t scaled);
/// For `multiple`: option indices ascending; for `rank`: in ranked order; empty without an answer.
[[nodiscard]] std::vector<int> read_choices(std::span<const std::uint8_t> answers, const Slot& slot);
/// Precondition: each index once, within the options.
void write_choices(std::span<std::uint8_t> answers, const Slot& slot, std::span<const int> indices);
void erase_answer(std::span<std::uint8_t> answers, const Slot& slot);

/// False where show_if hides the slot given these answers. Earlier hidden items must have been dropped.
[[nodiscard]] bool is_shown(const Codebook& codebook, std::span<const std::uint8_t> answers,
                            const Slot& slot);
/// Erases the answers of hidden items, in order, so that what hung on a hidden item goes too.
void drop_hidden(const Codebook& codebook, std::span<std::uint8_t> answers);

/// "team", "-" or the member's id.
[[nodiscard]] std::string_view about_name(const Codebook& codebook, int ratee);

}  // namespace candor::forms
