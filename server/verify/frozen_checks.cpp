#include "server/verify/frozen_checks.h"

#include <fmt/format.h>

#include "server/protocol/canonical_files.h"

namespace candor::server::verify {
namespace {

using forms::AccessMode;
using protocol::CastKind;

std::string place_of(const FrozenRound& frozen, std::uint32_t unit, std::uint32_t category) {
  return fmt::format("{}, category {}", protocol::part_name(unit + 1), frozen.round.categories[category].id);
}

void add_key(FrozenRound& frozen, CastKind kind, std::uint32_t unit, std::uint32_t category, Check& check) {
  const FrozenPart& part = frozen.parts[unit];
  const Bytes& spki = kind == CastKind::ballot ? part.groups[category].key : part.comment_key;
  const std::string place = kind == CastKind::ballot ? place_of(frozen, unit, category)
                                                     : protocol::part_name(unit + 1) + ", comments";
  auto key = protocol::RsaPublicKey::from_spki(spki);
  if (!key) {
    check.problem(place + ": expected RSA-2048, e = 65537, as SubjectPublicKeyInfo in DER");
    return;
  }
  const bool is_new =
      frozen.keys.try_emplace(protocol::kid_of(spki), kind, unit, category, std::move(*key)).second;
  if (!is_new) check.problem(place + ": this key stands in another place too");
}

std::uint64_t due_of(const forms::Unit& unit, const std::string& category) {
  if (!unit.due) return 0;
  const auto found = unit.due->find(category);
  return found == unit.due->end() ? 0 : static_cast<std::uint64_t>(found->second);
}

/// A hash where something is counted, none where nothing is.
bool is_consistent(const StatedList& list) {
  return (list.count > 0) == list.hash.has_value();
}

void check_group(const FrozenRound& frozen, std::uint32_t unit, std::uint32_t category, Check& check) {
  const FrozenGroup& group = frozen.parts[unit].groups[category];
  const std::string place = place_of(frozen, unit, category);
  const std::uint64_t due =
      frozen.by_credential() ? due_of(frozen.round.units[unit], frozen.round.categories[category].id) : 0;
  if (group.claims.count != due) {
    check.problem(fmt::format("{}: expected {} invitations, found {}", place, due, group.claims.count));
  }
  if (group.bearers.count > 0 && !frozen.has_lists()) {
    check.problem(fmt::format("{}: an open round has no tickets, found {}", place, group.bearers.count));
  }
  if (!is_consistent(group.claims) || !is_consistent(group.bearers)) {
    check.problem(place + ": expected a list wherever something is counted, and nowhere else");
  }
}

}  // namespace

void check_keys(FrozenRound& frozen, Verified& verified) {
  Check check("keys");
  for (std::uint32_t u = 0; u < frozen.parts.size(); ++u) {
    bool invites = false;
    for (std::uint32_t c = 0; c < frozen.parts[u].groups.size(); ++c) {
      const FrozenGroup& group = frozen.parts[u].groups[c];
      invites = invites || group.claims.count > 0;
      if (group.key.empty() != (group.claims.count == 0)) {
        check.problem(place_of(frozen, u, c) + ": expected a key where people are invited, and nowhere else");
      }
      if (!group.key.empty()) add_key(frozen, CastKind::ballot, u, c, check);
    }
    const bool comments = invites && forms::asks_for_texts(frozen.round, frozen.round.units[u]);
    if (frozen.parts[u].comment_key.empty() == comments) {
      check.problem(
          fmt::format("{}: expected {} key for comments", protocol::part_name(u + 1), comments ? "a" : "no"));
    }
    if (!frozen.parts[u].comment_key.empty()) add_key(frozen, CastKind::comment, u, 0, check);
  }
  verified.checks.push_back(check.line(fmt::format("{} RSA keys, all distinct", frozen.keys.size())));
}

void check_invitations(const FrozenRound& frozen, Verified& verified) {
  Check check("invitations");
  std::uint64_t invitations = 0, tickets = 0;
  for (std::uint32_t u = 0; u < frozen.parts.size(); ++u) {
    std::uint64_t of_unit = 0;
    for (std::uint32_t c = 0; c < frozen.parts[u].groups.size(); ++c) {
      check_group(frozen, u, c, check);
      invitations += frozen.parts[u].groups[c].claims.count;
      of_unit += frozen.parts[u].groups[c].bearers.count;
    }
    tickets += of_unit;
    const StatedList& comments = frozen.parts[u].comment_bearers;
    if (comments.count != of_unit || !is_consistent(comments)) {
      check.problem(fmt::format("{}: expected {} rights to comment, one for each ticket, found {}",
                                protocol::part_name(u + 1), of_unit, comments.count));
    }
  }
  verified.checks.push_back(
      check.line(fmt::format("{} invitations, as many as are due; {} tickets", invitations, tickets)));
}

}  // namespace candor::server::verify
