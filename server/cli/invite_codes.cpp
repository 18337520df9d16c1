// Draws the codes and tells how many people each group has.
#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <map>
#include <utility>

#include "forms/roster_csv.h"
#include "server/cli/failure.h"
#include "server/cli/invite_commands.h"
#include "server/cli/invite_files.h"
#include "server/cli/private_file.h"
#include "server/cli/text_file.h"
#include "server/protocol/codes.h"
#include "server/protocol/credential.h"
#include "server/protocol/hash.h"

namespace candor::server {
namespace {

/// People by unit and category, as indices.
using Counts = std::map<std::pair<std::uint32_t, std::uint32_t>, int>;

std::string draw_secret() {
  std::array<std::uint8_t, 13> random{};
  protocol::fill_random(random);
  return protocol::encode_secret(random);
}

std::vector<CodeRow> draw_codes(const forms::Round& round, std::vector<forms::RosterEntry> roster) {
  std::vector<CodeRow> rows;
  rows.reserve(roster.size());
  for (forms::RosterEntry& entry : roster) {
    CodeRow row;
    row.person = std::move(entry.person);
    row.contact = std::move(entry.contact);
    row.unit = round.units[entry.unit].id;
    row.category = round.categories[entry.category].id;
    row.unit_index = entry.unit;
    row.category_index = entry.category;
    row.secret = draw_secret();
    row.claim_hash = protocol::claim_hash(round.id, row.unit, row.category, row.secret);
    rows.push_back(std::move(row));
  }
  return rows;
}

Counts count_people(const std::vector<CodeRow>& rows) {
  Counts counts;
  for (const CodeRow& row : rows) ++counts[{row.unit_index, row.category_index}];
  return counts;
}

int due_in_file(const forms::Unit& unit, const std::string& category) {
  const auto due = unit.due->find(category);
  return due == unit.due->end() ? 0 : due->second;
}

void compare_group(const forms::Round& round, std::uint32_t unit_index, std::uint32_t category_index,
                   int people, std::vector<Diagnostic>& warnings) {
  const forms::Unit& unit = round.units[unit_index];
  const forms::Category& category = round.categories[category_index];
  const std::string place = fmt::format("unit {}, category {}", unit.id, category.id);
  if (category.confidential && people > 0 && people < round.rules.min_cell) {
    warnings.push_back({Diagnostic::Severity::warning,
                        place,
                        say({"{0} invited, fewer than min_cell ({1}): their group is not protected by itself",
                             "受邀{0}人，少于显示门槛（{1}）：该组本身得不到保护"},
                            people, round.rules.min_cell),
                        {"It opens only when confirmed by name; tell them, or ask them in another category.",
                         "须逐一确认方可开启；请告知本人，或改列其他类别。"}});
  }
  if (unit.due && due_in_file(unit, category.id) != people) {
    warnings.push_back(
        {Diagnostic::Severity::warning,
         place,
         say({"the round file says {0} due, the roster has {1}", "测评文件注明应参加{0}人，名单为{1}人"},
             due_in_file(unit, category.id), people),
         {"Compare the roster; the server sets due from the hashes.",
          "请核对名单；服务器以校验值的数目为应参加人数。"}});
  }
}

void tell_warnings(const forms::Round& round, const Counts& counts, const std::string& roster_path) {
  std::vector<Diagnostic> warnings;
  for (std::uint32_t unit = 0; unit < round.units.size(); ++unit) {
    for (std::uint32_t category = 0; category < round.categories.size(); ++category) {
      const auto found = counts.find({unit, category});
      compare_group(round, unit, category, found == counts.end() ? 0 : found->second, warnings);
    }
  }
  if (warnings.empty()) return;
  const std::string detail =
      fmt::format("no errors, {} warning{}", warnings.size(), warnings.size() == 1 ? "" : "s");
  report_failure({ErrorKind::invalid, detail, std::move(warnings)}, roster_path);
}

int write_both(const InviteCodesArguments& arguments, const forms::Round& round,
               const std::vector<CodeRow>& rows) {
  const auto codes = write_private_file(arguments.out, encode_codes_csv(rows), Existing::refuse);
  if (!codes) return report_failure(codes.error(), arguments.out);
  const auto hashes =
      write_private_file(arguments.hashes, encode_claim_hashes(round.id, rows), Existing::refuse);
  if (hashes) return 0;
  std::remove(arguments.out.c_str());  // codes whose hashes reach no server would only mislead
  return report_failure(hashes.error(), arguments.hashes);
}

void tell_counts(const InviteCodesArguments& arguments, const forms::Round& round, const Counts& counts,
                 std::size_t codes) {
  for (const auto& [group, people] : counts) {
    fmt::print("{}\t{}\t{}\n", round.units[group.first].id, round.categories[group.second].id, people);
  }
  fmt::print("{}: {} codes with their persons; keep this file to yourself, no server has it\n", arguments.out,
             codes);
  fmt::print("{}: {} claim hashes, for the server\n", arguments.hashes, codes);
}

}  // namespace

int run_invite_codes(const InviteCodesArguments& arguments) {
  const auto round = load_credential_round(arguments.round);
  if (!round) return 1;
  const auto text = read_text_file(arguments.roster, forms::kMaxRosterBytes);
  if (!text) return report_failure(text.error(), arguments.roster);
  auto roster = forms::parse_roster_csv(*round, *text);
  if (!roster) return report_failure(roster.error(), arguments.roster);
  if (roster->gb18030) fmt::print(stderr, "{}: read as GB18030\n", arguments.roster);
  const auto rows = draw_codes(*round, std::move(roster->entries));
  if (const int failed = write_both(arguments, *round, rows); failed != 0) return failed;
  const Counts counts = count_people(rows);
  tell_warnings(*round, counts, arguments.roster);
  tell_counts(arguments, *round, counts, rows.size());
  return 0;
}

}  // namespace candor::server
