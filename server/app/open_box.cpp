#include "server/app/open_box.h"

#include <thread>

#include <nlohmann/json.hpp>

#include "forms/canonical_json.h"
#include "forms/round_json.h"
#include "server/app/count_round.h"
#include "server/protocol/canonical_files.h"
#include "server/protocol/credential.h"
#include "server/protocol/hash.h"
#include "server/protocol/merkle.h"
#include "server/protocol/seal_files.h"
#include "server/protocol/sealed_box.h"

namespace candor::server {
namespace {

Unexpected damaged(std::string_view what) {
  return fail(ErrorKind::internal, "the frozen files of this round are damaged: " + std::string(what));
}

struct Parts {
  std::vector<std::string> part_files, list_files;
};

Result<Parts> read_parts(const Box& box, std::size_t count, bool with_lists) {
  Parts parts;
  for (std::size_t i = 1; i <= count; ++i) {
    auto part = box.get_file(protocol::part_name(i));
    if (!part) return fail(std::move(part).error());
    parts.part_files.push_back(*std::move(part));
    if (!with_lists) continue;
    auto list = box.get_file(protocol::list_name(i));
    if (!list) return fail(std::move(list).error());
    parts.list_files.push_back(*std::move(list));
  }
  return parts;
}

/// The round file again: core.json with the units of the parts put back.
Result<forms::Round> join_round(std::string_view core, const std::vector<std::string>& part_files) {
  auto whole = forms::parse_json(core);
  if (!whole) return damaged("core.json");
  for (const auto& file : part_files) {
    auto part = forms::parse_json(file);
    if (!part || !part->is_object() || !part->contains("unit")) return damaged("a part");
    (*whole)["units"].push_back((*part)["unit"]);
  }
  auto read = forms::parse_round(whole->dump());
  if (!read) return damaged(read.error().detail);
  return std::move(read->round);
}

Result<protocol::TicketLists> load_lists(const Parts& parts, std::size_t categories) {
  std::vector<protocol::PartFiles> views;
  for (std::size_t i = 0; i < parts.part_files.size(); ++i)
    views.push_back({parts.part_files[i], parts.list_files[i]});
  return protocol::TicketLists::load(views, categories);
}

/// One group of a part, or its comments: its key, if it has one.
Result<void> add_group(const nlohmann::json& key, std::uint32_t unit, std::optional<std::uint32_t> category,
                       OpenBox& open) {
  if (key.is_null()) return {};
  if (!key.is_string()) return damaged("a key of a part");
  const auto spki = protocol::parse_base64url(key.get<std::string>());
  if (!spki) return damaged("a key of a part");
  auto parsed = protocol::RsaPublicKey::from_spki(*spki);
  if (!parsed) return damaged("a key of a part");
  open.groups.emplace(protocol::kid_of(*spki), CredentialGroup{unit, category, *std::move(parsed)});
  return {};
}

Result<void> load_groups(const std::vector<std::string>& part_files, OpenBox& open) {
  if (open.round->access != forms::AccessMode::credential) return {};
  for (std::uint32_t u = 0; u < part_files.size(); ++u) {
    const auto part = forms::parse_json(part_files[u]);
    if (!part || !part->contains("groups") || !(*part)["groups"].is_array() || !part->contains("comment_key"))
      return damaged("a part");
    std::uint32_t category = 0;
    for (const auto& group : (*part)["groups"]) {
      if (!group.is_object() || !group.contains("key")) return damaged("a group of a part");
      if (auto added = add_group(group["key"], u, category++, open); !added) return added;
    }
    if (auto added = add_group((*part)["comment_key"], u, std::nullopt, open); !added) return added;
  }
  return {};
}

/// Absent where there is none, or where the round's key is not at hand: then receipts are signed by nobody.
Result<std::optional<protocol::P256PrivateKey>> load_box_key(const Box& box, std::string_view round,
                                                             const KeyRoom& keys) {
  using Found = std::optional<protocol::P256PrivateKey>;
  const auto sealed = box.sealed_key();
  if (!sealed) return fail(sealed.error());
  if (sealed->empty()) return Found();
  const auto round_key = keys.find(round);
  if (!round_key) return fail(round_key.error());
  if (!*round_key) return Found();
  const auto der = protocol::open_secret(**round_key, *sealed);
  if (!der) return fail(ErrorKind::internal, "the key file of this round does not open its box key");
  auto key = protocol::P256PrivateKey::from_der(*der);
  if (!key) return fail(std::move(key).error());
  return Found(*std::move(key));
}

void index_ids(OpenBox& open) {
  for (std::uint32_t i = 0; i < open.round->units.size(); ++i) open.units.emplace(open.round->units[i].id, i);
  for (std::uint32_t i = 0; i < open.round->categories.size(); ++i)
    open.categories.emplace(open.round->categories[i].id, i);
  open.codebooks.resize(open.round->units.size());
}

}  // namespace

bool OpenBox::is_purged() const {
  return box->get_file(protocol::kBallotEntriesName).has_value();
}

RoundStatus OpenBox::status_now() const {
  const std::lock_guard lock(mutex);
  return status;
}

std::shared_ptr<const forms::Codebook> OpenBox::codebook_of(std::uint32_t unit) const {
  const std::lock_guard lock(mutex);
  auto& book = codebooks[unit];
  if (!book) book = std::make_shared<const forms::Codebook>(forms::make_codebook(*round, round->units[unit]));
  return book;
}

Result<std::shared_ptr<OpenBox>> load_open_box(std::unique_ptr<Box> box, std::string_view id,
                                               const KeyRoom& keys) {
  auto open = std::make_shared<OpenBox>();
  auto manifest = box->get_file("manifest.json");
  auto core = box->get_file("core.json");
  if (!manifest) return fail(std::move(manifest).error());
  if (!core) return fail(std::move(core).error());
  const auto json = forms::parse_json(*manifest);
  if (!json || !json->is_object() || !json->contains("parts") || !(*json)["parts"].is_number_unsigned())
    return damaged("manifest.json");
  auto files = box->list_files();
  if (!files) return fail(std::move(files).error());
  const bool with_lists = std::ranges::find(*files, protocol::list_name(1)) != files->end();
  auto parts = read_parts(*box, (*json)["parts"].get<std::size_t>(), with_lists);
  if (!parts) return fail(std::move(parts).error());
  auto round = join_round(*core, parts->part_files);
  if (!round) return fail(std::move(round).error());
  if (with_lists) {
    auto lists = load_lists(*parts, round->categories.size());
    if (!lists) return fail(std::move(lists).error());
    open->lists = *std::move(lists);
  }
  std::vector<Bytes32> leaves;
  for (const auto& file : parts->part_files) {
    leaves.push_back(
        protocol::merkle_leaf({reinterpret_cast<const std::uint8_t*>(file.data()), file.size()}));
  }
  open->part_levels = protocol::merkle_levels(std::move(leaves));
  open->round = std::make_shared<const forms::Round>(*std::move(round));
  if (auto loaded = load_groups(parts->part_files, *open); !loaded) return fail(std::move(loaded).error());
  auto box_key = load_box_key(*box, id, keys);
  if (!box_key) return fail(std::move(box_key).error());
  open->box_key = *std::move(box_key);
  open->manifest_hash = protocol::manifest_hash_of(*manifest);
  open->manifest_hex = protocol::hex_of(open->manifest_hash);
  open->manifest = *std::move(manifest);
  open->core = *std::move(core);
  open->box = std::move(box);
  open->counted = open->round;
  index_ids(*open);
  if (auto loaded = load_decisions(*open); !loaded) return fail(std::move(loaded).error());
  return open;
}

Result<analysis::RawTally> count_raw(const OpenBox& open) {
  return count_round(*open.box, *open.counted,
                     counting_threads(*open.counted, std::thread::hardware_concurrency()));
}

}  // namespace candor::server
