#include "server/app/opening.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "forms/round_check.h"
#include "forms/round_json.h"
#include "server/protocol/codes.h"
#include "server/protocol/hash.h"

namespace candor::server {
namespace {

using forms::AccessMode;
using forms::Round;

Diagnostic error_at(std::string place, Phrase expected, Phrase remedy) {
  return {Diagnostic::Severity::error, std::move(place), std::move(expected), std::move(remedy)};
}

/// What templates leave for the organizer to fill in (forms/templates).
bool is_placeholder(std::string_view text) {
  return text.starts_with("(fill in") || text.starts_with("（请填写");
}

void refuse_placeholders(const forms::Text& text, const std::string& place, std::vector<Diagnostic>& out) {
  for (const auto& [language, words] : text) {
    if (!is_placeholder(words)) continue;
    out.push_back(error_at(place + "/" + language,
                           {"still says what is to be filled in here", "此处仍是模板的提示文字"},
                           {"write what respondents shall read", "请填写给作答人看的文字。"}));
  }
}

std::vector<Diagnostic> left_to_fill_in(const Round& round) {
  std::vector<Diagnostic> out;
  refuse_placeholders(round.asked_by, "/asked_by", out);
  refuse_placeholders(round.intro, "/intro", out);
  if (is_placeholder(round.contact)) {
    out.push_back(error_at("/contact", {"still says what is to be filled in here", "此处仍是模板的提示文字"},
                           {"say whom people turn to with questions", "请填写咨询联系人。"}));
  }
  for (std::size_t u = 0; u < round.units.size(); ++u) {
    refuse_placeholders(round.units[u].name, fmt::format("/units/{}/name", u), out);
    for (std::size_t m = 0; m < round.units[u].members.size(); ++m) {
      const auto& member = round.units[u].members[m];
      const std::string place = fmt::format("/units/{}/members/{}", u, m);
      refuse_placeholders(member.name, place + "/name", out);
      refuse_placeholders(member.post, place + "/post", out);
    }
  }
  return out;
}

int percent_rounded_up(int of, int percent) {
  return (of * percent + 99) / 100;
}

/// Rounded up: ten per cent spare of seven due are eight tickets. In rounds by credentials tickets are for
/// those who would rather have paper.
int tickets_for(const Round& round, const forms::Unit& unit, const std::string& category,
                const OpeningWishes& wishes) {
  if (round.access == AccessMode::open) return 0;
  if (!unit.due) return round.access == AccessMode::ticket ? wishes.without_due : 0;
  const int due = due_of(unit, category);
  if (round.access == AccessMode::credential) return percent_rounded_up(due, wishes.paper_percent);
  return due + percent_rounded_up(due, wishes.spare_percent);
}

std::vector<Diagnostic> check_wishes(const Round& round, const OpeningWishes& wishes) {
  std::vector<Diagnostic> out;
  for (const auto& small : find_small_categories(round)) {
    if (std::ranges::find(wishes.confirmed, std::pair{small.unit, small.category}) != wishes.confirmed.end())
      continue;
    out.push_back(error_at(
        "/confirm",
        say({"category {0} of unit {1} is due {2}, fewer than min_cell ({3})",
             "单位`{1}`的类别`{0}`应参加{2}人，少于显示门槛（{3}）"},
            small.category, small.unit, small.due, round.rules.min_cell),
        {"merge categories or units, or confirm this one by name", "请合并类别或单位，或逐一确认。"}));
  }
  if (wishes.spare_percent < 0 || wishes.spare_percent > 100) {
    out.push_back(error_at("/spare_percent", {"expected 0 to 100", "应为0至100"},
                           {"say how many spare tickets are printed", "请填写备用测评码的比例。"}));
  }
  if (wishes.paper_percent < 0 || wishes.paper_percent > 100) {
    out.push_back(error_at("/paper_percent", {"expected 0 to 100", "应为0至100"},
                           {"say for how many in a hundred invitations a paper ticket is printed",
                            "请填写每百份邀请准备多少张纸质测评码。"}));
  }
  if (wishes.without_due < 0 || wishes.without_due > 10'000) {
    out.push_back(error_at("/without_due", {"expected 0 to 10000", "应为0至10000"},
                           {"say how many tickets a category gets", "请填写每个类别的测评码数量。"}));
  }
  const bool some_without = std::ranges::any_of(round.units, [](const auto& unit) { return !unit.due; });
  if (round.access == AccessMode::ticket && some_without && wishes.without_due == 0) {
    out.push_back(error_at("/without_due",
                           {"some units do not say how many people are due", "有的单位未注明应参加人数"},
                           {"say how many tickets each of their categories gets, or fill in \"due\"",
                            "请填写这些单位每个类别的测评码数量，或补填应参加人数。"}));
  }
  return out;
}

std::size_t count_tickets(const Round& round, const OpeningWishes& wishes) {
  std::size_t count = 0;
  for (const auto& unit : round.units) {
    for (const auto& category : round.categories) {
      count += static_cast<std::size_t>(tickets_for(round, unit, category.id, wishes));
    }
  }
  return count;
}

std::vector<TicketCodes> draw_codes(const Round& round, const OpeningWishes& wishes) {
  std::vector<TicketCodes> codes;
  for (std::uint32_t u = 0; u < round.units.size(); ++u) {
    for (std::uint32_t c = 0; c < round.categories.size(); ++c) {
      TicketCodes group{u, c, {}};
      const int count = tickets_for(round, round.units[u], round.categories[c].id, wishes);
      for (int i = 0; i < count; ++i) group.secrets.push_back(draw_secret());
      if (count > 0) codes.push_back(std::move(group));
    }
  }
  return codes;
}

std::vector<protocol::UnitRights> derive_bearers(const Round& round, const std::vector<TicketCodes>& codes) {
  std::vector<protocol::UnitRights> bearers(round.units.size());
  for (auto& unit : bearers) {
    unit.ballots.resize(round.categories.size());
    unit.claims.resize(round.categories.size());
    unit.keys.resize(round.categories.size());
  }
  for (const auto& group : codes) {
    const auto& unit = round.units[group.unit].id;
    const auto& category = round.categories[group.category].id;
    for (const auto& secret : group.secrets) {
      const auto ballot = protocol::ballot_bearer(round.id, unit, category, secret);
      const auto comment = protocol::comment_bearer(round.id, unit, secret);
      bearers[group.unit].ballots[group.category].push_back(protocol::bearer_hash(ballot));
      bearers[group.unit].comments.push_back(protocol::bearer_hash(comment));
    }
  }
  return bearers;
}

using Counts = std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t>;  // by unit and category

Counts count_claims(const std::vector<ClaimEntry>& claims) {
  Counts counts;
  for (const auto& claim : claims) ++counts[{claim.unit, claim.category}];
  return counts;
}

/// In rounds by credentials everybody due has exactly one invitation.
std::vector<Diagnostic> check_invitations(const Round& round, const std::vector<ClaimEntry>& claims) {
  if (round.access != AccessMode::credential) return {};
  if (claims.empty()) {
    return {error_at("/units", {"nobody is invited yet", "尚未邀请任何人"},
                     {"import a roster, or the hashes of codes that the registrar made",
                      "请导入人员名单，或导入登记员生成的邀请码校验值。"})};
  }
  std::vector<Diagnostic> out;
  auto counts = count_claims(claims);
  if (counts.size() > kMaxKeyedGroups) {
    out.push_back(
        error_at("/units",
                 say({"{0} groups need a key of their own; at most {1} can have one",
                      "有{0}个组需要各自的密钥，最多支持{1}个"},
                     counts.size(), kMaxKeyedGroups),
                 {"merge units or categories, or split the round", "请合并单位或类别，或分轮进行。"}));
  }
  for (std::uint32_t u = 0; u < round.units.size(); ++u) {
    for (std::uint32_t c = 0; c < round.categories.size(); ++c) {
      const auto due = due_of(round.units[u], round.categories[c].id);
      if (counts[{u, c}] == static_cast<std::size_t>(due)) continue;
      out.push_back(
          error_at(fmt::format("/units/{}/due/{}", u, round.categories[c].id),
                   say({"{0} are due, {1} are invited", "应参加{0}人，已邀请{1}人"}, due, counts[{u, c}]),
                   {"import the roster again: it sets how many are due",
                    "请重新导入人员名单：应参加人数以名单为准。"}));
    }
  }
  return out;
}

void add_claims(const OpeningSupplies& supplies, std::vector<protocol::UnitRights>& rights) {
  for (const auto& claim : supplies.claims) rights[claim.unit].claims[claim.category].push_back(claim.hash);
  for (const auto& key : supplies.keys) {
    auto& unit = rights[key.unit];
    if (key.category == kCommentKey) {
      unit.comment_key = key.spki;
    } else {
      unit.keys[static_cast<std::size_t>(key.category)] = key.spki;
    }
  }
}

Result<Round> read_for_opening(const RoundRecord& record) {
  auto read = forms::parse_round(record.file, forms::Strictness::opening);
  if (!read) return fail(std::move(read).error());
  return std::move(read->round);
}

}  // namespace

int due_of(const forms::Unit& unit, const std::string& category) {
  if (!unit.due) return 0;
  const auto at = unit.due->find(category);
  return at == unit.due->end() ? 0 : at->second;
}

std::string draw_secret() {
  std::array<std::uint8_t, 13> random{};
  protocol::fill_random(random);
  return protocol::encode_secret(random);
}

std::vector<SmallCategory> find_small_categories(const Round& round) {
  std::vector<SmallCategory> small;
  for (const auto& unit : round.units) {
    if (!unit.due) continue;
    for (const auto& category : round.categories) {
      const int due = due_of(unit, category.id);
      if (category.confidential && due > 0 && due < round.rules.min_cell)
        small.push_back({unit.id, category.id, due});
    }
  }
  return small;
}

std::vector<Diagnostic> opening_blockers(const Round& round) {
  std::vector<Diagnostic> errors;
  for (auto& diagnostic : forms::check_round(round, forms::Strictness::opening)) {
    if (diagnostic.severity == Diagnostic::Severity::error) errors.push_back(std::move(diagnostic));
  }
  return errors.empty() ? left_to_fill_in(round) : errors;
}

std::vector<NeededKey> needed_keys(const Round& round, const std::vector<ClaimEntry>& claims) {
  std::vector<NeededKey> needed;
  if (round.access != AccessMode::credential) return needed;
  std::optional<std::uint32_t> previous;
  for (const auto& [group, count] : count_claims(claims)) {
    const auto [unit, category] = group;
    if (previous != unit && forms::asks_for_texts(round, round.units[unit])) needed.push_back({unit});
    needed.push_back({unit, category});
    previous = unit;
  }
  return needed;
}

Result<Round> check_opening(const RoundRecord& record, const OpeningWishes& wishes,
                            const std::vector<ClaimEntry>& claims) {
  auto round = read_for_opening(record);
  if (!round) return round;
  auto against = left_to_fill_in(*round);
  std::ranges::move(check_wishes(*round, wishes), std::back_inserter(against));
  std::ranges::move(check_invitations(*round, claims), std::back_inserter(against));
  if (!against.empty())
    return fail(ErrorKind::invalid, Phrase{"the round cannot be opened yet", "本轮测评尚不能开启"},
                std::move(against));
  const std::size_t wanted = count_tickets(*round, wishes);
  const bool none = wanted == 0 && round->access == AccessMode::ticket;
  if (none || wanted > kMaxTickets) {
    return fail(ErrorKind::invalid, say({"{0} tickets would be made; expected 1 to {1} for one round",
                                         "将生成{0}个测评码；每轮应为1至{1}个"},
                                        wanted, kMaxTickets));
  }
  return round;
}

Result<PreparedOpening> make_opening(RoundRecord record, const OpeningWishes& wishes,
                                     OpeningSupplies supplies) {
  auto round = check_opening(record, wishes, supplies.claims);
  if (!round) return fail(std::move(round).error());
  std::vector<TicketCodes> codes;
  std::vector<protocol::UnitRights> rights;
  if (round->access != AccessMode::open) {
    codes = draw_codes(*round, wishes);
    rights = derive_bearers(*round, codes);
    add_claims(supplies, rights);
  }
  const std::string codes_by = record.codes_by.empty() ? "server" : record.codes_by;
  auto files = protocol::make_canonical_files(*round, std::move(rights), {supplies.box_key, codes_by});
  return PreparedOpening{std::move(record), *std::move(round), std::move(codes), std::move(files),
                         std::move(supplies.sealed_box_key)};
}

Result<PreparedOpening> make_import(RoundRecord record) {
  auto round = read_for_opening(record);
  if (!round) return fail(std::move(round).error());
  auto files = protocol::make_canonical_files(*round, {});
  return PreparedOpening{std::move(record), *std::move(round), {}, std::move(files), {}};
}

}  // namespace candor::server
