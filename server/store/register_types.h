// The values that the register keeps: accounts, sessions, rounds, codes for printing, the audit trail.
// Plain values: use cases pass them on without ever seeing the register itself.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "forms/lifecycle.h"
#include "forms/result.h"
#include "server/store/bytes.h"

namespace candor::server {

enum class Role : std::uint8_t { administrator, organizer, leader };
[[nodiscard]] std::string_view name_of(Role role);
[[nodiscard]] Result<Role> parse_role(std::string_view name);

struct RoleGrant {
  Role role = Role::leader;
  std::string unit;    ///< leader: the unit
  std::string member;  ///< leader: who of its members they are; may be empty for a head
  bool head = false;   ///< leader: reads all of the unit
  bool operator==(const RoleGrant&) const = default;
};

struct Account {
  std::int64_t id = 0;
  std::string name;  ///< for signing in; unique without regard to ASCII case
  std::string display_name;
  bool disabled = false;
  std::string password_hash;  ///< Argon2id string of libsodium; empty until the first sign-in
  std::vector<RoleGrant> roles;
};

struct Session {
  Bytes32 token_hash{};  ///< SHA-256 of the cookie; the cookie itself is nowhere
  std::int64_t account = 0;
  Bytes32 csrf{};
  std::int64_t expires_s = 0;
};

/// One-time link. `token_hash`: SHA-256 of what the link carries.
struct FirstLink {
  Bytes32 token_hash{};
  std::int64_t account = 0;
  std::int64_t expires_s = 0;
};

struct RoundRecord {
  std::string id;
  forms::RoundState state = forms::RoundState::draft;
  std::int64_t version = 1;  ///< raised by every change
  std::string file;          ///< the round file; frozen from opening on
  std::int64_t opens_at_s = 0, closes_at_s = 0, released_at_s = 0;  ///< 0: not set
  std::string manifest_hash;                                        ///< M in hex; empty in drafts
  bool imported = false;
};

/// Codes made by the server for printing; erased once printed, at the latest at closing.
struct TicketCodes {
  std::uint32_t unit = 0, category = 0;
  std::vector<std::string> secrets;  ///< 20 Crockford characters each, in random order
};

struct AuditEntry {
  std::int64_t at_s = 0;
  std::string account;  ///< name, or "-" for the clock and the command line
  std::string act;      ///< "round.open", "account.add"…
  std::string subject;
  std::string detail;
};

}  // namespace candor::server
