#include "server/cli/invite_files.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include <nlohmann/json.hpp>

#include "forms/canonical_json.h"
#include "forms/complaints.h"
#include "forms/csv.h"
#include "forms/csv_table.h"
#include "forms/gb18030.h"
#include "forms/round_json.h"
#include "server/cli/failure.h"
#include "server/cli/text_file.h"
#include "server/protocol/codes.h"
#include "server/protocol/credential.h"
#include "server/protocol/hash.h"

namespace candor::server {
namespace {

constexpr std::size_t kMaxDiagnostics = 200;
constexpr const char* kUseFileZh = "请使用`candor invite codes`生成的原文件。";
enum Column : std::size_t { kPerson, kContact, kUnit, kCategory, kSecret, kHash };

const std::vector<forms::CsvColumn>& code_columns() {
  static const std::vector<forms::CsvColumn> columns{{{"person"}},   {{"contact"}}, {{"unit"}},
                                                     {{"category"}}, {{"secret"}},  {{"claim_hash"}}};
  return columns;
}

/// Whether this is a secret as it is drawn: what stands on paper for it reads back as the same.
bool is_secret(const std::string& text) {
  const auto typed = protocol::parse_typed_code(protocol::printed_code(1, 1, text));
  return typed && typed->secret == text;
}

class CodesReader {
 public:
  CodesReader(std::string_view text, const forms::Round* round)
      : round_(round), complaints_(kMaxDiagnostics), table_(text, code_columns(), complaints_) {
    if (round == nullptr) return;
    for (std::uint32_t i = 0; i < round->units.size(); ++i) units_.emplace(round->units[i].id, i);
    for (std::uint32_t i = 0; i < round->categories.size(); ++i)
      categories_.emplace(round->categories[i].id, i);
  }

  Result<std::vector<CodeRow>> read() {
    if (table_.read_header()) {
      while (table_.next_row()) read_row();
      if (rows_.empty() && !complaints_.has_errors())
        complaints_.error(forms::csv_place(1, 1), {"expected a row for each code", "每个邀请码应占一行"},
                          {"Use the file that `candor invite codes` wrote.", kUseFileZh});
    }
    if (!complaints_.has_errors()) return std::move(rows_);
    return fail(table_.is_malformed() ? ErrorKind::malformed : ErrorKind::invalid,
                say({"The list of codes has {0}; nothing was made of it.", "邀请码名单有{0}，未作任何处理。"},
                    forms::errors_in_words(complaints_.error_count())),
                complaints_.list());
  }

 private:
  using Indices = std::unordered_map<std::string_view, std::uint32_t>;

  void read_row() {
    CodeRow row;
    row.person = table_.cell(kPerson);
    row.contact = table_.cell(kContact);
    row.unit = table_.cell(kUnit);
    row.category = table_.cell(kCategory);
    row.secret = table_.cell(kSecret);
    const bool fits = read_secret(row) && read_hash(row) && fit_round(row);
    if (fits && mark_seen(row)) rows_.push_back(std::move(row));
  }

  bool read_secret(const CodeRow& row) {
    if (is_secret(row.secret)) return true;
    table_.complain(
        kSecret, {"expected the 20 characters of a secret", "应为20个字符的密文"},
        {"Use the file as `candor invite codes` wrote it; a spreadsheet may have changed the cell.",
         "请使用`candor invite codes`生成的原文件；表格软件可能改动了单元格。"});
    return false;
  }

  bool read_hash(CodeRow& row) {
    const auto hash = protocol::parse_hex32(table_.cell(kHash));
    if (hash) {
      row.claim_hash = *hash;
      return true;
    }
    table_.complain(
        kHash, {"expected a claim hash of 64 lower-case hexadecimal digits", "应为64位小写十六进制的校验值"},
        {"Use the file as `candor invite codes` wrote it.", kUseFileZh});
    return false;
  }

  bool fit_round(CodeRow& row) {
    if (round_ == nullptr) return true;
    const bool unit_fits = find_index(units_, row.unit, kUnit, {"unit", "单位"}, row.unit_index);
    const bool category_fits =
        find_index(categories_, row.category, kCategory, {"category", "类别"}, row.category_index);
    if (!unit_fits || !category_fits) return false;
    if (protocol::claim_hash(round_->id, row.unit, row.category, row.secret) == row.claim_hash) return true;
    table_.complain(kHash,
                    say({"this claim hash is not that of round {0}, unit, category and secret of its row",
                         "此校验值与测评{0}及本行的单位、类别、密文不符"},
                        forms::ticked(round_->id)),
                    {"Use the codes of this round, with no cell changed: the server knows the hash alone.",
                     "请使用本轮测评的邀请码，且不要改动任何单元格：服务器只知道校验值。"});
    return false;
  }

  bool find_index(const Indices& indices, const std::string& id, Column column, const Phrase& what,
                  std::uint32_t& index) {
    const auto found = indices.find(id);
    if (found != indices.end()) {
      index = found->second;
      return true;
    }
    table_.complain(column, say({"unknown {0} {1}", "未知的{0}{1}"}, what, forms::ticked(id)),
                    {"Use the round file that the codes were made for.", "请使用生成邀请码所用的测评文件。"});
    return false;
  }

  bool mark_seen(const CodeRow& row) {
    const auto [known, is_new] = lines_.emplace(row.secret, table_.line());
    if (is_new) return true;
    table_.complain(kSecret, say({"the same secret as at line {0}", "密文与第{0}行相同"}, known->second),
                    {"Every row has a code of its own: use the file as `candor invite codes` wrote it.",
                     "每行的邀请码各不相同：请使用`candor invite codes`生成的原文件。"});
    return false;
  }

  const forms::Round* round_;
  forms::Complaints complaints_;
  forms::CsvTable table_;
  Indices units_, categories_;
  std::unordered_map<std::string, std::size_t> lines_;  ///< by secret
  std::vector<CodeRow> rows_;
};

}  // namespace

std::string encode_codes_csv(const std::vector<CodeRow>& rows) {
  std::string out = "\xEF\xBB\xBFperson,contact,unit,category,secret,claim_hash\r\n";
  for (const CodeRow& row : rows) {
    for (const std::string_view cell : {row.person, row.contact, row.unit, row.category, row.secret}) {
      forms::append_csv_field(out, cell);
      out += ',';
    }
    out.append(protocol::hex_of(row.claim_hash)).append("\r\n");
  }
  return out;
}

Result<std::vector<CodeRow>> parse_codes_csv(std::string_view bytes, const forms::Round* round) {
  forms::CsvText csv;
  if (auto read = forms::read_csv_text(bytes, csv); !read) return fail(std::move(read).error());
  return CodesReader(csv.text, round).read();
}

std::string encode_claim_hashes(std::string_view round, const std::vector<CodeRow>& rows) {
  std::vector<const CodeRow*> ascending(rows.size());
  std::transform(rows.begin(), rows.end(), ascending.begin(), [](const CodeRow& row) { return &row; });
  std::sort(ascending.begin(), ascending.end(),
            [](const CodeRow* left, const CodeRow* right) { return left->claim_hash < right->claim_hash; });
  auto claims = nlohmann::json::array();
  for (const CodeRow* row : ascending) {
    claims.push_back(
        {{"unit", row->unit}, {"category", row->category}, {"hash", protocol::hex_of(row->claim_hash)}});
  }
  return forms::encode_canonical({{"candor_claims", 1}, {"round", round}, {"claims", std::move(claims)}});
}

std::optional<forms::Round> load_credential_round(const std::string& path) {
  const auto text = read_text_file(path, kMaxRoundFileBytes);
  if (!text) return report_failure(text.error(), path), std::nullopt;
  auto read = forms::parse_round(*text);
  if (!read) return report_failure(read.error(), path), std::nullopt;
  if (read->round.access != forms::AccessMode::credential) {
    Diagnostic diagnostic;
    diagnostic.place = "/access/mode";
    diagnostic.expected = say({"expected `credential`, found {0}", "应为`credential`，实为{0}"},
                              forms::ticked(name_of(read->round.access)));
    diagnostic.remedy = {
        "Personal codes are for rounds of credentials alone; change the mode, or use tickets.",
        "个人邀请码只用于邀请制测评；请更改方式，或改用测评码。"};
    report_failure({ErrorKind::invalid, "this round takes no personal codes", {std::move(diagnostic)}}, path);
    return std::nullopt;
  }
  return std::move(read->round);
}

std::optional<std::vector<CodeRow>> load_codes(const std::string& path, const forms::Round* round) {
  const auto text = read_text_file(path, kMaxCodesFileBytes);
  if (!text) return report_failure(text.error(), path), std::nullopt;
  auto rows = parse_codes_csv(*text, round);
  if (!rows) return report_failure(rows.error(), path), std::nullopt;
  return std::move(*rows);
}

}  // namespace candor::server
