// Token buckets by key, for wrong ticket codes and wrong passwords. Knows no network address: a meeting hall
// shares one. The time is an argument.
#pragma once

#include <cstdint>
#include <list>
#include <mutex>
#include <string_view>
#include <unordered_map>

#include "server/store/bytes.h"

namespace candor::server::protocol {

/// `burst` failures at once, then one more every `refill_ms` milliseconds. Both > 0.
struct BucketRule {
  std::uint32_t burst = 1;
  std::int64_t refill_ms = 1000;
};

/// Codes have 100 bits, so this guards the machine, not the codes; right codes must never be refused for
/// others' wrong ones.
inline constexpr BucketRule kWrongCodesPerRound{200, 100};
inline constexpr BucketRule kWrongPasswordsPerName{8, 60'000};
/// The second guard, over all names; its single key is "". Wide, so that guessing at one name, or at
/// many made-up ones, does not shut out the rest; the queue of password checks bounds the work.
inline constexpr BucketRule kWrongPasswordsInAll{200, 50};

/// Thread-safe. Keys are kept as hashes: however long a key, its bucket takes the same small space.
class RateLimit {
 public:
  static constexpr std::size_t kDefaultMaxKeys = 10'000;

  /// Beyond `max_keys` (at least 1) the bucket not used for longest is dropped, as if it were full again.
  explicit RateLimit(BucketRule rule, std::size_t max_keys = kDefaultMaxKeys);

  /// Takes a token: true if there was one. Take before a check that is worth guarding and give back after it
  /// went well, so that many at once cannot all slip through; or take only after a failure.
  [[nodiscard]] bool take(std::string_view key, std::int64_t now_ms);
  void give_back(std::string_view key, std::int64_t now_ms);
  /// Milliseconds until the next token, 0 if there is one. Takes nothing and makes no bucket.
  [[nodiscard]] std::int64_t wait_ms(std::string_view key, std::int64_t now_ms) const;
  [[nodiscard]] std::size_t keys() const;

 private:
  /// The moment at which the bucket is full again says everything about it.
  struct Bucket {
    Bytes32 key{};
    std::int64_t full_at_ms = 0;
  };
  struct KeyHash {
    std::size_t operator()(const Bytes32& key) const;
  };
  using Order = std::list<Bucket>;  ///< most recently used first

  Bucket& use_bucket(const Bytes32& key, std::int64_t now_ms);
  [[nodiscard]] std::int64_t wait_of(std::int64_t full_at_ms, std::int64_t now_ms) const;

  BucketRule rule_;
  std::size_t max_keys_;
  mutable std::mutex mutex_;
  Order order_;
  std::unordered_map<Bytes32, Order::iterator, KeyHash> by_key_;
};

}  // namespace candor::server::protocol
