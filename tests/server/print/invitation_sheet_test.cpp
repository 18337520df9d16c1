#include "server/print/invitation_sheet.h"

#include "server/print/invitation_mail.h"
#include "tests/catch.h"

using namespace candor;
using namespace candor::server::print;

namespace {

const std::string kManifest = "efba568df02ee2e6a29f0b9350aaf29750bfc936e67787ab381e20a9ee7f07d6";

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

/// Two units of two categories with two people each.
InvitationSheet small_sheet() {
  InvitationSheet sheet;
  sheet.round_id = "2026-spring";
  sheet.title = {{"zh-CN", "春季测评"}, {"en", "Spring appraisal"}};
  sheet.asked_by = {{"zh-CN", "工会"}, {"en", "The union"}};
  sheet.contact = "council@example.org";
  sheet.languages = {"zh-CN", "en"};
  sheet.address = typed_address("https://candor.example");
  sheet.manifest = kManifest;
  for (int unit = 1; unit <= 2; ++unit) {
    SlipUnit& own = sheet.units.emplace_back();
    own.name = {{"zh-CN", "单位" + std::to_string(unit)}, {"en", "Unit " + std::to_string(unit)}};
    for (const char* category : {"A", "B"}) {
      SlipGroup& group = own.groups.emplace_back();
      group.category = {{"zh-CN", "类别" + std::string(category)},
                        {"en", "Category " + std::string(category)}};
      for (int i = 0; i < 2; ++i) {
        const std::string code = std::to_string(unit) + category + std::to_string(i);
        group.slips.push_back({"Person " + code, "code-" + code, "https://candor.example/b#1." + code});
      }
    }
  }
  return sheet;
}

}  // namespace

TEST_CASE("every invitation names its person and says what the code is and is not, in both languages") {
  const auto html = make_invitation_sheet(small_sheet());
  REQUIRE(html);
  CHECK(count_of(*html, "<section class=\"unit\">") == 2);
  CHECK(count_of(*html, "<section class=\"group\">") == 4);
  CHECK(count_of(*html, "<article class=\"slip\">") == 8);
  CHECK(count_of(*html, "<svg ") == 8);
  CHECK(count_of(*html, "<h3 class=\"person\">Person 1A0</h3>") == 1);
  CHECK(count_of(*html, "<b>code-2B1</b>") == 1);
  for (const char* words :
       {"工会邀请您参加本次测评。", "The union asks for your answers.", "或打开 candor.example/b",
        "or go to candor.example/b", "请勿转交他人", "yours alone", "答卷与此码不关联",
        "buys an anonymous right to vote", "如有疑问，请联系 · Questions", "<b>council@example.org</b>",
        "本轮测评的指纹，请与公示核对", "compare with the notice", "<b>2026-spring</b>"}) {
    INFO(words);
    CHECK(count_of(*html, words) == 8);
  }
}

TEST_CASE("every invitation shows the fingerprint whole, in groups that can be compared by eye") {
  const auto html = make_invitation_sheet(small_sheet());
  REQUIRE(html);
  CHECK(count_of(*html, "<b>efba 568d f02e e2e6 a29f 0b93 50aa f297</b>") == 8);
  CHECK(count_of(*html, "<b>50bf c936 e677 87ab 381e 20a9 ee7f 07d6</b>") == 8);
  CHECK(in_groups_of_four("") == "");
  CHECK(in_groups_of_four("abcde") == "abcd e");
}

TEST_CASE("codes made by the server say so, and no others do") {
  auto sheet = small_sheet();
  for (const bool by_server : {false, true}) {
    sheet.made_by_server = by_server;
    const auto html = make_invitation_sheet(sheet);
    REQUIRE(html);
    const std::size_t told = by_server ? 8 : 0;
    CHECK(count_of(*html, "whoever runs it could use unclaimed ones") == told);
    CHECK(count_of(*html, "服务器的管理者有可能动用无人使用的码") == told);
  }
}

TEST_CASE("an invitation without contact, asker or person still says whom to turn to") {
  auto sheet = small_sheet();
  sheet.contact.clear();
  sheet.asked_by.clear();
  sheet.units[0].groups[0].slips[0].person.clear();
  const auto html = make_invitation_sheet(sheet);
  REQUIRE(html);
  CHECK(count_of(*html, "ask whoever gave you this slip") == 8);
  CHECK(count_of(*html, "请询问发放人员") == 8);
  CHECK(count_of(*html, "请您参加本次测评。") == 8);
  CHECK(count_of(*html, "class=\"person\"") == 7);
}

TEST_CASE("a sheet of invitations holds no link in clear and no script, and names stay text") {
  auto sheet = small_sheet();
  sheet.units[0].groups[0].slips[0].person = "<script>alert(1)</script>";
  sheet.contact = "<i>\"&";
  const auto html = make_invitation_sheet(sheet);
  REQUIRE(html);
  for (const char* part : {"#1.", "<script", "<i>", "<style", " style="}) CHECK(count_of(*html, part) == 0);
  CHECK(count_of(*html, "&lt;script&gt;alert(1)&lt;/script&gt;") == 1);
  CHECK(count_of(*html, "<link rel=\"stylesheet\" href=\"/assets/print.css\"/>") == 1);
}

TEST_CASE("a sheet opened from a disk carries its stylesheet in itself") {
  auto sheet = small_sheet();
  sheet.stylesheet = inline_stylesheet();
  const auto html = make_invitation_sheet(sheet);
  REQUIRE(html);
  CHECK(count_of(*html, "href=\"data:text/css;charset=utf-8,%2F%2A") == 1);
  CHECK(count_of(*html, "/assets/") == 0);
  CHECK(inline_stylesheet().find(".slip%20%7B") != std::string::npos);
  CHECK(inline_stylesheet().find_first_of(" \"'<>#&") == std::string::npos);
}

TEST_CASE("groups and units without invitations take no paper") {
  auto sheet = small_sheet();
  sheet.units[0].groups[1].slips.clear();
  for (auto& group : sheet.units[1].groups) group.slips.clear();
  const auto html = make_invitation_sheet(sheet);
  REQUIRE(html);
  CHECK(count_of(*html, "<section class=\"unit\">") == 1);
  CHECK(count_of(*html, "<section class=\"group\">") == 1);
}

TEST_CASE("an invitation whose link fits no QR code is an error, not a blank slip") {
  auto sheet = small_sheet();
  sheet.units[1].groups[1].slips[1].link = std::string(3000, 'x');
  const auto html = make_invitation_sheet(sheet);
  REQUIRE_FALSE(html);
  CHECK(html.error().kind == ErrorKind::invalid);
}

TEST_CASE("more invitations than fit on a sheet are to be printed unit by unit") {
  auto sheet = small_sheet();
  auto& slips = sheet.units[0].groups[0].slips;
  slips.resize(kMaxInvitationsOnSheet + 1, slips.front());
  const auto html = make_invitation_sheet(sheet);
  REQUIRE_FALSE(html);
  CHECK(html.error().kind == ErrorKind::too_large);
}

TEST_CASE("typed_address leaves out the scheme, and nothing else") {
  CHECK(typed_address("https://candor.example:8443") == "candor.example:8443/b");
  CHECK(typed_address("candor.example") == "candor.example/b");
}

TEST_CASE("the list for mailing quotes what needs quotes") {
  std::string csv = mail_csv_header();
  append_mail_row(csv,
                  {"O'Brien, \"Pat\"", "pat@example.org", "u1", "A", "https://c.example/b#1.x", "1-1-X"});
  CHECK(csv ==
        "\xEF\xBB\xBFperson,contact,unit,category,link,code\r\n"
        "\"O'Brien, \"\"Pat\"\"\",pat@example.org,u1,A,https://c.example/b#1.x,1-1-X\r\n");
}
