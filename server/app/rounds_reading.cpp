// Who began to read the texts of a round's comments, for the audit trail.
#include "server/app/rounds.h"

namespace candor::server {
namespace {

constexpr std::int64_t kNotedFor_s = 3600;

}  // namespace

Result<void> Rounds::note_reading(std::string_view id, std::string_view account) {
  const std::int64_t now_s = clock_();
  const std::lock_guard lock(reading_mutex_);
  std::erase_if(readers_, [now_s](const auto& entry) { return entry.second + kNotedFor_s <= now_s; });
  const std::pair reader{std::string(account), std::string(id)};
  if (readers_.contains(reader)) return {};
  if (auto noted = trail_.note(account, "texts.read", id, ""); !noted) return noted;
  readers_.emplace(reader, now_s);
  return {};
}

}  // namespace candor::server
