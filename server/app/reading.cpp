#include "server/app/reading.h"

#include <algorithm>
#include <map>
#include <utility>

#include "analysis/comments/search.h"
#include "server/app/reading_texts.h"

namespace candor::server {
namespace {

bool has_tag(const ReadText& text, const std::string& tag) {
  return text.review && std::ranges::find(text.review->tags, tag) != text.review->tags.end();
}

bool is_marked(const OpenBox& open, ReadTexts& texts, ReadText& text) {
  if (!text.marked)
    text.marked = !texts.marker_of(*open.round, text.unit).mark(analysis::fold(text.words)).empty();
  return *text.marked;
}

/// What the filter asks for, ready to be compared.
struct Wanted {
  const TextsWanted& filter;
  analysis::SearchWords words;

  [[nodiscard]] bool takes(const OpenBox& open, ReadTexts& texts, ReadText& text) const {
    if (filter.state && (texts.released || text.state() != *filter.state)) return false;
    if (!filter.unit.empty() && open.round->units[text.unit].id != filter.unit) return false;
    if (!filter.about.empty() && *text.about != filter.about) return false;
    if (!filter.item.empty() && *text.item != filter.item) return false;
    if (!filter.tag.empty() && !has_tag(text, filter.tag)) return false;
    if (!analysis::holds_words(text.words, words)) return false;
    return !filter.marked || (!texts.released && is_marked(open, texts, text));
  }
};

TextItem item_of(const OpenBox& open, ReadTexts& texts, const ReadText& text,
                 const analysis::SearchWords& words) {
  const auto folded = analysis::fold(text.words);
  TextItem item;
  item.text = text.id;
  item.unit = open.round->units[text.unit].id;
  item.about = *text.about;
  item.item = *text.item;
  item.words = text.words;
  if (text.review) item.review = *text.review;
  if (!texts.released) item.marks = texts.marker_of(*open.round, text.unit).mark(folded);
  item.found = analysis::find_words(folded, words);
  return item;
}

void count_text(const ReadText& text, bool released, TextsPage& page,
                std::map<std::uint32_t, TextsPage::Unit>& units, std::map<std::string, std::size_t>& tags) {
  auto& unit = units[text.unit];
  ++unit.texts;
  if (text.review) {
    for (const auto& tag : text.review->tags) ++tags[tag];
  }
  if (released) {
    ++page.totals.shown;
    return;
  }
  switch (text.state()) {
    case ReviewState::unread:
      ++page.totals.unread;
      ++unit.unread;
      break;
    case ReviewState::cleared:
      ++page.totals.cleared;
      break;
    case ReviewState::withheld:
      ++page.totals.withheld;
      break;
  }
}

TextsPage make_page(const OpenBox& open, ReadTexts& texts, const Wanted& wanted) {
  TextsPage page;
  page.released = texts.released;
  page.totals.unreachable = texts.unreachable;
  std::map<std::uint32_t, TextsPage::Unit> units;
  std::map<std::string, std::size_t> tags;
  for (auto& text : texts.texts) {
    count_text(text, texts.released, page, units, tags);
    if (!wanted.takes(open, texts, text)) continue;
    ++page.matches;
    if (wanted.filter.after && text.id <= *wanted.filter.after) continue;
    if (page.items.size() < wanted.filter.limit)
      page.items.push_back(item_of(open, texts, text, wanted.words));
    else
      page.next = page.items.back().text;
  }
  for (auto& [index, unit] : units) {
    unit.unit = open.round->units[index].id;
    page.units.push_back(std::move(unit));
  }
  for (const auto& [tag, count] : tags) page.tags.push_back({tag, count});
  return page;
}

Result<analysis::SearchWords> check_wanted(const TextsWanted& wanted) {
  if (wanted.limit == 0 || wanted.limit > kMaxTextsPage)
    return fail(ErrorKind::invalid, say({"a page has 1 to {0} texts", "每页须为1至{0}条"}, kMaxTextsPage));
  return analysis::parse_search(wanted.words);
}

}  // namespace

Result<Bytes16> parse_text_id(std::string_view hex) {
  Bytes16 id{};
  const auto digit = [](char each) -> int {
    if (each >= '0' && each <= '9') return each - '0';
    return each >= 'a' && each <= 'f' ? each - 'a' + 10 : -1;
  };
  for (std::size_t at = 0; at < id.size(); ++at) {
    const int high = hex.size() == 2 * id.size() ? digit(hex[2 * at]) : -1;
    const int low = hex.size() == 2 * id.size() ? digit(hex[2 * at + 1]) : -1;
    if (high < 0 || low < 0)
      return fail(ErrorKind::not_found, Phrase{"no text has such an id", "没有这个编号的文字意见"});
    id[at] = static_cast<std::uint8_t>(high << 4 | low);
  }
  return id;
}

Result<OpenTexts> BallotBoxes::enter_texts(std::string_view round) const {
  const auto counted = count(round);
  if (!counted) return fail(counted.error());
  auto open = find(round);
  if (!open) return fail(std::move(open).error());
  std::unique_lock lock((*open)->reviewing);
  auto texts = read_texts(**open, analysis::readable_texts_of(*counted->tally));
  if (!texts) return fail(std::move(texts).error());
  return OpenTexts{*std::move(open), std::move(lock), *std::move(texts)};
}

Result<TextsPage> BallotBoxes::texts(std::string_view round, const TextsWanted& wanted) const {
  auto words = check_wanted(wanted);
  if (!words) return fail(std::move(words).error());
  auto entered = enter_texts(round);
  if (!entered) return fail(std::move(entered).error());
  const auto& [open, lock, texts] = *entered;
  texts->used_at_s = clock_();
  return make_page(*open, *texts, {wanted, *std::move(words)});
}

Result<std::vector<PublishedText>> BallotBoxes::published_texts(std::string_view round,
                                                                std::string_view unit) const {
  const auto found = find(round);
  if (!found) return fail(found.error());
  const OpenBox& open = **found;
  const auto index = open.units.find(unit);
  std::vector<PublishedText> published;
  if (index == open.units.end() || !open.box->is_released()) return published;
  const std::lock_guard lock(open.reviewing);
  const auto texts = read_texts(open, {});
  if (!texts) return fail(texts.error());
  (*texts)->used_at_s = clock_();
  for (const auto& text : (*texts)->texts) {
    if (text.unit == index->second)
      published.push_back({text.id, text.unit, *text.about, *text.item, text.words, text.review->tags});
  }
  return published;
}

void BallotBoxes::forget_idle_texts() {
  const std::shared_lock lock(mutex_);
  for (const auto& [id, open] : boxes_) {
    const std::unique_lock reviewing(open->reviewing, std::try_to_lock);
    if (reviewing && open->texts && open->texts->used_at_s + kTextsInMemory_s <= clock_())
      open->texts.reset();
  }
}

}  // namespace candor::server
