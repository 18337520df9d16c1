#include "tests/server/verify/support/sample.h"

#include <algorithm>

#include "server/protocol/seal_lines.h"

namespace candor::tests {

using server::verify::Outcome;
using server::verify::Verified;

const MadeRound& sample() {
  static const MadeRound made = make_credential_round();
  return made;
}

const Files& sample_bundle() {
  static const Files bundle = seal(sample());
  return bundle;
}

const Files& sample_record() {
  static const Files record = make_record(sample(), sample_bundle());
  return record;
}

Verified audit(const std::string& archive) {
  static const std::string record = zip_of(sample_record());
  return server::verify::verify_bundle(archive, {sample().manifest_hash, record});
}

Verified audit(const Files& bundle) {
  return audit(zip_of(bundle));
}

std::vector<std::string> names_with(const Verified& verified, Outcome outcome) {
  std::vector<std::string> names;
  for (const auto& line : verified.checks) {
    if (line.outcome == outcome) names.push_back(line.name);
  }
  return names;
}

bool has_failed(const Verified& verified, const std::string& check) {
  const auto failed = names_with(verified, Outcome::failed);
  return std::ranges::find(failed, check) != failed.end();
}

std::string text_of(const Verified& verified) {
  std::string text;
  for (const auto& line : verified.checks) {
    const char* outcome = line.outcome == Outcome::ok       ? "ok "
                          : line.outcome == Outcome::failed ? "FAILED "
                                                            : "NOT COMPARED ";
    text.append(outcome).append(line.name).append(": ").append(line.detail).append("\n");
  }
  return text;
}

std::vector<std::string> lines_in(const std::string& file) {
  std::vector<std::string> lines;
  for (const auto line : server::protocol::split_lines(file)) lines.emplace_back(line);
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string file;
  for (const auto& line : lines) file += line;
  return file;
}

}  // namespace candor::tests
