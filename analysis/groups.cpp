#include "analysis/groups.h"

#include <algorithm>
#include <utility>

namespace candor::analysis {
namespace {

/// Whether `a` rather than `b` fills up the small ones. Both in file order: a later one wins a tie.
bool fills_up_before(const Part& a, const Part& b) {
  if (a.count != b.count) return a.count < b.count;
  if (a.weight != b.weight) return a.weight < b.weight;
  return a.categories.front() > b.categories.front();
}

/// Marks the parts that become one group. Precondition: the protected counts sum to at least k.
std::vector<bool> choose_merged(const std::vector<Part>& parts, std::uint64_t k) {
  std::vector<bool> merged(parts.size(), false);
  std::uint64_t together = 0;
  bool any = false;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!parts[i].is_protected || parts[i].count == 0 || parts[i].count >= k) continue;
    merged[i] = any = true;
    together += parts[i].count;
  }
  while (any && together < k) {
    std::size_t next = parts.size();
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (merged[i] || !parts[i].is_protected || parts[i].count == 0) continue;
      if (next == parts.size() || fills_up_before(parts[i], parts[next])) next = i;
    }
    merged[next] = true;
    together += parts[next].count;
  }
  return merged;
}

void merge_into(Part& group, const Part& part) {
  group.categories.insert(group.categories.end(), part.categories.begin(), part.categories.end());
  group.count += part.count;
  group.weight += part.weight;
}

std::vector<Part> merge_small(std::vector<Part> parts, std::uint64_t k) {
  const std::vector<bool> merged = choose_merged(parts, k);
  std::vector<Part> groups;
  std::size_t target = parts.size();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (merged[i] && target < groups.size()) {
      merge_into(groups[target], parts[i]);
      continue;
    }
    if (merged[i]) target = groups.size();
    groups.push_back(std::move(parts[i]));
  }
  for (Part& group : groups) std::sort(group.categories.begin(), group.categories.end());
  return groups;
}

Grouping group(std::vector<Part> parts, std::uint64_t k) {
  std::uint64_t together = 0;
  for (const Part& part : parts) together += part.is_protected ? part.count : 0;
  if (together == 0 || together >= k) return {merge_small(std::move(parts), k), {}};
  Grouping result;
  for (Part& part : parts) {
    if (part.is_protected) {
      result.left_out.insert(result.left_out.end(), part.categories.begin(), part.categories.end());
    } else {
      result.groups.push_back(std::move(part));
    }
  }
  std::sort(result.left_out.begin(), result.left_out.end());
  return result;
}

}  // namespace

Grouping group_unit(std::vector<Part> categories, std::uint64_t k) {
  std::erase_if(categories, [](const Part& part) { return part.count == 0; });
  return group(std::move(categories), k);
}

Grouping group_item(std::vector<Part> groups, std::uint64_t k) {
  return group(std::move(groups), k);
}

}  // namespace candor::analysis
