// Deciding what becomes of texts, before they are released.
#include <algorithm>
#include <set>
#include <utility>

#include "analysis/comments/code_points.h"
#include "analysis/comments/fold.h"
#include "analysis/comments/redaction.h"
#include "forms/utf8.h"
#include "server/app/reading_texts.h"

namespace candor::server {
namespace {

Unexpected no_such_text() {
  return fail(ErrorKind::not_found, Phrase{"there is no such text to read", "没有这条待阅的文字意见"});
}

Unexpected somebody_was_faster() {
  return fail(ErrorKind::stale,
              Phrase{"somebody else has decided about this text meanwhile; look at it again",
                     "其间已有他人处理了这条文字意见，请重新查看"});
}

Result<void> check_not_released(const OpenBox& open) {
  if (!open.box->is_released()) return {};
  return fail(ErrorKind::conflict,
              Phrase{"this round was released; what was decided about its texts stays, and a later release "
                     "can only take away",
                     "本轮测评已经公布，对文字意见的处理不再改动，此后只能撤下"});
}

bool is_tag(const std::string& tag) {
  if (forms::find_invalid_utf8(tag) != std::string::npos) return false;
  const auto points = analysis::code_points_of(tag);
  return !points.empty() && points.size() <= kMaxTagCharacters &&
         std::ranges::none_of(points, analysis::is_control) &&
         !std::ranges::all_of(points, analysis::is_white_space);
}

Result<void> check_tags(const std::vector<std::string>& tags) {
  if (tags.size() > kMaxTagsOfText)
    return fail(ErrorKind::invalid,
                say({"a text may have {0} tags at most", "一条文字意见最多{0}个标签"}, kMaxTagsOfText));
  if (!std::ranges::all_of(tags, is_tag)) {
    return fail(ErrorKind::invalid,
                say({"a tag has 1 to {0} characters on one line", "标签须为1至{0}个字，不得换行"},
                    kMaxTagCharacters));
  }
  if (std::set<std::string>(tags.begin(), tags.end()).size() != tags.size())
    return fail(ErrorKind::invalid, Phrase{"a tag is there twice", "标签有重复"});
  return {};
}

/// New tags must find room among those of all texts.
Result<void> check_tags_of_round(const ReadTexts& texts, const Bytes16& id,
                                 const std::vector<std::string>& tags) {
  std::set<std::string> all(tags.begin(), tags.end());
  for (const auto& text : texts.texts) {
    if (text.review && text.id != id) all.insert(text.review->tags.begin(), text.review->tags.end());
  }
  if (all.size() <= kMaxTagsOfRound || tags.empty()) return {};
  return fail(ErrorKind::invalid, say({"a round may have {0} different tags at most; use one that is there",
                                       "一轮测评最多{0}种标签，请使用已有的标签"},
                                      kMaxTagsOfRound));
}

/// Stores the reviews, and in memory what was stored. Gives the ids of those that others have changed.
Result<std::vector<Bytes16>> store_reviews(const OpenBox& open, ReadTexts& texts,
                                           std::vector<TextReview> reviews) {
  auto stale = open.box->put_reviews(reviews);
  if (!stale) return stale;
  for (auto& review : reviews) {
    if (std::ranges::find(*stale, review.text) != stale->end()) continue;
    ++review.version;
    texts.find(review.text)->review = std::make_unique<TextReview>(std::move(review));
  }
  // One change, ours. If there was another one, the numbers differ and the box is read again.
  ++texts.version;
  return stale;
}

}  // namespace

Result<TextItem> BallotBoxes::review_text(std::string_view round, const Bytes16& id,
                                          const TextDecision& decision, std::uint32_t version) {
  if (auto checked = check_tags(decision.tags); !checked) return fail(std::move(checked).error());
  auto entered = enter_texts(round);
  if (!entered) return fail(std::move(entered).error());
  const auto& [open, lock, texts] = *entered;
  if (auto going_on = check_not_released(*open); !going_on) return fail(std::move(going_on).error());
  ReadText* text = texts->find(id);
  if (text == nullptr) return no_such_text();
  if (auto checked = analysis::check_redactions(text->words, decision.redactions); !checked)
    return fail(std::move(checked).error());
  if (auto checked = check_tags_of_round(*texts, id, decision.tags); !checked)
    return fail(std::move(checked).error());
  const auto stale =
      store_reviews(*open, *texts, {{id, decision.state, decision.redactions, decision.tags, version}});
  if (!stale) return fail(stale.error());
  if (!stale->empty()) return somebody_was_faster();
  texts->used_at_s = clock_();
  const auto marks = texts->marker_of(*open->round, text->unit).mark(analysis::fold(text->words));
  return TextItem{
      id, open->round->units[text->unit].id, *text->about, *text->item, text->words, *text->review, marks,
      {}};
}

Result<BatchReviewed> BallotBoxes::review_texts(std::string_view round,
                                                const std::vector<TextVersion>& wanted, ReviewState state) {
  auto entered = enter_texts(round);
  if (!entered) return fail(std::move(entered).error());
  const auto& [open, lock, texts] = *entered;
  if (auto going_on = check_not_released(*open); !going_on) return fail(std::move(going_on).error());
  std::set<Bytes16> named;
  std::vector<TextReview> reviews;
  for (const auto& [id, version] : wanted) {
    const ReadText* text = texts->find(id);
    if (text == nullptr) return no_such_text();
    if (!named.insert(id).second)
      return fail(ErrorKind::invalid, Phrase{"a text is named twice", "同一条文字意见列出了两次"});
    TextReview review = text->review ? *text->review : TextReview{id, {}, {}, {}, kFirstReview};
    review.state = state;
    review.version = version;
    reviews.push_back(std::move(review));
  }
  if (reviews.empty() || reviews.size() > kMaxTextsBatch)
    return fail(ErrorKind::invalid, say({"name 1 to {0} texts", "须列出1至{0}条文字意见"}, kMaxTextsBatch));
  auto stale = store_reviews(*open, *texts, std::move(reviews));
  if (!stale) return fail(std::move(stale).error());
  texts->used_at_s = clock_();
  return BatchReviewed{wanted.size() - stale->size(), *std::move(stale)};
}

}  // namespace candor::server
