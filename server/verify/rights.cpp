#include "server/verify/rights.h"

#include <algorithm>

#include <fmt/format.h>

#include "server/protocol/canonical_files.h"
#include "server/protocol/codes.h"
#include "server/protocol/hash.h"
#include "server/protocol/seal_files.h"

namespace candor::server::verify {
namespace {

constexpr std::size_t kHashBytes = 32;

/// Takes one list off the front of `rest`, and checks it.
HashList take_list(std::string_view& rest, const StatedList& stated, const std::string& place, Check& check) {
  if (stated.count > rest.size() / kHashBytes) {
    check.problem(
        fmt::format("{}: expected {} hashes, found {}", place, stated.count, rest.size() / kHashBytes));
    rest = {};
    return {};
  }
  const HashList list{rest.substr(0, stated.count * kHashBytes)};
  rest.remove_prefix(list.bytes.size());
  for (std::size_t i = 1; i < list.size(); ++i) {
    if (list.at(i - 1) >= list.at(i)) {
      check.problem(fmt::format("{}: hash {} does not ascend", place, i + 1));
      break;
    }
  }
  const bool as_stated =
      stated.hash ? protocol::Hash("list").text(list.bytes).finish() == *stated.hash : list.bytes.empty();
  if (!as_stated) check.problem(place + ": not the list that the part states");
  return list;
}

void read_list_file(const ArchiveFiles& files, const FrozenRound& frozen, std::uint32_t unit,
                    UnitRights& rights, Check& check) {
  const std::string name = protocol::list_name(unit + 1);
  if (!files.has(name)) check.problem(name + " is missing");
  std::string_view rest = files.get(name);
  const FrozenPart& part = frozen.parts[unit];
  for (std::size_t c = 0; c < part.groups.size(); ++c) {
    const std::string place = fmt::format("{}, category {}", name, frozen.round.categories[c].id);
    rights.groups[c].claims = take_list(rest, part.groups[c].claims, place + ", claims", check);
    rights.groups[c].bearers = take_list(rest, part.groups[c].bearers, place + ", tickets", check);
  }
  rights.comment_bearers = take_list(rest, part.comment_bearers, name + ", comments", check);
  if (!rest.empty()) check.problem(fmt::format("{}: {} bytes too long", name, rest.size()));
}

bool ascends(const std::vector<Bytes32>& hashes) {
  return std::adjacent_find(hashes.begin(), hashes.end(), std::greater_equal<>()) == hashes.end();
}

/// Applies amendments in their order.
class AmendmentReader {
 public:
  AmendmentReader(const FrozenRound& frozen, bool has_lists, Rights& rights, Check& check)
      : frozen_(frozen), has_lists_(has_lists), rights_(rights), check_(check) {}

  void read(std::string_view line) {
    ++number_;
    const auto amendment = protocol::parse_amendment_line(line);
    if (!amendment) {
      problem(amendment.error().detail);
    } else {
      check_signature(*amendment);
      apply(*amendment);
    }
    previous_ = line;
  }

  [[nodiscard]] std::string summary() const {
    return fmt::format("{} amendments: {} invitations added, {} withdrawn", number_, added_, removed_);
  }

 private:
  void problem(const std::string& what) {
    check_.problem(fmt::format("{} line {}: {}", protocol::kAmendmentsName, number_, what));
  }

  void check_signature(const protocol::Amendment& amendment) {
    if (amendment.number != number_)
      problem(fmt::format("expected number {}, found {}", number_, amendment.number));
    const Bytes message = protocol::amendment_message(frozen_.manifest.hash, amendment.number, previous_,
                                                      protocol::amendment_unsigned_json(amendment));
    if (!frozen_.manifest.box_key || !frozen_.manifest.box_key->verifies(message, amendment.signature)) {
      problem("the box key did not sign it, or not behind this line before it");
    }
  }

  void apply(const protocol::Amendment& amendment) {
    const auto category = frozen_.find_category(amendment.category);
    if (amendment.part < 1 || amendment.part > frozen_.parts.size() || !category) {
      problem("no such unit or category");
      return;
    }
    if (frozen_.parts[amendment.part - 1].groups[*category].key.empty())
      problem("nobody is invited in that group");
    if (!ascends(amendment.add) || !ascends(amendment.remove)) problem("hashes do not ascend");
    if (amendment.add.empty() && amendment.remove.empty()) problem("it changes nothing");
    GroupRights& group = rights_[amendment.part - 1].groups[*category];
    for (const Bytes32& hash : amendment.add) add(group, hash);
    for (const Bytes32& hash : amendment.remove) remove(group, hash);
  }

  void add(GroupRights& group, const Bytes32& hash) {
    ++added_;
    const bool stood_before = group.claims.contains(hash) || !group.added.insert(hash).second;
    if (stood_before) problem("adds a hash that stood there before: " + protocol::hex_of(hash));
  }

  void remove(GroupRights& group, const Bytes32& hash) {
    ++removed_;
    const bool stands = !has_lists_ || group.claims.contains(hash) || group.added.contains(hash);
    if (!group.removed.insert(hash).second || !stands) {
      problem("withdraws a hash that does not stand there: " + protocol::hex_of(hash));
    }
  }

  const FrozenRound& frozen_;
  bool has_lists_;
  Rights& rights_;
  Check& check_;
  std::uint32_t number_ = 0;
  std::uint64_t added_ = 0, removed_ = 0;
  std::string_view previous_;
};

/// What is wrong with a line of claims.jsonl; empty: nothing, and it was counted.
std::string read_claim(std::string_view line, const FrozenRound& frozen, Rights& rights) {
  const auto code = protocol::parse_claim_line(line);
  if (!code) return code.error().detail;
  const auto unit = frozen.find_unit(code->unit);
  const auto category = frozen.find_category(code->category);
  if (!unit || !category) return "no such unit or category";
  if (!protocol::is_secret(code->secret)) return "expected a secret of 20 characters in Crockford's base 32";
  GroupRights& group = rights[*unit].groups[*category];
  if (!group.may_claim(protocol::claim_hash(frozen.round.id, code->unit, code->category, code->secret))) {
    return "this code is in no list of its unit and category";
  }
  ++group.claimed;
  return {};
}

}  // namespace

Bytes32 HashList::at(std::size_t index) const {
  Bytes32 hash;
  std::copy_n(bytes.data() + index * kHashBytes, kHashBytes, hash.begin());
  return hash;
}

bool HashList::contains(const Bytes32& hash) const {
  std::size_t begin = 0, end = size();
  while (begin < end) {
    const std::size_t middle = begin + (end - begin) / 2;
    const Bytes32 here = at(middle);
    if (here == hash) return true;
    if (here < hash) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  return false;
}

bool GroupRights::may_claim(const Bytes32& hash) const {
  return (claims.contains(hash) || added.contains(hash)) && !removed.contains(hash);
}

std::uint64_t GroupRights::invitations(const FrozenGroup& frozen) const {
  return frozen.claims.count + added.size() - removed.size();
}

Rights empty_rights(const FrozenRound& frozen) {
  Rights rights(frozen.parts.size());
  for (UnitRights& unit : rights) unit.groups.resize(frozen.round.categories.size());
  return rights;
}

void read_lists(const ArchiveFiles& files, const FrozenRound& frozen, Rights& rights, Verified& verified) {
  Check check("lists");
  std::size_t bytes = 0;
  for (std::uint32_t unit = 0; unit < rights.size(); ++unit) {
    read_list_file(files, frozen, unit, rights[unit], check);
    bytes += files.get(protocol::list_name(unit + 1)).size();
  }
  verified.checks.push_back(
      check.line(fmt::format("{} hashes, ascending, as the parts state", bytes / kHashBytes)));
}

void read_amendments(const ArchiveFiles& files, const FrozenRound& frozen, bool has_lists, Rights& rights,
                     Verified& verified) {
  Check check("amendments");
  AmendmentReader reader(frozen, has_lists, rights, check);
  const std::string_view file = files.get(protocol::kAmendmentsName);
  if (files.has(protocol::kAmendmentsName) && file.empty()) check.problem("an empty file");
  for (const std::string_view line : protocol::split_lines(file)) reader.read(line);
  verified.checks.push_back(check.line(reader.summary()));
}

void read_claims(const ArchiveFiles& files, const FrozenRound& frozen, Rights& rights, Verified& verified) {
  Check check("claims");
  const auto lines = protocol::split_lines(files.get(protocol::kClaimsName));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string wrong = read_claim(lines[i], frozen, rights);
    if (wrong.empty() && i > 0 && lines[i - 1] >= lines[i]) wrong = "does not ascend, or stands twice";
    if (!wrong.empty()) check.problem(fmt::format("{} line {}: {}", protocol::kClaimsName, i + 1, wrong));
  }
  verified.checks.push_back(check.line(fmt::format("{} codes, each in its list, once", lines.size())));
}

}  // namespace candor::server::verify
