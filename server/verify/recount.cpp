#include "server/verify/recount.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "forms/canonical_json.h"
#include "server/protocol/json_fields.h"
#include "server/report/tally_json.h"

namespace candor::server::verify {
namespace {

using nlohmann::json;
using protocol::GroupCounts;

/// "exchanged" of each group in the order of counts.json; nothing where it has another shape.
std::optional<std::vector<std::uint64_t>> read_exchanged(std::string_view text, std::size_t groups) {
  const auto value = forms::parse_canonical(text);
  if (!value || !value->is_object() || !value->contains("groups") || !(*value)["groups"].is_array() ||
      (*value)["groups"].size() != groups) {
    return std::nullopt;
  }
  std::vector<std::uint64_t> exchanged;
  for (const json& group : (*value)["groups"]) {
    if (!group.is_object() || !group.contains("exchanged") ||
        !protocol::take(group["exchanged"], exchanged.emplace_back())) {
      return std::nullopt;
    }
  }
  return exchanged;
}

Counts count(const FrozenRound& frozen, const Rights& rights, const CheckedRows& ballots,
             const CheckedRows& comments) {
  Counts counts;
  for (std::size_t u = 0; u < frozen.parts.size(); ++u) {
    const forms::Unit& unit = frozen.round.units[u];
    for (std::size_t c = 0; c < frozen.round.categories.size(); ++c) {
      const RowCounts& rows = ballots.counts[u][c];
      GroupCounts group{unit.id, frozen.round.categories[c].id};
      group.invitations = rights[u].groups[c].invitations(frozen.parts[u].groups[c]);
      group.claimed = rights[u].groups[c].claimed;
      group.tickets = frozen.parts[u].groups[c].bearers.count;
      group.cast = rows.by_credential + rows.by_bearer;
      group.cast_by_ticket = frozen.has_lists() ? rows.by_bearer : 0;
      counts.groups.push_back(std::move(group));
    }
    const RowCounts& texts = comments.counts[u].front();
    counts.units.push_back({unit.id, texts.by_credential + texts.by_bearer});
  }
  return counts;
}

/// a ≤ b, or a problem.
void expect_at_most(std::uint64_t a, std::uint64_t b, const std::string& place, const char* of,
                    Check& check) {
  if (a > b) check.problem(fmt::format("{}: {}: {} is more than {}", place, of, a, b));
}

void check_group_bounds(const GroupCounts& group, bool by_credential, Check& check) {
  const std::string place = fmt::format("unit {}, category {}", group.unit, group.category);
  const std::uint64_t by_ticket_at_most =
      by_credential ? std::min(group.exchanged, group.tickets) : group.tickets;
  expect_at_most(group.cast - group.cast_by_ticket, group.claimed, place, "cast by credential and claimed",
                 check);
  expect_at_most(group.exchanged, group.invitations, place, "exchanged and invitations", check);
  expect_at_most(group.claimed + group.exchanged, group.invitations, place,
                 "claimed with exchanged, and invitations", check);
  expect_at_most(group.cast_by_ticket, by_ticket_at_most, place, "cast by ticket, and tickets given out",
                 check);
}

CheckLine check_bounds(const FrozenRound& frozen, const Counts& counts, const CheckedRows& comments) {
  if (!frozen.has_lists()) {
    return not_compared("bounds", "an open round: anybody could answer, and more than once");
  }
  Check check("bounds");
  const std::size_t categories = frozen.round.categories.size();
  for (std::size_t u = 0; u < counts.units.size(); ++u) {
    std::uint64_t claimed = 0, tickets = 0;
    for (std::size_t c = 0; c < categories; ++c) {
      const GroupCounts& group = counts.groups[u * categories + c];
      check_group_bounds(group, frozen.by_credential(), check);
      claimed += group.claimed;
      tickets += frozen.by_credential() ? std::min(group.exchanged, group.tickets) : group.tickets;
    }
    const RowCounts& texts = comments.counts[u].front();
    const std::string place = "unit " + counts.units[u].unit;
    expect_at_most(texts.by_credential, claimed, place, "comments by credential and claimed", check);
    expect_at_most(texts.by_bearer, tickets, place, "comments by ticket, and tickets given out", check);
  }
  return check.line("nowhere more cast than claimed or given out, nor more given out than invited");
}

CheckLine compare_file(const char* check_name, const ArchiveFiles& files, std::string_view name,
                       std::string_view expected) {
  Check check(check_name);
  compare_text(name, files.get(name), expected, check);
  return check.line(fmt::format("{} counted again, byte for byte", name));
}

}  // namespace

void compare_text(std::string_view name, std::string_view found, std::string_view expected, Check& check) {
  if (found == expected) return;
  const auto differs = std::mismatch(found.begin(), found.end(), expected.begin(), expected.end()).first;
  const auto lines = std::count(found.begin(), differs, '\n');
  check.problem(fmt::format("{} differs from what was expected at line {}, byte {}", name, lines + 1,
                            differs - found.begin() + 1));
}

Counts check_counts(const ArchiveFiles& files, const FrozenRound& frozen, const Rights& rights,
                    const CheckedRows& ballots, const CheckedRows& comments, Verified& verified) {
  Counts counts = count(frozen, rights, ballots, comments);
  const std::string_view stated = files.get(protocol::kCountsName);
  Check check("counts");
  if (const auto exchanged = read_exchanged(stated, counts.groups.size()); exchanged) {
    for (std::size_t i = 0; i < exchanged->size(); ++i) counts.groups[i].exchanged = (*exchanged)[i];
  }
  compare_text(protocol::kCountsName, stated, protocol::counts_json(counts.groups, counts.units), check);
  verified.checks.push_back(check.line("counts.json counted again, byte for byte"));
  verified.checks.push_back(check_bounds(frozen, counts, comments));
  return counts;
}

analysis::DisclosedTally check_tallies(const ArchiveFiles& files, CheckedRows& ballots, Verified& verified) {
  const analysis::RawTally raw = std::move(*ballots.tallier).finish();
  ballots.tallier.reset();
  analysis::DisclosedTally disclosed = analysis::disclose(raw);
  verified.checks.push_back(
      compare_file("tally", files, protocol::kTallyName, report::encode_tally_json(disclosed)));
  const std::string full = report::encode_full_tally_json(analysis::list_in_full(raw));
  verified.checks.push_back(compare_file("full tally", files, protocol::kFullTallyName, full));
  return disclosed;
}

}  // namespace candor::server::verify
