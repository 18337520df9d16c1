// Rounds in the register, and the ticket codes that wait for printing.
#include "server/store/sqlite_register.h"

namespace candor::server::store {
namespace {

constexpr std::size_t kSecretLength = 20;  // Crockford characters

/// The round of the current row: id, state, version, file, opens_at_s, closes_at_s, released_at_s,
/// manifest_hash, imported.
Result<RoundRecord> round_of(SQLite::Statement& query) {
  RoundRecord round;
  round.id = query.getColumn(0).getString();
  auto state = forms::parse_round_state(query.getColumn(1).getString());
  if (!state) return fail(std::move(state.error()));
  round.state = *state;
  round.version = query.getColumn(2).getInt64();
  round.file = query.getColumn(3).getString();
  round.opens_at_s = query.getColumn(4).getInt64();
  round.closes_at_s = query.getColumn(5).getInt64();
  round.released_at_s = query.getColumn(6).getInt64();
  round.manifest_hash = query.getColumn(7).getString();
  round.imported = query.getColumn(8).getInt() != 0;
  return round;
}

void bind_round(SQLite::Statement& statement, const RoundRecord& round) {
  statement.bind(1, round.id);
  statement.bind(2, std::string(forms::name_of(round.state)));
  statement.bind(3, round.version);
  statement.bind(4, round.file);
  statement.bind(5, round.opens_at_s);
  statement.bind(6, round.closes_at_s);
  statement.bind(7, round.released_at_s);
  statement.bind(8, round.manifest_hash);
  statement.bind(9, round.imported ? 1 : 0);
}

/// Errors: `not_found`, `stale`.
Result<void> check_version(SQLite::Database& database, std::string_view id, std::int64_t expected) {
  SQLite::Statement query(database, "SELECT version FROM round WHERE id = ?");
  query.bind(1, std::string(id));
  if (!query.executeStep())
    return fail(ErrorKind::not_found, "There is no round \"" + std::string(id) + "\"");
  if (query.getColumn(0).getInt64() == expected) return {};
  return fail(ErrorKind::stale,
              "Somebody has changed the round \"" + std::string(id) + "\" meanwhile; read it again");
}

void erase_codes(SQLite::Database& database, std::string_view round) {
  SQLite::Statement erase(database, "DELETE FROM ticket_code WHERE round = ?");
  erase.bind(1, std::string(round));
  erase.exec();
}

/// Codes are gone only when the log has no page of them either. Errors: `busy`; try again.
Result<void> forget_log(SQLite::Database& database) {
  auto truncated = truncate_log(database);
  if (!truncated) return fail(std::move(truncated.error()));
  if (*truncated) return {};
  return fail(ErrorKind::busy, "The codes are erased, but a reader keeps them in the log; erase them again");
}

}  // namespace

Result<void> SqliteRegister::add_round(const RoundRecord& round) {
  return write([&](SQLite::Database& database) -> Result<void> {
    SQLite::Statement taken(database, "SELECT number FROM round WHERE id = ?");
    taken.bind(1, round.id);
    if (taken.executeStep())
      return fail(ErrorKind::conflict, "There is a round \"" + round.id + "\" already");
    SQLite::Statement insert(
        database,
        "INSERT INTO round(id, state, version, file, opens_at_s, closes_at_s, released_at_s, "
        "manifest_hash, imported) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)");
    bind_round(insert, round);
    insert.exec();
    return {};
  });
}

Result<RoundRecord> SqliteRegister::get_round(std::string_view id) const {
  return read([&](SQLite::Database& database) -> Result<RoundRecord> {
    SQLite::Statement query(
        database,
        "SELECT id, state, version, file, opens_at_s, closes_at_s, released_at_s, manifest_hash, "
        "imported FROM round WHERE id = ?");
    query.bind(1, std::string(id));
    if (!query.executeStep())
      return fail(ErrorKind::not_found, "There is no round \"" + std::string(id) + "\"");
    return round_of(query);
  });
}

Result<std::vector<RoundRecord>> SqliteRegister::list_rounds() const {
  return read([](SQLite::Database& database) -> Result<std::vector<RoundRecord>> {
    SQLite::Statement query(
        database,
        "SELECT id, state, version, file, opens_at_s, closes_at_s, released_at_s, manifest_hash, "
        "imported FROM round ORDER BY number DESC");
    std::vector<RoundRecord> rounds;
    while (query.executeStep()) {
      auto round = round_of(query);
      if (!round) return fail(std::move(round.error()));
      rounds.push_back(std::move(*round));
    }
    return rounds;
  });
}

Result<RoundRecord> SqliteRegister::update_round(const RoundRecord& round, std::int64_t expected_version) {
  return write([&](SQLite::Database& database) -> Result<RoundRecord> {
    if (auto checked = check_version(database, round.id, expected_version); !checked) {
      return fail(std::move(checked.error()));
    }
    RoundRecord next = round;
    next.version = expected_version + 1;
    SQLite::Statement update(
        database,
        "UPDATE round SET state = ?2, version = ?3, file = ?4, opens_at_s = ?5, closes_at_s = ?6, "
        "released_at_s = ?7, manifest_hash = ?8, imported = ?9 WHERE id = ?1");
    bind_round(update, next);
    update.exec();
    return next;
  });
}

Result<void> SqliteRegister::remove_round(std::string_view id, std::int64_t expected_version) {
  return write([&](SQLite::Database& database) -> Result<void> {
    if (auto checked = check_version(database, id, expected_version); !checked) return checked;
    SQLite::Statement erase(database, "DELETE FROM round WHERE id = ?");
    erase.bind(1, std::string(id));
    erase.exec();
    return {};
  });
}

Result<void> SqliteRegister::put_ticket_codes(std::string_view round, const std::vector<TicketCodes>& codes) {
  return write([&](SQLite::Database& database) -> Result<void> {
    erase_codes(database, round);
    SQLite::Statement insert(database,
                             "INSERT INTO ticket_code(round, unit, category, secrets) VALUES(?, ?, ?, ?)");
    for (const TicketCodes& group : codes) {
      std::string secrets;
      for (const std::string& secret : group.secrets) {
        if (secret.size() != kSecretLength)
          return fail(ErrorKind::invalid, "a ticket code has 20 characters");
        secrets += secret;
      }
      insert.bind(1, std::string(round));
      insert.bind(2, group.unit);
      insert.bind(3, group.category);
      insert.bind(4, secrets);
      insert.exec();
      insert.reset();
    }
    return {};
  });
}

Result<std::vector<TicketCodes>> SqliteRegister::get_ticket_codes(std::string_view round) const {
  return read([&](SQLite::Database& database) -> Result<std::vector<TicketCodes>> {
    SQLite::Statement query(
        database, "SELECT unit, category, secrets FROM ticket_code WHERE round = ? ORDER BY unit, category");
    query.bind(1, std::string(round));
    std::vector<TicketCodes> codes;
    while (query.executeStep()) {
      TicketCodes group{query.getColumn(0).getUInt(), query.getColumn(1).getUInt(), {}};
      const std::string secrets = query.getColumn(2).getString();
      for (std::size_t at = 0; at + kSecretLength <= secrets.size(); at += kSecretLength) {
        group.secrets.push_back(secrets.substr(at, kSecretLength));
      }
      codes.push_back(std::move(group));
    }
    return codes;
  });
}

Result<void> SqliteRegister::erase_ticket_codes(std::string_view round) {
  auto erased = write([&](SQLite::Database& database) -> Result<void> {
    erase_codes(database, round);
    return {};
  });
  if (!erased) return erased;
  return read([](SQLite::Database& database) { return forget_log(database); });
}

}  // namespace candor::server::store
