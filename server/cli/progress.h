// How far a long command has come: one line on a terminal, written over itself and gone at the end; nothing
// where standard error is a file or a pipe. Reads no clock.
#pragma once

#include <cstddef>
#include <string_view>

namespace candor::server {

class Progress {
 public:
  Progress();
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// "Reading the ballots: 45 %"; written only where the percentage has changed. `all` 0: no percentage.
  void show(std::string_view what, std::size_t done = 0, std::size_t all = 0);
  /// Before anything else is printed.
  void clear();

 private:
  bool is_terminal_;
  std::size_t width_ = 0;  ///< of what stands there now, in characters
  int percent_ = -1;
};

}  // namespace candor::server
