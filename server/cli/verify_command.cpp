#include "server/cli/verify_command.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "server/cli/failure.h"
#include "server/cli/printable.h"
#include "server/cli/text_file.h"
#include "server/protocol/hash.h"
#include "server/verify/verify.h"

namespace candor::server {
namespace {

using verify::CheckLine;
using verify::Outcome;
using verify::Verified;

constexpr int kWrongUsage = 2;
constexpr std::uint64_t kMaxArchiveBytes = 4ull * 1024 * 1024 * 1024;

int refuse(std::string_view sentence) {
  fmt::print(stderr, "candor verify: {}\n", sentence);
  return kWrongUsage;
}

/// M as it is printed: in hexadecimal digits, or in base64url as links have it.
std::optional<Bytes32> parse_manifest_hash(std::string text) {
  std::string lower = text;
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
  if (const auto hash = protocol::parse_hex32(lower)) return *hash;
  const auto bytes = protocol::parse_base64url(text);
  Bytes32 hash{};
  if (!bytes || bytes->size() != hash.size()) return std::nullopt;
  std::ranges::copy(*bytes, hash.begin());
  return hash;
}

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::ok:
      return "ok";
    case Outcome::failed:
      return "FAILED";
    case Outcome::not_compared:
      return "NOT COMPARED";
  }
  return {};
}

void print_json(const Verified& verified) {
  auto checks = nlohmann::json::array();
  for (const CheckLine& line : verified.checks) {
    const char* outcome = line.outcome == Outcome::ok       ? "ok"
                          : line.outcome == Outcome::failed ? "failed"
                                                            : "not_compared";
    checks.push_back({{"name", line.name}, {"outcome", outcome}, {"detail", line.detail}});
  }
  const nlohmann::json report = {
      {"candor_verify", 1}, {"sound", verified.sound()}, {"checks", std::move(checks)}};
  fmt::print("{}\n", report.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
}

int report(const Verified& verified, const std::string& format) {
  if (format == "json") {
    print_json(verified);
  } else {
    print_checks(verified);
  }
  if (std::fflush(stdout) != 0)
    return report_failure({ErrorKind::storage_full, "the output could not be written", {}});
  return verified.sound() ? 0 : 1;
}

}  // namespace

void print_checks(const Verified& verified) {
  for (const CheckLine& line : verified.checks) {
    fmt::print("{:<12}  {}: {}\n", name_of(line.outcome), line.name, printable(line.detail));
  }
  const auto count = [&](Outcome outcome) {
    return std::ranges::count(verified.checks, outcome, &CheckLine::outcome);
  };
  fmt::print("{} checks: {} ok, {} failed, {} not compared\n", verified.checks.size(), count(Outcome::ok),
             count(Outcome::failed), count(Outcome::not_compared));
}

int run_verify(const VerifyArguments& arguments) {
  if (arguments.bundle.empty() && arguments.public_record.empty()) {
    return refuse("name a scrutineers' bundle, or a public record with --public.");
  }
  if (arguments.format != "text" && arguments.format != "json") {
    return refuse("--format must be text or json, not \"" + arguments.format + "\".");
  }
  verify::VerifyOptions options;
  if (!arguments.manifest.empty()) {
    options.manifest = parse_manifest_hash(arguments.manifest);
    if (!options.manifest)
      return refuse("--manifest must be 64 hexadecimal digits, or 43 characters of base64url.");
  }
  Result<std::string> record = std::string();
  if (!arguments.public_record.empty()) {
    record = read_text_file(arguments.public_record, kMaxArchiveBytes);
    if (!record) return report_failure(record.error(), arguments.public_record);
    options.public_record = *record;
  }
  if (arguments.bundle.empty())
    return report(verify::verify_record(*record, options.manifest), arguments.format);
  const auto bundle = read_text_file(arguments.bundle, kMaxArchiveBytes);
  if (!bundle) return report_failure(bundle.error(), arguments.bundle);
  return report(verify::verify_bundle(*bundle, options), arguments.format);
}

void add_verify_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<VerifyArguments>();
  CLI::App* command = app.add_subcommand(
      "verify", "Audit a sealed round: every ballot, list, signature and figure, without a server");
  command->add_option("bundle", arguments->bundle, "The scrutineers' bundle (zip)");
  command->add_option("--manifest", arguments->manifest,
                      "M, as it was printed or announced: hexadecimal, or as links have it");
  command->add_option("--public", arguments->public_record,
                      "The public record (zip): held against the bundle, or checked alone");
  command->add_option("--format", arguments->format, "text or json")->capture_default_str();
  command->callback([arguments, &exit_code] { exit_code = run_verify(*arguments); });
}

}  // namespace candor::server
