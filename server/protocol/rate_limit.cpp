// A bucket is the moment at which it will be full again: each token taken moves that by one refill.
#include "server/protocol/rate_limit.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "server/protocol/hash.h"

namespace candor::server::protocol {
namespace {

Bytes32 key_of(std::string_view key) {
  return Hash().text(key).finish();
}

}  // namespace

std::size_t RateLimit::KeyHash::operator()(const Bytes32& key) const {
  std::size_t start = 0;
  std::memcpy(&start, key.data(), sizeof start);
  return start;
}

RateLimit::RateLimit(BucketRule rule, std::size_t max_keys)
    : rule_(rule), max_keys_(std::max<std::size_t>(max_keys, 1)) {
  assert(rule.burst > 0 && rule.refill_ms > 0);
}

std::int64_t RateLimit::wait_of(std::int64_t full_at_ms, std::int64_t now_ms) const {
  const std::int64_t last_token_at =
      full_at_ms - rule_.refill_ms * (static_cast<std::int64_t>(rule_.burst) - 1);
  return std::max<std::int64_t>(0, last_token_at - now_ms);
}

RateLimit::Bucket& RateLimit::use_bucket(const Bytes32& key, std::int64_t now_ms) {
  if (const auto known = by_key_.find(key); known != by_key_.end()) {
    order_.splice(order_.begin(), order_, known->second);
    Bucket& bucket = order_.front();
    bucket.full_at_ms = std::max(bucket.full_at_ms, now_ms);
    return bucket;
  }
  if (order_.size() >= max_keys_) {
    by_key_.erase(order_.back().key);
    order_.pop_back();
  }
  order_.push_front({key, now_ms});
  by_key_.emplace(key, order_.begin());
  return order_.front();
}

bool RateLimit::take(std::string_view key, std::int64_t now_ms) {
  const Bytes32 hashed = key_of(key);
  const std::lock_guard lock(mutex_);
  Bucket& bucket = use_bucket(hashed, now_ms);
  if (wait_of(bucket.full_at_ms, now_ms) > 0) return false;
  bucket.full_at_ms += rule_.refill_ms;
  return true;
}

void RateLimit::give_back(std::string_view key, std::int64_t now_ms) {
  const Bytes32 hashed = key_of(key);
  const std::lock_guard lock(mutex_);
  const auto known = by_key_.find(hashed);
  if (known == by_key_.end()) return;
  Bucket& bucket = *known->second;
  bucket.full_at_ms = std::max(now_ms, bucket.full_at_ms - rule_.refill_ms);
}

std::int64_t RateLimit::wait_ms(std::string_view key, std::int64_t now_ms) const {
  const Bytes32 hashed = key_of(key);
  const std::lock_guard lock(mutex_);
  const auto known = by_key_.find(hashed);
  return known == by_key_.end() ? 0 : wait_of(known->second->full_at_ms, now_ms);
}

std::size_t RateLimit::keys() const {
  const std::lock_guard lock(mutex_);
  return order_.size();
}

}  // namespace candor::server::protocol
