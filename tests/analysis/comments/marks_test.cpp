// Marks in texts: each table's entries have what is to be marked in ⟦brackets⟧; what is to be left alone
// stands in tables of its own.
#include "analysis/comments/marks.h"

#include "tests/analysis/comments/text.h"
#include "tests/catch.h"

using namespace candor;
using analysis::Mark;
using analysis::MarkKind;

namespace {

forms::Unit unit_of(const std::vector<forms::Text>& names) {
  forms::Unit unit;
  unit.id = "u1";
  for (std::size_t i = 0; i < names.size(); ++i) {
    forms::Member member;
    member.id = "m" + std::to_string(i + 1);
    member.name = names[i];
    unit.members.push_back(std::move(member));
  }
  return unit;
}

const forms::Unit& office() {
  static const auto unit = unit_of({{{"zh-CN", "王小明"}, {"en", "Xiaoming Wang"}},
                                    {{"zh-CN", "欧阳静"}, {"en", "Ouyang, J."}},
                                    {{"zh-CN", "买买提·艾山"}},
                                    {{"zh-CN", "李伟"}, {"en", "José O’Neil-Smith"}},
                                    {{"en", "김철수"}},
                                    {{"en", "He An Li"}}});
  return unit;
}

/// Everything marked, with the kind of each; as a text with brackets for the eye.
struct Seen {
  std::string text;
  std::vector<MarkKind> kinds;
};

Seen see(const forms::Unit& unit, const std::string& text) {
  const auto marks = analysis::TextMarker(unit).mark(analysis::fold(text));
  std::vector<forms::TextRange> ranges;
  Seen seen;
  for (const auto& mark : marks) {
    ranges.push_back(mark.range);
    seen.kinds.push_back(mark.kind);
  }
  seen.text = tests::with_brackets(text, ranges);
  return seen;
}

void check_table(const forms::Unit& unit, MarkKind kind, const std::vector<std::string>& table) {
  for (const auto& entry : table) {
    const auto [text, ranges] = tests::bracketed(entry);
    const auto seen = see(unit, text);
    CHECK(seen.text == entry);
    CHECK(seen.kinds == std::vector<MarkKind>(ranges.size(), kind));
  }
}

/// A unit whose only member has this surname.
forms::Unit named(const std::string& name) {
  return unit_of({{{"zh-CN", name}}});
}

}  // namespace

TEST_CASE("names of members are marked as people write them") {
  check_table(office(), MarkKind::member,
              {"⟦王小明⟧经常不在",
               "请⟦王 小 明⟧多下来",
               "⟦王·小明⟧很好",
               "⟦王\u3000小明⟧同志",
               "建议⟦小明⟧多休息",
               "⟦王主任⟧讲话太长",
               "⟦王副主任⟧分管得好",
               "找⟦王总⟧签字",
               "⟦王工⟧很专业",
               "⟦王处⟧、⟦王局⟧都来过",
               "⟦老王⟧是好人，⟦小王⟧也是，⟦阿王⟧也是",
               "⟦欧阳静⟧和⟦欧阳书记⟧是一个人，⟦老欧阳⟧也是",
               "⟦买买提·艾山⟧",
               "⟦买买提艾山⟧",
               "⟦艾山⟧同志，⟦买买提⟧同志",
               "⟦李 主任⟧",
               "⟦李总经理⟧不是⟦李伟⟧吗",
               "⟦Xiaoming Wang⟧ helps",
               "⟦XIAOMING⟧ and ⟦ｗａｎｇ⟧",
               "ask ⟦wang⟧!",
               "⟦Jose⟧ and ⟦JOSÉ O'NEIL SMITH⟧",
               "Mr ⟦O'Neil⟧",
               "⟦Smith⟧'s office",
               "⟦Ouyang⟧ said so",
               "우리 ⟦김철수⟧님",
               "⟦He An Li⟧ knows, ⟦Li⟧ does"});
}

TEST_CASE("words that only hold letters of a name are left alone") {
  for (const char* text : {"王府井很远",
                           "今天来开会，明天休息",
                           "国王的新衣",
                           "李子树",
                           "工作总是很忙，总体不错",
                           "王者归来",
                           "wangling",
                           "Wangs",
                           "josefine",
                           "he is an able man",
                           "smithy",
                           "I like it an awful lot",
                           "领导总结得好",
                           "欧洲",
                           "伟大",
                           "静一静",
                           "老是迟到",
                           "小心一点",
                           "阿姨很好"}) {
    const auto seen = see(office(), text);
    CHECK(seen.text == text);
  }
}

TEST_CASE(
    "ordinary words that look like a surname with a title are left alone, that surname's people are not") {
  struct Case {
    const char *name, *text;
  };
  const std::vector<Case> table = {
      {"于洋", "低于60%，小于 60%，小于60%"},
      {"于洋", "⟦小于⟧工作认真，⟦于处长⟧也是，对于书记的意见"},
      {"任红", "担任书记三年，现任主任，历任局长"},
      {"任红", "⟦任书记⟧，⟦老任⟧，小任务太多"},
      {"金涛", "有小金库，基金经理"},
      {"金涛", "⟦小金⟧，⟦金总⟧"},
      {"毛宁", "有些小毛病，老毛病不改"},
      {"毛宁", "⟦毛总⟧"},
      {"黄海", "像老黄牛一样"},
      {"黄海", "⟦老黄⟧"},
      {"高强", "提高工作效率，高科技，站在高处，高校"},
      {"高强", "⟦高处长⟧，⟦高工⟧"},
      {"方圆", "老方法，甲方代表，双方主任"},
      {"方圆", "⟦方代表⟧"},
      {"程度", "小程序不好用"},
      {"何平", "何处去"},
      {"何平", "⟦何处长⟧，何处"},
      {"关键", "老关系，海关处长"},
      {"安宁", "公安局长"},
      {"安宁", "⟦安局长⟧"},
  };
  for (const auto& [name, text] : table) {
    CHECK(see(named(name), tests::bracketed(text).first).text == text);
  }
}

TEST_CASE("telephone numbers are marked however they are written") {
  check_table(office(), MarkKind::telephone,
              {"电话⟦13800138000⟧",
               "⟦138 0013 8000⟧",
               "⟦138-0013-8000⟧或⟦139.0013.8000⟧",
               "⟦１３８００１３８０００⟧",
               "⟦+86 138 0013 8000⟧",
               "⟦+86-13800138000⟧",
               "⟦0086 10 6234 5678⟧",
               "⟦(010) 6234-5678⟧",
               "⟦（０１０）６２３４５６７８⟧",
               "⟦010-62345678⟧",
               "座机⟦62345678⟧",
               "⟦6234567⟧",
               "⟦400-810-8888⟧",
               "⟦+44 20 7946 0958⟧",
               "⟦+1 (555) 123-4567⟧",
               "⟦一三八零零一三八零零零⟧",
               "⟦幺三八〇〇幺三八〇〇〇⟧",
               "⟦1三8零零138000⟧",
               "⟦1 3 8 0 0 1 3 8 0 0 0⟧",
               "⟦010.62345678⟧",
               "⟦01 23 45 67 89⟧",
               "打⟦13800138000⟧，别打⟦62345678⟧。",
               "⟦62345678⟧分机12"});
}

TEST_CASE("dates, amounts, scores and other numbers are left alone") {
  for (const char* text : {"2026-11-21",
                           "2026年11月21日",
                           "2026.11.21",
                           "2026/11/21 08:30",
                           "2026-11-21 08",
                           "20261121",
                           "21.11.2026",
                           "11/21/2026",
                           "2024-2026",
                           "2019 2020 2021",
                           "2024.1-2026.12",
                           "1,000,000",
                           "12,345,678.90元",
                           "10000000元",
                           "1000000 元",
                           "20000000人",
                           "￥2000000",
                           "$3000000",
                           "3.1415926",
                           "0.12345678",
                           "99.9999999%",
                           "8.5 9.0 7.5 8.0",
                           "85 90 95 88",
                           "1-2-3-4-5-6-7",
                           "1 2 3 4 5 6 7",
                           "192.168.1.100",
                           "123456",
                           "第100200号",
                           "一二三",
                           "二〇二六年",
                           "一、二、三、四、五、六、七、八",
                           "60%的人给了80分",
                           "100-200",
                           "2026年1月至2026年12月",
                           "1000000-2000000元",
                           "5000万",
                           "12 34 56 78"}) {
    const auto seen = see(office(), text);
    CHECK(seen.text == text);
  }
}

TEST_CASE("identity and account numbers are marked") {
  check_table(office(), MarkKind::identity_number,
              {"身份证⟦110101199003074514⟧", "⟦11010119900307451X⟧", "⟦11010119900307451x⟧号",
               "⟦110101 19900307 4514⟧", "⟦110101-19900307-451X⟧", "⟦１１０１０１１９９００３０７４５１Ｘ⟧",
               "⟦110101900307451⟧", "卡号⟦6222 0212 3456 7890 123⟧", "护照⟦E12345678⟧", "⟦EA1234567⟧",
               "⟦g12345678⟧", "⟦A123456(7)⟧", "⟦AB987654(A)⟧", "⟦H1234567890⟧"});
  for (const char* text : {"A4纸", "B2026", "ISO9001", "HT20261121", "iPhone15", "COVID19"})
    CHECK(see(office(), text).text == text);
}

TEST_CASE("e-mail addresses are marked, whoever they name") {
  check_table(office(), MarkKind::email,
              {"⟦wang.xiaoming@example.com⟧", "写给⟦a+b_c@mail.example.cn⟧。", "<⟦x@y.zz⟧>",
               "⟦ＡＢＣ＠example．com⟧", "⟦a@b.co.uk⟧."});
  for (const char* text : {"@all", "a@", "@b.com", "me @ home", "a@b", "a@b.c", "5 @ 3.50"})
    CHECK(see(office(), text).text == text);
}

TEST_CASE("names in messengers are marked after the messenger's name") {
  check_table(office(), MarkKind::contact,
              {"微信号 ⟦abc123⟧", "微信：⟦abc_def⟧", "wechat: ⟦abc⟧", "加我微信⟦abc12345⟧", "QQ⟦12345⟧",
               "ＱＱ号：⟦123456⟧", "VX:⟦lucky7⟧", "telegram=⟦someone⟧", "微信号是⟦wxid_88⟧"});
  for (const char* text :
       {"微信群里", "wechat groups are full", "qq群", "微信公众号", "抖音", "tax: high", "微信 2026"})
    CHECK(see(office(), text).text == text);
}

TEST_CASE("of two marks that overlap the longer stays, and both become one where neither holds the other") {
  const auto seen = see(office(), "王小明13800138000，小明小明天，xiaoming.wang@example.com");
  CHECK(seen.text == "⟦王小明⟧⟦13800138000⟧，⟦小明⟧⟦小明⟧天，⟦xiaoming.wang@example.com⟧");
  CHECK(seen.kinds == std::vector{MarkKind::member, MarkKind::telephone, MarkKind::member, MarkKind::member,
                                  MarkKind::email});
  const auto joined = see(unit_of({{{"zh-CN", "小明王"}}, {{"zh-CN", "王小李"}}}), "小明王小李");
  CHECK(joined.text == "⟦小明王小李⟧");
}

TEST_CASE("marks count code points of the text as it was written") {
  const std::string text = "😀𠮷é ㎏ 王小明";
  const auto marks = analysis::TextMarker(office()).mark(analysis::fold(text));
  CHECK(marks == std::vector<Mark>{{MarkKind::member, {6, 9}}});
}

TEST_CASE("members without names, with one letter or odd ones mark nothing by accident") {
  const auto unit = unit_of({{},
                             {{"en", "X"}},
                             {{"zh-CN", "王"}},
                             {{"en", " . - "}},
                             {{"en", "J. R. R."}},
                             {{"en", "Dr. van de"}}});
  CHECK(see(unit, "X 王 J R . - the van de dr").text == "X 王 J R . - the van de dr");
}
