#include "server/app/paper_ballot.h"

#include <fmt/format.h>

#include <algorithm>

#include "server/print/ballot_texts.h"
#include "server/print/paper_ballot.h"

namespace candor::server {
namespace {

/// The first language of each kind, Chinese first; else the first two.
std::vector<std::string> both_languages(const std::vector<std::string>& all) {
  const auto chinese = std::find_if(all.begin(), all.end(), print::is_chinese);
  const auto english =
      std::find_if(all.begin(), all.end(), [](const std::string& tag) { return tag.starts_with("en"); });
  if (chinese != all.end() && english != all.end()) return {*chinese, *english};
  return {all.begin(), all.begin() + std::min<std::ptrdiff_t>(2, std::ssize(all))};
}

Result<std::vector<std::string>> choose_languages(const forms::Round& round, std::string_view wished) {
  if (wished.empty() || wished == "both") return both_languages(round.languages);
  const auto found = std::find(round.languages.begin(), round.languages.end(), wished);
  if (found != round.languages.end()) return std::vector<std::string>{*found};
  return fail(ErrorKind::invalid, fmt::format("this round has no language \"{}\": it has {}", wished,
                                              fmt::join(round.languages, ", ")));
}

}  // namespace

Result<std::string> make_paper_ballot(const Rounds& rounds, std::string_view round,
                                      const PaperBallotWish& wish) {
  const auto view = rounds.get(round);
  if (!view) return fail(view.error());
  if (wish.unit.empty()) return fail(ErrorKind::invalid, "name the unit: ?unit=ID");
  print::PaperBallot ballot;
  ballot.round = &view->round;
  ballot.unit = forms::find_unit(view->round, wish.unit);
  if (ballot.unit == nullptr) return fail(ErrorKind::not_found, "this round has no such unit");
  if (!wish.category.empty()) {
    ballot.category = forms::find_category(view->round, wish.category);
    if (ballot.category == nullptr) return fail(ErrorKind::not_found, "this round has no such category");
  }
  auto languages = choose_languages(view->round, wish.language);
  if (!languages) return fail(std::move(languages).error());
  ballot.languages = *std::move(languages);
  ballot.draft = view->record.state == forms::RoundState::draft;
  return print::make_paper_ballot(ballot);
}

}  // namespace candor::server
