// Slips and the list for mailing, from codes and the fingerprint of the opened round.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <utility>

#include "forms/canonical_json.h"
#include "server/cli/failure.h"
#include "server/cli/invite_commands.h"
#include "server/cli/invite_files.h"
#include "server/cli/private_file.h"
#include "server/cli/text_file.h"
#include "server/print/invitation_mail.h"
#include "server/print/invitation_sheet.h"
#include "server/protocol/canonical_files.h"
#include "server/protocol/codes.h"
#include "server/protocol/hash.h"

namespace candor::server {
namespace {

constexpr int kWrongUsage = 2;
constexpr std::uint64_t kMaxManifestBytes = 64 * 1024;

/// M as people hand it on: in upper case, in groups as on the slips.
std::string normalised_hex(std::string_view typed) {
  std::string hex;
  for (const char c : typed) {
    if (c == ' ') continue;
    hex += c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return hex;
}

/// Credentials exist only on HTTPS, and on the machine itself: a link to anything else would be a dead end.
Result<std::string> checked_url(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  const auto after = [&](std::string_view scheme) {
    return url.starts_with(scheme) ? std::string_view(url).substr(scheme.size()) : std::string_view{};
  };
  const std::string_view secure = after("https://");
  const std::string_view plain = after("http://");
  const std::string_view host = plain.substr(0, plain.find(':'));
  const bool is_local = host == "localhost" || host == "127.0.0.1";
  const std::string_view rest = is_local ? plain : secure;
  const bool is_origin = std::all_of(rest.begin(), rest.end(), [](char c) {
    return static_cast<unsigned char>(c) > 0x20 && c != '/' && c != '#' && c != '?' && c != '@' && c != 0x7F;
  });
  if (!rest.empty() && is_origin) return url;
  return fail(
      ErrorKind::invalid,
      "--url must be the server's public address, such as https://appraisal.example.org, without a path");
}

/// H(core.json) of the round that the file defines; it does not depend on units.
std::string core_hash(forms::Round round) {
  round.units.clear();
  const auto made = protocol::make_canonical_files(round, {});
  return protocol::hex_of(protocol::Hash().text(made.files.front().bytes).finish());
}

/// What contradicts M, the round file or the codes; empty: nothing.
std::string find_contradiction(const nlohmann::json& manifest, const forms::Round& round) {
  const auto says = [&](const char* key, const nlohmann::json& value) {
    return manifest.is_object() && manifest.contains(key) && manifest[key] == value;
  };
  if (!says("candor_manifest", 1)) return "is no manifest of Candor";
  if (!says("round", round.id)) return "belongs to another round than the round file";
  if (!says("parts", round.units.size())) return "has another number of units than the round file";
  if (!says("core", core_hash(round)))
    return "was made from another round file; take the one that was opened";
  if (!says("codes_by", "registrar"))
    return "says that this round takes codes made by the server, not by the registrar";
  return "";
}

Result<void> check_manifest_file(const std::string& path, const Bytes32& manifest_hash,
                                 const forms::Round& round) {
  const auto text = read_text_file(path, kMaxManifestBytes);
  if (!text) return fail(text.error());
  if (protocol::manifest_hash_of(*text) != manifest_hash)
    return fail(ErrorKind::invalid, "its fingerprint is not the M given by --manifest");
  const auto manifest = forms::parse_canonical(*text);
  if (!manifest) return fail(manifest.error());
  std::string contradiction = find_contradiction(*manifest, round);
  if (!contradiction.empty()) return fail(ErrorKind::invalid, std::move(contradiction));
  return {};
}

std::string link_of(const std::string& url, const Bytes32& manifest_hash, const forms::Round& round,
                    const CodeRow& row) {
  return protocol::ballot_link(url, manifest_hash, round.id, row.unit_index + 1, row.category_index + 1,
                               row.secret);
}

std::string code_of(const CodeRow& row) {
  return protocol::printed_code(row.unit_index + 1, row.category_index + 1, row.secret);
}

print::InvitationSheet make_sheet(const forms::Round& round, const std::vector<CodeRow>& rows,
                                  const std::string& url, const Bytes32& manifest_hash) {
  print::InvitationSheet sheet;
  print::set_round(sheet, round, url, protocol::hex_of(manifest_hash));
  sheet.contact = round.contact;
  sheet.stylesheet = print::inline_stylesheet();
  for (const forms::Unit& unit : round.units) {
    print::SlipUnit& printed = sheet.units.emplace_back();
    printed.name = unit.name;
    for (const forms::Category& category : round.categories) printed.groups.push_back({category.label, {}});
  }
  for (const CodeRow& row : rows) {
    sheet.units[row.unit_index].groups[row.category_index].slips.push_back(
        {row.person, code_of(row), link_of(url, manifest_hash, round, row)});
  }
  return sheet;
}

int write_slips(const InvitePrintArguments& arguments, const print::InvitationSheet& sheet,
                std::size_t slips) {
  const auto html = print::make_invitation_sheet(sheet);
  if (!html) return report_failure(html.error(), arguments.out);
  const auto written = write_private_file(arguments.out, *html, Existing::replace);
  if (!written) return report_failure(written.error(), arguments.out);
  fmt::print("{}: {} slips; open it in a browser and print it, then delete it\n", arguments.out, slips);
  return 0;
}

int write_mail(const InvitePrintArguments& arguments, const forms::Round& round,
               const std::vector<CodeRow>& rows, const std::string& url, const Bytes32& manifest_hash) {
  std::string csv = print::mail_csv_header();
  for (const CodeRow& row : rows) {
    print::append_mail_row(csv, {row.person, row.contact, row.unit, row.category,
                                 link_of(url, manifest_hash, round, row), code_of(row)});
  }
  const auto written = write_private_file(arguments.mail, csv, Existing::replace);
  if (!written) return report_failure(written.error(), arguments.mail);
  const auto unreachable =
      std::count_if(rows.begin(), rows.end(), [](const CodeRow& row) { return row.contact.empty(); });
  fmt::print("{}: {} rows, {} without a contact; delete it once the mails are sent\n", arguments.mail,
             rows.size(), unreachable);
  return 0;
}

int refuse(std::string_view sentence) {
  fmt::print(stderr, "candor invite print: {}\n", sentence);
  return kWrongUsage;
}

/// Leaves the rows of one unit. False where there are none.
bool keep_unit(const std::string& unit, std::vector<CodeRow>& rows) {
  if (unit.empty()) return true;
  std::erase_if(rows, [&](const CodeRow& row) { return row.unit != unit; });
  return !rows.empty();
}

}  // namespace

int run_invite_print(const InvitePrintArguments& arguments) {
  if (arguments.out.empty() && arguments.mail.empty())
    return refuse("say what to write: --out FILE for slips, --mail FILE for a list to mail, or both.");
  const auto manifest_hash = protocol::parse_hex32(normalised_hex(arguments.manifest));
  if (!manifest_hash) return refuse("--manifest must be the 64 hexadecimal digits of M.");
  const auto url = checked_url(arguments.url);
  if (!url) return refuse(url.error().detail);
  const auto round = load_credential_round(arguments.round);
  if (!round) return 1;
  if (!arguments.manifest_file.empty()) {
    const auto checked = check_manifest_file(arguments.manifest_file, *manifest_hash, *round);
    if (!checked) return report_failure(checked.error(), arguments.manifest_file);
  }
  auto rows = load_codes(arguments.codes, &*round);
  if (!rows) return 1;
  if (!keep_unit(arguments.unit, *rows)) {
    return report_failure({ErrorKind::not_found, "has no codes for the unit of --unit; check its id", {}},
                          arguments.codes);
  }
  if (!arguments.out.empty()) {
    const int failed = write_slips(arguments, make_sheet(*round, *rows, *url, *manifest_hash), rows->size());
    if (failed != 0) return failed;
  }
  return arguments.mail.empty() ? 0 : write_mail(arguments, *round, *rows, *url, *manifest_hash);
}

}  // namespace candor::server
