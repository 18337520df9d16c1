#include "server/app/wrong_codes.h"

#include <chrono>
#include <string>
#include <thread>

namespace candor::server {
namespace {

constexpr std::chrono::milliseconds kDelay{400};
constexpr int kMostHeldBack = 4;

}  // namespace

Unexpected WrongCodes::refuse(std::int64_t now_s, std::string_view detail) {
  const bool within = limit_.take("", now_s * 1000);
  if (!within || held_back_.fetch_add(1) >= kMostHeldBack) {
    if (within) held_back_.fetch_sub(1);
    return fail(ErrorKind::slow_down,
                "too many wrong codes in this round just now; wait a little and try again");
  }
  std::this_thread::sleep_for(kDelay);
  held_back_.fetch_sub(1);
  return fail(ErrorKind::not_found, std::string(detail));
}

}  // namespace candor::server
