// Rates over groups that answered to different extents, each weighted by how many it is due. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "analysis/statistics/intervals.h"

namespace candor::analysis {

struct Stratum {
  std::uint64_t population = 0;  ///< due
  Sample sample;                 ///< answered; precondition: sample.size <= population
};

struct WeightedRate {
  double rate = 0;            ///< part of one
  double effective_size = 0;  ///< Kish 1965: (Σw)² / Σw², w = population / sample size for each answer
  std::optional<double>
      standard_error;  ///< of the rate; nullopt where a stratum with more people holds one answer
};

/// Cochran 1977, Sampling Techniques, 5.3: Σ (N_h/N)·p_h, variance Σ (N_h/N)²·(1 − n_h/N_h)·p_h(1 − p_h)/(n_h
/// − 1). Strata without people are left out. Nullopt where nobody is due, or a stratum with people has no
/// answer.
[[nodiscard]] std::optional<WeightedRate> weighted_rate(std::span<const Stratum> strata);

}  // namespace candor::analysis
