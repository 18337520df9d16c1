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

json key_text(const Bytes& spki) {
  return spki.empty() ? json(nullptr) : json(base64url_of(spki));
}

std::string part_text(const forms::Round& round, const forms::Unit& unit, const UnitRights& rights) {
  json groups = json::array();
  for (std::size_t i = 0; i < round.categories.size(); ++i) {
    groups.push_back({{"category", round.categories[i].id},
                      {"key", key_text(rights.keys[i])},
                      {"invitations", rights.claims[i].size()},
                      {"claims", list_hash(rights.claims[i])},
                      {"tickets", rights.ballots[i].size()},
                      {"bearers", list_hash(rights.ballots[i])}});
  }
  return forms::encode_canonical({{"unit", json(forms::unit_to_json(unit))},
                                  {"groups", std::move(groups)},
                                  {"comment_key", key_text(rights.comment_key)},
                                  {"comment_tickets", rights.comments.size()},
                                  {"comment_bearers", list_hash(rights.comments)}});
}

std::string list_bytes(const UnitRights& rights) {
  std::string bytes;
  for (std::size_t i = 0; i < rights.ballots.size(); ++i) {
    append_list(bytes, rights.claims[i]);
    append_list(bytes, rights.ballots[i]);
  }
  append_list(bytes, rights.comments);
  return bytes;
}

/// As many inner lists as there are categories, each ascending.
void put_in_order(UnitRights& rights, std::size_t categories) {
  rights.keys.resize(categories);
  for (auto* lists : {&rights.ballots, &rights.claims}) {
    lists->resize(categories);
    for (auto& list : *lists) std::sort(list.begin(), list.end());
  }
  std::sort(rights.comments.begin(), rights.comments.end());
}

std::string manifest_text(const forms::Round& round, std::string_view core,
                          const std::vector<Bytes32>& part_leaves, const ManifestFacts& facts) {
  return forms::encode_canonical({{"candor_manifest", 1},
                                  {"round", round.id},
                                  {"core", hex_of(Hash().text(core).finish())},
                                  {"parts", part_leaves.size()},
                                  {"parts_root", hex_of(merkle_root(part_leaves))},
                                  {"box_key", key_text(facts.box_key)},
                                  {"codes_by", facts.codes_by}});
}

}  // namespace

CanonicalFiles make_canonical_files(const forms::Round& round, std::vector<UnitRights> rights,
                                    const ManifestFacts& facts) {
  assert(rights.empty() || rights.size() == round.units.size());
  const bool has_lists = !rights.empty();
  rights.resize(round.units.size());
  CanonicalFiles made;
  made.files.push_back({"core.json", core_text(round)});
  const std::string core = made.files.front().bytes;
  std::vector<NamedBytes> lists;
  std::vector<Bytes32> leaves;
  for (std::size_t i = 0; i < round.units.size(); ++i) {
    UnitRights& own = rights[i];
    put_in_order(own, round.categories.size());
    made.files.push_back({part_name(i + 1), part_text(round, round.units[i], own)});
    leaves.push_back(merkle_leaf(view_of(made.files.back().bytes)));
    if (has_lists) lists.push_back({list_name(i + 1), list_bytes(own)});
  }
  std::move(lists.begin(), lists.end(), std::back_inserter(made.files));
  made.files.push_back({"manifest.json", manifest_text(round, core, leaves, facts)});
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
