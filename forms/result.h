// Success or an expected failure, as a value. Used by every layer; knows nothing of any of them.
// The interface follows std::expected, which C++20 does not have yet.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "forms/phrase.h"

namespace candor {

/// The closed set of expected failures. `server/http` maps each to one HTTP status.
enum class ErrorKind : std::uint8_t {
  malformed,        ///< not readable as what it claims to be (JSON, UTF-8, CSV)
  invalid,          ///< readable, but breaks a rule; `diagnostics` says where
  unauthenticated,  ///< nobody is signed in, or the sign-in was wrong
  forbidden,        ///< signed in, but not allowed
  not_found,        ///< no such thing, or a code that is in no list
  conflict,         ///< contradicts what is already stored
  stale,            ///< somebody was faster: the version given is not the current one
  expired,          ///< the round (or link) is not open any more, or not yet
  too_large,        ///< over a stated limit
  slow_down,        ///< too many attempts; try later
  busy,             ///< the queue is full or the server is draining; nothing was kept, send again
  storage_full,     ///< no space or no right to write
  unsupported,      ///< known, but not in this version; the text says what instead
  internal          ///< a defect of ours or of the machine
};

/// One complaint about one place of an input.
struct Diagnostic {
  enum class Severity : std::uint8_t { error, warning };
  Severity severity = Severity::error;
  std::string place;  ///< JSON pointer ("/units/0/due/A"), or "line 12, column 3"
  Phrase expected;    ///< what is wrong and what was expected there
  Phrase remedy;      ///< what to do about it
  bool operator==(const Diagnostic&) const = default;
};

struct Error {
  ErrorKind kind = ErrorKind::internal;
  std::string detail;                   ///< one sentence in English for a person
  std::vector<Diagnostic> diagnostics;  ///< every place at fault, where that is known
  std::string detail_zh{};              ///< the same in Chinese; empty where people hardly meet it on a page

  [[nodiscard]] Phrase words() const { return {detail, detail_zh}; }
  bool operator==(const Error&) const = default;
};

/// Marks a value as the failure branch of a Result.
struct Unexpected {
  Error error;
};

[[nodiscard]] inline Unexpected fail(ErrorKind kind, std::string detail,
                                     std::vector<Diagnostic> diagnostics = {}) {
  return Unexpected{Error{kind, std::move(detail), std::move(diagnostics)}};
}
[[nodiscard]] inline Unexpected fail(ErrorKind kind, Phrase detail,
                                     std::vector<Diagnostic> diagnostics = {}) {
  return Unexpected{Error{kind, std::move(detail.en), std::move(diagnostics), std::move(detail.zh)}};
}
[[nodiscard]] inline Unexpected fail(Error error) {
  return Unexpected{std::move(error)};
}

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Unexpected failure) : state_(std::in_place_index<1>, std::move(failure.error)) {}

  [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }
  /// Precondition of the next four: has_value().
  [[nodiscard]] T& value() & { return std::get<0>(state_); }
  [[nodiscard]] const T& value() const& { return std::get<0>(state_); }
  [[nodiscard]] T&& value() && { return std::get<0>(std::move(state_)); }
  [[nodiscard]] T& operator*() & { return value(); }
  [[nodiscard]] const T& operator*() const& { return value(); }
  [[nodiscard]] T&& operator*() && { return std::get<0>(std::move(state_)); }
  [[nodiscard]] T* operator->() { return &value(); }
  [[nodiscard]] const T* operator->() const { return &value(); }
  /// Precondition: !has_value().
  [[nodiscard]] Error& error() & { return std::get<1>(state_); }
  [[nodiscard]] const Error& error() const& { return std::get<1>(state_); }
  [[nodiscard]] Error&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Unexpected failure) : failure_(std::move(failure.error)), failed_(true) {}
  [[nodiscard]] bool has_value() const noexcept { return !failed_; }
  explicit operator bool() const noexcept { return has_value(); }
  [[nodiscard]] Error& error() & { return failure_; }
  [[nodiscard]] const Error& error() const& { return failure_; }
  [[nodiscard]] Error&& error() && { return std::move(failure_); }

 private:
  Error failure_;
  bool failed_ = false;
};

}  // namespace candor
