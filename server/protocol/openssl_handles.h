// Owners of what OpenSSL hands out, and a guard for its queue of errors. Included by the .cpp files that
// speak OpenSSL, by no header that others see.
#pragma once

#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include <memory>

#include "server/store/bytes.h"

namespace candor::server::protocol {

struct FreeOpenssl {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
  void operator()(BN_CTX* context) const { BN_CTX_free(context); }
  void operator()(BIGNUM* number) const { BN_clear_free(number); }
};
using PkeyOwner = std::unique_ptr<EVP_PKEY, FreeOpenssl>;
using PkeyContextOwner = std::unique_ptr<EVP_PKEY_CTX, FreeOpenssl>;
using BnContextOwner = std::unique_ptr<BN_CTX, FreeOpenssl>;
using BnOwner = std::unique_ptr<BIGNUM, FreeOpenssl>;

/// Drops the errors that arise while it lives. What stays in a thread's queue is what the next TLS call on
/// that thread would take for its own failure.
class QuietErrors {
 public:
  QuietErrors() { ERR_set_mark(); }
  ~QuietErrors() { ERR_pop_to_mark(); }
  QuietErrors(const QuietErrors&) = delete;
  QuietErrors& operator=(const QuietErrors&) = delete;
};

/// What i2d_PrivateKey writes (PKCS#1 for RSA, SEC 1 for EC); empty where it fails. OpenSSL's own copy is
/// wiped.
[[nodiscard]] inline Bytes private_der_of(const EVP_PKEY* key) {
  unsigned char* der = nullptr;
  const int size = i2d_PrivateKey(key, &der);
  if (size <= 0) return {};
  Bytes bytes(der, der + size);
  OPENSSL_clear_free(der, static_cast<std::size_t>(size));
  return bytes;
}

/// The private key of this type (EVP_PKEY_RSA, EVP_PKEY_EC) whose encoding is `der` byte for byte; null where
/// there is none.
[[nodiscard]] inline PkeyOwner private_key_of(int type, ByteView der) {
  const unsigned char* at = der.data();
  PkeyOwner key(d2i_PrivateKey(type, nullptr, &at, static_cast<long>(der.size())));
  if (!key) return nullptr;
  Bytes again = private_der_of(key.get());
  const bool same = again.size() == der.size() && CRYPTO_memcmp(again.data(), der.data(), der.size()) == 0;
  OPENSSL_cleanse(again.data(), again.size());
  return same ? std::move(key) : nullptr;
}

}  // namespace candor::server::protocol
