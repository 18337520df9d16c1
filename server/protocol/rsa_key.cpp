// Admits RSA-2048 with e = 65537 and nothing else; the operations are RsaCore's.
#include "server/protocol/rsa_key.h"

#include "server/protocol/rsa_core.h"

namespace candor::server::protocol {
namespace {

constexpr std::size_t kBits = kRsaBytes * 8;
constexpr int kSaltBytes = 48;  // RSABSSA-SHA384-PSS-Randomized

bool is_admitted(const RsaCore& core) {
  return core.bits() == kBits && core.has_exponent_65537();
}

Unexpected refuse_key() {
  return fail(ErrorKind::invalid, "A credential key is RSA with 2048 bits and the exponent 65537.");
}

}  // namespace

struct RsaPublicKey::Key {
  RsaCore core;
  Bytes spki;
};

RsaPublicKey::RsaPublicKey(std::unique_ptr<Key> key) : key_(std::move(key)) {}
RsaPublicKey::RsaPublicKey(RsaPublicKey&&) noexcept = default;
RsaPublicKey& RsaPublicKey::operator=(RsaPublicKey&&) noexcept = default;
RsaPublicKey::~RsaPublicKey() = default;

Result<RsaPublicKey> RsaPublicKey::from_spki(ByteView spki) {
  auto core = RsaCore::from_spki(spki);
  if (!core) return fail(core.error());
  if (!is_admitted(*core)) return refuse_key();
  return RsaPublicKey(std::make_unique<Key>(Key{std::move(*core), Bytes(spki.begin(), spki.end())}));
}

bool RsaPublicKey::verifies(ByteView prepared, ByteView signature) const {
  return key_->core.verifies(prepared, signature, kSaltBytes);
}

const Bytes& RsaPublicKey::spki() const {
  return key_->spki;
}

struct RsaPrivateKey::Key {
  RsaCore core;
};

RsaPrivateKey::RsaPrivateKey(std::unique_ptr<Key> key) : key_(std::move(key)) {}
RsaPrivateKey::RsaPrivateKey(RsaPrivateKey&&) noexcept = default;
RsaPrivateKey& RsaPrivateKey::operator=(RsaPrivateKey&&) noexcept = default;
RsaPrivateKey::~RsaPrivateKey() = default;

Result<RsaPrivateKey> RsaPrivateKey::generate() {
  auto core = RsaCore::generate(kBits);
  if (!core) return fail(core.error());
  return RsaPrivateKey(std::make_unique<Key>(Key{std::move(*core)}));
}

Result<RsaPrivateKey> RsaPrivateKey::from_der(ByteView der) {
  auto core = RsaCore::from_private_der(der);
  if (!core) return fail(core.error());
  if (!is_admitted(*core)) return refuse_key();
  return RsaPrivateKey(std::make_unique<Key>(Key{std::move(*core)}));
}

Result<Bytes> RsaPrivateKey::to_der() const {
  Bytes der = key_->core.private_der();
  if (der.empty()) return fail(ErrorKind::internal, "An RSA key could not be written.");
  return der;
}

Result<Bytes> RsaPrivateKey::spki() const {
  Bytes spki = key_->core.spki();
  if (spki.empty()) return fail(ErrorKind::internal, "An RSA key could not be written.");
  return spki;
}

Result<Bytes> RsaPrivateKey::blind_sign(ByteView blinded) const {
  return key_->core.private_operation(blinded);
}

}  // namespace candor::server::protocol
