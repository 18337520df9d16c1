#include "server/app/claims.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "forms/round_json.h"
#include "server/app/opening.h"
#include "server/app/signing_thread.h"
#include "server/app/wrong_codes.h"
#include "server/protocol/codes.h"
#include "server/protocol/credential.h"
#include "server/protocol/hash.h"
#include "server/protocol/rsa_key.h"
#include "server/protocol/sealed_box.h"
#include "server/store/register.h"

namespace candor::server {
namespace {

constexpr std::size_t kQueueLimit = 128;  // claims waiting for the signing thread

std::string_view what_use_says(ClaimState::Use use) {
  switch (use) {
    case ClaimState::Use::exchanged:
      return "this code was exchanged for a paper ballot; it cannot be used here any more";
    case ClaimState::Use::withdrawn:
      return "this code was withdrawn and replaced by another one";
    default:
      return "this code was used already, on another device or in another browser";
  }
}

ByteView bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// The stored answer holds the signatures one behind the other.
ClaimAnswer split_answer(const Bytes& stored) {
  const auto half = stored.begin() + protocol::kRsaBytes;
  return {{stored.begin(), half}, {half, stored.end()}};
}

}  // namespace

/// What claiming needs of an opened round: names, times, and the private keys, each read when first used.
struct ClaimingRound {
  forms::Round round;
  std::string manifest_hex;
  Bytes32 round_key{};
  bool has_key = false;
  std::vector<SigningKey> sealed_keys;
  std::map<std::pair<std::uint32_t, std::int64_t>, protocol::RsaPrivateKey> keys;  // the signing thread's own

  std::mutex mutex;  // guards status
  RoundStatus status;
  WrongCodes wrong_codes;

  RoundStatus status_now() {
    const std::lock_guard lock(mutex);
    return status;
  }

  Result<const protocol::RsaPrivateKey*> key_of(std::uint32_t unit, std::int64_t category) {
    if (const auto at = keys.find({unit, category}); at != keys.end()) return &at->second;
    const auto sealed = std::ranges::find_if(
        sealed_keys, [&](const SigningKey& key) { return key.unit == unit && key.category == category; });
    if (sealed == sealed_keys.end()) return fail(ErrorKind::internal, "the key of this group is missing");
    const auto der = protocol::open_secret(round_key, sealed->sealed);
    if (!der) return fail(der.error());
    auto key = protocol::RsaPrivateKey::from_der(*der);
    if (!key) return fail(std::move(key).error());
    return &keys.emplace(std::pair{unit, category}, *std::move(key)).first->second;
  }
};

Claims::Claims(Register& store, const KeyRoom& keys, Clock clock)
    : store_(store),
      keys_(keys),
      clock_(std::move(clock)),
      thread_(std::make_unique<SigningThread>(kQueueLimit)) {}

Claims::~Claims() = default;

void Claims::set_status(const RoundStatus& status) {
  {
    const std::unique_lock lock(mutex_);
    if (const auto at = rounds_.find(status.id); at != rounds_.end()) {
      // Claims that are under way hold what was known before: they must hear of it too.
      const std::lock_guard telling(at->second->mutex);
      at->second->status = status;
    }
    // The rest is read again when the next claim comes: rare, and never stale.
    rounds_.erase(status.id);
  }
  // Whoever waited for a signature has it, or was refused by the new status: what comes next counts claims.
  while (!thread_->run([] {})) std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

Result<std::shared_ptr<ClaimingRound>> Claims::find(std::string_view id) {
  {
    const std::shared_lock lock(mutex_);
    if (const auto at = rounds_.find(id); at != rounds_.end()) return at->second;
  }
  const std::unique_lock lock(mutex_);
  if (const auto at = rounds_.find(id); at != rounds_.end()) return at->second;
  const auto record = store_.get_round(id);
  if (!record || record->manifest_hash.empty())
    return fail(ErrorKind::not_found, "no such round is open here");
  auto read = forms::parse_round(record->file);
  if (!read) return fail(std::move(read).error());
  if (read->round.access != forms::AccessMode::credential)
    return fail(ErrorKind::not_found, "this round has no invitations");
  auto found = std::make_shared<ClaimingRound>();
  const auto round_key = keys_.find(id);
  auto sealed = store_.list_signing_keys(id);
  if (!round_key) return fail(round_key.error());
  if (!sealed) return fail(std::move(sealed).error());
  found->status = status_of(*record);
  // Without the round's key nothing can be signed: as shut as after a restore.
  found->has_key = round_key->has_value();
  if (*round_key) found->round_key = **round_key;
  found->round = std::move(read->round);
  found->manifest_hex = record->manifest_hash;
  found->sealed_keys = *std::move(sealed);
  rounds_.emplace(std::string(id), found);
  return found;
}

Result<ClaimAnswer> Claims::claim(std::string_view id, const ClaimRequest& request) {
  const auto found = find(id);
  if (!found) return fail(found.error());
  ClaimingRound& round = **found;
  const auto status = round.status_now();
  const std::int64_t now_s = clock_();
  if (!takes_casts(status, now_s)) return fail(ErrorKind::expired, "this round takes no claims now");
  if (request.manifest != round.manifest_hex)
    return fail(ErrorKind::conflict, "this claim belongs to another round or another opening of it");
  const auto& units = round.round.units;
  const auto& categories = round.round.categories;
  const auto in_range = [](std::int64_t number, std::size_t size) {
    return number >= 1 && static_cast<std::uint64_t>(number) <= size;
  };
  if (!in_range(request.part, units.size()) || !in_range(request.category, categories.size()))
    return fail(ErrorKind::invalid, "this round has no such part or category");
  const auto& unit = units[static_cast<std::size_t>(request.part - 1)];
  const bool with_comment = forms::asks_for_texts(round.round, unit);
  if (request.ballot.size() != protocol::kRsaBytes ||
      request.comment.size() != (with_comment ? protocol::kRsaBytes : 0))
    return fail(ErrorKind::invalid, "expected 256 bytes for each blinded message that this unit needs");
  if (status.claims_shut || !round.has_key)
    return fail(ErrorKind::busy, "claims are shut: this server was restored from a backup; casting goes on");
  const auto hash = protocol::claim_hash(
      id, unit.id, categories[static_cast<std::size_t>(request.category - 1)].id, request.secret);
  const auto known = store_.find_claim(id, hash);
  if (!known) return fail(known.error());
  if (!*known || request.secret.size() != protocol::kSecretCharacters)
    return round.wrong_codes.refuse(now_s);
  Result<ClaimAnswer> answer = fail(ErrorKind::internal, "");
  const bool done = thread_->run([&] { answer = settle(round, request, hash); });
  if (!done) return fail(ErrorKind::busy, "very many people claim just now; try again in a moment");
  return answer;
}

/// Runs in the signing thread only, so nothing can come between looking up and storing.
Result<ClaimAnswer> Claims::settle(ClaimingRound& round, const ClaimRequest& request, const Bytes32& hash) {
  const std::string& id = round.round.id;
  const auto known = store_.find_claim(id, hash);
  if (!known) return fail(known.error());
  if (!*known) return fail(ErrorKind::not_found, "this code is not in the list of this round");
  const auto& claim = **known;
  const auto request_hash = protocol::claim_request_hash(request.ballot, request.comment);
  const bool has_answer = claim.answer.size() >= protocol::kRsaBytes;  // not once the round is sealed
  if (claim.use == ClaimState::Use::claimed && claim.request_hash == request_hash && has_answer)
    return split_answer(claim.answer);
  if (claim.use != ClaimState::Use::unclaimed)
    return fail(ErrorKind::conflict, std::string(what_use_says(claim.use)));
  if (!takes_claims(round.status_now(), clock_()))
    return fail(ErrorKind::expired, "the closing time has passed: codes that were not used can no longer be");
  const auto ballot_key = round.key_of(claim.entry.unit, claim.entry.category);
  if (!ballot_key) return fail(ballot_key.error());
  auto ballot = (*ballot_key)->blind_sign(request.ballot);
  if (!ballot) return fail(std::move(ballot).error());
  ClaimAnswer answer{*std::move(ballot), {}};
  if (!request.comment.empty()) {
    const auto comment_key = round.key_of(claim.entry.unit, kCommentKey);
    if (!comment_key) return fail(comment_key.error());
    auto comment = (*comment_key)->blind_sign(request.comment);
    if (!comment) return fail(std::move(comment).error());
    answer.comment = *std::move(comment);
  }
  Bytes stored = answer.ballot;
  stored.insert(stored.end(), answer.comment.begin(), answer.comment.end());
  const auto sealed_secret = protocol::seal_secret(round.round_key, bytes_of(request.secret));
  if (auto kept = store_.record_claim(id, hash, request_hash, stored, sealed_secret); !kept)
    return fail(std::move(kept).error());
  return answer;
}

void Claims::tidy() {
  // Whatever was written: an exchange or an amendment tells its time by the audit entry beside it. A reader
  // may stand in the way; then it is tried again a moment later.
  (void)store_.tidy();
}

}  // namespace candor::server
