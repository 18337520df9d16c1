// Writes the canonical files. The JSON is canonical (RFC 8785), so that a hash of the text is a hash of the
// content.
#include "server/protocol/canonical_files.h"

#include <algorithm>
#include <cassert>
#include <cstdio>

#include <nlohmann/json.hpp>

#include "forms/canonical_json.h"
#include "forms/round_json.h"
#include "server/protocol/hash.h"
#include "server/protocol/merkle.h"

namespace candor::server::protocol {
namespace {

using nlohmann::json;

std::string numbered(const char* folder, std::size_t number, const char* ending) {
  char digits[24];
  std::snprintf(digits, sizeof digits, "%04zu", number);
  return std::string(folder) + digits + ending;
}

ByteView view_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// H(T("list") ‖ ascending hashes), or null where there is nothing to list.
json list_hash(const std::vector<Bytes32>& ascending) {
  if (ascending.empty()) return nullptr;
  Hash hash("list");
  for (const Bytes32& entry : ascending) hash.bytes(entry);
  return hex_of(hash.finish());
}

void append_list(std::string& bytes, const std::vector<Bytes32>& ascending) {
  for (const Bytes32& entry : ascending) bytes.append(entry.begin(), entry.end());
}

std::string core_text(const forms::Round& round) {
  json core = json(forms::round_to_json(round));
  core["units"] = json::array();
  return forms::encode_canonical(core);
}

std::string part_text(const forms::Round& round, const forms::Unit& unit, const UnitBearers& bearers) {
  json groups = json::array();
  for (std::size_t i = 0; i < round.categories.size(); ++i) {
    groups.push_back({{"category", round.categories[i].id},
                      {"key", nullptr},
                      {"invitations", 0},
                      {"claims", nullptr},
                      {"tickets", bearers.ballots[i].size()},
                      {"bearers", list_hash(bearers.ballots[i])}});
  }
  return forms::encode_canonical({{"unit", json(forms::unit_to_json(unit))},
                                  {"groups", std::move(groups)},
                                  {"comment_key", nullptr},
                                  {"comment_tickets", bearers.comments.size()},
                                  {"comment_bearers", list_hash(bearers.comments)}});
}

std::string list_bytes(const UnitBearers& bearers) {
  std::string bytes;
  for (const auto& list : bearers.ballots) append_list(bytes, list);
  append_list(bytes, bearers.comments);
  return bytes;
}

std::string manifest_text(const forms::Round& round, std::string_view core,
                          const std::vector<Bytes32>& part_leaves) {
  return forms::encode_canonical({{"candor_manifest", 1},
                                  {"round", round.id},
                                  {"core", hex_of(Hash().text(core).finish())},
                                  {"parts", part_leaves.size()},
                                  {"parts_root", hex_of(merkle_root(part_leaves))},
                                  {"box_key", nullptr},
                                  {"codes_by", "server"}});
}

}  // namespace

CanonicalFiles make_canonical_files(const forms::Round& round, std::vector<UnitBearers> bearers) {
  assert(bearers.empty() || bearers.size() == round.units.size());
  const bool has_lists = !bearers.empty();
  bearers.resize(round.units.size());
  CanonicalFiles made;
  made.files.push_back({"core.json", core_text(round)});
  const std::string core = made.files.front().bytes;
  std::vector<NamedBytes> lists;
  std::vector<Bytes32> leaves;
  for (std::size_t i = 0; i < round.units.size(); ++i) {
    UnitBearers& own = bearers[i];
    own.ballots.resize(round.categories.size());
    for (auto& list : own.ballots) std::sort(list.begin(), list.end());
    std::sort(own.comments.begin(), own.comments.end());
    made.files.push_back({part_name(i + 1), part_text(round, round.units[i], own)});
    leaves.push_back(merkle_leaf(view_of(made.files.back().bytes)));
    if (has_lists) lists.push_back({list_name(i + 1), list_bytes(own)});
  }
  std::move(lists.begin(), lists.end(), std::back_inserter(made.files));
  made.files.push_back({"manifest.json", manifest_text(round, core, leaves)});
  made.manifest_hash = manifest_hash_of(made.files.back().bytes);
  return made;
}

std::string part_name(std::size_t part_number) {
  return numbered("parts/", part_number, ".json");
}

std::string list_name(std::size_t part_number) {
  return numbered("lists/", part_number, ".bin");
}

Bytes32 manifest_hash_of(std::string_view manifest_json) {
  return Hash("manifest").text(manifest_json).finish();
}

}  // namespace candor::server::protocol
