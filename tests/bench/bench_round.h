// The round that benchmarks run on: M scale items about the team, U units, three categories.
#pragma once

#include <string>

#include "forms/round.h"

namespace candor::bench {

struct RoundSize {
  int items = 20;
  int units = 40;
  int due_per_category = 1000;
};

[[nodiscard]] forms::Round make_bench_round(const RoundSize& size);

}  // namespace candor::bench
