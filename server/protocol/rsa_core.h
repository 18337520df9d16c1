// RSA as RFC 9474 needs it, at any size of key, over OpenSSL. For rsa_key.cpp, which admits one size only,
// and for the published vectors, whose keys are of other sizes.
#pragma once

#include <memory>

#include "forms/result.h"
#include "server/store/bytes.h"

namespace candor::server::protocol {

/// Immutable; any number of threads may ask one key.
class RsaCore {
 public:
  /// DER SubjectPublicKeyInfo, rsaEncryption, byte for byte as DER demands. Errors: `invalid`.
  static Result<RsaCore> from_spki(ByteView spki);
  /// PKCS#1 RSAPrivateKey, byte for byte as DER demands. Errors: `invalid`.
  static Result<RsaCore> from_private_der(ByteView der);
  /// e = 65537. Errors: `internal`.
  static Result<RsaCore> generate(std::size_t bits);
  RsaCore(RsaCore&&) noexcept;
  RsaCore& operator=(RsaCore&&) noexcept;
  ~RsaCore();

  [[nodiscard]] std::size_t bits() const;
  [[nodiscard]] bool has_exponent_65537() const;
  /// Empty where OpenSSL fails (no memory).
  [[nodiscard]] Bytes spki() const;
  [[nodiscard]] Bytes private_der() const;

  /// RSASSA-PSS with SHA-384 and MGF1 with SHA-384, salt of exactly `salt_bytes`.
  [[nodiscard]] bool verifies(ByteView prepared, ByteView signature, int salt_bytes) const;
  /// The raw private operation, in constant time and with OpenSSL's own blinding; the result is checked by
  /// the public operation. Errors: `invalid` (length, not below the modulus), `internal`.
  [[nodiscard]] Result<Bytes> private_operation(ByteView input) const;

 private:
  struct Key;
  explicit RsaCore(std::unique_ptr<Key> key);
  std::unique_ptr<Key> key_;
};

}  // namespace candor::server::protocol
