#include "server/app/rounds.h"

#include <algorithm>

#include <fmt/format.h>

#include "forms/round_json.h"
#include "forms/units_csv.h"
#include "server/app/key_making.h"
#include "server/app/key_room.h"
#include "server/app/opening.h"
#include "server/protocol/hash.h"
#include "server/store/register.h"

namespace candor::server {
namespace {

using forms::RoundMove;
using forms::RoundState;

/// Errors: `conflict` unless it is a draft that nobody is opening.
Result<void> check_editable(const RoundRecord& record) {
  if (record.state == RoundState::draft && !record.opening) return {};
  if (record.opening) {
    return fail(ErrorKind::conflict, Phrase{"keys are being made for opening this round; give that up first",
                                            "正在为开启本轮测评生成密钥，请先取消"});
  }
  return fail(ErrorKind::conflict, say({"round {0} is {1}; only a draft can be changed this way",
                                        "测评`{0}`{1}，只有草稿可以这样修改"},
                                       record.id, forms::words_for(record.state)));
}

Unexpected wrong_time(std::string place, const Phrase& expected) {
  return fail(
      ErrorKind::invalid, expected,
      {{Diagnostic::Severity::error, std::move(place), expected, {"choose another time", "请改选时间。"}}});
}

Result<void> check_times(const RoundRecord& record, const RoundTimes& times, std::int64_t now_s) {
  if (times.closes_at_s != 0 && (times.closes_at_s <= now_s || times.closes_at_s <= times.opens_at_s))
    return wrong_time("/closes_at", {"the closing time must lie in the future and after the opening time",
                                     "截止时间须晚于现在和开始时间"});
  const std::int64_t grace_s = times.grace_s.value_or(record.grace_s);
  if (grace_s < 0 || grace_s > kMaxGrace_s)
    return wrong_time("/grace_hours", {"expected 0 to 168 hours", "应为0至168小时"});
  const std::int64_t retain_s = times.retain_until_s.value_or(record.retain_until_s);
  if (retain_s != 0 && retain_s <= std::max(now_s, times.closes_at_s + grace_s))
    return wrong_time("/retain_until",
                      {"answers are kept at least until the round has closed", "答案至少保留到测评结束"});
  // Respondents were told until when their answers are kept.
  const bool longer = retain_s == 0 || retain_s > record.retain_until_s;
  if (record.state == RoundState::open && record.retain_until_s != 0 && longer)
    return wrong_time("/retain_until", {"an open round's answers may be destroyed sooner, never kept longer",
                                        "已开启的测评，答案可以提前销毁，不得延长保留"});
  return {};
}

void fill_in_times(RoundRecord& record, forms::AccessMode access, std::int64_t now_s) {
  // Who has a ticket has nothing to claim before casting: there is nothing to wait for.
  if (access != forms::AccessMode::credential) record.grace_s = 0;
  if (record.retain_until_s == 0) {
    record.retain_until_s = std::max(now_s, record.closes_at_s) + kDefaultRetention_s;
  }
  if (record.codes_by.empty()) record.codes_by = "server";
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

/// Who is invited is kept by the places of units and categories: these stay as they are while anybody is.
Result<void> check_invited(const Register& store, const RoundRecord& record, const forms::Round& wanted) {
  if (record.codes_by.empty()) return {};
  const auto read = forms::parse_round(record.file);
  if (!read) return fail(read.error());
  const auto same_ids = [](const auto& left, const auto& right) {
    return std::ranges::equal(left, right, [](const auto& a, const auto& b) { return a.id == b.id; });
  };
  if (same_ids(read->round.units, wanted.units) && same_ids(read->round.categories, wanted.categories))
    return {};
  const auto people = store.get_roster(record.id);
  const auto claims = store.list_claims(record.id);
  if (!people) return fail(people.error());
  if (!claims) return fail(claims.error());
  if (people->empty() && claims->empty()) return {};
  return fail(ErrorKind::conflict,
              Phrase{"people are invited to the units and categories of this draft; clear who is invited "
                     "first, then import them again",
                     "已按本草稿的单位和类别邀请人员；请先清除邀请名单，修改后重新导入"});
}

}  // namespace

RoundStatus status_of(const RoundRecord& record) {
  return {record.id,      record.state,          record.opens_at_s,  record.closes_at_s,
          record.grace_s, record.retain_until_s, record.claims_shut, record.sealed_at_s != 0,
          record.imported};
}

Result<RoundView> Rounds::view_of(RoundRecord record) const {
  auto read = forms::parse_round(record.file);
  if (!read) return fail(std::move(read).error());
  return view_of(std::move(record), *std::move(read));
}

Result<RoundView> Rounds::view_of(RoundRecord record, forms::ReadRound read) const {
  RoundView view{std::move(record), std::move(read.round), std::move(read.warnings), {}, {}, false, {}, {}};
  if (view.record.state == RoundState::draft) {
    view.blockers = opening_blockers(view.round);
    view.small_categories = find_small_categories(view.round);
  }
  auto codes = store_.get_ticket_codes(view.record.id);
  if (!codes) return fail(std::move(codes).error());
  view.tickets_kept = !codes->empty();
  if (view.record.opening) {
    auto progress = KeyMaking(store_, keys_).progress(view.record, view.round);
    if (!progress) return fail(std::move(progress).error());
    view.opening = *progress;
  }
  return view;
}

Result<RoundCheck> Rounds::check(std::string_view file) {
  RoundCheck found;
  auto read = forms::parse_round(file);
  if (read) {
    found.warnings = std::move(read->warnings);
    found.blockers = opening_blockers(read->round);
    return found;
  }
  if (read.error().kind != ErrorKind::invalid) return fail(std::move(read).error());
  for (const Diagnostic& diagnostic : read.error().diagnostics) {
    const bool is_error = diagnostic.severity == Diagnostic::Severity::error;
    (is_error ? found.errors : found.warnings).push_back(diagnostic);
  }
  return found;
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
  auto text = forms::encode_round_to_keep(read->round);
  if (!text) return fail(std::move(text).error());
  RoundRecord record;
  record.id = read->round.id;
  record.file = *std::move(text);
  record.grace_s = kDefaultGrace_s;
  if (auto added = store_.add_round(record, {std::string(account), clock_()}); !added)
    return fail(std::move(added).error());
  if (auto noted = trail_.note(account, "round.create", record.id, ""); !noted)
    return fail(std::move(noted).error());
  return view_of(std::move(record), *std::move(read));
}

Result<RoundView> Rounds::store_draft(RoundRecord record, forms::ReadRound read, std::string_view act,
                                      std::string_view account) {
  const std::int64_t version = record.version;
  auto text = forms::encode_round_to_keep(read.round);
  if (!text) return fail(std::move(text).error());
  record.file = *std::move(text);
  auto stored = store_.update_round(record, version, {std::string(account), clock_()});
  if (!stored) return fail(std::move(stored).error());
  if (auto noted = trail_.note(account, act, record.id, fmt::format("version {}", stored->version)); !noted) {
    return fail(std::move(noted).error());
  }
  return view_of(*std::move(stored), std::move(read));
}

Result<RoundView> Rounds::replace(std::string_view id, std::string_view file, std::int64_t version,
                                  std::string_view account) {
  auto record = store_.get_round(id);
  if (!record) return fail(std::move(record).error());
  if (auto editable = check_editable(*record); !editable) return fail(std::move(editable).error());
  auto read = forms::parse_round(file);
  if (!read) return fail(std::move(read).error());
  if (read->round.id != id) {
    return fail(ErrorKind::invalid, Phrase{"the id of a round cannot be changed", "测评编号不能修改"},
                {{Diagnostic::Severity::error,
                  "/id",
                  say({"expected \"{0}\"", "应为“{0}”"}, id),
                  {"create a new round instead", "请另建一轮测评。"}}});
  }
  if (auto fits = check_invited(store_, *record, read->round); !fits) return fail(std::move(fits).error());
  record->version = version;
  return store_draft(*std::move(record), *std::move(read), "round.edit", account);
}

Result<RoundView> Rounds::import_units(std::string_view id, std::string_view csv, std::int64_t version,
                                       std::string_view account) {
  auto record = store_.get_round(id);
  if (!record) return fail(std::move(record).error());
  if (auto editable = check_editable(*record); !editable) return fail(std::move(editable).error());
  auto read = forms::parse_round(record->file);
  if (!read) return fail(std::move(read).error());
  auto units = forms::parse_units_csv(read->round, csv);
  if (!units) return fail(std::move(units).error());
  read->round.units = *std::move(units);
  if (auto fits = check_invited(store_, *record, read->round); !fits) return fail(std::move(fits).error());
  auto again = forms::parse_round(forms::encode_round(read->round));
  if (!again) return fail(std::move(again).error());
  record->version = version;
  return store_draft(*std::move(record), *std::move(again), "round.units", account);
}

Result<void> Rounds::remove(std::string_view id, std::string_view account) {
  auto record = store_.get_round(id);
  if (!record) return fail(std::move(record).error());
  if (auto editable = check_editable(*record); !editable) return editable;
  if (auto gone = keys_.destroy(id); !gone) return gone;
  if (auto removed = store_.remove_round(id, record->version); !removed) return removed;
  return trail_.note(account, "round.remove", id, "");
}

Result<RoundView> Rounds::set_times(std::string_view id, const RoundTimes& times, std::int64_t version,
                                    std::string_view account) {
  auto record = store_.get_round(id);
  if (!record) return fail(std::move(record).error());
  if (record->state != RoundState::open) {
    if (auto editable = check_editable(*record); !editable) return fail(std::move(editable).error());
  }
  if (auto sound = check_times(*record, times, clock_()); !sound) return fail(std::move(sound).error());
  const std::string was = fmt::format("{} to {}", record->opens_at_s, record->closes_at_s);
  record->opens_at_s = times.opens_at_s;
  record->closes_at_s = times.closes_at_s;
  record->grace_s = times.grace_s.value_or(record->grace_s);
  record->retain_until_s = times.retain_until_s.value_or(record->retain_until_s);
  auto stored = store_.update_round(*record, version);
  if (!stored) return fail(std::move(stored).error());
  auto noted = trail_.note(account, "round.times", id,
                           fmt::format("{} to {} (was {}), grace {} s, kept until {}", record->opens_at_s,
                                       record->closes_at_s, was, record->grace_s, record->retain_until_s));
  if (!noted) return fail(std::move(noted).error());
  return view_of(*std::move(stored));
}

Result<RoundView> Rounds::begin_opening(std::string_view id, const OpeningWishes& wishes,
                                        std::string_view account) {
  auto record = store_.get_round(id);
  if (!record) return fail(std::move(record).error());
  if (auto next = forms::next_state(record->state, RoundMove::open); !next)
    return fail(std::move(next).error());
  if (auto begun = KeyMaking(store_, keys_).begin(*record, wishes, account); !begun)
    return fail(std::move(begun).error());
  if (auto noted = trail_.note(account, "round.prepare", id, ""); !noted)
    return fail(std::move(noted).error());
  return get(id);
}

Result<RoundView> Rounds::give_up_opening(std::string_view id, std::string_view account) {
  auto record = store_.get_round(id);
  if (!record) return fail(std::move(record).error());
  if (!record->opening)
    return fail(ErrorKind::conflict, Phrase{"this round is not being opened", "本轮测评没有在开启"});
  if (auto given_up = KeyMaking(store_, keys_).give_up(*record); !given_up)
    return fail(std::move(given_up).error());
  if (auto noted = trail_.note(account, "round.give_up", id, ""); !noted)
    return fail(std::move(noted).error());
  return get(id);
}

Result<PreparedOpening> Rounds::prepare_opening(std::string_view id, const OpeningWishes& wishes) const {
  auto record = store_.get_round(id);
  if (!record) return fail(std::move(record).error());
  if (auto next = forms::next_state(record->state, RoundMove::open); !next)
    return fail(std::move(next).error());
  const auto read = forms::parse_round(record->file);
  if (!read) return fail(read.error());
  auto supplies = KeyMaking(store_, keys_).make_supplies(*record, read->round);
  if (!supplies) return fail(std::move(supplies).error());
  return make_opening(*std::move(record), wishes, *std::move(supplies));
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
  if (auto kept = keep_codes(prepared); !kept) return fail(std::move(kept).error());
  RoundRecord record = prepared.record;
  record.state = RoundState::open;
  record.opening = false;
  fill_in_times(record, prepared.round.access, clock_());
  record.manifest_hash = protocol::hex_of(prepared.files.manifest_hash);
  auto stored = store_.update_round(record, record.version);
  if (!stored) {
    // Somebody changed the draft meanwhile: these codes belong to no round.
    if (auto erased = store_.erase_ticket_codes(record.id); !erased) return fail(std::move(erased).error());
    return fail(std::move(stored).error());
  }
  if (prepared.record.opening) {
    if (auto ended = store_.remove_opening(record.id, true); !ended) return fail(std::move(ended).error());
  }
  if (auto noted = trail_.note(account, "round.open", record.id, record.manifest_hash); !noted)
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
  if (auto noted = trail_.note(account, "round.import", record.id, record.manifest_hash); !noted)
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
  if (auto noted = trail_.note(account, act_of(move), id, ""); !noted) return fail(std::move(noted).error());
  // Whoever holds a code of a round that takes no ballots can do nothing with it; it goes all the same.
  if (auto erased = store_.erase_ticket_codes(id); !erased) return fail(std::move(erased).error());
  if (move == RoundMove::make_void) {
    if (auto gone = destroy_keys(id); !gone) return fail(std::move(gone).error());
  }
  return view_of(*std::move(stored));
}

}  // namespace candor::server
