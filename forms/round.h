// The round file (docs/file-formats.md) as values: questionnaire, scales, units, rules. Knows no JSON
// (round_json.h reads and writes it), no answers (ballot.h) and no counting.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "forms/exact_number.h"

namespace candor::forms {

/// A text by language tag ("en", "zh-CN").
using Text = std::map<std::string, std::string, std::less<>>;

/// The text in `language`, else in the first of `languages` that has it, else empty.
[[nodiscard]] std::string_view text_in(const Text& text, std::string_view language,
                                       const std::vector<std::string>& languages = {});

struct Option {
  std::string id;
  Text label;
  bool scored = true;                ///< false: "don't know"; has neither value nor favourable
  std::optional<ExactNumber> value;  ///< scale options that are scored: always set
  bool favourable = false;
  bool operator==(const Option&) const = default;
};

struct Scale {
  std::string id;
  std::vector<Option> options;
  bool operator==(const Scale&) const = default;
};

enum class ItemType : std::uint8_t { scale, single, multiple, number, rank, text, nps, info };

struct ShowIf {
  std::string item;             ///< an earlier item of the same section
  std::vector<std::string> is;  ///< option ids, any of which shows the item
  bool operator==(const ShowIf&) const = default;
};

struct Item {
  std::string id;
  ItemType type = ItemType::scale;
  Text label;
  Text hint;
  std::string scale;            ///< `scale`: id in Round::scales
  std::vector<Option> options;  ///< `single`, `multiple`, `rank`
  ExactNumber weight;           ///< 0: reported, not scored
  bool required = false;
  std::optional<ShowIf> show_if;
  std::optional<int> min_choices, max_choices;  ///< `multiple`
  std::optional<ExactNumber> minimum, maximum;  ///< `number`
  int decimals = 0;                             ///< `number`, 0…6
  int max_length = 1000;                        ///< `text`, code points
  bool operator==(const Item&) const = default;
};

enum class About : std::uint8_t { team, member, none };

struct Section {
  std::string id;
  About about = About::team;
  std::string of;  ///< about members: only those of this kind; empty: all
  Text title;
  Text hint;
  std::vector<Item> items;
  bool operator==(const Section&) const = default;
};

struct Category {
  std::string id;
  Text label;
  ExactNumber weight = exact_integer(1);
  bool confidential = true;
  bool operator==(const Category&) const = default;
};

struct Member {
  std::string id;
  Text name;
  Text post;
  bool head = false;
  std::string kind;
  bool operator==(const Member&) const = default;
};

struct Unit {
  std::string id;
  Text name;
  std::string parent;                             ///< empty: at the top
  std::optional<std::map<std::string, int>> due;  ///< by category id; a category missing from it is due 0
  std::vector<Member> members;
  std::vector<Item> items;  ///< the unit's own, about the team, weight 0
  bool operator==(const Unit&) const = default;
};

enum class Base : std::uint8_t { scored, valid, returned };
enum class EmptyCategory : std::uint8_t { renormalise, void_score };
enum class InvalidReason : std::uint8_t {
  blank_ballot,
  over_quota,
  all_same,
  incomplete
};  ///< in order of precedence
enum class Rounding : std::uint8_t { floor, half_up };
enum class MembersSee : std::uint8_t { none, own, all };  ///< what a member who is no head sees of members
enum class AccessMode : std::uint8_t { open, ticket, credential };

struct Quota {
  std::string scale;
  std::string option;
  ExactNumber at_most;
  Rounding rounding = Rounding::floor;
  bool operator==(const Quota&) const = default;
};

enum class FlagOperand : std::uint8_t { favourable, option, score };
enum class Comparison : std::uint8_t { less, less_equal, greater, greater_equal };

struct Flag {
  std::string id;
  Text label;
  std::string item;
  std::string when;  ///< as written: "favourable < 60%", "option:poor > 1/3", "score < 60"
  FlagOperand operand = FlagOperand::favourable;
  std::string option;  ///< with FlagOperand::option
  Comparison comparison = Comparison::less;
  ExactNumber threshold;  ///< favourable, option: within [0, 1]
  bool operator==(const Flag&) const = default;
};

struct Rules {
  Base base = Base::scored;
  EmptyCategory empty_category = EmptyCategory::renormalise;
  int decimals = 2;
  std::vector<InvalidReason> invalid;
  std::optional<Quota> quota;
  std::optional<ExactNumber> quorum_at_least;  ///< of due
  int min_cell = 5;
  int min_text = 10;
  MembersSee members_see = MembersSee::own;
  std::vector<Flag> flags;
  bool operator==(const Rules&) const = default;
};

struct Round {
  std::string id;
  Text title;
  std::vector<std::string> languages;
  Text asked_by, intro, use_of_answers, thanks;
  std::string contact;
  std::vector<Scale> scales;
  std::vector<Section> sections;
  std::vector<Category> categories;
  std::vector<Unit> units;
  Rules rules;
  AccessMode access = AccessMode::ticket;
  bool operator==(const Round&) const = default;
};

/// Null where absent. Ids are unique per list in a checked round.
[[nodiscard]] const Scale* find_scale(const Round& round, std::string_view id);
[[nodiscard]] const Category* find_category(const Round& round, std::string_view id);
[[nodiscard]] const Unit* find_unit(const Round& round, std::string_view id);
[[nodiscard]] const Option* find_option(const std::vector<Option>& options, std::string_view id);
/// The options one chooses from: of the item's scale, or its own; null for types without, or a scale that is
/// not there.
[[nodiscard]] const std::vector<Option>* options_of(const Round& round, const Item& item);
/// Whether a section about members asks about this one (`of`).
[[nodiscard]] bool is_about_member(const Section& section, const Member& member);

/// Whether somebody of this unit is asked for any text: then there are comments.
[[nodiscard]] bool asks_for_texts(const Round& round, const Unit& unit);

/// How many favour-quota marks a ballot on `unit` may hold on one item; nullopt: no quota.
[[nodiscard]] std::optional<std::int64_t> quota_limit(const Round& round, const Unit& unit);

/// The names files and API use ("blank_ballot", "half_up"…).
[[nodiscard]] std::string_view name_of(ItemType type);
[[nodiscard]] std::string_view name_of(About about);
[[nodiscard]] std::string_view name_of(Base base);
[[nodiscard]] std::string_view name_of(EmptyCategory rule);
[[nodiscard]] std::string_view name_of(InvalidReason reason);
[[nodiscard]] std::string_view name_of(Rounding rounding);
[[nodiscard]] std::string_view name_of(MembersSee rule);
[[nodiscard]] std::string_view name_of(AccessMode mode);

}  // namespace candor::forms
