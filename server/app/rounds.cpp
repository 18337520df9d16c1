#include "server/app/rounds.h"

#include <algorithm>

#include <fmt/format.h>

#include "forms/round_json.h"
#include "forms/units_csv.h"
#include "server/app/opening.h"
#include "server/protocol/hash.h"
#include "server/store/register.h"

namespace candor::server {
namespace {

using forms::RoundMove;
using forms::RoundState;

Unexpected not_a_draft(const RoundRecord& record) {
  return fail(ErrorKind::conflict, fmt::format("round {} is {}; only a draft can be changed this way",
                                               record.id, forms::name_of(record.state)));
}

std::string_view act_of(RoundMove move) {
  switch (move) {
    case RoundMove::open:
      return "round.open";
    case RoundMove::close:
      return "round.close";
    case RoundMove::import_ballots:
      return "round.import";
    case RoundMove::release:
      return "round.release";
    case RoundMove::make_void:
      return "round.void";
  }
  return "round";
}

}  // namespace

RoundStatus status_of(const RoundRecord& record) {
  return {record.id, record.state, record.opens_at_s, record.closes_at_s};
}

Result<void> Rounds::note(std::string_view account, std::string_view act, std::string_view round,
                          std::string detail) {
  return store_.add_audit(
      {clock_(), std::string(account), std::string(act), std::string(round), std::move(detail)});
}

Result<RoundView> Rounds::view_of(RoundRecord record) const {
  auto read = forms::parse_round(record.file);
  if (!read) return fail(std::move(read).error());
  RoundView view{std::move(record), std::move(read->round), std::move(read->warnings), {}, {}, false};
  if (view.record.state == RoundState::draft) {
    view.blockers = opening_blockers(view.record.file);
    view.small_categories = find_small_categories(view.round);
  }
  auto codes = store_.get_ticket_codes(view.record.id);
  if (!codes) return fail(std::move(codes).error());
  view.tickets_kept = !codes->empty();
  return view;
}

Result<std::vector<RoundView>> Rounds::list() const {
  auto records = store_.list_rounds();
  if (!records) return fail(std::move(records).error());
  std::vector<RoundView> views;
  for (auto& record : *records) {
    auto view = view_of(std::move(record));
    if (!view) return fail(std::move(view).error());
    views.push_back(*std::move(view));
  }
  return views;
}

Result<RoundView> Rounds::get(std::string_view id) const {
  auto record = store_.get_round(id);
  if (!record) return fail(std::move(record).error());
  return view_of(*std::move(record));
}

Result<RoundView> Rounds::create(std::string_view file, std::string_view account) {
  auto read = forms::parse_round(file);
  if (!read) return fail(std::move(read).error());
  RoundRecord record;
  record.id = read->round.id;
  record.file = forms::encode_round(read->round);
  if (auto added = store_.add_round(record); !added) return fail(std::move(added).error());
  if (auto noted = note(account, "round.create", record.id, ""); !noted)
    return fail(std::move(noted).error());
  return get(record.id);
}

Result<RoundView> Rounds::store_draft(RoundRecord record, std::string_view file, std::string_view act,
                                      std::string_view account) {
  const std::int64_t version = record.version;
  record.file = std::string(file);
  auto stored = store_.update_round(record, version);
  if (!stored) return fail(std::move(stored).error());
  if (auto noted = note(account, act, record.id, fmt::format("version {}", stored->version)); !noted) {
    return fail(std::move(noted).error());
  }
  return view_of(*std::move(stored));
}

Result<RoundView> Rounds::replace(std::string_view id, std::string_view file, std::int64_t version,
                                  std::string_view account) {
  auto record = store_.get_round(id);
  if (!record) return fail(std::move(record).error());
  if (record->state != RoundState::draft) return not_a_draft(*record);
  auto read = forms::parse_round(file);
  if (!read) return fail(std::move(read).error());
  if (read->round.id != id) {
    return fail(ErrorKind::invalid, "the id of a round cannot be changed",
                {{Diagnostic::Severity::error, "/id", fmt::format("expected \"{}\"", id),
                  "create a new round instead"}});
  }
  record->version = version;
  return store_draft(*std::move(record), forms::encode_round(read->round), "round.edit", account);
}

Result<RoundView> Rounds::import_units(std::string_view id, std::string_view csv, std::int64_t version,
                                       std::string_view account) {
  auto record = store_.get_round(id);
  if (!record) return fail(std::move(record).error());
  if (record->state != RoundState::draft) return not_a_draft(*record);
  auto read = forms::parse_round(record->file);
  if (!read) return fail(std::move(read).error());
  auto units = forms::parse_units_csv(read->round, csv);
  if (!units) return fail(std::move(units).error());
  read->round.units = *std::move(units);
  const std::string file = forms::encode_round(read->round);
  if (auto again = forms::parse_round(file); !again) return fail(std::move(again).error());
  record->version = version;
  return store_draft(*std::move(record), file, "round.units", account);
}

Result<void> Rounds::remove(std::string_view id, std::string_view account) {
  auto record = store_.get_round(id);
  if (!record) return fail(std::move(record).error());
  if (record->state != RoundState::draft) return not_a_draft(*record);
  if (auto removed = store_.remove_round(id, record->version); !removed) return removed;
  return note(account, "round.remove", id, "");
}

Result<RoundView> Rounds::set_times(std::string_view id, std::int64_t opens_at_s, std::int64_t closes_at_s,
                                    std::int64_t version, std::string_view account) {
  auto record = store_.get_round(id);
  if (!record) return fail(std::move(record).error());
  if (record->state != RoundState::draft && record->state != RoundState::open) return not_a_draft(*record);
  if (closes_at_s != 0 && (closes_at_s <= clock_() || closes_at_s <= opens_at_s)) {
    return fail(ErrorKind::invalid, "the closing time must lie in the future and after the opening time",
                {{Diagnostic::Severity::error, "/closes_at", "expected a later time",
                  "choose a later closing time"}});
  }
  const std::string was = fmt::format("{} to {}", record->opens_at_s, record->closes_at_s);
  record->opens_at_s = opens_at_s;
  record->closes_at_s = closes_at_s;
  auto stored = store_.update_round(*record, version);
  if (!stored) return fail(std::move(stored).error());
  auto noted =
      note(account, "round.times", id, fmt::format("{} to {} (was {})", opens_at_s, closes_at_s, was));
  if (!noted) return fail(std::move(noted).error());
  return view_of(*std::move(stored));
}

Result<PreparedOpening> Rounds::prepare_opening(std::string_view id, const OpeningWishes& wishes) const {
  auto record = store_.get_round(id);
  if (!record) return fail(std::move(record).error());
  if (auto next = forms::next_state(record->state, RoundMove::open); !next)
    return fail(std::move(next).error());
  return make_opening(*std::move(record), wishes);
}

Result<PreparedOpening> Rounds::prepare_import(std::string_view id) const {
  auto record = store_.get_round(id);
  if (!record) return fail(std::move(record).error());
  if (auto next = forms::next_state(record->state, RoundMove::import_ballots); !next) {
    return fail(std::move(next).error());
  }
  return make_import(*std::move(record));
}

Result<RoundView> Rounds::commit_opening(const PreparedOpening& prepared, std::string_view account) {
  // Codes first: codes without an open round harm nobody, an open round without codes could not be printed.
  if (!prepared.codes.empty()) {
    if (auto kept = store_.put_ticket_codes(prepared.record.id, prepared.codes); !kept)
      return fail(kept.error());
  }
  RoundRecord record = prepared.record;
  record.state = RoundState::open;
  record.manifest_hash = protocol::hex_of(prepared.files.manifest_hash);
  auto stored = store_.update_round(record, record.version);
  if (!stored) {
    // Somebody changed the draft meanwhile: these codes belong to no round.
    if (auto erased = store_.erase_ticket_codes(record.id); !erased) return fail(std::move(erased).error());
    return fail(std::move(stored).error());
  }
  if (auto noted = note(account, "round.open", record.id, record.manifest_hash); !noted)
    return fail(noted.error());
  return view_of(*std::move(stored));
}

Result<RoundView> Rounds::commit_import(const PreparedOpening& prepared, std::string_view account) {
  RoundRecord record = prepared.record;
  record.state = RoundState::closed;
  record.imported = true;
  record.manifest_hash = protocol::hex_of(prepared.files.manifest_hash);
  auto stored = store_.update_round(record, record.version);
  if (!stored) return fail(std::move(stored).error());
  if (auto noted = note(account, "round.import", record.id, record.manifest_hash); !noted)
    return fail(noted.error());
  return view_of(*std::move(stored));
}

Result<RoundView> Rounds::move(std::string_view id, RoundMove move, std::string_view account) {
  auto record = store_.get_round(id);
  if (!record) return fail(std::move(record).error());
  const auto next = forms::next_state(record->state, move);
  if (!next) return fail(next.error());
  record->state = *next;
  if (move == RoundMove::release) record->released_at_s = clock_();
  auto stored = store_.update_round(*record, record->version);
  if (!stored) return fail(std::move(stored).error());
  if (auto noted = note(account, act_of(move), id, ""); !noted) return fail(std::move(noted).error());
  // Whoever holds a code of a round that takes no ballots can do nothing with it; it goes all the same.
  if (auto erased = store_.erase_ticket_codes(id); !erased) return fail(std::move(erased).error());
  return view_of(*std::move(stored));
}

Result<std::vector<TicketCodes>> Rounds::take_codes_for_printing(std::string_view id,
                                                                 std::string_view account) {
  auto codes = store_.get_ticket_codes(id);
  if (!codes) return codes;
  if (codes->empty())
    return fail(ErrorKind::not_found, "no codes are kept for this round: they were erased or never made");
  if (auto noted = note(account, "round.print", id, ""); !noted) return fail(std::move(noted).error());
  return codes;
}

Result<void> Rounds::erase_codes(std::string_view id, std::string_view account) {
  if (auto erased = store_.erase_ticket_codes(id); !erased) return erased;
  return note(account, "round.erase_codes", id, "");
}

}  // namespace candor::server
