// Answers as people give them. A rater's grade of somebody is the sum of what the ratee is like, how lenient
// this rater is, a halo over everything they say of that ratee, and the item; then cut into the scale's
// options.
#include "server/demo/demo_data.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <random>

#include "forms/codebook.h"

namespace candor::server::demo {
namespace {

using Random = std::mt19937_64;

// Own draws instead of std::normal_distribution: the same seed gives the same data with every standard
// library.
double uniform(Random& random) {
  return static_cast<double>(random() >> 11U) * 0x1.0p-53;
}
double normal(Random& random) {
  double sum = -6.0;
  for (int i = 0; i < 12; ++i) sum += uniform(random);
  return sum;
}

struct Rater {
  double leniency = 0;
  double unknowing = 0;  ///< chance of "don't know" for an item
  double skipping = 0;   ///< chance of no answer
};

Rater draw_rater(Random& random, std::size_t category) {
  // Those at a distance (the last category) know less of the team than its superiors and peers do.
  const double unknowing = category == 0 ? 0.02 : (category == 1 ? 0.05 : 0.11);
  return {0.7 * normal(random), unknowing * 2 * uniform(random), 0.05 * uniform(random)};
}

/// 0 is the best option. `liking` around 0; most grades fall on the upper two options, as they do in
/// practice.
int grade(double liking, int options) {
  int at = 0;
  for (double step = -0.15; at < options - 1 && liking < step; step -= 1.15) ++at;
  return at;
}

int count_scored(const std::vector<forms::Option>& options) {
  return static_cast<int>(std::ranges::count_if(options, &forms::Option::scored));
}
int find_unscored(const std::vector<forms::Option>& options) {
  const auto at = std::ranges::find(options, false, &forms::Option::scored);
  return at == options.end() ? -1 : static_cast<int>(at - options.begin());
}

/// Too many "excellent"s on one item: the later ones become the next option.
void keep_quota(const forms::Round& round, const forms::Codebook& book, std::vector<std::uint8_t>& answers) {
  const auto limit = forms::quota_limit(round, *book.unit);
  if (!limit) return;
  std::map<const forms::Item*, std::int64_t> given;
  for (const auto& slot : book.slots) {
    if (slot.ratee < 0 || slot.item->scale != round.rules.quota->scale) continue;
    const int choice = forms::read_choice(answers, slot);
    if (choice < 0 || (*slot.options)[static_cast<std::size_t>(choice)].id != round.rules.quota->option)
      continue;
    if (++given[slot.item] > *limit) forms::write_choice(answers, slot, choice + 1);
  }
}

std::vector<std::uint8_t> draw_answers(const forms::Codebook& book, const Rater& rater,
                                       const std::vector<double>& merit, Random& random) {
  auto answers = forms::blank_answers(book);
  std::map<int, double> halo;
  for (const auto& slot : book.slots) {
    if (slot.item->type != forms::ItemType::scale) continue;
    if (!halo.contains(slot.ratee)) halo[slot.ratee] = 0.5 * normal(random);
    const int unscored = find_unscored(*slot.options);
    const double luck = uniform(random);
    if (!slot.item->required && luck < rater.skipping) continue;
    if (unscored >= 0 && luck < rater.skipping + rater.unknowing) {
      forms::write_choice(answers, slot, unscored);
      continue;
    }
    const auto ratee = static_cast<std::size_t>(slot.ratee + 1) % merit.size();
    const double liking = 0.6 + merit[ratee] + rater.leniency + halo[slot.ratee] + 0.6 * normal(random);
    forms::write_choice(answers, slot, grade(liking, count_scored(*slot.options)));
  }
  return answers;
}

struct Remark {
  const char* language_en;
  const char* language_zh;
};
constexpr std::array<Remark, 8> kRemarks{{
    {"Decisions are announced late; a weekly note would help.", "决定往往宣布得晚，建议每周通报一次。"},
    {"Please come to the shop floor more often.", "希望多到一线走走，听听大家怎么说。"},
    {"The new shift plan works well.", "新的排班安排很好，希望坚持下去。"},
    {"Praise is rare, even when targets are met.", "任务完成了也很少听到肯定。"},
    {"Training budgets should be open to all.", "培训名额应当公开透明。"},
    {"Meetings start late and run over.", "会议多、时间长，能否精简一些。"},
    {"They stand by their people when it matters.", "关键时候愿意为大家担责任。"},
    {"Explain the reasons behind transfers.", "人员调整最好讲清楚原因。"},
}};

const forms::Item* find_text_item(const forms::Round& round) {
  for (const auto& section : round.sections) {
    if (section.about != forms::About::team) continue;
    for (const auto& item : section.items) {
      if (item.type == forms::ItemType::text) return &item;
    }
  }
  return nullptr;
}

std::vector<double> draw_merits(std::size_t members, Random& random) {
  std::vector<double> merit;
  const double unit = 0.45 * normal(random);
  for (std::size_t i = 0; i <= members; ++i) merit.push_back(unit + 0.35 * normal(random));
  return merit;
}

}  // namespace

forms::ReadBallots make_ballots(const forms::Round& round, double turnout, std::uint64_t seed) {
  Random random(seed);
  forms::ReadBallots made;
  const forms::Item* const text = find_text_item(round);
  for (std::uint32_t u = 0; u < round.units.size(); ++u) {
    const auto book = forms::make_codebook(round, round.units[u]);
    const auto merit = draw_merits(round.units[u].members.size(), random);
    for (std::uint32_t c = 0; c < round.categories.size(); ++c) {
      const auto due = round.units[u].due->find(round.categories[c].id);
      const int people = due == round.units[u].due->end() ? 0 : due->second;
      for (int person = 0; person < people; ++person) {
        if (uniform(random) >= turnout) continue;
        const bool blank = uniform(random) < 0.012;
        const Rater rater = draw_rater(random, c);
        auto answers = blank ? forms::blank_answers(book) : draw_answers(book, rater, merit, random);
        keep_quota(round, book, answers);
        made.ballots.push_back({u, c, std::move(answers)});
        if (text == nullptr || blank || uniform(random) > 0.15) continue;
        const auto& remark = kRemarks[random() % kRemarks.size()];
        made.comments.push_back(
            {u, {{"team", text->id, uniform(random) < 0.7 ? remark.language_zh : remark.language_en}}});
      }
    }
  }
  return made;
}

}  // namespace candor::server::demo
