// SHA-256 by OpenSSL, text encodings by libsodium. The algorithm is fetched once and contexts are kept for
// each thread: a cast hashes three short messages, and fetching or allocating would cost more than hashing.
#include "server/protocol/hash.h"

#include <unistd.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <sodium.h>

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <memory>

namespace candor::server::protocol {
namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using ContextOwner = std::unique_ptr<EVP_MD_CTX, FreeContext>;

/// Only memory exhaustion or a broken OpenSSL gets here: without a hash there is nothing safe left to do.
void require(bool works) {
  if (!works) std::abort();
}

const EVP_MD* sha256() {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  require(algorithm != nullptr);
  return algorithm;
}

std::vector<ContextOwner>& spare_contexts() {
  thread_local std::vector<ContextOwner> spare;
  return spare;
}

EVP_MD_CTX* take_context() {
  auto& spare = spare_contexts();
  if (spare.empty()) return EVP_MD_CTX_new();
  EVP_MD_CTX* context = spare.back().release();
  spare.pop_back();
  return context;
}

EVP_MD_CTX* of(void* context) {
  return static_cast<EVP_MD_CTX*>(context);
}

constexpr std::string_view kTagPrefix = "candor/1/";
constexpr std::size_t kSpareLimit = 4;
constexpr std::size_t kEntropyAtOnce = 256;  // what getentropy gives in one call

}  // namespace

Hash::Hash() : context_(take_context()) {
  require(context_ != nullptr && EVP_DigestInit_ex2(of(context_), sha256(), nullptr) == 1);
}

Hash::Hash(std::string_view tag) : Hash() {
  text(kTagPrefix).text(tag).byte(0);
}

Hash::~Hash() {
  ContextOwner context(of(context_));
  auto& spare = spare_contexts();
  if (spare.size() < kSpareLimit) spare.push_back(std::move(context));
}

Hash& Hash::bytes(ByteView data) {
  require(EVP_DigestUpdate(of(context_), data.data(), data.size()) == 1);
  return *this;
}

Hash& Hash::text(std::string_view data) {
  require(EVP_DigestUpdate(of(context_), data.data(), data.size()) == 1);
  return *this;
}

Hash& Hash::text16(std::string_view data) {
  assert(data.size() <= 0xffff);
  const std::uint8_t length[2] = {static_cast<std::uint8_t>(data.size() >> 8),
                                  static_cast<std::uint8_t>(data.size())};
  return bytes(length).text(data);
}

Hash& Hash::u32(std::uint32_t value) {
  const std::uint8_t big_endian[4] = {
      static_cast<std::uint8_t>(value >> 24), static_cast<std::uint8_t>(value >> 16),
      static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
  return bytes(big_endian);
}

Hash& Hash::byte(std::uint8_t value) {
  return bytes(ByteView(&value, 1));
}

Bytes32 Hash::finish() {
  Bytes32 digest;
  require(EVP_DigestFinal_ex(of(context_), digest.data(), nullptr) == 1);
  return digest;
}

std::string hex_of(ByteView data) {
  std::string hex(data.size() * 2 + 1, '\0');  // sodium writes a NUL behind
  sodium_bin2hex(hex.data(), hex.size(), data.data(), data.size());
  hex.pop_back();
  return hex;
}

Result<Bytes32> parse_hex32(std::string_view hex) {
  const bool lower_case = std::all_of(hex.begin(), hex.end(), [](char character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
  });
  Bytes32 out{};
  if (hex.size() != 2 * out.size() || !lower_case) {
    return fail(ErrorKind::malformed, "Expected 64 lower-case hexadecimal digits.");
  }
  require(sodium_hex2bin(out.data(), out.size(), hex.data(), hex.size(), nullptr, nullptr, nullptr) == 0);
  return out;
}

std::string base64url_of(ByteView data) {
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_encoded_len(data.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), data.data(), data.size(), kVariant);
  text.pop_back();
  return text;
}

Result<Bytes> parse_base64url(std::string_view text) {
  Bytes out(text.size() / 4 * 3 + 3);
  std::size_t size = 0;
  const char* end = nullptr;
  const int status = sodium_base642bin(out.data(), out.size(), text.data(), text.size(), nullptr, &size, &end,
                                       sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  if (status != 0 || end != text.data() + text.size()) {
    return fail(ErrorKind::malformed, "Expected base64url without padding.");
  }
  out.resize(size);
  return out;
}

bool equal_constant_time(ByteView left, ByteView right) {
  return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

Bytes32 ticket_nullifier(const Bytes32& manifest_hash, const Bytes32& bearer) {
  return Hash("nullifier").bytes(manifest_hash).bytes(bearer).finish();
}

Bytes32 body_commitment(const Bytes32& salt, std::string_view body) {
  return Hash("body").bytes(salt).text(body).finish();
}

Bytes make_entry(const Bytes32& nullifier, std::uint32_t revision, const Bytes32& commitment) {
  Bytes entry;
  entry.reserve(nullifier.size() + 4 + commitment.size());
  entry.insert(entry.end(), nullifier.begin(), nullifier.end());
  for (const int shift : {24, 16, 8, 0}) entry.push_back(static_cast<std::uint8_t>(revision >> shift));
  entry.insert(entry.end(), commitment.begin(), commitment.end());
  return entry;
}

void fill_random(std::span<std::uint8_t> out) {
  while (!out.empty()) {
    const std::size_t size = std::min(out.size(), kEntropyAtOnce);
    require(::getentropy(out.data(), size) == 0);
    out = out.subspan(size);
  }
}

Bytes32 random32() {
  Bytes32 out;
  fill_random(out);
  return out;
}

}  // namespace candor::server::protocol
