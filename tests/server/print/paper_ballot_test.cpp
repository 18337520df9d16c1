#include "server/print/paper_ballot.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "forms/round_json.h"
#include "tests/catch.h"

using namespace candor;
using namespace candor::server::print;

namespace {

forms::Round paper_round() {
  std::ifstream file(CANDOR_TEST_DATA "/paper/round.json", std::ios::binary);
  REQUIRE(file.good());
  auto read =
      forms::parse_round(std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()));
  REQUIRE(read);
  return std::move(read->round);
}

std::string print(const forms::Round& round, std::size_t unit, std::vector<std::string> languages,
                  bool draft = false, const forms::Category* category = nullptr) {
  const auto html = make_paper_ballot({&round, &round.units[unit], category, std::move(languages), draft});
  REQUIRE(html);
  return *html;
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

bool says(const std::string& html, const std::string& words) {
  return count_of(html, words) > 0;
}

/// What lies between two pieces of text.
std::string between(const std::string& html, const std::string& from, const std::string& to) {
  const auto begin = html.find(from);
  REQUIRE(begin != std::string::npos);
  return html.substr(begin, html.find(to, begin) - begin);
}

}  // namespace

TEST_CASE("a ballot says what it is, how to fill it in, what it is for, and that it is anonymous") {
  const auto round = paper_round();
  const auto html = print(round, 0, {"zh-CN", "en"});
  for (const char* words : {"<h1 class=\"title\"><span lang=\"zh-CN\">年度民主测评",
                            "Annual appraisal",
                            "职工代表大会",
                            "Staff assembly",
                            "第二分公司",
                            "填写说明",
                            "How to fill it in",
                            "只勾选一个方框，如☑",
                            "like this ☑",
                            "把错勾的方框涂黑（■）",
                            "black out the wrong box ■",
                            "标有*的题目必须填写",
                            "marked * need an answer",
                            "本票不记名，不编序号",
                            "no serial number",
                            "结果用于改进工作。",
                            "Results are used to improve the work.",
                            "笔迹可能被认出",
                            "把抽取的测评码夹在票内",
                            "Without a slip it cannot be counted",
                            "灰色小字供录入时使用",
                            "谢谢。"}) {
    INFO(words);
    CHECK(count_of(html, words) == 1);
  }
  CHECK(says(html, "<body class=\"ballot both\">"));
  CHECK(html.find("年度民主测评</span><span lang=\"en\">Annual appraisal") != std::string::npos);
}

TEST_CASE(
    "nothing on a ballot tells one sheet from another, or for whom it is unless it is for one category") {
  const auto round = paper_round();
  const auto html = print(round, 0, {"zh-CN", "en"});
  CHECK(html == print(round, 0, {"zh-CN", "en"}));
  for (const char* words : {"填写人类别", "For: ", "中层管理人员", "Middle management"})
    CHECK_FALSE(says(html, words));
  const auto staff = print(round, 0, {"zh-CN", "en"}, false, &round.categories[1]);
  CHECK(says(staff, "填写人类别：职工"));
  CHECK(says(staff, "For: Staff"));
  CHECK_FALSE(says(staff, "Middle management"));
}

TEST_CASE("a draft is marked as one, and a frozen round is not") {
  const auto round = paper_round();
  const auto draft = print(round, 0, {"zh-CN", "en"}, true);
  CHECK(count_of(draft, "样张") == 1);
  CHECK(count_of(draft, "DRAFT") == 1);
  const auto frozen = print(round, 0, {"zh-CN", "en"});
  CHECK_FALSE(says(frozen, "样张"));
  CHECK_FALSE(says(frozen, "DRAFT"));
}

TEST_CASE("one language alone holds no word of the other, and page numbers follow") {
  const auto round = paper_round();
  const auto english = print(round, 0, {"en"});
  CHECK(says(english, "<body class=\"ballot en\">"));
  CHECK(std::none_of(english.begin(), english.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xE4 && byte <= 0xE9;  // UTF-8 of the common Chinese characters begins so
  }));
  const auto chinese = print(round, 0, {"zh-CN"});
  CHECK(says(chinese, "<body class=\"ballot zh\">"));
  for (const char* words : {"Annual", "Excellent", "How to", "Given1"}) CHECK_FALSE(says(chinese, words));
}

TEST_CASE("members are rows and options columns, each option with its key and each row with its number") {
  const auto round = paper_round();
  const auto html = print(round, 0, {"zh-CN"});
  const auto table = between(html, "<b class=\"no\">9</b>", "</table>");
  CHECK(count_of(table, "<tr>") == 8);  // a head and seven members
  CHECK(count_of(table, "<span class=\"box\"></span>") == 35);
  for (const char* words :
       {"<b class=\"no\">9-1</b>", "<b class=\"no\">9-7</b>", "欧阳志远", "党委书记、董事长"}) {
    INFO(words);
    CHECK(says(table, words));
  }
  for (const char* mark : {"1", "2", "3", "4", "5"}) {
    CHECK(count_of(table, std::string("<i class=\"mark\">").append(mark).append("</i>")) == 1);
  }
  CHECK(count_of(html, "<thead>") == count_of(html, "<tbody>"));
}

TEST_CASE("rules that a page would see to are told in words") {
  const auto round = paper_round();
  const auto html = print(round, 0, {"zh-CN", "en"});
  for (const char* words : {"7人中，选“优秀”的不超过2人。超过的，整张票作废。",
                            "At most 2 of 7 may be given “Excellent”. A ballot with more is not valid.",
                            "第4题选“不同意”或“说不准”的才填写。", "Only if 4 is “Disagree” or “Not sure”.",
                            "只对您在第9题中选“不称职”的人填写。可多选，最多选2项。", "可多选，选2至3项。",
                            "Tick 2 to 3.", "请填写0至60之间的数（最多1位小数）。", "排第一的填1",
                            "Write 1 for what you put first", "0分最低，10分最高。"}) {
    INFO(words);
    CHECK(says(html, words));
  }
  CHECK(count_of(html, "class=\"what required\"") == 1);
}

TEST_CASE("the quota follows the unit's members, also where it forbids, and says only what it does") {
  auto round = paper_round();
  CHECK(says(print(round, 1, {"zh-CN"}), "20人中，选“优秀”的不超过6人。"));
  round.rules.invalid.clear();
  CHECK_FALSE(says(print(round, 1, {"zh-CN", "en"}), "作废"));
  round.units[0].members.resize(2);
  CHECK(says(print(round, 0, {"zh-CN", "en"}), "本题任何人都不能选“优秀”。"));
  round.rules.quota.reset();
  CHECK_FALSE(says(print(round, 0, {"zh-CN"}), "不能选“优秀”"));
}

TEST_CASE("every type has something to fill in") {
  const auto round = paper_round();
  const auto html = print(round, 2, {"en"});  // without members
  const auto asked = [&](const std::string& label) { return between(html, label, "</section>"); };
  CHECK(count_of(asked("Why not"), "class=\"box\"") == 3);
  CHECK(count_of(asked("What should be solved first"), "class=\"box\"") == 11);
  CHECK(says(asked("What should be solved first"), "<i class=\"mark\">B</i>"));
  CHECK(count_of(asked("Rank by importance"), "class=\"slot\"") == 3);
  CHECK(count_of(asked("Years in this unit"), "class=\"slot\"") == 1);
  CHECK(count_of(asked("Would you recommend"), "class=\"box\"") == 11);
  CHECK(says(asked("Would you recommend"), ">10</span>"));
  CHECK(count_of(asked("What should change first"), "class=\"line\"") == 2);
  CHECK(count_of(asked("Anything else"), "class=\"line\"") == 6);
  CHECK_FALSE(says(html, "Members"));
  CHECK(says(html, "Please read the notice before the next two."));
}

TEST_CASE("a unit's own questions are on its ballot and on no other") {
  const auto round = paper_round();
  CHECK(says(print(round, 0, {"en"}), "The canteen"));
  CHECK(says(print(round, 0, {"en"}), "Questions of this unit"));
  CHECK_FALSE(says(print(round, 1, {"en"}), "The canteen"));
}

TEST_CASE("a ballot is escaped throughout and holds no script, and no style of its own") {
  auto round = paper_round();
  const std::string bad = "</span><script>alert('1')</script>\"&";
  const auto spoil = [&](forms::Text& text) { text["en"] = bad; };
  for (auto* text : {&round.title, &round.asked_by, &round.intro, &round.use_of_answers, &round.thanks,
                     &round.units[0].name, &round.categories[0].label}) {
    spoil(*text);
  }
  for (auto& member : round.units[0].members) {
    spoil(member.name);
    spoil(member.post);
  }
  for (auto& section : round.sections) {
    spoil(section.title);
    spoil(section.hint);
    for (auto& item : section.items) {
      spoil(item.label);
      spoil(item.hint);
      for (auto& option : item.options) spoil(option.label);
    }
  }
  for (auto& scale : round.scales) {
    for (auto& option : scale.options) spoil(option.label);
  }
  const auto html = print(round, 0, {"en", "zh-CN"}, true, &round.categories[0]);
  CHECK(count_of(html, "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;") > 50);
  for (const char* part : {"<script", "<style", " style=", "alert('"}) CHECK_FALSE(says(html, part));
  CHECK(count_of(html, "<link rel=\"stylesheet\" href=\"/assets/ballot.css\"/>") == 1);
}

TEST_CASE("a text missing in the sheet's language is told in another, once") {
  auto round = paper_round();
  round.sections[0].title = {{"zh-CN", "领导班子"}};
  round.units[0].members[0].name = {{"en", "Li Ming"}, {"zh-CN", "Li Ming"}};
  CHECK(count_of(print(round, 0, {"en"}), "领导班子") == 1);
  CHECK(count_of(print(round, 0, {"zh-CN", "en"}), "<span lang=\"zh-CN\">Li Ming</span>") == 3);
  CHECK(count_of(print(round, 0, {"zh-CN", "en"}), "<span lang=\"en\">Li Ming</span>") == 0);
}

TEST_CASE("rounds open to anybody ask for no slip") {
  auto round = paper_round();
  round.access = forms::AccessMode::open;
  CHECK_FALSE(says(print(round, 0, {"zh-CN", "en"}), "测评码"));
}

TEST_CASE("a ballot that would fill a book is refused") {
  auto round = paper_round();
  auto& unit = round.units[1];
  unit.members.resize(200, unit.members.front());
  auto& items = round.sections[1].items;
  items.resize(3);
  items.resize(500, items.front());
  const auto html = make_paper_ballot({&round, &unit, nullptr, {"en"}, false});
  REQUIRE_FALSE(html);
  CHECK(html.error().kind == ErrorKind::too_large);
}
