#include "server/print/ballot_layout.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace candor::server::print {
namespace {

using forms::About;
using forms::Item;
using forms::ItemType;
using forms::Member;
using forms::Section;

/// A member with their place in the unit's list, from 1.
using Placed = std::pair<std::size_t, const Member*>;

class Layout {
 public:
  Layout(const forms::Round& round, const forms::Unit& unit) : round_(round), unit_(unit) {}

  std::vector<BallotPart> make() {
    for (const Section& section : round_.sections) {
      if (section.about == About::team) add_plain(&section, section.items);
    }
    if (!unit_.items.empty()) add_plain(nullptr, unit_.items);
    for (const Section& section : round_.sections) {
      if (section.about == About::member) add_members(section);
    }
    for (const Section& section : round_.sections) {
      if (section.about == About::none) add_plain(&section, section.items);
    }
    return std::move(parts_);
  }

 private:
  struct Numbered {
    const Item* item = nullptr;
    std::string number;
  };
  /// By item id, of one section.
  using Numbers = std::map<std::string_view, Numbered>;

  Numbers number_items(const std::vector<Item>& items) {
    Numbers numbers;
    for (const Item& item : items) {
      if (item.type == ItemType::info) continue;
      if (numbers.try_emplace(item.id, &item, std::to_string(last_number_ + 1)).second) ++last_number_;
    }
    return numbers;
  }

  static std::string number_about(const Numbered& numbered, const Placed* placed) {
    std::string number = numbered.number;
    if (placed != nullptr) number.append("-").append(std::to_string(placed->first));
    return number;
  }

  static BallotRow make_row(const Numbers& numbers, const Item& item, const Placed* placed) {
    BallotRow row;
    row.item = &item;
    if (placed != nullptr) row.member = placed->second;
    if (const auto found = numbers.find(item.id); found != numbers.end()) {
      row.number = number_about(found->second, placed);
    }
    if (!item.show_if) return row;
    if (const auto found = numbers.find(item.show_if->item); found != numbers.end()) {
      row.shown_by = found->second.item;
      row.shown_by_number = number_about(found->second, placed);
    }
    return row;
  }

  /// Items one after the other; `placed`: about whom, or null.
  static void add_items(BallotPart& part, const Numbers& numbers, const std::vector<Item>& items,
                        const Placed* placed) {
    const Item* before = nullptr;
    for (const Item& item : items) {
      const bool joins = before != nullptr && item.type == ItemType::scale &&
                         before->type == ItemType::scale && item.scale == before->scale;
      if (!joins) {
        part.blocks.emplace_back();
        part.blocks.back().member = placed == nullptr ? nullptr : placed->second;
      }
      part.blocks.back().rows.push_back(make_row(numbers, item, placed));
      before = &item;
    }
  }

  void add_plain(const Section* section, const std::vector<Item>& items) {
    if (items.empty()) return;
    BallotPart& part = parts_.emplace_back();
    part.section = section;
    add_items(part, number_items(items), items, nullptr);
  }

  void add_members(const Section& section) {
    std::vector<Placed> asked;
    for (std::size_t i = 0; i < unit_.members.size(); ++i) {
      if (forms::is_about_member(section, unit_.members[i])) asked.emplace_back(i + 1, &unit_.members[i]);
    }
    if (asked.empty() || section.items.empty()) return;
    BallotPart& part = parts_.emplace_back();
    part.section = &section;
    const Numbers numbers = number_items(section.items);
    part.member_by_member = numbers.size() > kMostItemsAcross;
    if (part.member_by_member) {
      for (const Placed& placed : asked) add_items(part, numbers, section.items, &placed);
      return;
    }
    for (const Item& item : section.items) {
      BallotBlock& block = part.blocks.emplace_back();
      if (item.type == ItemType::info) {
        block.rows.push_back(make_row(numbers, item, nullptr));
        continue;
      }
      block.across_members = true;
      for (const Placed& placed : asked) block.rows.push_back(make_row(numbers, item, &placed));
    }
  }

  const forms::Round& round_;
  const forms::Unit& unit_;
  std::vector<BallotPart> parts_;
  std::size_t last_number_ = 0;
};

}  // namespace

std::vector<BallotPart> make_ballot_layout(const forms::Round& round, const forms::Unit& unit) {
  return Layout(round, unit).make();
}

std::string item_number(const BallotRow& row) {
  return row.number.substr(0, row.number.find('-'));
}

std::string option_mark(std::size_t index) {
  constexpr std::string_view kMarks = "123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  return index < kMarks.size() ? std::string(1, kMarks[index]) : std::string();
}

}  // namespace candor::server::print
