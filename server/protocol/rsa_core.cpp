// OpenSSL 3's EVP interface only. Algorithms are fetched once: to fetch costs as much as a fifth of a
// verification.
#include "server/protocol/rsa_core.h"

#include <openssl/core_names.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <array>

#include "server/protocol/openssl_handles.h"

namespace candor::server::protocol {
namespace {

constexpr std::size_t kSha384Bytes = 48;

const EVP_MD* sha384() {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA384", nullptr);
  return algorithm;
}

PkeyContextOwner context_of(EVP_PKEY* key) {
  return PkeyContextOwner(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
}

/// All of a verification's settings but the length of the salt.
PkeyContextOwner pss_context_of(EVP_PKEY* key) {
  auto context = context_of(key);
  const bool works = context && sha384() != nullptr && EVP_PKEY_verify_init(context.get()) == 1 &&
                     EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PSS_PADDING) == 1 &&
                     EVP_PKEY_CTX_set_signature_md(context.get(), sha384()) == 1 &&
                     EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), sha384()) == 1;
  return works ? std::move(context) : nullptr;
}

/// The raw public operation; false where it fails.
bool public_operation(EVP_PKEY* key, ByteView input, Bytes& output) {
  auto context = context_of(key);
  std::size_t size = output.size();
  return context && EVP_PKEY_verify_recover_init(context.get()) == 1 &&
         EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_NO_PADDING) == 1 &&
         EVP_PKEY_verify_recover(context.get(), output.data(), &size, input.data(), input.size()) == 1 &&
         size == output.size();
}

bool is_below_modulus(EVP_PKEY* key, ByteView input) {
  BIGNUM* modulus = nullptr;
  if (EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_N, &modulus) != 1) return false;
  const BnOwner owned_modulus(modulus);
  const BnOwner number(BN_bin2bn(input.data(), static_cast<int>(input.size()), nullptr));
  return number && BN_ucmp(number.get(), modulus) < 0;
}

Unexpected no_public_key() {
  return fail(ErrorKind::invalid, "This is not an RSA public key in canonical DER.");
}
Unexpected no_private_key() {
  return fail(ErrorKind::invalid, "This is not an RSA private key in canonical DER.");
}

}  // namespace

struct RsaCore::Key {
  PkeyOwner pkey;
  PkeyContextOwner pss;  ///< a template: each verification works on a copy, so that threads do not meet
};

RsaCore::RsaCore(std::unique_ptr<Key> key) : key_(std::move(key)) {}
RsaCore::RsaCore(RsaCore&&) noexcept = default;
RsaCore& RsaCore::operator=(RsaCore&&) noexcept = default;
RsaCore::~RsaCore() = default;

Result<RsaCore> RsaCore::from_spki(ByteView spki) {
  const QuietErrors quiet;
  const unsigned char* at = spki.data();
  PkeyOwner pkey(d2i_PUBKEY(nullptr, &at, static_cast<long>(spki.size())));
  if (!pkey || EVP_PKEY_is_a(pkey.get(), "RSA") != 1) return no_public_key();
  PkeyContextOwner pss = pss_context_of(pkey.get());
  if (!pss) return no_public_key();
  RsaCore core(std::make_unique<Key>(Key{std::move(pkey), std::move(pss)}));
  const Bytes again = core.spki();
  if (!std::equal(again.begin(), again.end(), spki.begin(), spki.end())) return no_public_key();
  return core;
}

Result<RsaCore> RsaCore::from_private_der(ByteView der) {
  const QuietErrors quiet;
  PkeyOwner pkey = private_key_of(EVP_PKEY_RSA, der);
  if (!pkey || EVP_PKEY_is_a(pkey.get(), "RSA") != 1) return no_private_key();
  PkeyContextOwner pss = pss_context_of(pkey.get());
  if (!pss) return no_private_key();
  return RsaCore(std::make_unique<Key>(Key{std::move(pkey), std::move(pss)}));
}

Result<RsaCore> RsaCore::generate(std::size_t bits) {
  const QuietErrors quiet;
  PkeyOwner pkey(EVP_RSA_gen(static_cast<unsigned>(bits)));
  PkeyContextOwner pss = pkey ? pss_context_of(pkey.get()) : nullptr;
  if (!pss) return fail(ErrorKind::internal, "No RSA key could be made.");
  return RsaCore(std::make_unique<Key>(Key{std::move(pkey), std::move(pss)}));
}

std::size_t RsaCore::bits() const {
  return static_cast<std::size_t>(EVP_PKEY_get_bits(key_->pkey.get()));
}

bool RsaCore::has_exponent_65537() const {
  BIGNUM* exponent = nullptr;
  if (EVP_PKEY_get_bn_param(key_->pkey.get(), OSSL_PKEY_PARAM_RSA_E, &exponent) != 1) return false;
  const BnOwner owned(exponent);
  return BN_is_word(exponent, RSA_F4) == 1;
}

Bytes RsaCore::spki() const {
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(key_->pkey.get(), &der);
  if (size <= 0) return {};
  Bytes spki(der, der + size);
  OPENSSL_free(der);
  return spki;
}

Bytes RsaCore::private_der() const {
  const QuietErrors quiet;
  return private_der_of(key_->pkey.get());
}

bool RsaCore::verifies(ByteView prepared, ByteView signature, int salt_bytes) const {
  if (signature.size() != static_cast<std::size_t>(EVP_PKEY_get_size(key_->pkey.get()))) return false;
  const QuietErrors quiet;
  std::array<std::uint8_t, kSha384Bytes> digest{};
  if (EVP_Digest(prepared.data(), prepared.size(), digest.data(), nullptr, sha384(), nullptr) != 1)
    return false;
  const PkeyContextOwner context(EVP_PKEY_CTX_dup(key_->pss.get()));
  return context && EVP_PKEY_CTX_set_rsa_pss_saltlen(context.get(), salt_bytes) == 1 &&
         EVP_PKEY_verify(context.get(), signature.data(), signature.size(), digest.data(), digest.size()) ==
             1;
}

Result<Bytes> RsaCore::private_operation(ByteView input) const {
  EVP_PKEY* const pkey = key_->pkey.get();
  const QuietErrors quiet;
  if (input.size() != static_cast<std::size_t>(EVP_PKEY_get_size(pkey)) || !is_below_modulus(pkey, input)) {
    return fail(ErrorKind::invalid, "A blinded message is as long as the modulus and below it.");
  }
  Bytes output(input.size()), again(input.size());
  std::size_t size = output.size();
  auto context = context_of(pkey);
  const bool made = context && EVP_PKEY_sign_init(context.get()) == 1 &&
                    EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_NO_PADDING) == 1 &&
                    EVP_PKEY_sign(context.get(), output.data(), &size, input.data(), input.size()) == 1 &&
                    size == output.size();
  // A result with a fault in one half of the CRT would give the factors of the modulus away.
  if (!made || !public_operation(pkey, output, again) ||
      !std::equal(again.begin(), again.end(), input.begin(), input.end())) {
    OPENSSL_cleanse(output.data(), output.size());
    return fail(ErrorKind::internal, "A blind signature failed its check and was withheld.");
  }
  return output;
}

}  // namespace candor::server::protocol
