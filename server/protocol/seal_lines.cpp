// Reading is lenient about nothing: a line is what its content would be written as.
#include "server/protocol/seal_lines.h"

#include <algorithm>
#include <initializer_list>

#include <nlohmann/json.hpp>

#include "forms/canonical_json.h"
#include "server/protocol/hash.h"
#include "server/protocol/json_fields.h"

namespace candor::server::protocol {
namespace {

using nlohmann::json;

std::string as_line(const json& value) {
  return forms::encode_canonical(value) + '\n';
}

Unexpected not_a_line(const char* what) {
  return fail(ErrorKind::malformed, what);
}

/// The object of one line, whose keys are exactly these.
Result<json> read_object(std::string_view line, std::initializer_list<const char*> keys) {
  if (!line.ends_with('\n')) return not_a_line("expected a line that ends in a newline");
  line.remove_suffix(1);
  auto object = forms::parse_json(line);
  if (!object || !object->is_object()) return not_a_line("expected a line of canonical JSON, an object");
  if (!has_exactly(*object, keys)) return not_a_line("expected other keys in this object");
  return object;
}

json hex_list(const std::vector<Bytes32>& hashes) {
  json list = json::array();
  for (const Bytes32& hash : hashes) list.push_back(hex_of(hash));
  return list;
}

json credential_json(const CredentialProof& proof, const BundleRow& row) {
  return {{"kid", hex_of(row.kid)},
          {"spki", base64url_of(spki_of(proof.point))},
          {"prefix", base64url_of(proof.prefix)},
          {"signature", base64url_of(proof.signature)},
          {"revision", row.revision},
          {"salt", hex_of(row.salt)},
          {"body", row.body},
          {"body_signature", base64url_of(proof.body_signature)}};
}

std::string row_line(CastKind kind, const BundleRow& row) {
  if (const auto* proof = std::get_if<CredentialProof>(&row.proof))
    return as_line(credential_json(*proof, row));
  json object = {{"unit", row.unit},
                 {"bearer", hex_of(std::get<Bytes32>(row.proof))},
                 {"revision", row.revision},
                 {"salt", hex_of(row.salt)},
                 {"body", row.body}};
  if (kind == CastKind::ballot) object["category"] = row.category;
  return as_line(object);
}

Result<BundleRow> read_credential(std::string_view line) {
  const auto object =
      read_object(line, {"kid", "spki", "prefix", "signature", "revision", "salt", "body", "body_signature"});
  if (!object) return fail(object.error());
  BundleRow row;
  CredentialProof proof;
  const bool read = take((*object)["kid"], row.kid) && take_point((*object)["spki"], proof.point) &&
                    take_bytes((*object)["prefix"], proof.prefix) &&
                    take_bytes((*object)["signature"], proof.signature) &&
                    take_bytes((*object)["body_signature"], proof.body_signature) &&
                    take((*object)["revision"], row.revision) && take((*object)["salt"], row.salt) &&
                    take((*object)["body"], row.body);
  if (!read) return not_a_line("a value has not the form or the length that it must have");
  row.proof = proof;
  return row;
}

Result<BundleRow> read_bearer(CastKind kind, std::string_view line) {
  const bool is_ballot = kind == CastKind::ballot;
  const auto object = is_ballot
                          ? read_object(line, {"unit", "category", "bearer", "revision", "salt", "body"})
                          : read_object(line, {"unit", "bearer", "revision", "salt", "body"});
  if (!object) return fail(object.error());
  BundleRow row;
  Bytes32 bearer{};
  const bool read = take((*object)["unit"], row.unit) && take((*object)["bearer"], bearer) &&
                    take((*object)["revision"], row.revision) && take((*object)["salt"], row.salt) &&
                    take((*object)["body"], row.body) &&
                    (!is_ballot || take((*object)["category"], row.category));
  if (!read) return not_a_line("a value has not the form or the length that it must have");
  row.proof = bearer;
  return row;
}

json amendment_json(const Amendment& amendment) {
  return {{"number", amendment.number},
          {"part", amendment.part},
          {"category", amendment.category},
          {"add", hex_list(amendment.add)},
          {"remove", hex_list(amendment.remove)}};
}

}  // namespace

std::string ballot_line(const BundleRow& row) {
  return row_line(CastKind::ballot, row);
}

std::string comment_line(const BundleRow& row) {
  return row_line(CastKind::comment, row);
}

Result<BundleRow> parse_row_line(CastKind kind, std::string_view line) {
  // In canonical form a bearer's line begins with its bearer, a credential's with its body.
  auto row = line.starts_with(R"({"bearer":)") ? read_bearer(kind, line) : read_credential(line);
  if (!row) return row;
  if (row->revision < 1 || row->revision > kMaxRevision)
    return not_a_line("expected a revision from 1 to 99");
  if (row_line(kind, *row) != line) return not_a_line("not in canonical form (RFC 8785)");
  return row;
}

Bytes32 nullifier_of(const Bytes32& manifest_hash, const BundleRow& row) {
  if (const auto* proof = std::get_if<CredentialProof>(&row.proof)) {
    return credential_nullifier(manifest_hash, row.kid, proof->point);
  }
  return ticket_nullifier(manifest_hash, std::get<Bytes32>(row.proof));
}

Bytes entry_of(const Bytes32& manifest_hash, const BundleRow& row) {
  return make_entry(nullifier_of(manifest_hash, row), row.revision, body_commitment(row.salt, row.body));
}

std::string claim_line(std::string_view unit, std::string_view category, std::string_view secret) {
  return as_line({{"unit", unit}, {"category", category}, {"secret", secret}});
}

Result<ClaimedCode> parse_claim_line(std::string_view line) {
  const auto object = read_object(line, {"unit", "category", "secret"});
  if (!object) return fail(object.error());
  ClaimedCode code;
  if (!take((*object)["unit"], code.unit) || !take((*object)["category"], code.category) ||
      !take((*object)["secret"], code.secret)) {
    return not_a_line("expected three texts");
  }
  if (claim_line(code.unit, code.category, code.secret) != line)
    return not_a_line("not in canonical form (RFC 8785)");
  return code;
}

std::string amendment_unsigned_json(const Amendment& amendment) {
  return forms::encode_canonical(amendment_json(amendment));
}

std::string amendment_line(const Amendment& amendment) {
  json object = amendment_json(amendment);
  object["signature"] = base64url_of(amendment.signature);
  return as_line(object);
}

Result<Amendment> parse_amendment_line(std::string_view line) {
  const auto object = read_object(line, {"number", "part", "category", "add", "remove", "signature"});
  if (!object) return fail(object.error());
  Amendment amendment;
  const bool read = take((*object)["number"], amendment.number) && take((*object)["part"], amendment.part) &&
                    take((*object)["category"], amendment.category) &&
                    take((*object)["add"], amendment.add) && take((*object)["remove"], amendment.remove) &&
                    take_bytes((*object)["signature"], amendment.signature);
  if (!read) return not_a_line("a value has not the form or the length that it must have");
  if (amendment_line(amendment) != line) return not_a_line("not in canonical form (RFC 8785)");
  return amendment;
}

std::vector<std::string_view> split_lines(std::string_view file) {
  std::vector<std::string_view> lines;
  lines.reserve(static_cast<std::size_t>(std::count(file.begin(), file.end(), '\n')) + 1);
  while (!file.empty()) {
    const std::size_t newline = file.find('\n');
    const std::size_t size = newline == std::string_view::npos ? file.size() : newline + 1;
    lines.push_back(file.substr(0, size));
    file.remove_prefix(size);
  }
  return lines;
}

}  // namespace candor::server::protocol
