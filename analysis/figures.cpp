#include "analysis/figures.h"

#include <limits>
#include <numeric>

namespace candor::analysis {
namespace {

using Cells = std::span<const Cell* const>;

std::uint32_t sum_counter(Cells cells, std::uint32_t index) {
  std::uint32_t sum = 0;
  for (const Cell* cell : cells) sum += cell->counts[index];
  return sum;
}

std::vector<std::uint32_t> sum_options(Cells cells, const CountSlot& count) {
  std::vector<std::uint32_t> counts(count.options);
  for (std::uint32_t i = 0; i < count.options; ++i) counts[i] = sum_counter(cells, count.first + 1 + i);
  return counts;
}

std::uint32_t sum_valid(Cells cells) {
  std::uint32_t sum = 0;
  for (const Cell* cell : cells) sum += cell->valid;
  return sum;
}

ChoiceFigures make_choice(const CountSlot& count, Cells cells) {
  const std::uint32_t abstained = sum_counter(cells, count.first);
  return {sum_options(cells, count), sum_valid(cells) - abstained, abstained};
}

NpsFigures make_nps(const CountSlot& count, Cells cells) {
  NpsFigures figures;
  figures.abstained = sum_counter(cells, count.first);
  figures.n = sum_valid(cells) - figures.abstained;
  std::int64_t balance = 0;
  for (std::uint32_t i = 0; i < figures.counts.size(); ++i) {
    figures.counts[i] = sum_counter(cells, count.first + 1 + i);
    if (i >= 9) balance += figures.counts[i];
    if (i <= 6) balance -= figures.counts[i];
  }
  if (figures.n > 0) figures.nps = Rational::fraction(Int128{100} * balance, figures.n);
  return figures;
}

RankFigures make_rank(const CountSlot& count, Cells cells) {
  RankFigures figures;
  figures.counts = sum_options(cells, count);
  figures.abstained = sum_counter(cells, count.first);
  figures.n = sum_valid(cells) - figures.abstained;
  for (std::uint32_t i = 0; i < count.options; ++i) {
    std::uint64_t positions = 0;
    for (const Cell* cell : cells) positions += cell->position_sums[count.sums + i];
    const std::uint64_t ranked = figures.counts[i];
    figures.borda.push_back(std::uint64_t{count.options} * ranked - positions);
    figures.mean_position.push_back(ranked == 0 ? std::nullopt
                                                : std::optional(Rational::fraction(positions, ranked)));
  }
  return figures;
}

using ValueCounts = std::map<std::int64_t, std::uint32_t>;

/// The value at a 0-based place in ascending order. Precondition: place < number of values.
std::int64_t value_at(const ValueCounts& values, std::uint64_t place) {
  std::uint64_t before = 0;
  for (const auto& [value, count] : values) {
    before += count;
    if (place < before) return value;
  }
  return values.rbegin()->first;
}

/// Type 7 quantile at `quarters`/4 (Hyndman & Fan 1996): linear between the two nearest places.
Rational quantile(const ValueCounts& values, std::uint64_t n, std::uint64_t quarters) {
  const std::uint64_t place = (n - 1) * quarters;  // in quarters
  const std::uint64_t below = place / 4;
  const std::int64_t low = value_at(values, below);
  const std::int64_t high = place % 4 == 0 ? low : value_at(values, below + 1);
  return Rational::fraction(Int128{low} * static_cast<std::int64_t>(4 - place % 4) +
                                Int128{high} * static_cast<std::int64_t>(place % 4),
                            4);
}

NumberFigures make_number(const CountSlot& count, const forms::Slot& slot, Cells cells) {
  NumberFigures figures;
  figures.abstained = sum_counter(cells, count.first);
  figures.n = sum_valid(cells) - figures.abstained;
  if (figures.n == 0) return figures;
  ValueCounts values;
  Int128 sum = 0;
  for (const Cell* cell : cells) {
    for (const auto& [value, times] : cell->values[count.sums]) {
      values[value] += times;
      sum += Int128{value} * times;
    }
  }
  std::int64_t unit = 1;
  for (int i = 0; i < slot.item->decimals; ++i) unit *= 10;
  figures.summary.push_back({Rational::fraction(sum, Int128{figures.n} * unit),
                             quantile(values, figures.n, 2) / unit, quantile(values, figures.n, 1) / unit,
                             quantile(values, figures.n, 3) / unit});
  return figures;
}

std::uint64_t base_of(forms::Base base, std::uint32_t n, Cells cells) {
  if (base == forms::Base::scored) return n;
  std::uint64_t sum = 0;
  for (const Cell* cell : cells) sum += base == forms::Base::valid ? cell->valid : cell->returned;
  return sum;
}

}  // namespace

ScaleTable make_scale_table(const std::vector<forms::Option>& options) {
  ScaleTable table;
  Int128 common = 1;
  bool fits = true;
  for (const forms::Option& option : options) {
    const forms::ExactNumber value = option.scored && option.value ? *option.value : forms::exact_integer(0);
    table.is_scored.push_back(option.scored);
    table.is_favourable.push_back(option.scored && option.favourable);
    table.has_favourable = table.has_favourable || table.is_favourable.back();
    table.values.push_back(to_rational(value));
    if (!fits) continue;
    common *= value.denominator / std::gcd(static_cast<std::int64_t>(common), value.denominator);
    fits = common <= std::numeric_limits<std::int64_t>::max();
  }
  // 2^94 · 2^32 answers still fits 127 bits.
  constexpr Int128 kLargest = std::numeric_limits<std::int64_t>::max();
  for (std::size_t i = 0; fits && i < options.size(); ++i) {
    const forms::ExactNumber value =
        options[i].scored && options[i].value ? *options[i].value : forms::exact_integer(0);
    const Int128 scaled = Int128{value.numerator} * (common / value.denominator);
    fits = scaled <= kLargest && scaled >= -kLargest;
    table.scaled.push_back(static_cast<std::int64_t>(scaled));
  }
  table.common = fits ? static_cast<std::int64_t>(common) : 0;
  return table;
}

void fill_scale_scores(ScaleFigures& figures, const ScaleTable& table) {
  figures.score.reset();
  figures.favourable.reset();
  if (figures.n == 0 || figures.base == 0) return;
  std::int64_t favourable = 0;
  Int128 sum = 0;
  Rational wide;
  for (std::size_t i = 0; i < figures.counts.size(); ++i) {
    if (!table.is_scored[i]) continue;
    const std::int64_t count = figures.counts[i];
    if (table.is_favourable[i]) favourable += count;
    if (table.common != 0) {
      sum += Int128{table.scaled[i]} * count;
    } else {
      wide += table.values[i] * Rational(count);
    }
  }
  const auto base = static_cast<std::int64_t>(figures.base);
  figures.score =
      table.common != 0 ? Rational::fraction(sum, Int128{table.common} * base) : wide / Rational(base);
  if (table.has_favourable) figures.favourable = Rational::fraction(Int128{favourable} * 100, base);
}

FigureMaker::FigureMaker(const forms::Round& round) : base_(round.rules.base) {
  for (const forms::Scale& scale : round.scales)
    tables_.emplace(&scale.options, make_scale_table(scale.options));
}

const ScaleTable& FigureMaker::table_of(const std::vector<forms::Option>* options) const {
  return tables_.find(options)->second;
}

ScaleFigures FigureMaker::make_scale(const CountSlot& count, const forms::Slot& slot, Cells cells) const {
  const ScaleTable& table = table_of(slot.options);
  ScaleFigures figures;
  figures.counts = sum_options(cells, count);
  for (std::size_t i = 0; i < figures.counts.size(); ++i)
    figures.n += table.is_scored[i] ? figures.counts[i] : 0;
  figures.abstained = sum_counter(cells, count.first);
  figures.base = base_of(base_, figures.n, cells);
  fill_scale_scores(figures, table);
  return figures;
}

Figures FigureMaker::make(const Shape& shape, std::size_t slot, Cells cells) const {
  const CountSlot& count = shape.slots[slot];
  const forms::Slot& place = shape.codebook.slots[slot];
  switch (place.item->type) {
    case forms::ItemType::scale:
      return make_scale(count, place, cells);
    case forms::ItemType::nps:
      return make_nps(count, cells);
    case forms::ItemType::number:
      return make_number(count, place, cells);
    case forms::ItemType::rank:
      return make_rank(count, cells);
    case forms::ItemType::single:
    case forms::ItemType::multiple:
    case forms::ItemType::text:
    case forms::ItemType::info:
      break;
  }
  return make_choice(count, cells);
}

std::uint64_t FigureMaker::answers_in(const Shape& shape, std::size_t slot, const Cell& cell) const {
  const CountSlot& count = shape.slots[slot];
  const forms::Slot& place = shape.codebook.slots[slot];
  if (place.item->type != forms::ItemType::scale) return cell.valid - cell.counts[count.first];
  const ScaleTable& table = table_of(place.options);
  std::uint64_t answers = 0;
  for (std::uint32_t i = 0; i < count.options; ++i) {
    answers += table.is_scored[i] ? cell.counts[count.first + 1 + i] : 0;
  }
  return answers;
}

}  // namespace candor::analysis
