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
inline constexpr std::size_t kMaxRedactions = 1000;              ///< of a text; migration 3 holds them as text
inline constexpr std::size_t kMaxTags = 10;                      ///< of a text
inline constexpr std::size_t kMaxTagsBytes = 2048;               ///< as CHECKed by migration 3
inline constexpr std::size_t kMaxShownBytes = 128 * 1024;        ///< as CHECKed by migration 3

[[nodiscard]] const Schema& box_schema();

}  // namespace candor::server::store
