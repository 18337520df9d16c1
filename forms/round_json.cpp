#include "forms/round_json.h"

#include <nlohmann/json.hpp>

#include "forms/json_tree.h"
#include "forms/round_check.h"
#include "forms/round_limits.h"
#include "forms/round_reader.h"

namespace candor::forms {
namespace {

constexpr int kMaxDepth = 32;
constexpr AccessMode kAccessModes[] = {AccessMode::open, AccessMode::ticket, AccessMode::credential};

AccessMode read_access(const FileJson& value, const std::string& place, Complaints& complaints) {
  return ObjectReader(value, place, access_keys(), complaints)
      .read_name("mode", AccessMode::ticket, kAccessModes);
}

void check_version(const ObjectReader& reader) {
  const FileJson* version = reader.find("candor_round");
  if (version == nullptr || *version == 1) return;
  reader.complaints().error(
      reader.place_of("candor_round"),
      {"expected 1, the version of the format of round files", "应为1，即测评文件的格式版本"},
      {"Write 1, or use a Candor that reads this version.", "请写1，或改用支持该版本的程序。"});
}

Round read_round(const FileJson& file, Complaints& complaints) {
  const ObjectReader reader(file, "", round_keys(), complaints);
  check_version(reader);
  Round round;
  round.id = reader.read_string("id");
  round.title = reader.read_text("title");
  round.languages = reader.read_strings("languages", kMaxLanguages);
  round.asked_by = reader.read_text("asked_by");
  round.intro = reader.read_text("intro");
  round.use_of_answers = reader.read_text("use_of_answers");
  round.contact = reader.read_string("contact");
  round.thanks = reader.read_text("thanks");
  if (const auto* scales = reader.find("scales")) {
    round.scales = read_scales(*scales, reader.place_of("scales"), complaints);
  }
  round.sections = read_list<Section>(reader, "sections", kMaxSections, read_section);
  round.categories = read_list<Category>(reader, "categories", kMaxCategories, read_category);
  round.units = read_list<Unit>(reader, "units", kMaxUnits, read_unit);
  if (const auto* rules = reader.find("rules")) {
    round.rules = read_rules(*rules, reader.place_of("rules"), complaints);
  }
  if (const auto* access = reader.find("access")) {
    round.access = read_access(*access, reader.place_of("access"), complaints);
  }
  return round;
}

Unexpected over_size() {
  return fail(ErrorKind::too_large,
              say({"A round file may have at most {0} bytes.", "测评文件应不超过{0}字节。"}, kMaxRoundBytes));
}

}  // namespace

Result<std::string> encode_round_to_keep(const Round& round) {
  std::string text = encode_round(round);
  if (text.size() > kMaxRoundBytes) return over_size();
  return text;
}

Result<ReadRound> parse_round(std::string_view text, Strictness strictness) {
  if (text.size() > kMaxRoundBytes) return over_size();
  const auto file = parse_json_tree<FileJson>(text, kMaxDepth);
  if (!file) return fail(file.error());
  Complaints complaints;
  Round round = read_round(*file, complaints);
  check_round(round, strictness, complaints);
  if (complaints.has_errors()) {
    return fail(
        ErrorKind::invalid,
        say({"The round file has {0}.", "测评文件有{0}。"}, errors_in_words(complaints.error_count())),
        complaints.list());
  }
  return ReadRound{std::move(round), complaints.warnings()};
}

}  // namespace candor::forms
