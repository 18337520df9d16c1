// Loads lists once, checks them against their parts, then only searches.
#include "server/protocol/ticket_lists.h"

#include <algorithm>
#include <functional>
#include <string>

#include <nlohmann/json.hpp>

#include "forms/canonical_json.h"
#include "server/protocol/codes.h"
#include "server/protocol/hash.h"

namespace candor::server::protocol {
namespace {

using nlohmann::json;

constexpr std::size_t kEntryBytes = 32;

struct StatedList {
  std::size_t count = 0;
  std::string hash;  ///< hex, empty: null
};

/// Reads `count_key` and `hash_key` of a part or a group; false where they are of another shape.
bool read_stated(const json& from, const char* count_key, const char* hash_key, StatedList& out) {
  const auto count = from.find(count_key), hash = from.find(hash_key);
  if (count == from.end() || hash == from.end() || !count->is_number_unsigned()) return false;
  if (!hash->is_null() && !hash->is_string()) return false;
  out.count = count->get<std::size_t>();
  out.hash = hash->is_null() ? std::string() : hash->get<std::string>();
  return true;
}

/// The lists a part states, in the order of lists/NNNN.bin; empty where the part cannot be read.
std::vector<StatedList> stated_lists(std::string_view part_json, std::size_t categories) {
  const auto part = forms::parse_json(part_json);
  if (!part || !part->is_object()) return {};
  const auto groups = part->find("groups");
  if (groups == part->end() || !groups->is_array() || groups->size() != categories) return {};
  std::vector<StatedList> stated(2 * categories + 1);
  for (std::size_t i = 0; i < categories; ++i) {
    const json& group = (*groups)[i];
    if (!group.is_object() || !read_stated(group, "invitations", "claims", stated[2 * i]) ||
        !read_stated(group, "tickets", "bearers", stated[2 * i + 1]))
      return {};
  }
  if (!read_stated(*part, "comment_tickets", "comment_bearers", stated.back())) return {};
  return stated;
}

bool is_as_stated(std::span<const Bytes32> list, const StatedList& stated) {
  if (list.empty()) return stated.hash.empty();
  const bool ascends = std::adjacent_find(list.begin(), list.end(), std::greater_equal<>()) == list.end();
  Hash hash("list");
  for (const Bytes32& entry : list) hash.bytes(entry);
  return ascends && hex_of(hash.finish()) == stated.hash;
}

void append_entries(std::vector<Bytes32>& entries, std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size(); at += kEntryBytes) {
    Bytes32& entry = entries.emplace_back();
    std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), kEntryBytes, entry.begin());
  }
}

Unexpected bad_part(std::size_t index, const char* what) {
  return fail(ErrorKind::invalid, "Part " + std::to_string(index + 1) + " of the round: " + what);
}

}  // namespace

Result<TicketLists> TicketLists::load(std::span<const PartFiles> parts, std::size_t categories) {
  TicketLists lists;
  lists.lists_per_unit_ = 2 * categories + 1;
  std::size_t total_bytes = 0;
  for (const PartFiles& part : parts) total_bytes += part.list_bytes.size();
  lists.entries_.reserve(total_bytes / kEntryBytes);
  lists.ends_.reserve(parts.size() * lists.lists_per_unit_);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto stated = stated_lists(parts[i].part_json, categories);
    if (stated.empty()) return bad_part(i, "its part file is damaged.");
    std::string_view rest = parts[i].list_bytes;
    for (const StatedList& one : stated) {
      if (one.count > rest.size() / kEntryBytes)
        return bad_part(i, "its list of invitations and tickets is too short.");
      const std::size_t begin = lists.entries_.size();
      append_entries(lists.entries_, rest.substr(0, one.count * kEntryBytes));
      rest.remove_prefix(one.count * kEntryBytes);
      if (!is_as_stated(std::span(lists.entries_).subspan(begin), one)) {
        return bad_part(i, "its list of invitations or tickets is not the one that was frozen at opening.");
      }
      lists.ends_.push_back(lists.entries_.size());
    }
    if (!rest.empty()) return bad_part(i, "its list of invitations and tickets is too long.");
  }
  return lists;
}

bool TicketLists::holds(std::size_t list, const Bytes32& bearer) const {
  if (list >= ends_.size()) return false;
  const auto begin = entries_.begin() + static_cast<std::ptrdiff_t>(list == 0 ? 0 : ends_[list - 1]);
  const auto end = entries_.begin() + static_cast<std::ptrdiff_t>(ends_[list]);
  return begin != end && std::binary_search(begin, end, bearer_hash(bearer));
}

std::size_t TicketLists::count_ballots(std::size_t unit, std::size_t category) const {
  const std::size_t list = unit * lists_per_unit_ + 2 * category + 1;
  return list < ends_.size() ? ends_[list] - ends_[list - 1] : 0;
}

bool TicketLists::holds_ballot(std::size_t unit, std::size_t category, const Bytes32& bearer) const {
  if (2 * category + 1 >= lists_per_unit_ || unit >= ends_.size()) return false;
  return holds(unit * lists_per_unit_ + 2 * category + 1, bearer);
}

bool TicketLists::holds_comment(std::size_t unit, const Bytes32& bearer) const {
  if (unit >= ends_.size()) return false;
  return holds(unit * lists_per_unit_ + lists_per_unit_ - 1, bearer);
}

}  // namespace candor::server::protocol
