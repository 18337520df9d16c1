// RFC 9474 over OpenSSL's big numbers, for the one padding that Candor uses: EMSA-PSS with SHA-384, MGF1 with
// SHA-384 (RFC 8017, 9.1.1 and B.2.1).
#include "server/protocol/blind_client.h"

#include <openssl/rsa.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "server/protocol/credential.h"
#include "server/protocol/hash.h"
#include "server/protocol/openssl_handles.h"

namespace candor::server::protocol {
namespace {

constexpr std::size_t kDigestBytes = 48;
constexpr std::size_t kSaltBytes = 48;
constexpr std::size_t kModulusAt = 33;  // in the 294 bytes of a canonical SPKI of RSA-2048 with e = 65537
constexpr std::size_t kMostModulusBytes = 1024;
using Digest = std::array<std::uint8_t, kDigestBytes>;

/// SHA-384 of the pieces, one behind the other. Errors: `internal`.
Result<Digest> sha384(std::initializer_list<ByteView> pieces) {
  Bytes joined;
  for (const ByteView piece : pieces) joined.insert(joined.end(), piece.begin(), piece.end());
  Digest digest{};
  if (EVP_Digest(joined.data(), joined.size(), digest.data(), nullptr, EVP_sha384(), nullptr) != 1) {
    return fail(ErrorKind::internal, "SHA-384 is not to be had.");
  }
  return digest;
}

/// Adds (xor) MGF1's mask of `seed` to all of `data`.
Result<void> mask_with(ByteView seed, std::span<std::uint8_t> data) {
  for (std::uint8_t counter = 0; !data.empty(); ++counter) {  // a modulus needs far fewer than 256 turns
    const std::array<std::uint8_t, 4> big_endian{0, 0, 0, counter};
    const auto mask = sha384({seed, big_endian});
    if (!mask) return fail(mask.error());
    const std::size_t size = std::min(data.size(), mask->size());
    for (std::size_t i = 0; i < size; ++i) data[i] = static_cast<std::uint8_t>(data[i] ^ (*mask)[i]);
    data = data.subspan(size);
  }
  return {};
}

BnOwner number_of(ByteView bytes) {
  return BnOwner(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
}

Bytes bytes_of(const BIGNUM* number, std::size_t size) {
  Bytes bytes(size);
  return BN_bn2binpad(number, bytes.data(), static_cast<int>(size)) < 0 ? Bytes() : bytes;
}

Unexpected no_arithmetic() {
  return fail(ErrorKind::internal, "OpenSSL could not calculate with a key.");
}

ByteView modulus_of(const RsaPublicKey& key) {
  return ByteView(key.spki()).subspan(kModulusAt, kRsaBytes);
}

/// Uniform in [1, n): drawn anew until it is. Half of all draws are at least.
Bytes draw_below(ByteView modulus) {
  Bytes drawn(modulus.size());
  const auto is_zero = [](std::uint8_t byte) { return byte == 0; };
  do {
    fill_random(drawn);
  } while (!std::lexicographical_compare(drawn.begin(), drawn.end(), modulus.begin(), modulus.end()) ||
           std::all_of(drawn.begin(), drawn.end(), is_zero));
  return drawn;
}

}  // namespace

Result<Bytes> encode_pss(ByteView prepared, ByteView salt, std::size_t size) {
  if (size > kMostModulusBytes || size < kDigestBytes + salt.size() + 2) {
    return fail(ErrorKind::invalid, "A modulus of this size has no room for the padding.");
  }
  const auto message_digest = sha384({prepared});
  if (!message_digest) return fail(message_digest.error());
  const std::array<std::uint8_t, 8> zeros{};
  const auto digest = sha384({zeros, *message_digest, salt});
  if (!digest) return fail(digest.error());
  Bytes encoded(size, 0);  // 00… 01 salt, masked ‖ digest ‖ bc
  const std::size_t data_size = size - kDigestBytes - 1;
  encoded[data_size - salt.size() - 1] = 0x01;
  std::copy(salt.begin(), salt.end(), encoded.begin() + static_cast<std::ptrdiff_t>(data_size - salt.size()));
  if (auto masked = mask_with(*digest, std::span(encoded).first(data_size)); !masked)
    return fail(masked.error());
  encoded.front() &= 0x7f;  // one bit shorter than the modulus
  std::copy(digest->begin(), digest->end(), encoded.begin() + static_cast<std::ptrdiff_t>(data_size));
  encoded.back() = 0xbc;
  return encoded;
}

Result<Blinded> blind_with(ByteView modulus, ByteView prepared, ByteView salt, ByteView factor) {
  const QuietErrors quiet;
  const auto encoded = encode_pss(prepared, salt, modulus.size());
  if (!encoded) return fail(encoded.error());
  const BnContextOwner context(BN_CTX_secure_new());
  const BnOwner n = number_of(modulus), m = number_of(*encoded), r = number_of(factor), e(BN_new());
  const BnOwner common(BN_new()), inverse(BN_new()), hidden(BN_new());
  if (!context || !n || !m || !r || !e || !common || !inverse || !hidden) return no_arithmetic();
  if (BN_set_word(e.get(), RSA_F4) != 1 || BN_gcd(common.get(), m.get(), n.get(), context.get()) != 1) {
    return no_arithmetic();
  }
  if (BN_is_one(common.get()) != 1)
    return fail(ErrorKind::invalid, "The message shares a factor with the modulus.");
  BN_set_flags(r.get(), BN_FLG_CONSTTIME);
  if (BN_mod_inverse(inverse.get(), r.get(), n.get(), context.get()) == nullptr) {
    return fail(ErrorKind::invalid, "The blinding factor has no inverse.");
  }
  if (BN_mod_exp(hidden.get(), r.get(), e.get(), n.get(), context.get()) != 1 ||
      BN_mod_mul(hidden.get(), m.get(), hidden.get(), n.get(), context.get()) != 1) {
    return no_arithmetic();
  }
  Blinded made{Bytes(prepared.begin(), prepared.end()), bytes_of(hidden.get(), modulus.size()),
               bytes_of(inverse.get(), modulus.size())};
  if (made.blinded.empty() || made.inverse.empty()) return no_arithmetic();
  return made;
}

Result<Bytes> unblind(ByteView modulus, ByteView answer, ByteView inverse) {
  const QuietErrors quiet;
  const BnContextOwner context(BN_CTX_secure_new());
  const BnOwner n = number_of(modulus), z = number_of(answer), inv = number_of(inverse), signature(BN_new());
  if (!context || !n || !z || !inv || !signature) return no_arithmetic();
  if (answer.size() != modulus.size() || BN_ucmp(z.get(), n.get()) >= 0) {
    return fail(ErrorKind::invalid, "A blind signature is as long as the modulus and below it.");
  }
  if (BN_mod_mul(signature.get(), z.get(), inv.get(), n.get(), context.get()) != 1) return no_arithmetic();
  Bytes bytes = bytes_of(signature.get(), modulus.size());
  if (bytes.empty()) return no_arithmetic();
  return bytes;
}

Result<Blinded> blind(const RsaPublicKey& key, ByteView message) {
  const ByteView modulus = modulus_of(key);
  std::array<std::uint8_t, kSaltBytes> salt{};
  fill_random(salt);
  auto made = blind_with(modulus, prepared_message(random32(), message), salt, draw_below(modulus));
  if (!made) return fail(ErrorKind::internal, made.error().detail);  // of random input none is known to fail
  return made;
}

Result<Bytes> finalize(const RsaPublicKey& key, const Blinded& blinded, ByteView answer) {
  auto signature = unblind(modulus_of(key), answer, blinded.inverse);
  if (!signature) return signature;
  if (!key.verifies(blinded.prepared, *signature)) {
    return fail(ErrorKind::invalid, "The answer is not a blind signature of this message under this key.");
  }
  return signature;
}

}  // namespace candor::server::protocol
