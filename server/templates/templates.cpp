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

/// What it is for; who answers; how long that takes. docs/templates.md says more.
constexpr Summary kSummaries[] = {
    {"leadership-team",
     "评价领导班子：五个方面、一个总体评价、一条改进建议。由上级、中层和职工填写，约3分钟。",
     "The leadership team as a whole: five aspects, one overall rating, what to change. "
     "Answered by superiors, middle management and staff, in about 3 minutes."},
    {"team-and-members",
     "一张票先评班子、再逐一评成员，“优秀”有限额。由上级、中层和职工填写，班子约3分钟，每人约半分钟。",
     "The team and each of its members on one ballot; only some members can be rated "
     "excellent. Answered by superiors, middle management and staff, in about 3 minutes and "
     "half a minute for each member."},
    {"individual-leader",
     "评价领导人员个人：德、能、勤、绩、廉和总体评价，写长处和建议。由上级、同级和职工填写，每人约2分钟。",
     "Individual leaders: character, ability, diligence, results and integrity, one overall "
     "rating, a strength and something to improve. Answered by superiors, peers and staff, in "
     "about 2 minutes for each person."},
    {"satisfaction",
     "了解对单位工作和服务是否满意，不满意的再问原因。由职工、下属单位和服务对象填写，约3分钟。",
     "How satisfied people are with the work of a unit; whoever is dissatisfied is asked what "
     "about. Answered by staff, subordinate units and clients, in about 3 minutes."},
    {"opinion-solicitation",
     "征求意见：针对谁、哪方面、什么情况、怎么办、多久办、能否公布摘要。由干部职工和下属单位填写，约5分钟。",
     "Opinions and proposals: about whom, on what, what happened, what to do, how soon, and "
     "how far a summary may be made public. Answered by managers, staff and subordinate units, "
     "in about 5 minutes."},
    {"appointments-review",
     "评议选人用人工作，并对新任用人员表明是否认同。由中层、下属单位负责人和职工代表填写，约3分钟。",
     "How appointments are made, and whether people agree with each new one. Answered by "
     "middle management, heads of subordinate units and representatives of staff, in about 3 "
     "minutes."},
    {"pulse", "六个问题，每月或每季度了解一次近况。由职工填写，约2分钟。",
     "Six questions, to be asked every month or quarter. Answered by staff, in about 2 "
     "minutes."},
    {"campaign-evaluation",
     "评价一次活动本身：组织、内容、实效和今后安排。由参加单位和服务对象填写，约4分钟。",
     "A campaign itself: how it was run, what came of it, whether to hold it again. Answered "
     "by the units that took part and by clients, in about 4 minutes."},
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
