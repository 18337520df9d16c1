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

}  // namespace candor::server::protocol
