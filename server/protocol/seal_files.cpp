#include "server/protocol/seal_files.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "forms/canonical_json.h"
#include "server/protocol/canonical_files.h"
#include "server/protocol/hash.h"
#include "server/protocol/merkle.h"
#include "server/protocol/release_files.h"

namespace candor::server::protocol {
namespace {

using nlohmann::json;

json head_json(const TreeHead& head) {
  return {{"size", head.size}, {"root", hex_of(head.root)}};
}

json group_json(const GroupCounts& group) {
  return {{"unit", group.unit},
          {"category", group.category},
          {"invitations", group.invitations},
          {"claimed", group.claimed},
          {"exchanged", group.exchanged},
          {"tickets", group.tickets},
          {"cast", group.cast},
          {"cast_by_ticket", group.cast_by_ticket}};
}

Bytes32 node_of(const Bytes32& left, const Bytes32& right) {
  return Hash().byte(0x01).bytes(left).bytes(right).finish();
}

/// What bundle and record both have.
std::vector<std::string> common_names(const ArchiveShape& shape) {
  std::vector<std::string> names;
  for (const std::string_view name :
       {kManifestName, kCoreName, kTallyName, kCountsName, kSealName, kSealSignatureName}) {
    names.emplace_back(name);
  }
  for (std::size_t part = 1; part <= shape.parts; ++part) names.push_back(part_name(part));
  if (shape.amendments) names.emplace_back(kAmendmentsName);
  if (shape.rules) names.emplace_back(kRulesName);
  return names;
}

}  // namespace

std::vector<std::string> bundle_names(const ArchiveShape& shape) {
  auto names = common_names(shape);
  for (const std::string_view name : {kBallotsName, kCommentsName, kFullTallyName, kIndexName})
    names.emplace_back(name);
  for (std::size_t part = 1; shape.lists && part <= shape.parts; ++part) names.push_back(list_name(part));
  if (shape.claims) names.emplace_back(kClaimsName);
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> record_names(const ArchiveShape& shape) {
  auto names = common_names(shape);
  for (const std::string_view name : {kBallotEntriesName, kCommentEntriesName}) names.emplace_back(name);
  if (shape.releases) names.emplace_back(kReleasesName);
  std::sort(names.begin(), names.end());
  return names;
}

std::string counts_json(const std::vector<GroupCounts>& groups, const std::vector<UnitCounts>& units) {
  json group_list = json::array(), unit_list = json::array();
  for (const GroupCounts& group : groups) group_list.push_back(group_json(group));
  for (const UnitCounts& unit : units)
    unit_list.push_back({{"unit", unit.unit}, {"comments", unit.comments}});
  return forms::encode_canonical(
      {{"candor_counts", 1}, {"groups", std::move(group_list)}, {"units", std::move(unit_list)}});
}

FileHash hash_of_file(std::string_view name, std::string_view bytes) {
  return {std::string(name), Hash().text(bytes).finish()};
}

std::string index_json(const Bytes32& salt, const std::vector<FileHash>& files) {
  json hashes = json::object();
  for (const FileHash& file : files) hashes[file.name] = hex_of(file.hash);
  return forms::encode_canonical({{"salt", hex_of(salt)}, {"files", std::move(hashes)}});
}

void TreeBuilder::add(ByteView entry) {
  Bytes32 node = merkle_leaf(entry);
  for (std::uint64_t bits = size_; bits % 2 == 1; bits /= 2) {
    node = node_of(whole_.back(), node);
    whole_.pop_back();
  }
  whole_.push_back(node);
  ++size_;
}

TreeHead TreeBuilder::head() const {
  if (whole_.empty()) return {0, Hash().finish()};
  Bytes32 root = whole_.back();
  for (std::size_t i = whole_.size() - 1; i-- > 0;) root = node_of(whole_[i], root);
  return {size_, root};
}

TreeHead tree_head(std::string_view entries_bin) {
  TreeBuilder tree;
  const auto* const data = reinterpret_cast<const std::uint8_t*>(entries_bin.data());
  for (std::size_t at = 0; at < entries_bin.size(); at += kEntryBytes) {
    tree.add(ByteView(data + at, std::min(kEntryBytes, entries_bin.size() - at)));
  }
  return tree.head();
}

void append_entry(std::string& entries_bin, ByteView entry) {
  entries_bin.append(entry.begin(), entry.end());
}

std::string seal_json(const Bytes32& manifest_hash, const TreeHead& ballots, const TreeHead& comments,
                      const Bytes32& index_hash) {
  return forms::encode_canonical({{"candor_seal", 1},
                                  {"manifest", hex_of(manifest_hash)},
                                  {"ballots", head_json(ballots)},
                                  {"comments", head_json(comments)},
                                  {"index", hex_of(index_hash)}});
}

}  // namespace candor::server::protocol
