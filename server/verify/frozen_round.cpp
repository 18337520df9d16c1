#include "server/verify/frozen_round.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "forms/canonical_json.h"
#include "forms/round_json.h"
#include "server/protocol/canonical_files.h"
#include "server/protocol/hash.h"
#include "server/protocol/json_fields.h"
#include "server/protocol/merkle.h"
#include "server/protocol/seal_files.h"
#include "server/verify/frozen_checks.h"

namespace candor::server::verify {
namespace {

using nlohmann::json;
using protocol::has_exactly;
using protocol::hex_of;
using protocol::take;

ByteView view_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// Reads what a part states beside its unit; false where it has another shape.
bool read_list(const json& count, const json& hash, StatedList& list) {
  if (!take(count, list.count)) return false;
  if (hash.is_null()) return true;
  return take(hash, list.hash.emplace());
}

bool read_key(const json& from, Bytes& key) {
  return from.is_null() || (take(from, key) && !key.empty());
}

bool read_group(const json& from, FrozenGroup& group) {
  return has_exactly(from, {"category", "key", "invitations", "claims", "tickets", "bearers"}) &&
         read_key(from["key"], group.key) && read_list(from["invitations"], from["claims"], group.claims) &&
         read_list(from["tickets"], from["bearers"], group.bearers);
}

/// `categories`: of core.json, whose ids must stand in each part in that order.
bool read_part(const json& from, const std::vector<std::string>& categories, FrozenPart& part) {
  if (!has_exactly(from, {"unit", "groups", "comment_key", "comment_tickets", "comment_bearers"}))
    return false;
  const json& groups = from["groups"];
  if (!groups.is_array() || groups.size() != categories.size()) return false;
  for (std::size_t i = 0; i < categories.size(); ++i) {
    if (!read_group(groups[i], part.groups.emplace_back()) || groups[i]["category"] != categories[i])
      return false;
  }
  return read_key(from["comment_key"], part.comment_key) &&
         read_list(from["comment_tickets"], from["comment_bearers"], part.comment_bearers);
}

std::vector<std::string> category_ids(const json& core) {
  std::vector<std::string> ids;
  const auto categories = core.find("categories");
  if (categories == core.end() || !categories->is_array()) return ids;
  for (const json& category : *categories) {
    std::string id;
    if (category.is_object() && category.contains("id") && take(category["id"], id))
      ids.push_back(std::move(id));
  }
  return ids;
}

std::optional<json> check_core(const ArchiveFiles& files, const Manifest& manifest, Verified& verified) {
  Check check("core");
  auto core = read_json(files, protocol::kCoreName, check);
  const std::string_view bytes = files.get(protocol::kCoreName);
  if (protocol::Hash().text(bytes).finish() != manifest.core)
    check.problem("core.json is not the one that M stands for");
  if (core && (!core->is_object() || !core->contains("units") || (*core)["units"] != json::array())) {
    check.problem("expected a round file without units");
    core.reset();
  }
  if (core && (!core->contains("id") || (*core)["id"] != manifest.round))
    check.problem("core.json is of another round");
  verified.checks.push_back(check.line(fmt::format("round {}, {} bytes", manifest.round, bytes.size())));
  return core;
}

/// Puts the units of the parts back into `core`. False where a part cannot be read.
bool check_parts(const ArchiveFiles& files, const Manifest& manifest, json& core, FrozenRound& frozen,
                 Check& check) {
  const auto categories = category_ids(core);
  std::vector<Bytes32> leaves;
  bool all_read = manifest.parts > 0;
  for (std::uint64_t number = 1; number <= manifest.parts && number <= files.all().size(); ++number) {
    const std::string name = protocol::part_name(number);
    const auto value = read_json(files, name, check);
    leaves.push_back(protocol::merkle_leaf(view_of(files.get(name))));
    if (value && read_part(*value, categories, frozen.parts.emplace_back())) {
      core["units"].push_back((*value)["unit"]);
    } else {
      if (value) check.problem(name + ": expected the keys and values of a part");
      all_read = false;
    }
  }
  if (leaves.size() != manifest.parts || protocol::merkle_root(leaves) != manifest.parts_root) {
    check.problem("the parts are not those that M stands for: their tree has another root");
  }
  return all_read && leaves.size() == manifest.parts;
}

bool join_round(const json& whole, FrozenRound& frozen, Check& check) {
  auto read = forms::parse_round(whole.dump(), forms::Strictness::opening);
  if (!read) {
    const auto& error = read.error();
    const std::string place = error.diagnostics.empty() ? ""
                                                        : " " + error.diagnostics.front().place + ": " +
                                                              error.diagnostics.front().expected.en;
    check.problem("core and parts together are no round file: " + error.detail + place);
    return false;
  }
  frozen.round = std::move(read->round);
  for (std::uint32_t i = 0; i < frozen.round.units.size(); ++i)
    frozen.unit_index.emplace(frozen.round.units[i].id, i);
  for (std::uint32_t i = 0; i < frozen.round.categories.size(); ++i) {
    frozen.category_index.emplace(frozen.round.categories[i].id, i);
  }
  return true;
}

std::optional<std::uint32_t> find_in(const std::map<std::string, std::uint32_t, std::less<>>& index,
                                     std::string_view id) {
  const auto found = index.find(id);
  if (found == index.end()) return std::nullopt;
  return found->second;
}

}  // namespace

std::optional<std::uint32_t> FrozenRound::find_unit(std::string_view id) const {
  return find_in(unit_index, id);
}

std::optional<std::uint32_t> FrozenRound::find_category(std::string_view id) const {
  return find_in(category_index, id);
}

std::optional<FrozenRound> read_frozen(const ArchiveFiles& files, Manifest manifest, Verified& verified) {
  auto core = check_core(files, manifest, verified);
  if (!core) return std::nullopt;
  FrozenRound frozen;
  Check check("parts");
  const bool usable = check_parts(files, manifest, *core, frozen, check) && join_round(*core, frozen, check);
  verified.checks.push_back(
      check.line(fmt::format("{} parts, root {}", manifest.parts, hex_of(manifest.parts_root))));
  if (!usable) return std::nullopt;
  frozen.manifest = std::move(manifest);
  check_keys(frozen, verified);
  check_invitations(frozen, verified);
  return frozen;
}

}  // namespace candor::server::verify
