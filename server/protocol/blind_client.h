// The respondent's side of a claim, as the browser does it (RFC 9474, 4.1, 4.2, 4.4): for rehearsals,
// benchmarks and tests. The server itself never blinds anything.
#pragma once

#include "forms/result.h"
#include "server/protocol/rsa_key.h"

namespace candor::server::protocol {

struct Blinded {
  Bytes prepared;  ///< prefix (32 bytes) ‖ message
  Bytes blinded;   ///< 256 bytes, to be sent
  Bytes inverse;   ///< 256 bytes, kept
};

/// Draws prefix, salt and blinding factor. Errors: `internal`.
[[nodiscard]] Result<Blinded> blind(const RsaPublicKey& key, ByteView message);
/// The signature of `prepared`, verified. Errors: `invalid` (the answer is no blind signature of it).
[[nodiscard]] Result<Bytes> finalize(const RsaPublicKey& key, const Blinded& blinded, ByteView answer);

// The same with nothing left to chance and at any whole number of bytes of modulus (big-endian; e = 65537):
// only for the published vectors and for tests of the above.

/// EMSA-PSS-ENCODE (RFC 8017, 9.1.1) with SHA-384 for a modulus of `size` bytes. Errors: `invalid` (too
/// small, or above 1,024 bytes), `internal`.
[[nodiscard]] Result<Bytes> encode_pss(ByteView prepared, ByteView salt, std::size_t size);
/// Blind (RFC 9474, 4.2). `factor`: r, below the modulus. Errors: `invalid` (message or factor share a factor
/// with the modulus), `internal`.
[[nodiscard]] Result<Blinded> blind_with(ByteView modulus, ByteView prepared, ByteView salt, ByteView factor);
/// Finalize (RFC 9474, 4.4) without the verification at its end. Errors: `invalid` (length, not below the
/// modulus), `internal`.
[[nodiscard]] Result<Bytes> unblind(ByteView modulus, ByteView answer, ByteView inverse);

}  // namespace candor::server::protocol
