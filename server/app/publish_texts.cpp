// What of the texts a release publishes, and what a later one takes away.
#include <algorithm>
#include <set>
#include <utility>

#include "analysis/comments/redaction.h"
#include "server/app/reading_texts.h"

namespace candor::server {
namespace {

Unexpected no_such_text(const std::string& id) {
  return fail(ErrorKind::not_found,
              say({"this round has no text {0}", "本轮测评没有编号为{0}的文字意见"}, id));
}

/// The ids, each found by `find`.
template <class Find>
Result<std::set<Bytes16>> find_all(const std::vector<std::string>& ids, Find find) {
  std::set<Bytes16> found;
  for (const auto& hex : ids) {
    const auto id = parse_text_id(hex);
    if (!id || !find(*id)) return no_such_text(hex);
    found.insert(*id);
  }
  return found;
}

PublishedText published(const ReadText& text) {
  return {text.id,
          text.unit,
          *text.about,
          *text.item,
          analysis::redact(text.words, text.review->redactions),
          text.review->tags};
}

}  // namespace

Result<Publication> prepare_published(const OpenBox& open, const analysis::DisclosedTally& tally,
                                      const analysis::DisclosedTally& shown,
                                      const std::vector<std::string>& withhold) {
  if (open.box->is_released())
    return fail(ErrorKind::conflict, Phrase{"this round was released already", "本轮测评已经公布"});
  const auto texts = read_texts(open, analysis::readable_texts_of(tally));
  if (!texts) return fail(texts.error());
  const auto withheld = find_all(withhold, [&](const Bytes16& id) { return (*texts)->find(id) != nullptr; });
  if (!withheld) return fail(withheld.error());
  const analysis::UnitSet readable = analysis::readable_texts_of(shown);
  Publication publication;
  for (const auto& text : (*texts)->texts) {
    if (!readable[text.unit]) continue;
    if (text.state() == ReviewState::withheld || withheld->contains(text.id))
      ++publication.withheld;
    else if (text.state() == ReviewState::unread)
      ++publication.unread;
    else
      publication.texts.push_back(published(text));
  }
  return publication;
}

Result<std::vector<Bytes16>> find_withdrawn(const OpenBox& open, const analysis::DisclosedTally& shown,
                                            const std::vector<std::string>& withhold) {
  const auto all = open.box->list_published();
  if (!all) return fail(all.error());
  auto gone = find_all(withhold, [&](const Bytes16& id) {
    return std::ranges::binary_search(*all, id, {}, &PublishedText::text);
  });
  if (!gone) return fail(std::move(gone).error());
  const analysis::UnitSet readable = analysis::readable_texts_of(shown);
  for (const auto& text : *all) {
    if (text.unit >= readable.size() || !readable[text.unit]) gone->insert(text.text);
  }
  return std::vector<Bytes16>(gone->begin(), gone->end());
}

}  // namespace candor::server
