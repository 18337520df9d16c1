#include "analysis/scores.h"

#include <variant>
#include <vector>

namespace candor::analysis {
namespace {

RateeScore score_of_items(const std::vector<WeightedScore>& items) {
  RateeScore result;
  result.value = weighted_mean(items);
  for (const WeightedScore& item : items) {
    result.weight += item.weight;
    if (item.score) result.covered += item.weight;
  }
  result.covers_all_weight = result.covered == result.weight;
  return result;
}

}  // namespace

std::optional<Rational> weighted_mean(std::span<const WeightedScore> parts) {
  Rational sum;
  Rational weights;
  for (const WeightedScore& part : parts) {
    if (!part.score || part.weight.is_zero()) continue;
    sum += part.weight * *part.score;
    weights += part.weight;
  }
  if (weights.is_zero()) return std::nullopt;
  return sum / weights;
}

void fill_ratee_scores(RateeResult& ratee) {
  std::vector<WeightedScore> weighted;
  std::vector<WeightedScore> pooled;
  for (const ItemResult& item : ratee.items) {
    if (item.item->type != forms::ItemType::scale || item.item->weight.is_zero()) continue;
    const Rational weight = to_rational(item.item->weight);
    weighted.push_back({weight, item.weighted});
    pooled.push_back({weight, std::get<ScaleFigures>(item.pooled).score});
  }
  ratee.weighted = score_of_items(weighted);
  ratee.pooled = score_of_items(pooled);
}

RateeScore pooled_score(std::span<const RollupItem> items) {
  std::vector<WeightedScore> pooled;
  for (const RollupItem& item : items) {
    if (item.item->weight.is_zero()) continue;
    pooled.push_back({to_rational(item.item->weight), item.pooled.score});
  }
  return score_of_items(pooled);
}

}  // namespace candor::analysis
