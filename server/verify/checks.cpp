#include "server/verify/checks.h"

#include <algorithm>

namespace candor::server::verify {
namespace {

constexpr std::size_t kToldInFull = 4;

}  // namespace

bool Verified::sound() const {
  return !checks.empty() &&
         std::ranges::none_of(checks, [](const CheckLine& line) { return line.outcome == Outcome::failed; });
}

void Check::problem(std::string what) {
  if (told_.size() < kToldInFull) told_.push_back(std::move(what));
  ++count_;
}

void Check::add(const Check& other) {
  for (const std::string& what : other.told_) {
    if (told_.size() < kToldInFull) told_.push_back(what);
  }
  count_ += other.count_;
}

CheckLine Check::line(std::string when_ok) const {
  if (holds()) return {name_, Outcome::ok, std::move(when_ok)};
  std::string detail;
  for (const std::string& what : told_) {
    if (!detail.empty()) detail += "; ";
    detail += what;
  }
  if (count_ > told_.size())
    detail.append("; and ").append(std::to_string(count_ - told_.size())).append(" more");
  return {name_, Outcome::failed, std::move(detail)};
}

CheckLine not_compared(std::string name, std::string why) {
  return {std::move(name), Outcome::not_compared, std::move(why)};
}

}  // namespace candor::server::verify
