// Credentials in bulk: each with a key pair of its own, signed by its group's RSA key, and one cast with it.
#include <algorithm>
#include <array>
#include <chrono>
#include <exception>
#include <mutex>
#include <thread>

#include <fmt/format.h>

#include "forms/round_json.h"
#include "server/app/opening.h"
#include "server/protocol/blind_client.h"
#include "server/protocol/credential.h"
#include "server/protocol/hash.h"
#include "tests/bench/bench_round.h"
#include "tests/bench/cast_request.h"
#include "tests/bench/signing_keys.h"

namespace candor::bench {
namespace {

namespace protocol = server::protocol;

constexpr int kUnits = 4;  // each group needs an RSA key, which takes a third of a second to make
constexpr int kCategories = 3;
constexpr std::size_t kPssSaltBytes = 48;

/// As the registrar does: the server hears the hashes of the codes.
void invite(server::Program& program, const std::string& id) {
  const auto draft = or_throw(program.rounds().get(id));
  std::vector<server::ClaimEntry> claims;
  for (std::uint32_t u = 0; u < draft.round.units.size(); ++u) {
    const auto& unit = draft.round.units[u];
    for (std::uint32_t c = 0; c < draft.round.categories.size(); ++c) {
      const auto& category = draft.round.categories[c].id;
      for (int i = server::due_of(unit, category); i > 0; --i)
        claims.push_back({protocol::claim_hash(id, unit.id, category, server::draw_secret()), u, c});
    }
  }
  or_throw(program.invitations().import_hashes(id, std::move(claims), draft.record.version, "-"));
}

forms::Round open_round(server::Program& program, const std::string& id) {
  or_throw(program.moves().open(id, {}, "-"));
  for (;;) {
    auto view = or_throw(program.rounds().get(id));
    if (view.record.state == forms::RoundState::open) return std::move(view.round);
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

/// What casts of one round share; read by several threads.
struct CastMaker {
  const forms::Round& round;
  const std::vector<GroupKey>& keys;
  const server::Bytes32& manifest_hash;
  std::vector<forms::Codebook> books;  // by unit

  std::string make(const GroupKey& group, std::mt19937_64& random) const {
    const auto holder = or_throw(protocol::P256PrivateKey::generate());
    const auto point = or_throw(holder.point());
    const auto prefix = protocol::random32();
    const auto signature = or_throw(group.key.blind_sign(encode(group, point, prefix)));
    const auto salt = protocol::random32();
    const std::string body = random_body(books[group.unit], random);
    const auto entry = protocol::make_entry(protocol::credential_nullifier(manifest_hash, group.kid, point),
                                            1, protocol::body_commitment(salt, body));
    const auto body_signature = or_throw(holder.sign(protocol::cast_message(entry)));
    return make_request(fmt::format(
        R"({{"manifest":"{}","kid":"{}","spki":"{}","prefix":"{}","signature":"{}","revision":1,"salt":"{}",)"
        R"("body":{},"body_signature":"{}")",
        protocol::hex_of(manifest_hash), protocol::hex_of(group.kid),
        protocol::base64url_of(protocol::spki_of(point)), protocol::base64url_of(prefix),
        protocol::base64url_of(signature), protocol::hex_of(salt), quoted(body),
        protocol::base64url_of(body_signature)));
  }

  /// The signer's own way to a PSS signature: nothing blinds it, and the result is the same.
  server::Bytes encode(const GroupKey& group, const protocol::Point& point,
                       const server::Bytes32& prefix) const {
    std::array<std::uint8_t, kPssSaltBytes> salt{};
    protocol::fill_random(salt);
    const auto message =
        protocol::credential_message(protocol::CastKind::ballot, manifest_hash, group.kid, point);
    return or_throw(
        protocol::encode_pss(protocol::prepared_message(prefix, message), salt, protocol::kRsaBytes));
  }
};

/// Requests i, i + step, i + 2·step…, group by group in turn.
void make_every(const CastMaker& maker, std::size_t begin, std::size_t step, std::vector<std::string>& into) {
  std::mt19937_64 random(20260101 + begin);
  for (std::size_t i = begin; i < into.size(); i += step) {
    into[i] = maker.make(maker.keys[i % maker.keys.size()], random);
  }
}

void make_all(const CastMaker& maker, std::vector<std::string>& into) {
  const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
  std::mutex mutex;
  std::exception_ptr failure;
  {
    std::vector<std::jthread> workers;
    for (std::size_t t = 0; t < threads; ++t) {
      workers.emplace_back([&, t] {
        try {
          make_every(maker, t, threads, into);
        } catch (...) {
          const std::lock_guard lock(mutex);
          failure = std::current_exception();
        }
      });
    }
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace

PreparedCasts prepare_credential_casts(const std::filesystem::path& data, int items, std::size_t casts) {
  const int due = static_cast<int>(casts / (kUnits * kCategories)) + 1;
  auto draft = make_bench_round({items, kUnits, due});
  draft.access = forms::AccessMode::credential;
  forms::Round round;
  PreparedCasts prepared;
  {
    auto program = or_throw(server::Program::open(data, server::system_now_s));
    or_throw(program->rounds().create(forms::encode_round(draft), "-"));
    invite(*program, draft.id);
    round = open_round(*program, draft.id);
    prepared = describe_round(program->boxes(), draft.id);
    program->boxes().drain();
  }
  const auto keys = read_signing_keys(data, round.id);
  CastMaker maker{round, keys, prepared.manifest_hash, {}};
  for (const auto& unit : round.units) maker.books.push_back(forms::make_codebook(round, unit));
  prepared.requests.resize(casts);
  make_all(maker, prepared.requests);
  std::mt19937_64 random(20260101);
  std::ranges::shuffle(prepared.requests, random);
  return prepared;
}

}  // namespace candor::bench
