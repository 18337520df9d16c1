// The formulas of docs/protocol.md, one function each.
#include "server/protocol/credential.h"

#include <span>

#include "server/protocol/codes.h"
#include "server/protocol/hash.h"
#include "server/protocol/merkle.h"

namespace candor::server::protocol {
namespace {

constexpr std::string_view kTagPrefix = "candor/1/";
constexpr std::size_t kGroupCharacters = 5;

void append(Bytes& to, ByteView data) {
  to.insert(to.end(), data.begin(), data.end());
}

ByteView view_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// T(tag), with which every signed message begins.
Bytes tagged(std::string_view tag) {
  Bytes message;
  append(message, view_of(kTagPrefix));
  append(message, view_of(tag));
  message.push_back(0);
  return message;
}

}  // namespace

std::string_view name_of(CastKind kind) {
  switch (kind) {
    case CastKind::ballot:
      return "ballot";
    case CastKind::comment:
      return "comment";
  }
  return {};
}

Bytes32 claim_hash(std::string_view round, std::string_view unit, std::string_view category,
                   std::string_view secret) {
  return Hash("claim").text16(round).text16(unit).text16(category).text(secret).finish();
}

Bytes32 kid_of(ByteView rsa_spki) {
  return Hash().bytes(rsa_spki).finish();
}

Bytes credential_message(CastKind kind, const Bytes32& manifest_hash, const Bytes32& kid,
                         const Point& point) {
  Bytes message = tagged(name_of(kind));
  append(message, manifest_hash);
  append(message, kid);
  append(message, Hash().bytes(spki_of(point)).finish());
  return message;
}

Bytes prepared_message(const Bytes32& prefix, ByteView message) {
  Bytes prepared(prefix.begin(), prefix.end());
  append(prepared, message);
  return prepared;
}

Bytes32 credential_nullifier(const Bytes32& manifest_hash, const Bytes32& kid, const Point& point) {
  return Hash("nullifier").bytes(manifest_hash).bytes(kid).bytes(spki_of(point)).finish();
}

Bytes cast_message(ByteView entry) {
  Bytes message = tagged("cast");
  append(message, entry);
  return message;
}

Bytes receipt_message(const Bytes32& manifest_hash, CastKind kind, ByteView entry) {
  Bytes message = tagged("receipt");
  append(message, manifest_hash);
  message.push_back(static_cast<std::uint8_t>(kind));
  append(message, entry);
  return message;
}

Bytes seal_message(std::string_view seal_json) {
  Bytes message = tagged("seal");
  append(message, Hash().text(seal_json).finish());
  return message;
}

Bytes amendment_message(const Bytes32& manifest_hash, std::uint32_t number, std::string_view previous_line,
                        std::string_view unsigned_json) {
  Bytes message = tagged("amendment");
  append(message, manifest_hash);
  for (const int shift : {24, 16, 8, 0}) message.push_back(static_cast<std::uint8_t>(number >> shift));
  append(message, previous_line.empty() ? Bytes32{} : Hash().text(previous_line).finish());
  append(message, Hash().text(unsigned_json).finish());
  return message;
}

Bytes32 claim_request_hash(ByteView ballot, ByteView comment) {
  return Hash().bytes(ballot).bytes(comment).finish();
}

std::string short_code(ByteView entry) {
  const Bytes32 leaf = merkle_leaf(entry);
  const std::string characters = encode_secret(std::span(leaf).first<13>());
  std::string code;
  for (std::size_t i = 0; i < characters.size(); ++i) {
    if (i > 0 && i % kGroupCharacters == 0) code += '-';
    code += characters[i];
  }
  return code;
}

}  // namespace candor::server::protocol
