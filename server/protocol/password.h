// Passwords of accounts: rules, Argon2id by libsodium, and how many may be worked on at once. Knows no
// account.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "forms/result.h"

namespace candor::server::protocol {

inline constexpr std::size_t kMinPasswordCodePoints = 12;
inline constexpr std::size_t kMaxPasswordBytes = 1024;

/// At least 12 code points, at most 1,024 bytes, valid UTF-8, not the account's name (ASCII case aside).
/// No demands on kinds of characters (NIST SP 800-63B, 5.1.1.2). Errors: `invalid`, place "/password".
[[nodiscard]] Result<void> check_password(std::string_view password, std::string_view account_name);

/// Argon2id, 19 MiB and two passes (OWASP's recommendation). Two at once: 38 MiB, so that the server stays
/// within its 150 MB however many people sign in.
struct PasswordCost {
  std::size_t memory_bytes = 19U * 1024 * 1024;
  std::uint64_t passes = 2;
  int at_once = 2;
  int waiting = 16;  ///< more are refused as `busy`, so that sign-ins cannot take every thread of the server
  int wait_ms = 5'000;
};

/// Thread-safe. Work above `at_once` waits its turn.
class Passwords {
 public:
  explicit Passwords(PasswordCost cost = {});
  ~Passwords();
  Passwords(const Passwords&) = delete;
  Passwords& operator=(const Passwords&) = delete;

  /// The text to store, with algorithm, costs and salt in it. Errors: `busy`, `invalid` (over 1,024 bytes),
  /// `internal` (no memory).
  [[nodiscard]] Result<std::string> hash(std::string_view password);
  /// Whether `password` is the one that `stored` was made of. An empty or unreadable `stored` (a name that
  /// does not exist, an account never signed in) takes as long as any other and is false. Errors: `busy`.
  [[nodiscard]] Result<bool> verify(std::string_view stored, std::string_view password);
  /// Whether `stored` was made at another cost than today's: hash again when the password is at hand.
  [[nodiscard]] bool needs_rehash(std::string_view stored) const;

 private:
  struct Turns;
  PasswordCost cost_;
  std::unique_ptr<Turns> turns_;
  std::string decoy_;  ///< of a password that nobody knows, for constant work
};

}  // namespace candor::server::protocol
