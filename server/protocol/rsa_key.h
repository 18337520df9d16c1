// RSA keys of credentials: RFC 9474's RSABSSA-SHA384-PSS-Randomized on the signer's and the verifier's side.
// OpenSSL underneath.
#pragma once

#include <memory>

#include "forms/result.h"
#include "server/store/bytes.h"

namespace candor::server::protocol {

inline constexpr std::size_t kRsaBytes = 256;  ///< RSA-2048: modulus, blinded messages, signatures

/// Immutable; any number of threads may ask one key.
class RsaPublicKey {
 public:
  /// `spki`: DER SubjectPublicKeyInfo, rsaEncryption, 2048 bits, e = 65537, byte for byte as DER demands.
  /// Errors: `invalid`.
  static Result<RsaPublicKey> from_spki(ByteView spki);
  RsaPublicKey(RsaPublicKey&&) noexcept;
  RsaPublicKey& operator=(RsaPublicKey&&) noexcept;
  ~RsaPublicKey();

  /// RSASSA-PSS, SHA-384, MGF1 with SHA-384, salt of 48 bytes. `prepared`: prefix ‖ message.
  [[nodiscard]] bool verifies(ByteView prepared, ByteView signature) const;
  [[nodiscard]] const Bytes& spki() const;

 private:
  struct Key;
  explicit RsaPublicKey(std::unique_ptr<Key> key);
  std::unique_ptr<Key> key_;
};

class RsaPrivateKey {
 public:
  /// RSA-2048, e = 65537; takes 0.1 to 1 s. Errors: `internal`.
  static Result<RsaPrivateKey> generate();
  /// `der`: what to_der gave. Errors: `invalid`.
  static Result<RsaPrivateKey> from_der(ByteView der);
  RsaPrivateKey(RsaPrivateKey&&) noexcept;
  RsaPrivateKey& operator=(RsaPrivateKey&&) noexcept;
  ~RsaPrivateKey();

  [[nodiscard]] Result<Bytes> to_der() const;
  [[nodiscard]] Result<Bytes> spki() const;
  /// RFC 9474, 4.3: the raw private operation, checked with the public key before it is given away. Errors:
  /// `invalid` (not 256 bytes, or not below the modulus), `internal` (the check failed).
  [[nodiscard]] Result<Bytes> blind_sign(ByteView blinded) const;

 private:
  struct Key;
  explicit RsaPrivateKey(std::unique_ptr<Key> key);
  std::unique_ptr<Key> key_;
};

}  // namespace candor::server::protocol
