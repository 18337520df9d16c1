// Joins the embedded files with their summaries.
#include "server/templates/templates.h"

#include <cassert>
#include <utility>

#include "forms/round_json.h"
#include "server/templates/template_files.h"

namespace candor::server::templates {
namespace {

struct Summary {
  std::string_view id;
  const char* chinese;
  const char* english;
};

constexpr Summary kSummaries[] = {
    {"leadership-team", "评价领导班子：方向、决策、实绩、廉洁、作风五个方面，加总体评价和一条改进建议。",
     "About the leadership team as a whole: five aspects, one overall rating, and what to change."},
    {"team-and-members", "一张测评票评价班子和每位成员，“优秀”有名额限制。",
     "The team and each of its members on one ballot, with a limit on how many can be rated excellent."},
    {"individual-leader", "评价领导人员个人：德、能、勤、绩、廉，加总体评价、长处和建议。",
     "About individual leaders: character, ability, diligence, results and integrity, one overall rating, a "
     "strength "
     "and something to improve."},
};

forms::Text summary_of(std::string_view id) {
  for (const Summary& summary : kSummaries) {
    if (summary.id == id) return {{"zh-CN", summary.chinese}, {"en", summary.english}};
  }
  return {};
}

std::vector<Template> read_templates() {
  std::vector<Template> all;
  for (const TemplateFile& file : template_files()) {
    auto read = forms::parse_round(file.bytes);
    assert(read);  // a test parses every one of them
    if (read) all.push_back({file.id, std::move(read->round.title), summary_of(file.id), file.bytes});
  }
  return all;
}

}  // namespace

const std::vector<Template>& all_templates() {
  static const std::vector<Template> all = read_templates();
  return all;
}

const Template* find_template(std::string_view id) {
  for (const Template& one : all_templates()) {
    if (one.id == id) return &one;
  }
  return nullptr;
}

}  // namespace candor::server::templates
