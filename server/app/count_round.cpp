#include "server/app/count_round.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace candor::server {
namespace {

constexpr std::size_t kMostThreads = 4;
constexpr std::size_t kManyCells = 20'000;  // with 200 counted answers about 100 MB for each thread

/// One thread's share. Apart from others': what two threads write must not lie in one line of the cache.
struct alignas(128) Share {
  analysis::Tallier tallier;
  bool sound = true;
};

}  // namespace

std::size_t counting_threads(const forms::Round& round, std::size_t processors) {
  const bool many = round.units.size() * round.categories.size() > kManyCells;
  return std::clamp<std::size_t>(processors, 1, many ? 2 : kMostThreads);
}

Result<analysis::RawTally> count_round(const Box& box, const forms::Round& round, std::size_t threads) {
  std::vector<Share> shares;
  shares.push_back({analysis::Tallier(round)});
  while (shares.size() < threads) shares.push_back({shares.front().tallier.sibling()});
  std::vector<Box::BallotVisitor> visitors;
  for (Share& share : shares) {
    visitors.emplace_back([&share](std::uint32_t unit, std::uint32_t category, ByteView answers) {
      if (!share.tallier.add(unit, category, answers)) share.sound = false;
    });
  }
  if (auto scanned = box.scan_ballots(visitors); !scanned) return fail(std::move(scanned).error());
  if (!std::ranges::all_of(shares, &Share::sound)) {
    return fail(ErrorKind::internal,
                "the box holds a row that is no ballot of this round; nothing was counted or sealed");
  }
  analysis::Tallier whole = std::move(shares.front().tallier);
  for (std::size_t i = 1; i < shares.size(); ++i) whole.merge(std::move(shares[i].tallier));
  return std::move(whole).finish();
}

}  // namespace candor::server
