// Secrets at rest: a signing key in the store lies encrypted under a key that is kept in a file of its own
// (key_file.h). libsodium underneath.
#pragma once

#include "forms/result.h"
#include "server/store/bytes.h"

namespace candor::server::protocol {

/// nonce (24 random bytes) ‖ XSalsa20-Poly1305 box (16 bytes longer than `plain`): crypto_secretbox_easy.
[[nodiscard]] Bytes seal_secret(const Bytes32& key, ByteView plain);
/// What seal_secret was given. The caller wipes it. Errors: `invalid` (another key, or damaged).
[[nodiscard]] Result<Bytes> open_secret(const Bytes32& key, ByteView sealed);

/// Overwrites bytes in a way that no compiler leaves out, and empties them.
void wipe_secret(Bytes& secret);
void wipe_secret(Bytes32& secret);

}  // namespace candor::server::protocol
