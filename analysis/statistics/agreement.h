// How far people agree within one group: r_wg and r_wg(j). Pure; variances come in as numbers.
#pragma once

#include <cstddef>
#include <optional>

namespace candor::analysis {

/// The variance of answers given at random, each of `options` positions 1…A alike: (A² − 1) / 12.
[[nodiscard]] double uniform_variance(std::size_t options);

/// 1 − s²/σ², James, Demaree & Wolf 1984 (J. Appl. Psychology 69:85), uniform null. `variance`: of the
/// positions 1…A, divided by n − 1. More variance than the null's counts as the null's: 0. Nullopt below two
/// options.
[[nodiscard]] std::optional<double> r_wg(double variance, std::size_t options);

/// J(1 − m) / (J(1 − m) + m), m = mean variance / σ², likewise at most 1; the same source. `items`: J.
/// Nullopt below two items or two options.
[[nodiscard]] std::optional<double> r_wg_j(double mean_variance, std::size_t items, std::size_t options);

}  // namespace candor::analysis
