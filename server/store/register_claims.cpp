// Invitations in the register, and which of them were claimed. Every change overwrites its row in place
// (register_schema.cpp says why), so nothing here may change the length of a stored value.
#include <algorithm>
#include <array>

#include "server/store/sqlite_register.h"

namespace candor::server::store {
namespace {

using Use = ClaimState::Use;

constexpr std::size_t kSignatureBytes = 256;
constexpr std::size_t kSignatures = 2;
constexpr std::size_t kSecretBytes = 60;  // nonce 24, tag 16, the secret's 20 characters

void bind_byte(SQLite::Statement& statement, int index, std::uint8_t byte) {
  const std::array<std::uint8_t, 1> bytes{byte};
  bind_bytes(statement, index, bytes);
}

Result<Use> use_of(const SQLite::Column& column) {
  const std::uint8_t byte = blob_of(column).at(0);
  if (byte > static_cast<std::uint8_t>(Use::withdrawn))
    return fail(ErrorKind::internal, "a claim in the register has an unknown use; run `candor doctor`");
  return static_cast<Use>(byte);
}

bool is_zero(const Bytes& bytes) {
  return std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; });
}

/// In the order of their hashes: the order in which they were given says nothing then.
Result<void> insert_claims(SQLite::Database& database, std::string_view round,
                           std::vector<ClaimEntry> entries) {
  std::ranges::sort(entries, {}, &ClaimEntry::hash);
  SQLite::Statement insert(
      database,
      "INSERT INTO claim(round, hash, unit, category, use, signatures, request_hash, answer, secret) "
      "VALUES(?, ?, ?, ?, x'00', x'00', zeroblob(32), zeroblob(512), zeroblob(60)) ON CONFLICT DO NOTHING");
  for (const ClaimEntry& entry : entries) {
    insert.bind(1, std::string(round));
    bind_bytes(insert, 2, entry.hash);
    insert.bind(3, entry.unit);
    insert.bind(4, entry.category);
    if (insert.exec() == 0) return fail(ErrorKind::conflict, "An invitation is named twice");
    insert.reset();
  }
  return {};
}

/// Why an update of an unclaimed row found none: `not_found` or `conflict`.
Unexpected refuse(SQLite::Database& database, std::string_view round, const Bytes32& hash) {
  SQLite::Statement query(database, "SELECT use FROM claim WHERE round = ? AND hash = ?");
  query.bind(1, std::string(round));
  bind_bytes(query, 2, hash);
  if (!query.executeStep()) return fail(ErrorKind::not_found, "There is no such invitation in this round");
  return fail(ErrorKind::conflict, "This invitation was used or withdrawn already");
}

/// Errors: `not_found`, `conflict` unless unclaimed.
Result<void> mark(SQLite::Database& database, std::string_view round, const Bytes32& hash, Use use) {
  SQLite::Statement update(database, "UPDATE claim SET use = ? WHERE round = ? AND hash = ? AND use = x'00'");
  bind_byte(update, 1, static_cast<std::uint8_t>(use));
  update.bind(2, std::string(round));
  bind_bytes(update, 3, hash);
  if (update.exec() == 0) return refuse(database, round, hash);
  return {};
}

Result<void> withdraw(SQLite::Database& database, std::string_view round,
                      const std::vector<Bytes32>& hashes) {
  for (const Bytes32& hash : hashes) {
    if (auto marked = mark(database, round, hash, Use::withdrawn); !marked) return marked;
  }
  return {};
}

Result<void> overwrite(SQLite::Database& database, const char* assignments, std::string_view round) {
  SQLite::Statement update(database,
                           std::string("UPDATE claim SET ").append(assignments).append(" WHERE round = ?"));
  update.bind(1, std::string(round));
  update.exec();
  return {};
}

}  // namespace

Result<void> SqliteRegister::put_claims(std::string_view round, const std::vector<ClaimEntry>& entries) {
  return write([&](SQLite::Database& database) -> Result<void> {
    SQLite::Statement used(database, "SELECT hash FROM claim WHERE round = ? AND use <> x'00' LIMIT 1");
    used.bind(1, std::string(round));
    if (used.executeStep())
      return fail(ErrorKind::conflict, "Invitations of this round were used already; they stay as they are");
    SQLite::Statement erase(database, "DELETE FROM claim WHERE round = ?");
    erase.bind(1, std::string(round));
    erase.exec();
    return insert_claims(database, round, entries);
  });
}

Result<std::vector<ClaimState>> SqliteRegister::list_claims(std::string_view round) const {
  return read([&](SQLite::Database& database) -> Result<std::vector<ClaimState>> {
    SQLite::Statement query(
        database, "SELECT hash, unit, category, use, secret FROM claim WHERE round = ? ORDER BY hash");
    query.bind(1, std::string(round));
    std::vector<ClaimState> claims;
    while (query.executeStep()) {
      const auto use = use_of(query.getColumn(3));
      if (!use) return fail(use.error());
      ClaimState state{
          {bytes_of(query.getColumn(0)), query.getColumn(1).getUInt(), query.getColumn(2).getUInt()},
          *use,
          {}};
      if (Bytes secret = blob_of(query.getColumn(4)); *use == Use::claimed && !is_zero(secret))
        state.sealed_secret = std::move(secret);
      claims.push_back(std::move(state));
    }
    return claims;
  });
}

Result<std::optional<StoredClaim>> SqliteRegister::find_claim(std::string_view round,
                                                              const Bytes32& hash) const {
  return read([&](SQLite::Database& database) -> Result<std::optional<StoredClaim>> {
    SQLite::Statement query(database,
                            "SELECT unit, category, use, request_hash, answer, signatures FROM claim WHERE "
                            "round = ? AND hash = ?");
    query.bind(1, std::string(round));
    bind_bytes(query, 2, hash);
    if (!query.executeStep()) return std::optional<StoredClaim>();
    const auto use = use_of(query.getColumn(2));
    if (!use) return fail(use.error());
    StoredClaim claim{{hash, query.getColumn(0).getUInt(), query.getColumn(1).getUInt()},
                      *use,
                      bytes_of(query.getColumn(3)),
                      blob_of(query.getColumn(4))};
    const std::size_t signatures = std::min<std::size_t>(blob_of(query.getColumn(5)).at(0), kSignatures);
    claim.answer.resize(signatures * kSignatureBytes);
    return std::optional(std::move(claim));
  });
}

Result<void> SqliteRegister::record_claim(std::string_view round, const Bytes32& hash,
                                          const Bytes32& request_hash, ByteView answer,
                                          ByteView sealed_secret) {
  const std::size_t signatures = answer.size() / kSignatureBytes;
  if (signatures < 1 || signatures > kSignatures || answer.size() % kSignatureBytes != 0)
    return fail(ErrorKind::invalid, "an answer to a claim is one signature of 256 bytes or two");
  if (sealed_secret.size() != kSecretBytes)
    return fail(ErrorKind::invalid, "the sealed secret of a claim has 60 bytes");
  std::array<std::uint8_t, kSignatures * kSignatureBytes> padded{};
  std::ranges::copy(answer, padded.begin());
  return write([&](SQLite::Database& database) -> Result<void> {
    SQLite::Statement update(
        database,
        "UPDATE claim SET use = ?, signatures = ?, request_hash = ?, answer = ?, secret = "
        "? WHERE round = ? AND hash = ? AND use = x'00'");
    bind_byte(update, 1, static_cast<std::uint8_t>(Use::claimed));
    bind_byte(update, 2, static_cast<std::uint8_t>(signatures));
    bind_bytes(update, 3, request_hash);
    bind_bytes(update, 4, padded);
    bind_bytes(update, 5, sealed_secret);
    update.bind(6, std::string(round));
    bind_bytes(update, 7, hash);
    if (update.exec() == 0) return refuse(database, round, hash);
    return {};
  });
}

Result<void> SqliteRegister::exchange_claim(std::string_view round, const Bytes32& hash) {
  return write([&](SQLite::Database& database) { return mark(database, round, hash, Use::exchanged); });
}

Result<void> SqliteRegister::add_claims(std::string_view round, const std::vector<ClaimEntry>& entries) {
  return write([&](SQLite::Database& database) { return insert_claims(database, round, entries); });
}

Result<void> SqliteRegister::withdraw_claims(std::string_view round, const std::vector<Bytes32>& hashes) {
  return write([&](SQLite::Database& database) { return withdraw(database, round, hashes); });
}

Result<void> SqliteRegister::erase_claim_answers(std::string_view round) {
  return erase([&](SQLite::Database& database) {
    return overwrite(database, "signatures = x'00', request_hash = zeroblob(32), answer = zeroblob(512)",
                     round);
  });
}

Result<void> SqliteRegister::erase_claim_secrets(std::string_view round) {
  return erase(
      [&](SQLite::Database& database) { return overwrite(database, "secret = zeroblob(60)", round); });
}

Result<std::int64_t> SqliteRegister::add_amendment(std::string_view round, std::string_view line,
                                                   const std::vector<ClaimEntry>& add,
                                                   const std::vector<Bytes32>& withdrawn) {
  return write([&](SQLite::Database& database) -> Result<std::int64_t> {
    if (auto gone = withdraw(database, round, withdrawn); !gone) return fail(std::move(gone.error()));
    if (auto added = insert_claims(database, round, add); !added) return fail(std::move(added.error()));
    SQLite::Statement last(database, "SELECT coalesce(max(number), 0) FROM amendment WHERE round = ?");
    last.bind(1, std::string(round));
    last.executeStep();
    const std::int64_t number = last.getColumn(0).getInt64() + 1;
    SQLite::Statement insert(database, "INSERT INTO amendment(round, number, line) VALUES(?, ?, ?)");
    insert.bind(1, std::string(round));
    insert.bind(2, number);
    insert.bind(3, std::string(line));
    insert.exec();
    return number;
  });
}

Result<std::vector<std::string>> SqliteRegister::list_amendments(std::string_view round) const {
  return read([&](SQLite::Database& database) -> Result<std::vector<std::string>> {
    SQLite::Statement query(database, "SELECT line FROM amendment WHERE round = ? ORDER BY number");
    query.bind(1, std::string(round));
    std::vector<std::string> lines;
    while (query.executeStep()) lines.push_back(query.getColumn(0).getString());
    return lines;
  });
}

}  // namespace candor::server::store
