#include "server/verify/manifest.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "forms/canonical_json.h"
#include "server/protocol/canonical_files.h"
#include "server/protocol/hash.h"
#include "server/protocol/json_fields.h"
#include "server/protocol/seal_files.h"

namespace candor::server::verify {
namespace {

using nlohmann::json;
using protocol::has_exactly;
using protocol::hex_of;
using protocol::take;

void read_box_key(const json& stated, Manifest& manifest, Check& check) {
  protocol::Point point{};
  if (stated.is_null()) {
    check.problem("it names no box key, so this round cannot be sealed");
  } else if (!protocol::take_point(stated, point)) {
    check.problem("box_key is no P-256 key");
  } else if (auto key = protocol::P256PublicKey::from_point(point); key) {
    manifest.box_key = std::move(*key);
  } else {
    check.problem("box_key is no point of the curve");
  }
}

/// False where it has another shape.
bool take_fields(const json& from, Manifest& manifest) {
  std::uint32_t version = 0;
  return has_exactly(from,
                     {"candor_manifest", "round", "core", "parts", "parts_root", "box_key", "codes_by"}) &&
         take(from["candor_manifest"], version) && version == 1 && take(from["round"], manifest.round) &&
         take(from["core"], manifest.core) && take(from["parts"], manifest.parts) &&
         take(from["parts_root"], manifest.parts_root) && take(from["codes_by"], manifest.codes_by) &&
         (manifest.codes_by == "server" || manifest.codes_by == "registrar");
}

void compare_manifest(const std::optional<Bytes32>& expected, const Bytes32& found, Verified& verified) {
  if (!expected) {
    verified.checks.push_back(not_compared(
        "M",
        fmt::format(
            "{}: hold it against paper, or give it as --manifest: without it all of this could have been "
            "made up",
            hex_of(found))));
    return;
  }
  Check check("M");
  if (*expected != found)
    check.problem(fmt::format("expected {}, found {}", hex_of(*expected), hex_of(found)));
  verified.checks.push_back(check.line(hex_of(found)));
}

}  // namespace

std::optional<Manifest> read_manifest(const ArchiveFiles& files, const std::optional<Bytes32>& expected,
                                      Verified& verified) {
  Manifest manifest;
  manifest.hash = protocol::manifest_hash_of(files.get(protocol::kManifestName));
  Check check("manifest");
  const auto value = read_json(files, protocol::kManifestName, check);
  const bool read = value && take_fields(*value, manifest);
  if (read) read_box_key((*value)["box_key"], manifest, check);
  if (value && !read) check.problem("expected the keys and values of a manifest, version 1");
  verified.checks.push_back(
      check.line(fmt::format("{} units, codes by the {}", manifest.parts, manifest.codes_by)));
  compare_manifest(expected, manifest.hash, verified);
  if (!read) return std::nullopt;
  return manifest;
}

/// The canonical JSON of a frozen file; a problem where it is none.
std::optional<json> read_json(const ArchiveFiles& files, std::string_view name, Check& check) {
  if (!files.has(name)) {
    check.problem(std::string(name) + " is missing");
    return std::nullopt;
  }
  auto value = forms::parse_canonical(files.get(name));
  if (value) return std::move(*value);
  check.problem(fmt::format("{}: {}", name, value.error().detail));
  return std::nullopt;
}

}  // namespace candor::server::verify
