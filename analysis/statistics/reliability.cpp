#include "analysis/statistics/reliability.h"

namespace candor::analysis {

std::optional<double> cronbach_alpha(std::span<const Moments> items, const Moments& totals) {
  const auto of_totals = variance_of(totals);
  if (items.size() < 2 || !of_totals || *of_totals <= 0) return std::nullopt;
  double of_items = 0;
  for (const Moments& item : items) of_items += variance_of(item).value_or(0);
  const auto count = static_cast<double>(items.size());
  return count / (count - 1) * (1 - of_items / *of_totals);
}

GroupReliability group_reliability(std::span<const Moments> groups) {
  Moments all;
  std::uint64_t filled = 0;
  double within = 0;  // Σ of squares around each group's mean
  for (const Moments& group : groups) {
    if (group.n == 0) continue;
    ++filled;
    all += group;
    if (const auto variance = variance_of(group)) within += *variance * static_cast<double>(group.n - 1);
  }
  if (filled < 2 || all.n <= filled) return {};
  const auto n = static_cast<double>(all.n);
  const auto count = static_cast<double>(filled);
  const double total = *variance_of(all) * (n - 1);
  const double between_square = (total - within) / (count - 1);
  const double within_square = within / (n - count);
  const double size = n / count;
  const double divisor = between_square + (size - 1) * within_square;
  GroupReliability found;
  if (divisor > 0) found.icc1 = (between_square - within_square) / divisor;
  if (between_square > 0) found.icc2 = (between_square - within_square) / between_square;
  return found;
}

}  // namespace candor::analysis
