#include "server/print/ballot_notes.h"

#include <algorithm>

#include "forms/answer_cell.h"
#include "forms/scaled_number.h"

namespace candor::server::print {
namespace {

using forms::Item;
using forms::ItemType;

/// "“A” or “B”": the options that show the item.
Phrase quoted_options(const BallotScene& scene, const Item& shower, const forms::ShowIf& rule) {
  Phrase all;
  const auto* options = forms::options_of(scene.round, shower);
  if (options == nullptr) return all;
  for (const std::string& id : rule.is) {
    const auto* option = forms::find_option(*options, id);
    if (option == nullptr) continue;
    const Phrase one = say({"“{0}”", "“{0}”"}, scene.texts.phrase_of(option->label));
    all = all.empty() ? one : say({"{0} or {1}", "{0}或{1}"}, all, one);
  }
  return all;
}

Phrase condition_words(const BallotScene& scene, const BallotRow& row, bool across_members) {
  const Phrase options = quoted_options(scene, *row.shown_by, *row.item->show_if);
  if (across_members) {
    return say({"Only for those to whom you gave {1} in {0}.", "只对您在第{0}题中选{1}的人填写。"},
               row.shown_by_number.substr(0, row.shown_by_number.find('-')), options);
  }
  return say({"Only if {0} is {1}.", "第{0}题选{1}的才填写。"}, row.shown_by_number, options);
}

Phrase choices_words(const BallotScene& scene, const Item& item) {
  const auto* options = forms::options_of(scene.round, item);
  const int all = options == nullptr ? 0 : static_cast<int>(options->size());
  const int fewest = forms::fewest_choices(item);
  const int most = std::min(forms::most_choices(item), all);
  if (fewest > 1 && fewest == most) return say({"Tick exactly {0}.", "须选{0}项。"}, most);
  if (fewest > 1 && most < all) return say({"Tick {0} to {1}.", "可多选，选{0}至{1}项。"}, fewest, most);
  if (fewest > 1) return say({"Tick at least {0}.", "可多选，至少选{0}项。"}, fewest);
  if (most < all) return say({"Tick {0} at most.", "可多选，最多选{0}项。"}, most);
  return say({"Tick all that apply.", "可多选。"});
}

/// How to answer, where it is not "tick one box".
Phrase answer_words(const BallotScene& scene, const Item& item) {
  switch (item.type) {
    case ItemType::multiple:
      return choices_words(scene, item);
    case ItemType::rank:
      return say({"Write 1 for what you put first, 2 for the second, and so on; you need not rank all.",
                  "请填写名次：排第一的填1，排第二的填2，依此类推；可以不排完。"});
    case ItemType::number:
      return say({"Write {0}.", "请填写{0}。"}, forms::describe_number(item));
    case ItemType::nps:
      return say({"0 is lowest, 10 is highest.", "0分最低，10分最高。"});
    case ItemType::scale:
    case ItemType::single:
    case ItemType::text:
    case ItemType::info:
      break;
  }
  return {};
}

}  // namespace

Phrase quota_words(const BallotScene& scene, const Item& item) {
  const auto& rules = scene.round.rules;
  const auto limit = forms::quota_limit(scene.round, scene.unit);
  if (!rules.quota || !limit || item.type != ItemType::scale || item.scale != rules.quota->scale) return {};
  const auto* scale = forms::find_scale(scene.round, item.scale);
  const auto* option = scale == nullptr ? nullptr : forms::find_option(scale->options, rules.quota->option);
  if (option == nullptr) return {};
  const Phrase label = scene.texts.phrase_of(option->label);
  const Phrase rule = *limit == 0
                          ? say({"Nobody may be given “{0}” here.", "本题任何人都不能选“{0}”。"}, label)
                          : say({"At most {0} of {1} may be given “{2}”.", "{1}人中，选“{2}”的不超过{0}人。"},
                                *limit, scene.unit.members.size(), label);
  const bool voids = std::find(rules.invalid.begin(), rules.invalid.end(),
                               forms::InvalidReason::over_quota) != rules.invalid.end();
  return voids ? say({"{0} A ballot with more is not valid.", "{0}超过的，整张票作废。"}, rule) : rule;
}

Phrase notes_on(const BallotScene& scene, const BallotRow& row, bool across_members) {
  Phrase all;
  const auto add = [&all](const Phrase& note) {
    if (note.empty()) return;
    all = all.empty() ? note : say({"{0} {1}", "{0}{1}"}, all, note);
  };
  if (row.shown_by != nullptr) add(condition_words(scene, row, across_members));
  add(answer_words(scene, *row.item));
  if (across_members) add(quota_words(scene, *row.item));
  return all;
}

}  // namespace candor::server::print
