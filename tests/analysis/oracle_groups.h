// The plain second counter, its groups: which categories are shown together. See oracle.h.
#pragma once

#include "tests/analysis/oracle_ballots.h"

namespace candor::tests {

class OracleGroups : protected OracleBallots {
 public:
  using OracleBallots::OracleBallots;

 protected:
  struct Group {
    Names categories;
    bool open = false;
    std::size_t n = 0;
    Rational weight;
  };
  struct Groups {
    std::vector<Group> groups;
    Names left_out;
  };

  std::size_t k() const { return static_cast<std::size_t>(round_.rules.min_cell); }

  Groups merge(std::vector<Group> all) const {
    Groups result;
    std::size_t together = 0;
    for (const auto& group : all) together += group.open ? 0 : group.n;
    std::vector<Group> small, large;
    for (auto& group : all) {
      if (!group.open && together > 0 && together < k()) {
        result.left_out.insert(result.left_out.end(), group.categories.begin(), group.categories.end());
      } else if (group.open || group.n == 0) {
        result.groups.push_back(group);
      } else {
        (group.n < k() ? small : large).push_back(group);
      }
    }
    // Later in file order first, then stable by weight, then stable by ballots: the order of filling up.
    std::sort(large.begin(), large.end(),
              [&](const Group& a, const Group& b) { return place(a) > place(b); });
    std::stable_sort(large.begin(), large.end(),
                     [](const Group& a, const Group& b) { return a.weight < b.weight; });
    std::stable_sort(large.begin(), large.end(), [](const Group& a, const Group& b) { return a.n < b.n; });
    Group merged;
    for (const auto& group : small) absorb(merged, group);
    for (const auto& group : large) {
      if (!small.empty() && merged.n < k()) {
        absorb(merged, group);
      } else {
        result.groups.push_back(group);
      }
    }
    if (!small.empty()) result.groups.push_back(merged);
    for (auto& group : result.groups) sort_names(group.categories);
    std::sort(result.groups.begin(), result.groups.end(),
              [&](const Group& a, const Group& b) { return place(a) < place(b); });
    sort_names(result.left_out);
    return result;
  }

  static void absorb(Group& into, const Group& from) {
    into.categories.insert(into.categories.end(), from.categories.begin(), from.categories.end());
    into.n += from.n;
    into.weight += from.weight;
  }
  std::size_t index(const std::string& category) const {
    for (std::size_t i = 0; i < round_.categories.size(); ++i) {
      if (round_.categories[i].id == category) return i;
    }
    throw std::logic_error("no category");
  }
  std::size_t place(const Group& group) const {
    std::size_t first = 1000;
    for (const auto& category : group.categories) first = std::min(first, index(category));
    return first;
  }
  void sort_names(Names& names) const {
    std::sort(names.begin(), names.end(), [&](const auto& a, const auto& b) { return index(a) < index(b); });
  }

  std::vector<Group> singles(const Names& units) const {
    std::vector<Group> found;
    for (const auto& category : round_.categories) {
      const std::size_t n = votes(units, {category.id}, true).size();
      if (n > 0)
        found.push_back({{category.id}, !category.confidential, n, analysis::to_rational(category.weight)});
    }
    return found;
  }
  Groups unit_groups(const Names& units) const { return merge(singles(units)); }

  bool counts_as_answer(const Asked& one, const Vote& vote) const {
    const auto found = vote.answers.find(one.about + "/" + one.item->id);
    if (found == vote.answers.end()) return false;
    return one.item->type != forms::ItemType::scale ||
           options(*one.item)[static_cast<std::size_t>(found->second)].scored;
  }

  Groups item_groups(const Names& units, const Asked& one) const {
    auto groups = unit_groups(units).groups;
    for (auto& group : groups) {
      group.n = 0;
      for (const auto* vote : votes(units, group.categories, true))
        group.n += counts_as_answer(one, *vote) ? 1 : 0;
    }
    return merge(groups);
  }
};

}  // namespace candor::tests
