#include "server/cli/progress.h"

#include <unistd.h>

#include <fmt/format.h>
#include <cstdio>
#include <string>

namespace candor::server {

Progress::Progress() : is_terminal_(isatty(STDERR_FILENO) == 1) {}

void Progress::show(std::string_view what, std::size_t done, std::size_t all) {
  if (!is_terminal_) return;
  const int percent = all == 0 ? -1 : static_cast<int>(done * 100 / all);
  if (width_ > 0 && percent >= 0 && percent == percent_) return;
  percent_ = percent;
  const std::string line = percent < 0 ? fmt::format("{} …", what) : fmt::format("{}: {} %", what, percent);
  clear();
  fmt::print(stderr, "{}", line);
  std::fflush(stderr);
  width_ = line.size();  // ASCII but for the dots: at most two blanks too many
}

void Progress::clear() {
  if (width_ == 0) return;
  // Blanks rather than an escape sequence: every terminal knows them.
  fmt::print(stderr, "\r{:{}}\r", "", width_);
  std::fflush(stderr);
  width_ = 0;
}

}  // namespace candor::server
