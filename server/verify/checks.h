// What an audit says: named checks, each with its outcome and where it failed. Knows no file format.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace candor::server::verify {

enum class Outcome : std::uint8_t {
  ok,
  failed,
  not_compared  ///< something to compare with was not given; no failure, but no assurance either
};

struct CheckLine {
  std::string name;
  Outcome outcome = Outcome::ok;
  std::string detail;  ///< what was looked at, or where it failed and what was expected
};

struct Verified {
  std::vector<CheckLine> checks;  ///< in the order in which they were made
  /// No check failed, and there was one.
  [[nodiscard]] bool sound() const;
};

/// One check under way: it collects problems. The first few are told in full, the others counted.
class Check {
 public:
  explicit Check(std::string name) : name_(std::move(name)) {}
  void problem(std::string what);
  /// Problems that another thread collected. In the order of the text, if each was.
  void add(const Check& other);
  [[nodiscard]] bool holds() const { return count_ == 0; }
  /// `when_ok`: the detail where no problem was found.
  [[nodiscard]] CheckLine line(std::string when_ok) const;

 private:
  std::string name_;
  std::vector<std::string> told_;
  std::size_t count_ = 0;
};

[[nodiscard]] CheckLine not_compared(std::string name, std::string why);

}  // namespace candor::server::verify
