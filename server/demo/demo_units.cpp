// The demo's organisation. All names are made up.
#include "server/demo/demo_data.h"

#include <array>
#include <string>

namespace candor::server::demo {
namespace {

struct DemoUnit {
  const char* id;
  const char* parent;
  const char* en;
  const char* zh;
  int leaders;             ///< members of the team, the head among them
  std::array<int, 3> due;  ///< by category
};

constexpr std::array<DemoUnit, 12> kUnits{{
    {"group", "", "Riverside Group, head office", "江畔集团总部", 7, {6, 14, 92}},
    {"production", "group", "Production", "生产中心", 5, {6, 12, 160}},
    {"assembly", "production", "Assembly plant", "装配分厂", 4, {5, 9, 225}},
    {"foundry", "production", "Foundry", "铸造分厂", 4, {5, 8, 184}},
    {"quality", "production", "Quality control", "质量检验部", 3, {5, 7, 48}},
    {"sales", "group", "Sales", "营销中心", 5, {6, 12, 104}},
    {"north", "sales", "Northern branch", "北方分公司", 4, {5, 8, 84}},
    {"south", "sales", "Southern branch", "南方分公司", 4, {5, 8, 92}},
    {"export", "sales", "Export desk", "出口业务组", 3, {5, 6, 9}},
    {"research", "group", "Research and development", "研发中心", 6, {6, 12, 120}},
    {"finance", "group", "Finance", "财务部", 3, {5, 10, 34}},
    {"people", "group", "People and administration", "人事行政部", 3, {5, 10, 28}},
}};

struct Name {
  const char* en;
  const char* zh;
};
constexpr std::array<Name, 24> kNames{{
    {"Chen Guoping", "陈国平"},  {"Lin Yue", "林悦"},       {"Zhou Mingde", "周明德"},
    {"He Xiulan", "何秀兰"},     {"Sun Kai", "孙凯"},       {"Tang Wenjing", "唐文静"},
    {"Guo Zhiyuan", "郭志远"},   {"Ma Lihua", "马丽华"},    {"Xu Jianfeng", "徐剑锋"},
    {"Song Yating", "宋雅婷"},   {"Deng Haibo", "邓海波"},  {"Feng Qin", "冯琴"},
    {"Cao Yongsheng", "曹永生"}, {"Peng Na", "彭娜"},       {"Lu Weidong", "陆卫东"},
    {"Jiang Rui", "蒋蕊"},       {"Cai Zhenhua", "蔡振华"}, {"Yu Shan", "于珊"},
    {"Pan Liang", "潘亮"},       {"Du Meiling", "杜美玲"},  {"Ye Chengzhi", "叶成志"},
    {"Fang Yi", "方毅"},         {"Shi Lan", "石岚"},       {"Qin Haoran", "秦浩然"},
}};

forms::Text both(const char* en, const char* zh) {
  return {{"en", en}, {"zh-CN", zh}};
}

forms::Member make_member(int number, int name) {
  const Name& person = kNames[static_cast<std::size_t>(name) % kNames.size()];
  forms::Member member;
  member.id = "m" + std::to_string(number + 1);
  member.name = both(person.en, person.zh);
  member.post = number == 0 ? both("Head", "主要负责人") : both("Deputy head", "班子成员");
  member.head = number == 0;
  member.kind = "leader";
  return member;
}

}  // namespace

forms::Round with_demo_units(forms::Round round) {
  round.units.clear();
  int next_name = 0;
  for (const auto& demo : kUnits) {
    forms::Unit unit;
    unit.id = demo.id;
    unit.name = both(demo.en, demo.zh);
    unit.parent = demo.parent;
    unit.due.emplace();
    for (std::size_t c = 0; c < round.categories.size() && c < demo.due.size(); ++c) {
      (*unit.due)[round.categories[c].id] = demo.due[c];
    }
    for (int i = 0; i < demo.leaders; ++i) unit.members.push_back(make_member(i, next_name++));
    round.units.push_back(std::move(unit));
  }
  return round;
}

}  // namespace candor::server::demo
