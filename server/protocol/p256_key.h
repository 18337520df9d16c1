// P-256 keys: of a credential (the browser holds the private half) and of a box (receipts, seal, amendments).
// ECDSA with SHA-256; signatures are raw r ‖ s, 64 bytes. OpenSSL underneath.
#pragma once

#include <array>
#include <memory>

#include "forms/result.h"
#include "server/store/bytes.h"

namespace candor::server::protocol {

inline constexpr std::size_t kPointBytes = 64;     ///< x ‖ y
inline constexpr std::size_t kP256SpkiBytes = 91;  ///< 27 fixed bytes ‖ x ‖ y
using Point = std::array<std::uint8_t, kPointBytes>;
using P256Signature = std::array<std::uint8_t, 64>;

/// The 91 bytes of SubjectPublicKeyInfo of a point.
[[nodiscard]] Bytes spki_of(const Point& point);
/// Errors: `invalid` (length, fixed bytes). Does not look whether the point lies on the curve.
[[nodiscard]] Result<Point> point_of_spki(ByteView spki);

/// Immutable; any number of threads may ask one key.
class P256PublicKey {
 public:
  /// Errors: `invalid` (not on the curve).
  static Result<P256PublicKey> from_point(const Point& point);
  P256PublicKey(P256PublicKey&&) noexcept;
  P256PublicKey& operator=(P256PublicKey&&) noexcept;
  ~P256PublicKey();
  /// Both (r, s) and (r, n − s) verify: what is signed identifies a cast, never its signature.
  [[nodiscard]] bool verifies(ByteView message, const P256Signature& signature) const;

 private:
  struct Key;
  explicit P256PublicKey(std::unique_ptr<Key> key);
  std::unique_ptr<Key> key_;
};

class P256PrivateKey {
 public:
  static Result<P256PrivateKey> generate();
  /// `der`: what to_der gave. Errors: `invalid`.
  static Result<P256PrivateKey> from_der(ByteView der);
  P256PrivateKey(P256PrivateKey&&) noexcept;
  P256PrivateKey& operator=(P256PrivateKey&&) noexcept;
  ~P256PrivateKey();
  [[nodiscard]] Result<Bytes> to_der() const;
  [[nodiscard]] Result<Point> point() const;
  /// Thread-safe. Errors: `internal`.
  [[nodiscard]] Result<P256Signature> sign(ByteView message) const;

 private:
  struct Key;
  explicit P256PrivateKey(std::unique_ptr<Key> key);
  std::unique_ptr<Key> key_;
};

}  // namespace candor::server::protocol
