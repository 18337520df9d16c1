#include "server/verify/seal_check.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "forms/canonical_json.h"
#include "server/protocol/hash.h"
#include "server/protocol/json_fields.h"

namespace candor::server::verify {
namespace {

using nlohmann::json;
using protocol::has_exactly;
using protocol::hex_of;
using protocol::take;

bool is_indexed(std::string_view name) {
  return name != protocol::kIndexName && name != protocol::kSealName && name != protocol::kSealSignatureName;
}

bool take_head(const json& from, protocol::TreeHead& head) {
  return has_exactly(from, {"size", "root"}) && take(from["size"], head.size) &&
         take(from["root"], head.root);
}

std::optional<Seal> read_seal(const ArchiveFiles& files, const Bytes32& manifest_hash, Check& check) {
  const auto value = read_json(files, protocol::kSealName, check);
  if (!value) return std::nullopt;
  Seal seal;
  Bytes32 manifest{};
  std::uint32_t version = 0;
  const bool read = has_exactly(*value, {"candor_seal", "manifest", "ballots", "comments", "index"}) &&
                    take((*value)["candor_seal"], version) && version == 1 &&
                    take((*value)["manifest"], manifest) && take_head((*value)["ballots"], seal.ballots) &&
                    take_head((*value)["comments"], seal.comments) && take((*value)["index"], seal.index);
  if (!read) {
    check.problem("seal.json: expected the keys and values of a seal, version 1");
    return std::nullopt;
  }
  if (manifest != manifest_hash) check.problem("it seals another round: " + hex_of(manifest));
  return seal;
}

void check_signature(const ArchiveFiles& files, const Manifest& manifest, Check& check) {
  protocol::P256Signature signature{};
  const std::string_view bytes = files.get(protocol::kSealSignatureName);
  if (bytes.size() != signature.size()) {
    check.problem(fmt::format("seal.sig: expected {} bytes, found {}", signature.size(), bytes.size()));
    return;
  }
  std::copy(bytes.begin(), bytes.end(), signature.begin());
  const Bytes message = protocol::seal_message(files.get(protocol::kSealName));
  if (!manifest.box_key || !manifest.box_key->verifies(message, signature)) {
    check.problem("the box key that M stands for did not sign seal.json");
  }
}

void compare_head(std::string_view name, const protocol::TreeHead& sealed, const protocol::TreeHead& found,
                  Check& check) {
  if (sealed.size != found.size) {
    check.problem(fmt::format("{}: sealed were {}, found {}", name, sealed.size, found.size));
  } else if (sealed.root != found.root) {
    check.problem(fmt::format("{}: sealed root {}, found {}", name, hex_of(sealed.root), hex_of(found.root)));
  }
}

}  // namespace

void check_index(const ArchiveFiles& files, Verified& verified) {
  Check check("index");
  std::vector<protocol::FileHash> hashes;
  for (const auto& [name, bytes] : files.all()) {
    if (is_indexed(name)) hashes.push_back(protocol::hash_of_file(name, bytes));
  }
  const auto value = forms::parse_canonical(files.get(protocol::kIndexName));
  Bytes32 salt{};
  if (!value || !has_exactly(*value, {"salt", "files"}) || !take((*value)["salt"], salt) ||
      !(*value)["files"].is_object()) {
    check.problem("index.json: expected canonical JSON with a salt and files");
  } else {
    const json& stated = (*value)["files"];
    for (const auto& file : hashes) {
      const auto found = stated.find(file.name);
      if (found == stated.end()) {
        check.problem(file.name + " is not in the index");
      } else if (*found != hex_of(file.hash)) {
        check.problem(file.name + " has another hash than the index says");
      }
    }
    if (stated.size() > hashes.size()) check.problem("it names a file that is not there");
  }
  verified.checks.push_back(check.line(fmt::format("{} files as hashed", hashes.size())));
}

std::optional<Seal> check_seal(const ArchiveFiles& files, const Manifest& manifest, Verified& verified) {
  Check check("seal");
  auto seal = read_seal(files, manifest.hash, check);
  check_signature(files, manifest, check);
  const bool is_bundle = files.has(protocol::kIndexName);
  if (seal && is_bundle && protocol::Hash().text(files.get(protocol::kIndexName)).finish() != seal->index) {
    check.problem("index.json is not the one that was sealed");
  }
  verified.checks.push_back(check.line("signed by the box key"));
  return seal;
}

void check_trees(const Seal& seal, const protocol::TreeHead& ballots, const protocol::TreeHead& comments,
                 Verified& verified) {
  Check check("trees");
  compare_head("ballots", seal.ballots, ballots, check);
  compare_head("comments", seal.comments, comments, check);
  verified.checks.push_back(
      check.line(fmt::format("{} ballots {}, {} comments {}", ballots.size, hex_of(ballots.root),
                             comments.size, hex_of(comments.root))));
}

}  // namespace candor::server::verify
