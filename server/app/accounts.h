// Who may sign in, and how: accounts, passwords, sessions, one-time links. Knows no round.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "forms/result.h"
#include "server/app/audit_trail.h"
#include "server/app/clock.h"
#include "server/protocol/password.h"
#include "server/protocol/rate_limit.h"
#include "server/store/register_types.h"

namespace candor::server {

class Register;

struct NewSession {
  Account account;
  std::string cookie;  ///< goes into the cookie and nowhere else
  std::string csrf;
};

struct SignedIn {
  Account account;
  std::string csrf;
};

struct AccountWithLink {
  Account account;
  std::string link_token;  ///< for the fragment of the one-time link; shown once
};

/// What may be changed of an account; absent: stays.
struct AccountChange {
  std::optional<std::string> display_name;
  std::optional<bool> disabled;
  std::optional<std::vector<RoleGrant>> roles;
};

inline constexpr std::int64_t kSessionSeconds = 12 * 3600;
inline constexpr std::int64_t kLinkSeconds = 7 * 24 * 3600;

[[nodiscard]] bool has_role(const Account& account, Role role);

class Accounts {
 public:
  Accounts(Register& store, Clock clock);

  /// Errors: `unauthenticated` (wrong name or password: the same answer, the same time), `slow_down`.
  Result<NewSession> sign_in(std::string_view name, std::string_view password);
  /// Sets the password by a one-time link and signs in. Errors: `expired` (link), `invalid` (password).
  Result<NewSession> first_sign_in(std::string_view token, std::string_view password);
  /// Errors: `unauthenticated`.
  [[nodiscard]] Result<SignedIn> find_signed_in(std::string_view cookie) const;
  Result<void> sign_out(std::string_view cookie);
  /// Ends the account's other sessions as well. Errors: `unauthenticated` (old password), `invalid`,
  /// `slow_down`.
  Result<void> change_password(const Account& account, std::string_view old_password,
                               std::string_view new_password);

  [[nodiscard]] Result<std::vector<Account>> list() const;
  /// `by`: who does it. An organizer makes leaders and organizers; only an administrator makes
  /// administrators.
  Result<AccountWithLink> add(const SignedIn& by, const Account& account);
  Result<Account> change(const SignedIn& by, std::int64_t id, const AccountChange& change);
  Result<AccountWithLink> renew_link(const SignedIn& by, std::int64_t id);

  /// For the command line, whose caller owns the data directory.
  Result<AccountWithLink> add_by_operator(const Account& account);
  Result<void> set_password_by_operator(std::string_view name, std::string_view password);
  Result<void> disable_by_operator(std::string_view name);

 private:
  Result<NewSession> start_session(Account account);
  Result<AccountWithLink> make_link(Account account);
  Result<Account> get(std::int64_t id) const;
  Result<void> set_password(Account account, std::string_view password);
  /// The password of this account, slowed down where this name, or everybody together, guessed too often.
  /// Errors: `slow_down`, `busy`.
  Result<bool> verify_slowly(std::string_view name, std::string_view stored_hash, std::string_view password);

  Register& store_;
  Clock clock_;
  AuditTrail trail_{store_, clock_};
  protocol::Passwords passwords_;
  protocol::RateLimit wrong_by_name_{protocol::kWrongPasswordsPerName};
  protocol::RateLimit wrong_in_all_{protocol::kWrongPasswordsInAll};
};

}  // namespace candor::server
