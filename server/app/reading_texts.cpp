#include "server/app/reading_texts.h"

#include <algorithm>
#include <utility>

#include "analysis/comments/fold.h"
#include "analysis/comments/redaction.h"
#include "forms/ballot.h"
#include "server/protocol/hash.h"

namespace candor::server {
namespace {

Bytes16 id_of(const Bytes32& key, const Bytes32& nullifier, const forms::CommentText& text) {
  const Bytes32 hash =
      protocol::Hash("text").bytes(key).bytes(nullifier).text16(text.about).text16(text.item).finish();
  Bytes16 id{};
  std::copy_n(hash.begin(), id.size(), id.begin());
  return id;
}

void add_text(ReadTexts& texts, Bytes16 id, std::uint32_t unit, const std::string& about,
              const std::string& item, std::string words) {
  ReadText text;
  text.id = id;
  text.unit = unit;
  text.about = &*texts.names.insert(about).first;
  text.item = &*texts.names.insert(item).first;
  text.words = std::move(words);
  texts.bytes += sizeof(ReadText) + text.words.capacity();
  texts.texts.push_back(std::move(text));
}

void add_review(ReadTexts& texts, ReadText& text, TextReview review) {
  texts.bytes += sizeof(TextReview) + review.redactions.size() * sizeof(forms::TextRange);
  for (const auto& tag : review.tags) texts.bytes += sizeof(std::string) + tag.capacity();
  text.review = std::make_unique<TextReview>(std::move(review));
}

/// Imports have no seal: their box ends when somebody first reads what is in it.
Result<Bytes32> key_of(const OpenBox& open) {
  if (open.status_now().imported && !open.box->is_sealed()) {
    if (auto ended = open.box->destroy_key(); !ended) return fail(std::move(ended).error());
  }
  return open.box->text_key(protocol::random32());
}

/// Every text of every comment: those of readable units one by one, of the rest their number.
Result<void> scan_texts(const OpenBox& open, const Bytes32& key, ReadTexts& texts) {
  bool sound = true;
  const auto scanned = open.box->scan_comment_rows([&](const CommentRow& row) {
    if (row.unit >= open.round->units.size()) {
      sound = false;
      return;
    }
    auto parts = forms::parse_comment_body(*open.round, open.round->units[row.unit], row.body);
    sound = sound && parts.has_value();
    if (!parts) return;
    for (auto& part : *parts) {
      if (analysis::is_blank(part.text)) continue;
      if (texts.readable[row.unit])
        add_text(texts, id_of(key, row.nullifier, part), row.unit, part.about, part.item,
                 std::move(part.text));
      else
        ++texts.unreachable;
    }
  });
  if (!scanned) return scanned;
  if (!sound) return fail(ErrorKind::internal, "the box holds a row that is no comment of this round");
  std::ranges::sort(texts.texts, {}, &ReadText::id);
  return {};
}

Result<void> add_reviews(const OpenBox& open, ReadTexts& texts) {
  auto reviews = open.box->list_reviews();
  if (!reviews) return fail(std::move(reviews).error());
  for (auto& review : *reviews) {
    if (ReadText* text = texts.find(review.text)) add_review(texts, *text, std::move(review));
  }
  return {};
}

Result<void> add_published(const OpenBox& open, ReadTexts& texts) {
  auto published = open.box->list_published();
  if (!published) return fail(std::move(published).error());
  for (auto& each : *published) {
    if (each.unit >= open.round->units.size())
      return fail(ErrorKind::internal, "the box holds a released text of no unit of this round");
    add_text(texts, each.text, each.unit, each.about, each.item, std::move(each.shown));
    TextReview tags;
    tags.text = each.text;
    tags.tags = std::move(each.tags);
    add_review(texts, texts.texts.back(), std::move(tags));
  }
  return {};
}

}  // namespace

const analysis::TextMarker& ReadTexts::marker_of(const forms::Round& round, std::uint32_t unit) {
  return markers.try_emplace(unit, round.units[unit]).first->second;
}

ReadText* ReadTexts::find(const Bytes16& id) {
  const auto at = std::ranges::lower_bound(texts, id, {}, &ReadText::id);
  return at != texts.end() && at->id == id ? &*at : nullptr;
}

Result<std::shared_ptr<ReadTexts>> read_texts(const OpenBox& open, const analysis::UnitSet& readable) {
  const bool released = open.box->is_released();
  if (open.texts && open.texts->version == open.box->texts_version() &&
      (released || open.texts->readable == readable))
    return open.texts;
  open.texts.reset();
  auto texts = std::make_shared<ReadTexts>();
  texts->released = released;
  texts->readable = readable;
  Result<void> added;
  if (released) {
    texts->version = open.box->texts_version();
    added = add_published(open, *texts);
  } else {
    const auto key = key_of(open);
    if (!key) return fail(key.error());
    // After the key, which counts as a change, and before all else: what changes meanwhile is read again.
    texts->version = open.box->texts_version();
    added = scan_texts(open, *key, *texts);
    if (added) added = add_reviews(open, *texts);
  }
  if (!added) return fail(std::move(added).error());
  if (texts->bytes <= kMaxTextsInMemory) open.texts = texts;
  return texts;
}

}  // namespace candor::server
