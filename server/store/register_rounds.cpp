// Rounds in the register, and the ticket codes that wait for printing.
#include "server/store/sqlite_register.h"

namespace candor::server::store {
namespace {

constexpr std::size_t kSecretLength = 20;  // Crockford characters

// In the order of round_of and, counted from 1, of bind_round.
constexpr const char* kRoundColumns =
    "id, state, version, file, opens_at_s, closes_at_s, released_at_s, manifest_hash, imported, grace_s, "
    "retain_until_s, sealed_at_s, purged_at_s, codes_by, claims_shut, opening";

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
  round.grace_s = query.getColumn(9).getInt64();
  round.retain_until_s = query.getColumn(10).getInt64();
  round.sealed_at_s = query.getColumn(11).getInt64();
  round.purged_at_s = query.getColumn(12).getInt64();
  round.codes_by = query.getColumn(13).getString();
  round.claims_shut = query.getColumn(14).getInt() != 0;
  round.opening = query.getColumn(15).getInt() != 0;
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
  statement.bind(10, round.grace_s);
  statement.bind(11, round.retain_until_s);
  statement.bind(12, round.sealed_at_s);
  statement.bind(13, round.purged_at_s);
  statement.bind(14, round.codes_by);
  statement.bind(15, round.claims_shut ? 1 : 0);
  statement.bind(16, round.opening ? 1 : 0);
}

void erase_codes(SQLite::Database& database, std::string_view round) {
  SQLite::Statement erase(database, "DELETE FROM ticket_code WHERE round = ?");
  erase.bind(1, std::string(round));
  erase.exec();
}

}  // namespace

Result<void> check_version(SQLite::Database& database, std::string_view id, std::int64_t expected) {
  SQLite::Statement query(database, "SELECT version FROM round WHERE id = ?");
  query.bind(1, std::string(id));
  if (!query.executeStep())
    return fail(ErrorKind::not_found, "There is no round \"" + std::string(id) + "\"");
  if (query.getColumn(0).getInt64() == expected) return {};
  return fail(ErrorKind::stale, say({"Somebody has changed the round \"{0}\" meanwhile; read it again",
                                     "其间有人修改了测评“{0}”，请重新读取"},
                                    id));
}

Result<void> SqliteRegister::add_round(const RoundRecord& round, const DraftAuthor& by) {
  return write([&](SQLite::Database& database) -> Result<void> {
    SQLite::Statement taken(database, "SELECT number FROM round WHERE id = ?");
    taken.bind(1, round.id);
    if (taken.executeStep())
      return fail(ErrorKind::conflict, "There is a round \"" + round.id + "\" already");
    SQLite::Statement insert(database, std::string("INSERT INTO round(") + kRoundColumns +
                                           ") VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    bind_round(insert, round);
    insert.exec();
    keep_draft(database, round, by);
    return {};
  });
}

Result<RoundRecord> SqliteRegister::get_round(std::string_view id) const {
  return read([&](SQLite::Database& database) -> Result<RoundRecord> {
    SQLite::Statement query(database, std::string("SELECT ") + kRoundColumns + " FROM round WHERE id = ?");
    query.bind(1, std::string(id));
    if (!query.executeStep())
      return fail(ErrorKind::not_found, "There is no round \"" + std::string(id) + "\"");
    return round_of(query);
  });
}

Result<std::vector<RoundRecord>> SqliteRegister::list_rounds() const {
  return read([](SQLite::Database& database) -> Result<std::vector<RoundRecord>> {
    SQLite::Statement query(database,
                            std::string("SELECT ") + kRoundColumns + " FROM round ORDER BY number DESC");
    std::vector<RoundRecord> rounds;
    while (query.executeStep()) {
      auto round = round_of(query);
      if (!round) return fail(std::move(round.error()));
      rounds.push_back(std::move(*round));
    }
    return rounds;
  });
}

Result<RoundRecord> SqliteRegister::update_round(const RoundRecord& round, std::int64_t expected_version,
                                                 const DraftAuthor& by) {
  return write([&](SQLite::Database& database) -> Result<RoundRecord> {
    if (auto checked = check_version(database, round.id, expected_version); !checked) {
      return fail(std::move(checked.error()));
    }
    RoundRecord next = round;
    next.version = number_after(database, round.id, expected_version);
    SQLite::Statement update(
        database,
        "UPDATE round SET state = ?2, version = ?3, file = ?4, opens_at_s = ?5, closes_at_s = ?6, "
        "released_at_s = ?7, manifest_hash = ?8, imported = ?9, grace_s = ?10, retain_until_s = ?11, "
        "sealed_at_s = ?12, purged_at_s = ?13, codes_by = ?14, claims_shut = ?15, opening = ?16 WHERE id = "
        "?1");
    bind_round(update, next);
    update.exec();
    keep_draft(database, next, by);
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

Result<void> SqliteRegister::shut_claims() {
  return write([](SQLite::Database& database) -> Result<void> {
    database.exec("UPDATE round SET claims_shut = 1, version = version + 1 WHERE state = 'open'");
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
  return erase([&](SQLite::Database& database) -> Result<void> {
    erase_codes(database, round);
    return {};
  });
}

}  // namespace candor::server::store
