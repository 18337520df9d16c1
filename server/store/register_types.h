// The values that the register keeps: accounts, sessions, rounds, codes for printing, the audit trail.
// Plain values: use cases pass them on without ever seeing the register itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "forms/lifecycle.h"
#include "forms/result.h"
#include "server/store/bytes.h"

namespace candor::server {

enum class Role : std::uint8_t { administrator, organizer, leader, registrar, scrutineer };
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
  std::int64_t grace_s = 0;                       ///< after closing, for casts and claims sent again
  std::int64_t retain_until_s = 0;                ///< answers are destroyed after that; 0: not set
  std::int64_t sealed_at_s = 0, purged_at_s = 0;  ///< 0: not yet
  std::string codes_by;      ///< who drew the invitations: "server", "registrar"; empty: there are none
  bool claims_shut = false;  ///< after a restore: claims made since the backup would be forgotten
  bool opening = false;      ///< keys are being made; the draft is locked
};

/// Who changes a draft, and when.
struct DraftAuthor {
  std::string account = "-";  ///< name, as in the audit trail
  std::int64_t at_s = 0;
};

/// A version of a draft, without its file.
struct DraftVersion {
  std::int64_t version = 0;  ///< the round's version when it was stored; one set aside has a number between
  DraftAuthor saved;
  std::optional<std::string> note;  ///< a version with a note is kept
  std::size_t bytes = 0;            ///< of the file
  bool current = false;             ///< its file is the draft's
  bool aside = false;               ///< was never the draft's
};

/// Of versions that follow each other within this time by one hand, only the last is kept.
inline constexpr std::int64_t kEditingPause_s = 600;
/// Of one round. Beyond these the oldest go that have no note and were not set aside; never the current one.
inline constexpr std::size_t kMaxDraftVersions = 100;
inline constexpr std::size_t kMaxDraftBytes = 64 * 1024 * 1024;
/// How many, and how much, may have a note or be set aside: the rest is for what is being written.
inline constexpr std::size_t kMaxKeptDrafts = 90;
inline constexpr std::size_t kMaxKeptDraftBytes = 48 * 1024 * 1024;

/// Codes made by the server for printing; erased once printed, at the latest at closing.
struct TicketCodes {
  std::uint32_t unit = 0, category = 0;
  std::vector<std::string> secrets;  ///< 20 Crockford characters each, in random order
};

/// A key that signs credentials blindly. Key within its round: unit, category.
struct SigningKey {
  std::uint32_t unit = 0;
  std::int64_t category = -1;  ///< -1: for comments
  Bytes spki;
  Bytes sealed;  ///< the private key, under the round's key
};

/// An opening that makes its keys in the background, so that a restart takes it up again.
struct OpeningJob {
  std::string round;
  std::int64_t version = 0;  ///< of the round; see Register::put_opening
  std::string wishes;        ///< as the use case writes them
  std::string account;       ///< name, for the audit trail
};

/// Somebody who is due to answer, in one unit and category.
struct RosterRow {
  std::string person, contact;
  std::uint32_t unit = 0, category = 0;
  bool operator==(const RosterRow&) const = default;
};

/// An invitation, by the hash of its secret.
struct ClaimEntry {
  Bytes32 hash{};
  std::uint32_t unit = 0, category = 0;
  bool operator==(const ClaimEntry&) const = default;
};

struct ClaimState {
  ClaimEntry entry;
  enum class Use : std::uint8_t {
    unclaimed,
    claimed,    ///< credentials were signed
    exchanged,  ///< for a paper ticket
    withdrawn   ///< by an amendment
  } use = Use::unclaimed;
  Bytes sealed_secret;  ///< of a claimed code, 60 bytes, under the round's key; empty once erased
};

/// One claim with the answer that was given, to give it again.
struct StoredClaim {
  ClaimEntry entry;
  ClaimState::Use use = ClaimState::Use::unclaimed;
  Bytes32 request_hash{};  ///< zero unless claimed, and once erased
  Bytes answer;            ///< 512 bytes (ballot ‖ comment) or 256; empty unless claimed, and once erased
};

struct AuditEntry {
  std::int64_t at_s = 0;
  std::string account;  ///< name, or "-" for the clock and the command line
  std::string act;      ///< "round.open", "account.add"…
  std::string subject;
  std::string detail;
};

}  // namespace candor::server
