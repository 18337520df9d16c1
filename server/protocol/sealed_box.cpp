// libsodium's secretbox behind two functions.
#include "server/protocol/sealed_box.h"

#include <sodium.h>

#include <span>

#include "server/protocol/hash.h"

namespace candor::server::protocol {

static_assert(std::tuple_size_v<Bytes32> == crypto_secretbox_KEYBYTES);

Bytes seal_secret(const Bytes32& key, ByteView plain) {
  Bytes sealed(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + plain.size());
  const std::span<std::uint8_t> nonce = std::span(sealed).first(crypto_secretbox_NONCEBYTES);
  fill_random(nonce);
  // Fails only for messages longer than the address space.
  crypto_secretbox_easy(sealed.data() + crypto_secretbox_NONCEBYTES, plain.data(), plain.size(), nonce.data(),
                        key.data());
  return sealed;
}

Result<Bytes> open_secret(const Bytes32& key, ByteView sealed) {
  constexpr std::size_t kOverhead = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  const auto refused = [] {
    return fail(ErrorKind::invalid, "A sealed secret is damaged, or was sealed under another key.");
  };
  if (sealed.size() < kOverhead) return refused();
  const ByteView box = sealed.subspan(crypto_secretbox_NONCEBYTES);
  Bytes plain(sealed.size() - kOverhead);
  if (crypto_secretbox_open_easy(plain.data(), box.data(), box.size(), sealed.data(), key.data()) != 0) {
    return refused();
  }
  return plain;
}

void wipe_secret(Bytes& secret) {
  sodium_memzero(secret.data(), secret.size());
  secret.clear();
}

void wipe_secret(Bytes32& secret) {
  sodium_memzero(secret.data(), secret.size());
}

}  // namespace candor::server::protocol
