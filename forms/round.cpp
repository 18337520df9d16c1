#include "forms/round.h"

#include <algorithm>

namespace candor::forms {
namespace {

template <class List>
auto find_by_id(const List& list, std::string_view id) -> const typename List::value_type* {
  const auto found =
      std::find_if(list.begin(), list.end(), [id](const auto& entry) { return entry.id == id; });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace

std::string_view text_in(const Text& text, std::string_view language,
                         const std::vector<std::string>& languages) {
  if (const auto found = text.find(language); found != text.end() && !found->second.empty())
    return found->second;
  for (const auto& other : languages) {
    if (const auto found = text.find(other); found != text.end() && !found->second.empty())
      return found->second;
  }
  return {};
}

const Scale* find_scale(const Round& round, std::string_view id) {
  return find_by_id(round.scales, id);
}
const Category* find_category(const Round& round, std::string_view id) {
  return find_by_id(round.categories, id);
}
const Unit* find_unit(const Round& round, std::string_view id) {
  return find_by_id(round.units, id);
}

const Option* find_option(const std::vector<Option>& options, std::string_view id) {
  return find_by_id(options, id);
}

const std::vector<Option>* options_of(const Round& round, const Item& item) {
  switch (item.type) {
    case ItemType::scale: {
      const Scale* scale = find_scale(round, item.scale);
      return scale == nullptr ? nullptr : &scale->options;
    }
    case ItemType::single:
    case ItemType::multiple:
    case ItemType::rank:
      return &item.options;
    case ItemType::number:
    case ItemType::text:
    case ItemType::nps:
    case ItemType::info:
      return nullptr;
  }
  return nullptr;
}

bool is_about_member(const Section& section, const Member& member) {
  return section.about == About::member && (section.of.empty() || section.of == member.kind);
}

bool asks_for_texts(const Round& round, const Unit& unit) {
  const auto has_text = [](const std::vector<Item>& items) {
    return std::ranges::any_of(items, [](const Item& item) { return item.type == ItemType::text; });
  };
  const auto is_asked = [&unit](const Section& section) {
    if (section.about != About::member) return true;
    return std::ranges::any_of(unit.members,
                               [&](const Member& member) { return is_about_member(section, member); });
  };
  return has_text(unit.items) || std::ranges::any_of(round.sections, [&](const Section& section) {
           return has_text(section.items) && is_asked(section);
         });
}

std::optional<std::int64_t> quota_limit(const Round& round, const Unit& unit) {
  if (!round.rules.quota) return std::nullopt;
  const ExactNumber& share = round.rules.quota->at_most;
  // A checked share is at most 1 and a unit has at most 200 members: no overflow.
  const std::int64_t numerator = share.numerator * static_cast<std::int64_t>(unit.members.size());
  switch (round.rules.quota->rounding) {
    case Rounding::floor:
      return numerator / share.denominator;
    case Rounding::half_up:
      return (2 * numerator + share.denominator) / (2 * share.denominator);
  }
  return std::nullopt;
}

std::string_view name_of(ItemType type) {
  switch (type) {
    case ItemType::scale:
      return "scale";
    case ItemType::single:
      return "single";
    case ItemType::multiple:
      return "multiple";
    case ItemType::number:
      return "number";
    case ItemType::rank:
      return "rank";
    case ItemType::text:
      return "text";
    case ItemType::nps:
      return "nps";
    case ItemType::info:
      return "info";
  }
  return {};
}

std::string_view name_of(About about) {
  switch (about) {
    case About::team:
      return "team";
    case About::member:
      return "member";
    case About::none:
      return "none";
  }
  return {};
}

std::string_view name_of(Base base) {
  switch (base) {
    case Base::scored:
      return "scored";
    case Base::valid:
      return "valid";
    case Base::returned:
      return "returned";
  }
  return {};
}

std::string_view name_of(EmptyCategory rule) {
  switch (rule) {
    case EmptyCategory::renormalise:
      return "renormalise";
    case EmptyCategory::void_score:
      return "void";
  }
  return {};
}

std::string_view name_of(InvalidReason reason) {
  switch (reason) {
    case InvalidReason::blank_ballot:
      return "blank_ballot";
    case InvalidReason::over_quota:
      return "over_quota";
    case InvalidReason::all_same:
      return "all_same";
    case InvalidReason::incomplete:
      return "incomplete";
  }
  return {};
}

std::string_view name_of(Rounding rounding) {
  switch (rounding) {
    case Rounding::floor:
      return "floor";
    case Rounding::half_up:
      return "half_up";
  }
  return {};
}

std::string_view name_of(MembersSee rule) {
  switch (rule) {
    case MembersSee::none:
      return "none";
    case MembersSee::own:
      return "own";
    case MembersSee::all:
      return "all";
  }
  return {};
}

std::string_view name_of(AccessMode mode) {
  switch (mode) {
    case AccessMode::open:
      return "open";
    case AccessMode::ticket:
      return "ticket";
    case AccessMode::credential:
      return "credential";
  }
  return {};
}

}  // namespace candor::forms
