// The texts of one round as they lie in its box, taken apart and put in the order of their ids; and what of
// them a release publishes. Private to the box's side of app/.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "analysis/comments/marks.h"
#include "analysis/comments/readable.h"
#include "server/app/open_box.h"
#include "server/store/text_review.h"

namespace candor::server {

struct ReadText {
  Bytes16 id{};
  std::uint32_t unit = 0;
  const std::string* about = nullptr;  ///< belongs to ReadTexts::names
  const std::string* item = nullptr;
  std::string words;
  std::unique_ptr<TextReview> review;  ///< null: nobody touched it
  std::optional<bool> marked;          ///< found out when first asked for

  [[nodiscard]] ReviewState state() const { return review ? review->state : ReviewState::unread; }
};

/// The texts of a round in memory. Nothing in it is newer or older than the box while `version` is the box's.
struct ReadTexts {
  std::uint64_t version = 0;
  analysis::UnitSet readable;
  bool released = false;        ///< then words are as shown, reviews hold tags alone
  std::vector<ReadText> texts;  ///< by id; readable ones
  std::size_t unreachable = 0;
  std::set<std::string> names;
  std::size_t bytes = 0;  ///< that this takes, about
  std::int64_t used_at_s = 0;
  std::map<std::uint32_t, analysis::TextMarker> markers;  ///< by unit, made when first needed

  [[nodiscard]] const analysis::TextMarker& marker_of(const forms::Round& round, std::uint32_t unit);
  /// Null where there is none.
  [[nodiscard]] ReadText* find(const Bytes16& id);
};

/// From memory, or from the box. What takes more than kMaxTextsInMemory is read anew each time. Precondition:
/// the caller holds `open.reviewing`; the round is sealed, or an import. Errors: those of the box; `internal`
/// where a row is no comment of this round.
[[nodiscard]] Result<std::shared_ptr<ReadTexts>> read_texts(const OpenBox& open,
                                                            const analysis::UnitSet& readable);
inline constexpr std::size_t kMaxTextsInMemory = 64 * 1024 * 1024;  ///< bytes a round
inline constexpr std::int64_t kTextsInMemory_s = 300;               ///< after they were last used

/// Counted, found, locked and read: what every look at texts begins with.
struct OpenTexts {
  std::shared_ptr<const OpenBox> open;
  std::unique_lock<std::mutex> lock;  ///< of open->reviewing
  std::shared_ptr<ReadTexts> texts;
};

struct Publication {
  std::vector<PublishedText> texts;  ///< for Box::release
  std::size_t unread = 0;            ///< of units that are shown, never to be read
  std::size_t withheld = 0;          ///< of units that are shown, by organizers, in this release too
};

/// The texts of the first release: what was cleared, as it is shown, but for units that `shown` lacks and for
/// `withhold`. `tally`: before anything was withheld; it says which texts there are to withhold.
/// Precondition: the caller holds `open.reviewing`, and goes on holding it until Box::release is done: nobody
/// decides between the two. Errors: `not_found` (an id in `withhold`, hex), `conflict` (released).
[[nodiscard]] Result<Publication> prepare_published(const OpenBox& open,
                                                    const analysis::DisclosedTally& tally,
                                                    const analysis::DisclosedTally& shown,
                                                    const std::vector<std::string>& withhold);

/// Ids for Box::release_less: `withhold` and every text of units that `shown` lacks, each of them published.
/// Errors: `not_found` (an id in `withhold`, hex, that is not published).
[[nodiscard]] Result<std::vector<Bytes16>> find_withdrawn(const OpenBox& open,
                                                          const analysis::DisclosedTally& shown,
                                                          const std::vector<std::string>& withhold);

}  // namespace candor::server
