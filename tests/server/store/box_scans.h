// What a scan of a box gives its visitors.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <vector>

#include "server/store/box.h"

namespace candor::server::tests {

using Seen = std::tuple<std::uint32_t, std::uint32_t, Bytes>;

/// What each of so many visitors was given.
inline Result<std::vector<std::vector<Seen>>> scan_with(const Box& box, std::size_t threads) {
  std::vector<std::vector<Seen>> seen(threads);
  std::vector<Box::BallotVisitor> visitors;
  for (auto& own : seen) {
    visitors.emplace_back([&own](std::uint32_t unit, std::uint32_t category, ByteView answers) {
      own.emplace_back(unit, category, Bytes(answers.begin(), answers.end()));
    });
  }
  if (auto scanned = box.scan_ballots(visitors); !scanned) return fail(std::move(scanned).error());
  return seen;
}

inline std::vector<Seen> sorted(std::vector<std::vector<Seen>> parts) {
  std::vector<Seen> all;
  for (auto& part : parts) all.insert(all.end(), part.begin(), part.end());
  std::ranges::sort(all);
  return all;
}

}  // namespace candor::server::tests
