// The order of the checks. What each looks at stands in a file of its own.
#include "server/verify/verify.h"

#include "server/protocol/release_files.h"
#include "server/verify/archive_files.h"
#include "server/verify/frozen_round.h"
#include "server/verify/public_record.h"
#include "server/verify/recount.h"
#include "server/verify/rights.h"
#include "server/verify/rows.h"
#include "server/verify/seal_check.h"

namespace candor::server::verify {
namespace {

constexpr const char* kNothingFrozen =
    "what the round froze cannot be read, so ballots, lists and figures have nothing to be held against";

protocol::ArchiveShape shape_of(const ArchiveFiles& files, const FrozenRound& frozen) {
  return {frozen.parts.size(),
          frozen.has_lists(),
          frozen.by_credential(),
          files.has(protocol::kAmendmentsName),
          files.has(protocol::kRulesName),
          files.has(protocol::kReleasesName)};
}

/// What was decided when the round was sealed holds for every count from then on.
void raise_rules(const ArchiveFiles& files, FrozenRound& frozen, Verified& verified) {
  Check check("rules");
  if (auto rules = protocol::raised_rules(frozen.round.rules, files.get(protocol::kRulesName))) {
    frozen.round.rules = *std::move(rules);
  } else {
    check.problem(rules.error().detail);
  }
  verified.checks.push_back(check.line("the smallest group was raised when the round was sealed"));
}

struct Sealed {
  std::optional<FrozenRound> frozen;
  std::optional<Seal> seal;
};

/// What every archive has: manifest, seal, and what was frozen. `next`: the check that cannot be made without
/// it.
Sealed read_sealed(const ArchiveFiles& files, const std::optional<Bytes32>& manifest_hash, const char* next,
                   Verified& verified) {
  Sealed sealed;
  if (auto manifest = read_manifest(files, manifest_hash, verified)) {
    sealed.seal = check_seal(files, *manifest, verified);
    sealed.frozen = read_frozen(files, std::move(*manifest), verified);
  }
  if (!sealed.frozen) verified.checks.push_back(not_compared(next, kNothingFrozen));
  if (sealed.frozen && files.has(protocol::kRulesName)) raise_rules(files, *sealed.frozen, verified);
  return sealed;
}

void check_names(const ArchiveFiles& files, const std::vector<std::string>& names, Verified& verified) {
  Check check("files");
  files.compare_names(names, check);
  verified.checks.push_back(check.line("all that belong there, and no other"));
}

Rights read_rights(const ArchiveFiles& files, const FrozenRound& frozen, Verified& verified) {
  Rights rights = empty_rights(frozen);
  if (frozen.has_lists()) read_lists(files, frozen, rights, verified);
  if (files.has(protocol::kAmendmentsName)) read_amendments(files, frozen, true, rights, verified);
  if (frozen.by_credential()) read_claims(files, frozen, rights, verified);
  return rights;
}

}  // namespace

Verified verify_bundle(std::string_view archive, const VerifyOptions& options) {
  Verified verified;
  const auto files = ArchiveFiles::read(archive, "archive", verified);
  if (!files.readable()) return verified;
  check_index(files, verified);
  const auto [frozen, seal] = read_sealed(files, options.manifest, "ballots", verified);
  if (!frozen) return verified;
  check_names(files, protocol::bundle_names(shape_of(files, *frozen)), verified);
  const Rights rights = read_rights(files, *frozen, verified);
  CheckedRows ballots = check_rows(protocol::CastKind::ballot, files, *frozen, rights, verified);
  const CheckedRows comments = check_rows(protocol::CastKind::comment, files, *frozen, rights, verified);
  if (seal) check_trees(*seal, ballots.head, comments.head, verified);
  const Counts counts = check_counts(files, *frozen, rights, ballots, comments, verified);
  const auto tally = check_tallies(files, ballots, verified);
  if (options.public_record) {
    compare_record(*options.public_record, {files, ballots, comments, counts, tally}, verified);
  }
  return verified;
}

Verified verify_record(std::string_view archive, const std::optional<Bytes32>& manifest) {
  Verified verified;
  const auto files = ArchiveFiles::read(archive, "archive", verified);
  if (!files.readable()) return verified;
  const auto [frozen, seal] = read_sealed(files, manifest, "entries", verified);
  if (!frozen) return verified;
  check_names(files, protocol::record_names(shape_of(files, *frozen)), verified);
  Rights rights = empty_rights(*frozen);
  if (files.has(protocol::kAmendmentsName)) read_amendments(files, *frozen, false, rights, verified);
  check_record_alone(files, *frozen, rights, seal, verified);
  return verified;
}

}  // namespace candor::server::verify
