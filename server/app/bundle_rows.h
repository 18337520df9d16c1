// Rows of a box as the bundle writes them. Private to the box's side of app/.
#pragma once

#include <string_view>
#include <vector>

#include "server/app/open_box.h"
#include "server/protocol/seal_lines.h"

namespace candor::server {

/// counts.json of the public record, as the box keeps it beside the bundle's file of that name.
inline constexpr std::string_view kPublicCountsName = "public-counts.json";

/// Knows the ids, keys and code books by which rows become lines. Must not outlive `open`.
class BundleRows {
 public:
  explicit BundleRows(const OpenBox& open);
  [[nodiscard]] protocol::BundleRow row_of(const BallotRow& ballot) const;
  [[nodiscard]] protocol::BundleRow row_of(const CommentRow& comment) const;

 private:
  void add_right(const Proof& proof, std::uint32_t unit, std::size_t key, protocol::BundleRow& row) const;

  const OpenBox& open_;
  std::size_t keys_per_unit_;  ///< categories, then comments
  std::vector<Bytes32> kids_;  ///< zero where there is no key
};

}  // namespace candor::server
