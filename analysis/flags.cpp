#include "analysis/flags.h"

#include <optional>
#include <variant>

namespace candor::analysis {
namespace {

using forms::Comparison;
using forms::Flag;
using forms::FlagOperand;

std::optional<Rational> option_share(const ItemResult& item, const ScaleFigures& pooled,
                                     const std::string& id) {
  if (pooled.n == 0 || pooled.base == 0) return std::nullopt;
  for (std::size_t i = 0; i < pooled.counts.size(); ++i) {
    if ((*item.options)[i].id == id) return Rational::fraction(pooled.counts[i], Int128{pooled.base});
  }
  return std::nullopt;
}

/// In the unit of the threshold: rates as fractions, not percent.
std::optional<Rational> value_of(const Flag& flag, const ItemResult& item) {
  const auto& pooled = std::get<ScaleFigures>(item.pooled);
  switch (flag.operand) {
    case FlagOperand::favourable:
      if (!pooled.favourable) return std::nullopt;
      return *pooled.favourable / Rational(100);
    case FlagOperand::option:
      return option_share(item, pooled, flag.option);
    case FlagOperand::score:
      return pooled.score;
  }
  return std::nullopt;
}

bool holds(const Rational& value, Comparison comparison, const Rational& threshold) {
  switch (comparison) {
    case Comparison::less:
      return value < threshold;
    case Comparison::less_equal:
      return value <= threshold;
    case Comparison::greater:
      return value > threshold;
    case Comparison::greater_equal:
      return value >= threshold;
  }
  return false;
}

bool applies(const Flag& flag, const RateeResult& ratee) {
  for (const ItemResult& item : ratee.items) {
    if (item.item->id != flag.item || item.item->type != forms::ItemType::scale) continue;
    const auto value = value_of(flag, item);
    return value && holds(*value, flag.comparison, to_rational(flag.threshold));
  }
  return false;
}

}  // namespace

std::vector<std::uint16_t> find_flags(const RateeResult& ratee, const forms::Rules& rules) {
  std::vector<std::uint16_t> found;
  for (std::size_t i = 0; i < rules.flags.size(); ++i) {
    if (applies(rules.flags[i], ratee)) found.push_back(static_cast<std::uint16_t>(i));
  }
  return found;
}

}  // namespace candor::analysis
