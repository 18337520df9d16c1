#include "server/print/ticket_sheet.h"

#include <regex>

#include "server/print/phrases.h"
#include "server/print/qr_svg.h"
#include "server/print/sign_in_slip.h"
#include "tests/catch.h"

using namespace candor;
using namespace candor::server::print;

namespace {

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

SlipSheet small_sheet() {
  SlipSheet sheet;
  sheet.round_id = "2026-spring";
  sheet.title = {{"zh-CN", "春季测评"}, {"en", "Spring appraisal"}};
  sheet.asked_by = {{"zh-CN", "工会"}, {"en", "The union"}};
  sheet.languages = {"zh-CN", "en"};
  sheet.address = "candor.example/b";
  for (int unit = 1; unit <= 2; ++unit) {
    SlipUnit& own = sheet.units.emplace_back();
    own.name = {{"zh-CN", "单位" + std::to_string(unit)}, {"en", "Unit " + std::to_string(unit)}};
    for (const char* category : {"A", "B"}) {
      SlipGroup& group = own.groups.emplace_back();
      group.category = {{"zh-CN", "类别" + std::string(category)},
                        {"en", "Category " + std::string(category)}};
      for (int i = 0; i < 3; ++i) {
        const std::string code = std::to_string(unit) + category + std::to_string(i);
        group.slips.push_back({"", "code-" + code, "https://candor.example/b#1." + code});
      }
    }
  }
  return sheet;
}

/// Reads a path of horizontal strokes back into modules, by SVG's rules rather than by qr_path's.
std::vector<unsigned char> modules_of_path(const std::string& path, int size, int quiet) {
  std::vector<unsigned char> dark(static_cast<std::size_t>(size) * static_cast<std::size_t>(size), 0);
  const std::regex command("([Mmh])([-0-9.]+)(?: ([-0-9.]+))?");
  double x = 0, y = 0;
  for (std::sregex_iterator it(path.begin(), path.end(), command), end; it != end; ++it) {
    const char letter = (*it)[1].str()[0];
    const double first = std::stod((*it)[2]);
    const double second = (*it)[3].matched ? std::stod((*it)[3]) : 0;
    if (letter == 'M') {
      x = first;
      y = second;
    } else if (letter == 'm') {
      x += first;
      y += second;
    } else {
      for (int i = 0; i < static_cast<int>(first); ++i) {
        const int column = static_cast<int>(x) + i - quiet, row = static_cast<int>(y) - quiet;
        dark.at(static_cast<std::size_t>(row * size + column)) += 1;
      }
      x += first;
    }
  }
  return dark;
}

}  // namespace

TEST_CASE("a QR path draws every dark module once and nothing else") {
  for (const std::string text :
       {"x",
        "https://candor.example/"
        "b#1.IiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiI.r.12.3.000G40R40M30E209185G"}) {
    const auto modules = make_qr(text);
    REQUIRE(modules);
    CHECK((modules->size - 17) % 4 == 0);
    CHECK(modules_of_path(qr_path(*modules, 4), modules->size, 4) == modules->dark);
  }
}

TEST_CASE("QR codes correct errors at level M") {
  const auto modules = make_qr("https://candor.example/b");
  REQUIRE(modules);
  // ISO/IEC 18004: format bits 8,0 and 8,1 hold the level, masked with 10: M is 00, so 10 is seen.
  const auto row = static_cast<std::size_t>(8 * modules->size);
  CHECK(modules->dark[row] == 1);
  CHECK(modules->dark[row + 1] == 0);
}

TEST_CASE("make_qr refuses nothing and too much") {
  CHECK_FALSE(make_qr(""));
  CHECK_FALSE(make_qr(std::string(2332, 'x')));
  CHECK(make_qr(std::string(2331, 'x')));
}

TEST_CASE("the sheet has a part for each unit and category and a slip for each ticket") {
  const auto html = make_ticket_sheet(small_sheet());
  REQUIRE(html);
  CHECK(count_of(*html, "<section class=\"unit\">") == 2);
  CHECK(count_of(*html, "<section class=\"group\">") == 4);
  CHECK(count_of(*html, "<article class=\"slip\">") == 12);
  CHECK(count_of(*html, "<svg ") == 12);
  CHECK(count_of(*html, ">code-1A0<") == 1);
  CHECK(count_of(*html, ">code-2B2<") == 1);
  CHECK(html->find(">code-1A0<") < html->find(">code-1A1<"));
  CHECK(html->find("单位1") < html->find("单位2"));
}

TEST_CASE("every slip says in both languages what it is, how to use it and that it is anonymous") {
  const auto html = make_ticket_sheet(small_sheet());
  REQUIRE(html);
  for (const char* words :
       {"工会邀请您参加本次测评。", "The union asks for your answers.", "或打开 candor.example/b",
        "or go to candor.example/b", "不记名", "one ballot a slip"}) {
    INFO(words);
    CHECK(count_of(*html, words) == 12);
  }
  CHECK(count_of(*html, "<b>2026-spring</b>") == 12);
}

TEST_CASE("a sheet holds no link in clear, no script and no style of its own") {
  const auto html = make_ticket_sheet(small_sheet());
  REQUIRE(html);
  CHECK(count_of(*html, "#1.") == 0);
  CHECK(count_of(*html, "<script") == 0);
  CHECK(count_of(*html, "<style") == 0);
  CHECK(count_of(*html, " style=") == 0);
  CHECK(count_of(*html, "<link rel=\"stylesheet\" href=\"/assets/print.css\"/>") == 1);
}

TEST_CASE("names that look like HTML stay text") {
  auto sheet = small_sheet();
  sheet.title["en"] = "</title><script>alert(1)</script>";
  sheet.asked_by["en"] = "\"><img src=x onerror=alert(1)>";
  sheet.units[0].name["en"] = "<s>&amp;</s>";
  sheet.round_id = "<i>";
  sheet.address = "<u>";
  const auto html = make_ticket_sheet(sheet);
  REQUIRE(html);
  for (const char* tag : {"<script", "<img", "<s>", "<i>", "<u>"}) CHECK(count_of(*html, tag) == 0);
  CHECK(count_of(*html, "&lt;s&gt;&amp;amp;&lt;/s&gt;") > 0);
}

TEST_CASE("groups and units without slips take no paper") {
  auto sheet = small_sheet();
  sheet.units[0].groups[1].slips.clear();
  for (auto& group : sheet.units[1].groups) group.slips.clear();
  const auto html = make_ticket_sheet(sheet);
  REQUIRE(html);
  CHECK(count_of(*html, "<section class=\"unit\">") == 1);
  CHECK(count_of(*html, "<section class=\"group\">") == 1);
  CHECK(count_of(*html, "单位2") == 0);
}

TEST_CASE("a round in one language is printed in that one, and other languages get English phrases") {
  auto sheet = small_sheet();
  sheet.languages = {"en"};
  auto html = make_ticket_sheet(sheet);
  REQUIRE(html);
  CHECK(count_of(*html, "测评") == 0);
  CHECK(html->find("<html lang=\"en\">") != std::string::npos);
  sheet.languages = {"fr"};
  sheet.asked_by = {};
  html = make_ticket_sheet(sheet);
  REQUIRE(html);
  CHECK(count_of(*html, "Your answers are asked for.") == 12);
}

TEST_CASE("a link that fits no QR code is an error, not a blank slip") {
  auto sheet = small_sheet();
  sheet.units[1].groups[1].slips[2].link = std::string(3000, 'x');
  const auto html = make_ticket_sheet(sheet);
  REQUIRE_FALSE(html);
  CHECK(html.error().kind == ErrorKind::invalid);
}

TEST_CASE("a sign-in slip shows name, account, link and until when it is good") {
  const auto html = make_sign_in_slip(
      {"李 <明>", "li.ming", "https://candor.example/console#first=abc", "2026-11-28 18:00 UTC"});
  REQUIRE(html);
  for (const char* words :
       {"李 &lt;明&gt;", ">li.ming<", ">https://candor.example/console#first=abc<", "首次登录",
        "First sign-in", "有效期至 2026-11-28 18:00 UTC", "Valid until 2026-11-28 18:00 UTC"}) {
    INFO(words);
    CHECK(html->find(words) != std::string::npos);
  }
  CHECK(count_of(*html, "<svg ") == 1);
  CHECK_FALSE(make_sign_in_slip({"a", "b", "", ""}));
}

TEST_CASE("phrases stand once for each language that Candor speaks") {
  CHECK(phrases_for_all({"zh-CN", "en"}).size() == 2);
  CHECK(phrases_for_all({"zh-Hans", "zh-CN"}).size() == 1);
  CHECK(phrases_for_all({"en-GB", "de"}).size() == 1);
  CHECK(phrases_for_all({}).front()->language == "en");
  CHECK(fill_in("a{}b", "{}") == "a{}b");
}

TEST_CASE("every ticket shows M in groups of four, to be compared with the notice") {
  auto sheet = small_sheet();
  sheet.manifest = std::string(32, 'a') + std::string(32, 'b');
  const auto html = make_ticket_sheet(sheet);
  REQUIRE(html);
  std::size_t slips = 0;
  for (const auto& unit : sheet.units) {
    for (const auto& group : unit.groups) slips += group.slips.size();
  }
  CHECK(slips > 0);
  CHECK(static_cast<std::size_t>(count_of(*html, "<b>aaaa aaaa aaaa")) == slips);
  CHECK(static_cast<std::size_t>(count_of(*html, "<b>bbbb bbbb bbbb")) == slips);
}
