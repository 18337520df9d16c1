// A whole round with made-up respondents, through everything that a real one goes through: codes, keys,
// claims, casts, sealing, release, audit. On stores of its own, which are gone afterwards.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "forms/result.h"
#include "server/app/rounds.h"
#include "server/rehearsal/cast_by_many.h"
#include "server/verify/checks.h"

namespace candor::server::rehearsal {

inline constexpr std::uint64_t kMaxPeople = 500'000;

struct RehearsalWishes {
  std::uint64_t seed = 1;
  double turnout = 1;    ///< 0…1, of those due; 7 people in each category where a unit does not say
  unsigned threads = 8;  ///< respondents at a time; they mostly wait for the disk
  Stop stop;             ///< ends it early, with `busy`
  std::function<void(const OpeningProgress&)>
      on_keys;  ///< now and then while keys are being made, and at the end
};

struct Rehearsed {
  std::string bundle, record, tally_json;
  std::uint64_t ballots = 0, comments = 0;
  double seconds = 0;
  std::vector<SmallCategory> small_categories;  ///< confirmed for the rehearsal alone
  verify::Verified verified;                    ///< the audit's checks, and "receipts": each is in the record
};

/// The same file and seed give the same tally; codes and keys differ every time. `round_file`: any draft that
/// could be opened. `scratch`: where stores are made and removed again, whatever happens. Errors: those of
/// forms::parse_round and of opening a round; `invalid` (turnout), `too_large` (over kMaxPeople), `busy`
/// (wishes.stop), `storage_full`.
[[nodiscard]] Result<Rehearsed> rehearse(std::string_view round_file, const RehearsalWishes& wishes,
                                         const std::filesystem::path& scratch);

}  // namespace candor::server::rehearsal
