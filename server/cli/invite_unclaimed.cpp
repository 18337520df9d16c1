// Whom to remind: joins the server's unclaimed hashes with the registrar's persons. Says nothing of anybody
// whose code was claimed.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "forms/canonical_json.h"
#include "forms/complaints.h"
#include "forms/csv.h"
#include "server/cli/failure.h"
#include "server/cli/invite_commands.h"
#include "server/cli/invite_files.h"
#include "server/cli/private_file.h"
#include "server/cli/text_file.h"
#include "server/protocol/hash.h"

namespace candor::server {
namespace {

constexpr std::uint64_t kMaxAnswerBytes = 64ull * 1024 * 1024;

Result<std::set<Bytes32>> parse_unclaimed(std::string_view text) {
  const auto answer = forms::parse_json(text);
  if (!answer) return fail(answer.error());
  if (!answer->is_object() || !answer->contains("unclaimed") || !(*answer)["unclaimed"].is_array()) {
    return fail(ErrorKind::invalid, "expected an object with a list `unclaimed`, as the server gives it");
  }
  std::set<Bytes32> hashes;
  const auto& list = (*answer)["unclaimed"];
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto hash = list[i].is_string() ? protocol::parse_hex32(list[i].get_ref<const std::string&>())
                                          : Result<Bytes32>(fail(ErrorKind::malformed, "Expected a text."));
    if (!hash) {
      return fail(ErrorKind::invalid, "holds something that is no claim hash",
                  {{Diagnostic::Severity::error,
                    forms::pointer("/unclaimed", i),
                    {"expected 64 lower-case hexadecimal digits", "应为64位小写十六进制数"},
                    {"Fetch the list from the server again.", "请从服务器重新获取名单。"}}});
    }
    hashes.insert(*hash);
  }
  return hashes;
}

std::string encode_reminders(const std::vector<CodeRow>& rows, const std::set<Bytes32>& unclaimed,
                             std::size_t& found) {
  std::string csv = "\xEF\xBB\xBFperson,contact,unit,category\r\n";
  for (const CodeRow& row : rows) {
    if (!unclaimed.contains(row.claim_hash)) continue;
    ++found;
    for (const std::string_view cell : {row.person, row.contact, row.unit}) {
      forms::append_csv_field(csv, cell);
      csv += ',';
    }
    forms::append_csv_field(csv, row.category);
    csv += "\r\n";
  }
  return csv;
}

int write_out(const std::string& text, const std::string& path) {
  if (!path.empty()) {
    const auto written = write_private_file(path, text, Existing::replace);
    return written ? 0 : report_failure(written.error(), path);
  }
  const bool written =
      std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  return written ? 0 : report_failure({ErrorKind::storage_full, "the output could not be written", {}});
}

}  // namespace

int run_invite_unclaimed(const InviteUnclaimedArguments& arguments) {
  const auto text = read_text_file(arguments.unclaimed, kMaxAnswerBytes);
  if (!text) return report_failure(text.error(), arguments.unclaimed);
  const auto unclaimed = parse_unclaimed(*text);
  if (!unclaimed) return report_failure(unclaimed.error(), arguments.unclaimed);
  const auto rows = load_codes(arguments.codes, nullptr);
  if (!rows) return 1;
  std::size_t found = 0;
  const std::string csv = encode_reminders(*rows, *unclaimed, found);
  if (found < unclaimed->size()) {
    fmt::print(stderr, "{}: {} unclaimed codes stand in no row; other lists of codes may have them\n",
               arguments.codes, unclaimed->size() - found);
  }
  return write_out(csv, arguments.out);
}

}  // namespace candor::server
