#include "server/app/wrong_codes.h"

#include <chrono>
#include <thread>

namespace candor::server {
namespace {

constexpr std::chrono::milliseconds kDelay{400};
constexpr int kMostHeldBack = 4;

}  // namespace

Unexpected WrongCodes::refuse(std::int64_t now_s) {
  const bool within = limit_.take("", now_s * 1000);
  if (!within || held_back_.fetch_add(1) >= kMostHeldBack) {
    if (within) held_back_.fetch_sub(1);
    return fail(ErrorKind::slow_down,
                "too many wrong codes in this round just now; wait a little and try again");
  }
  std::this_thread::sleep_for(kDelay);
  held_back_.fetch_sub(1);
  return fail(ErrorKind::not_found, Phrase{"this code is not in the list of this round; check what you typed",
                                           "此码不在本轮测评的名单中，请核对输入"});
}

}  // namespace candor::server
