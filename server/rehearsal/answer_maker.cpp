#include "server/rehearsal/answer_maker.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string_view>

#include "forms/answer_cell.h"
#include "forms/ballot.h"
#include "forms/round_limits.h"
#include "forms/scaled_number.h"

namespace candor::server::rehearsal {
namespace {

using forms::ItemType;

constexpr double kUsualLiking = 0.6;  // most grades fall on the upper two options, as in practice
constexpr std::int64_t kUsualNumbers =
    100;                           // how far numbers reach where an item has only one bound, or none
constexpr double kUsualNps = 6.5;  // of ten, given the usual liking about 7.5
constexpr double kNpsStep = 1.6;

/// 0 is the best option.
std::size_t grade(double liking, std::size_t options) {
  std::size_t at = 0;
  for (double step = -0.15; at + 1 < options && liking < step; step -= 1.15) ++at;
  return at;
}

/// The floor of value · 10^decimals.
std::int64_t scale_down(const forms::ExactNumber& value, int decimals) {
  __extension__ using Wide = __int128;
  Wide scaled = value.numerator;
  for (int i = 0; i < decimals; ++i) scaled *= 10;
  const Wide quotient = scaled / value.denominator;
  const bool below = scaled < 0 && quotient * value.denominator != scaled;
  const Wide limit = forms::kMaxScaledNumber;
  return static_cast<std::int64_t>(std::clamp<Wide>(quotient - (below ? 1 : 0), -limit, limit));
}

std::int64_t scale_up(forms::ExactNumber value, int decimals) {
  value.numerator = -value.numerator;
  return -scale_down(value, decimals);
}

void write_amount(std::span<std::uint8_t> answers, const forms::Slot& slot, Random& random) {
  const auto& item = *slot.item;
  const std::int64_t reach = scale_down(forms::exact_integer(kUsualNumbers), item.decimals);
  std::int64_t lowest = item.minimum ? scale_up(*item.minimum, item.decimals) : 0;
  const std::int64_t highest =
      item.maximum ? scale_down(*item.maximum, item.decimals) : std::max<std::int64_t>(lowest, 0) + reach;
  if (!item.minimum && lowest > highest) lowest = highest - reach;
  const auto width = static_cast<double>(highest - lowest) + 1;
  const auto amount = lowest + static_cast<std::int64_t>(std::floor(uniform(random) * width));
  // Where the bounds leave no number, or one beyond what is stored, nobody can answer.
  if (std::abs(amount) <= forms::kMaxScaledNumber && forms::is_within_bounds(item, amount))
    forms::write_number(answers, slot, amount);
}

void write_several(std::span<std::uint8_t> answers, const forms::Slot& slot, Random& random) {
  const auto& item = *slot.item;
  std::vector<int> options(slot.options->size());
  std::iota(options.begin(), options.end(), 0);
  for (std::size_t i = options.size(); i > 1; --i) std::swap(options[i - 1], options[pick(random, i)]);
  if (item.type == ItemType::multiple) {
    const auto fewest = static_cast<std::size_t>(forms::fewest_choices(item));
    const auto most = std::min(static_cast<std::size_t>(forms::most_choices(item)), options.size());
    if (fewest > most) return;
    options.resize(fewest + pick(random, most - fewest + 1));
    std::ranges::sort(options);
  }
  forms::write_choices(answers, slot, options);
}

}  // namespace

double uniform(Random& random) {
  return static_cast<double>(random() >> 11U) * 0x1.0p-53;
}

double normal(Random& random) {
  double sum = -6.0;
  for (int i = 0; i < 12; ++i) sum += uniform(random);
  return sum;
}

std::size_t pick(Random& random, std::size_t count) {
  return static_cast<std::size_t>(random() % count);
}

Rater draw_rater(Random& random, std::size_t category) {
  // Those at a distance (the last categories) know less of the team than its superiors and peers do.
  const double unknowing = category == 0 ? 0.02 : (category == 1 ? 0.05 : 0.11);
  const double leniency = 0.7 * normal(random);
  const double unknown_share = unknowing * 2 * uniform(random);
  return {leniency, unknown_share, 0.05 * uniform(random)};
}

struct AnswerMaker::Sheet {
  std::vector<std::uint8_t> answers;
  std::map<int, double> halo;                        ///< by ratee
  std::map<std::string_view, std::int64_t> marks{};  ///< quota marks given, by item over all members
};

AnswerMaker::AnswerMaker(const forms::Codebook& book, Random& random) : book_(book) {
  quota_limit_ = forms::quota_limit(*book.round, *book.unit).value_or(0);
  for (const auto& slot : book.slots) plans_.push_back(plan_of(slot));
  const double unit = 0.45 * normal(random);
  for (std::size_t i = 0; i <= book.unit->members.size(); ++i)
    merits_.push_back(unit + 0.35 * normal(random));
  may_be_blank_ = forms::check_castable(book, forms::blank_answers(book)).has_value();
}

AnswerMaker::Plan AnswerMaker::plan_of(const forms::Slot& slot) const {
  Plan plan;
  if (slot.item->type != ItemType::scale) return plan;
  const auto& options = *slot.options;
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (options[i].scored) plan.best_first.push_back(static_cast<int>(i));
    if (!options[i].scored && plan.unscored < 0) plan.unscored = static_cast<int>(i);
  }
  std::ranges::stable_sort(plan.best_first, [&](int left, int right) {
    return *options[static_cast<std::size_t>(left)].value > *options[static_cast<std::size_t>(right)].value;
  });
  const auto& quota = book_.round->rules.quota;
  plan.counts_for_quota = quota && slot.ratee >= 0 && slot.item->scale == quota->scale;
  return plan;
}

/// Too many of the quota's option on one item: the next worse one instead, or the next better one.
void AnswerMaker::write_grade(Sheet& sheet, std::size_t index, double liking) const {
  const auto& slot = book_.slots[index];
  const auto& plan = plans_[index];
  if (plan.best_first.empty()) return forms::write_choice(sheet.answers, slot, plan.unscored);
  const auto is_marked = [&](int option) {
    return plan.counts_for_quota &&
           (*slot.options)[static_cast<std::size_t>(option)].id == book_.round->rules.quota->option;
  };
  std::size_t at = grade(liking, plan.best_first.size());
  if (is_marked(plan.best_first[at]) && ++sheet.marks[slot.item->id] > quota_limit_) {
    if (plan.best_first.size() == 1) return;  // nothing else to say
    at = at + 1 < plan.best_first.size() ? at + 1 : at - 1;
  }
  forms::write_choice(sheet.answers, slot, plan.best_first[at]);
}

void AnswerMaker::answer(Sheet& sheet, std::size_t index, double liking, Random& random) const {
  const auto& slot = book_.slots[index];
  switch (slot.item->type) {
    case ItemType::scale:
      return write_grade(sheet, index, liking);
    case ItemType::single:
      return forms::write_choice(sheet.answers, slot, static_cast<int>(pick(random, slot.options->size())));
    case ItemType::multiple:
    case ItemType::rank:
      return write_several(sheet.answers, slot, random);
    case ItemType::number:
      return write_amount(sheet.answers, slot, random);
    case ItemType::nps:
      return forms::write_choice(
          sheet.answers, slot,
          std::clamp(static_cast<int>(std::lround(kUsualNps + kNpsStep * liking)), 0, 10));
    case ItemType::text:
    case ItemType::info:
      return;  // have no slot
  }
}

std::vector<std::uint8_t> AnswerMaker::draw(const Rater& rater, Random& random) const {
  Sheet sheet{forms::blank_answers(book_), {}, {}};
  for (std::size_t i = 0; i < book_.slots.size(); ++i) {
    const auto& slot = book_.slots[i];
    if (!forms::is_shown(book_, sheet.answers, slot)) continue;
    if (!sheet.halo.contains(slot.ratee)) sheet.halo[slot.ratee] = 0.5 * normal(random);
    const double luck = uniform(random);
    if (!slot.item->required && luck < rater.skipping) continue;
    if (plans_[i].unscored >= 0 && luck < rater.skipping + rater.unknowing) {
      forms::write_choice(sheet.answers, slot, plans_[i].unscored);
      continue;
    }
    const auto ratee = static_cast<std::size_t>(std::max(slot.ratee + 1, 0));
    const double liking =
        kUsualLiking + merits_[ratee] + rater.leniency + sheet.halo[slot.ratee] + 0.6 * normal(random);
    answer(sheet, i, liking, random);
  }
  return std::move(sheet.answers);
}

}  // namespace candor::server::rehearsal
