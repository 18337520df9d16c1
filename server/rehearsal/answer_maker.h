// Answers as people give them, to every type of item. A rater's grade of somebody is the sum of what the
// ratee is like, how lenient this rater is, a halo over everything they say of that ratee, and the item; then
// cut into the scale's options. Pure; the same draws give the same answers with every standard library.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "forms/codebook.h"

namespace candor::server::rehearsal {

using Random = std::mt19937_64;

/// [0, 1).
[[nodiscard]] double uniform(Random& random);
/// Mean 0, standard deviation 1: the sum of twelve uniform draws.
[[nodiscard]] double normal(Random& random);
/// 0 … count − 1. Precondition: count > 0.
[[nodiscard]] std::size_t pick(Random& random, std::size_t count);

struct Rater {
  double leniency = 0;
  double unknowing = 0;  ///< chance of "don't know" for an item
  double skipping = 0;   ///< chance of no answer
};
/// `category`: index in file order; the first know the team best.
[[nodiscard]] Rater draw_rater(Random& random, std::size_t category);

/// Answers of one unit's code book, which is borrowed.
class AnswerMaker {
 public:
  /// Draws what the team and each of its members are like.
  AnswerMaker(const forms::Codebook& book, Random& random);

  /// Castable: required items that show are answered, hidden ones are not, no option beyond the quota,
  /// numbers and counts of options within their bounds.
  [[nodiscard]] std::vector<std::uint8_t> draw(const Rater& rater, Random& random) const;
  /// Whether a ballot without any answer may be cast.
  [[nodiscard]] bool may_be_blank() const { return may_be_blank_; }

 private:
  /// What a slot's options mean.
  struct Plan {
    std::vector<int> best_first;  ///< scored options
    int unscored = -1;
    bool counts_for_quota = false;
  };
  struct Sheet;  ///< a ballot that is being filled in

  void answer(Sheet& sheet, std::size_t index, double liking, Random& random) const;
  void write_grade(Sheet& sheet, std::size_t index, double liking) const;
  [[nodiscard]] Plan plan_of(const forms::Slot& slot) const;

  const forms::Codebook& book_;
  std::vector<Plan> plans_;     ///< by slot
  std::vector<double> merits_;  ///< the team's, then each member's
  std::int64_t quota_limit_ = 0;
  bool may_be_blank_ = false;
};

}  // namespace candor::server::rehearsal
