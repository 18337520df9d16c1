// The schema of a box and the limits that it enforces.
#pragma once

#include <cstddef>
#include <cstdint>

#include "server/store/migrations.h"

namespace candor::server::store {

inline constexpr std::uint32_t kMaxRevision = 99;                ///< DESIGN 7.4
inline constexpr std::size_t kMaxAnswersBytes = 16 * 1024;       ///< as CHECKed by migration 1
inline constexpr std::size_t kMaxCommentBytes = 64 * 1024;       ///< as CHECKed by migration 1
inline constexpr std::size_t kMaxFileNameBytes = 64;             ///< as CHECKed by migration 1
inline constexpr std::size_t kProofBytes = 416;                  ///< as CHECKed by migration 2
inline constexpr std::size_t kMaxKeyerBytes = 200;               ///< as CHECKed by migration 2
inline constexpr std::size_t kMaxSheetBallotBytes = 16 * 1024;   ///< as CHECKed by migration 2
inline constexpr std::size_t kMaxSheetCommentBytes = 64 * 1024;  ///< as CHECKed by migration 2

[[nodiscard]] const Schema& box_schema();

}  // namespace candor::server::store
