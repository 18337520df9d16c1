// The Chinese of complaints about round files, word for word: what an organizer reads beside a field.
#include "forms/round_json.h"
#include "forms/units_csv.h"
#include "tests/forms/support.h"

using namespace candor;
using namespace candor::forms;
using namespace candor::forms::test;
using Json = nlohmann::ordered_json;

namespace {

/// Puts `value` (JSON; empty: removes what is there) at `at` of the full round.
struct Case {
  const char* at;
  const char* value;
  const char* place;
  const char* expected;
  const char* remedy;
};

std::string changed(const Case& change) {
  Json file = full_round_json();
  const Json::json_pointer at(change.at);
  if (std::string(change.value).empty()) {
    file.at(at.parent_pointer()).erase(at.back());
  } else {
    file[at] = Json::parse(change.value);
  }
  return file.dump();
}

const Case kErrors[] = {
    {"/candor_round", "2", "/candor_round", "应为1，即测评文件的格式版本", "请写1，或改用支持该版本的程序。"},
    {"/access/colour", "1", "/access/colour", "`access`中有未知的键`colour`",
     "请删去，或改用以下之一：`mode`。"},
    {"/sections/0/items/0/scale", "", "/sections/0/items/0/scale", "缺少`scale`", "请补上`scale`。"},
    {"/title", "\"Spring\"", "/title", "应为按语言分列的文字，实为文本",
     "请按语言填写，如`{\"en\": \"…\", \"zh-CN\": \"…\"}`。"},
    {"/units/0/members/0/head", "\"yes\"", "/units/0/members/0/head", "应为`true`或`false`，实为文本",
     "此处请填写`true`或`false`。"},
    {"/access/mode", "\"secret\"", "/access/mode",
     "应为以下之一：`open`、`ticket`、`credential`；实为`secret`", "请从中选择。"},
    {"/rules/decimals", "7", "/rules/decimals", "应为0至6之间的整数，实为7", "请填写此范围内的数。"},
    {"/id", "\"春\"", "/id", "编号应为1至64个英文字母、数字、`_`、`.`或`-`，实为`春`",
     "请用上述字符另定较短的编号；名称不受此限。"},
    {"/units/0/members/0/id", "\"team\"", "/units/0/members/0/id", "编号`team`为系统保留", "请另定编号。"},
    {"/units/1/id", "\"u1\"", "/units/1/id", "编号`u1`在`/units`中重复出现", "请将其中一个改用其他编号。"},
    {"/title/en", "\"\"", "/title/en", "缺少英文文字", "请填写：每种语言的文字都齐全后方可开启测评。"},
    {"/title/zh-CN", "", "/title/zh-CN", "缺少中文文字", "请填写：每种语言的文字都齐全后方可开启测评。"},
    {"/languages/0", "\"zh_CN\"", "/languages/0", "应为语言标记，实为`zh_CN`", "请写作`zh-CN`或`en`的形式。"},
    {"/scales/overall/options/0/value", "", "/scales/overall/options/0/value", "计分选项应有分值",
     "请填写分值，或将该选项改为不计分。"},
    {"/scales/overall/options/0/value", "99.5", "/scales/overall/options/0/value",
     "应为精确的数，实为二进制小数", "请填写整数，或以文本写作“0.3”“1/3”“20%”等：二进制小数不精确。"},
    {"/scales/overall/options/0/value", "\"1e3\"", "/scales/overall/options/0/value",
     "应为整数、小数（“0.3”）、分数（“1/3”）或百分数（“20%”），不超过15位，实为`1e3`",
     "请按上述形式之一填写。"},
    {"/scales/five/options", "[]", "/scales/five/options", "应至少有2个选项", "请补充量表的选项。"},
    {"/sections/0/items/0/scale", "\"none\"", "/sections/0/items/0/scale", "应为已有的量表，实为`none`",
     "请选择已有的量表，或新增该量表。"},
    {"/sections/0/items/0/weight", "\"-1\"", "/sections/0/items/0/weight", "权重应不小于0", "请去掉负号。"},
    {"/sections/0/items/2/max", "4", "/sections/0/items/2/max", "最多可选数应不超过选项数3",
     "请调低最多可选数，或不作限制。"},
    {"/sections/0/items/1/show_if/item", "\"order\"", "/sections/0/items/1/show_if/item",
     "应为同一部分中排在前面的题目，实为`order`", "请选择排在本题之前的题目，或将本题下移。"},
    {"/sections/0/of", "\"leader\"", "/sections/0/of", "不评价成员的部分，不应限定人员类型",
     "请取消限定，或将本部分改为评价成员。"},
    {"/sections/4/items", "[]", "/sections/4/items", "应至少有1道题目", "请添加题目，或删除本部分。"},
    {"/units/0/parent", "\"u1\"", "/units/0/parent", "单位应构成树状，以下单位互为上级：`u1`",
     "请将其中最上级单位的上级设为空。"},
    {"/units/1/parent", "\"u9\"", "/units/1/parent", "应为已有的单位，实为`u9`",
     "请添加该单位，或将上级设为空。"},
    {"/units/0/due/D", "1", "/units/0/due/D", "应为已有的类别，实为`D`", "请选择已有的类别，或新增该类别。"},
    {"/units/0/due/A", "-1", "/units/0/due/A", "应为0至10000000之间的人数", "请填写整数。"},
    {"/rules/quota/at_most", "\"4/3\"", "/rules/quota/at_most", "应为0至1之间的比例，实为`4/3`",
     "请填写占成员人数的比例，如“1/3”或“25%”。"},
    {"/rules/min_text", "4", "/rules/min_text", "应不小于显示门槛5，实为4",
     "请调高文字的显示门槛：文字比勾选更容易暴露身份。"},
    {"/rules/flags/0/when", "\"score < 60%\"", "/rules/flags/0/when",
     "得分应为不带百分号的数，实为`score < 60%`",
     "请写作`favourable < 60%`、`option:poor > 1/3`或`score < 60`的形式。"},
};

const Case kWarnings[] = {
    {"/rules/min_cell", "3", "/rules/min_cell", "不足5人的群体难以保护个人", "请调至5或以上。"},
    {"/units/0/due/B", "4", "/units/0/due/B",
     "受保护的类别`B`"
     "在此应参加的仅4人，少于显示门槛5：结果将与其他类别合并或不予显示，该类别的权重在此不适用",
     "请合并类别；或在清楚后果的前提下调低显示门槛（不低于3）。"},
    {"/rules/base", "\"valid\"", "/rules/base", "计权题目的计分基数为`valid`，“不了解”将按0分计",
     "如非本意，请将计分基数改为`scored`。"},
    {"/title/fr", "\"Printemps\"", "/title/fr", "语言`fr`未列入本轮测评的语言",
     "请列入该语言，或删去这段文字：没有人会看到。"},
    {"/rules/invalid", "[]", "/rules/quota", "名额限制不起作用：无效票规则未包括“超出名额”",
     "请将“超出名额”列入无效票规则，或取消名额限制。"},
    {"/units/0/due", "", "/rules/quorum", "各单位均未注明应参加人数，无法判断参加率是否达标",
     "请填写各单位的应参加人数。"},
};

const Diagnostic* find_at(const std::vector<Diagnostic>& diagnostics, std::string_view place) {
  for (const auto& diagnostic : diagnostics) {
    if (diagnostic.place == place) return &diagnostic;
  }
  return nullptr;
}

void check_words(const std::vector<Diagnostic>& diagnostics, const Case& c) {
  INFO("put " << c.value << " at " << c.at);
  const Diagnostic* found = find_at(diagnostics, c.place);
  REQUIRE(found != nullptr);
  CHECK(found->expected.zh == c.expected);
  CHECK(found->remedy.zh == c.remedy);
}

}  // namespace

TEST_CASE("mistakes in a round file are told in these Chinese words") {
  for (const Case& c : kErrors) {
    const auto read = parse_round(changed(c), Strictness::opening);
    REQUIRE_FALSE(read.has_value());
    check_words(read.error().diagnostics, c);
  }
}

TEST_CASE("doubts about a round file are told in these Chinese words") {
  for (const Case& c : kWarnings) {
    const auto read = parse_round(changed(c), Strictness::draft);
    REQUIRE(read.has_value());
    check_words(read->warnings, c);
  }
}

TEST_CASE("the sentence above a list of errors is Chinese too") {
  Json file = full_round_json();
  file["id"] = "";
  CHECK(parse_round(file.dump()).error().detail_zh == "测评文件有1处错误。");
  file["colour"] = 1;
  CHECK(parse_round(file.dump()).error().detail_zh == "测评文件有2处错误。");
  CHECK(parse_round("{\n\"a\": 1,\n}").error().detail_zh ==
        "无法按 JSON 读取（第3行第1列）：此处不符合 JSON 格式。");
  CHECK(parse_units_csv(full_round(), "unit,name\na,A\nb,\n").error().detail_zh ==
        "单位名单有1处错误，未作任何导入。");
}
