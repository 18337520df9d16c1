#include "server/templates/templates.h"

#include <set>

#include "forms/round_json.h"
#include "tests/catch.h"

using namespace candor;
using namespace candor::server::templates;

namespace {

forms::Round round_of(const Template& one) {
  auto read = forms::parse_round(one.bytes, forms::Strictness::opening);
  if (!read) {
    for (const auto& complaint : read.error().diagnostics)
      WARN(complaint.place << ": " << complaint.expected);
  }
  REQUIRE(read);
  for (const auto& warning : read->warnings) WARN(warning.place << ": " << warning.expected);
  CHECK(read->warnings.empty());
  return read->round;
}

/// Every label of the questionnaire.
std::vector<forms::Text> texts_of(const forms::Round& round) {
  std::vector<forms::Text> texts = {round.title, round.asked_by, round.intro, round.use_of_answers,
                                    round.thanks};
  for (const auto& scale : round.scales) {
    for (const auto& option : scale.options) texts.push_back(option.label);
  }
  for (const auto& section : round.sections) {
    texts.insert(texts.end(), {section.title, section.hint});
    for (const auto& item : section.items) texts.insert(texts.end(), {item.label, item.hint});
  }
  for (const auto& category : round.categories) texts.push_back(category.label);
  return texts;
}

}  // namespace

TEST_CASE("there are three templates, each with a title and a summary in both languages") {
  std::set<std::string_view> ids;
  for (const Template& one : all_templates()) {
    ids.insert(one.id);
    for (const char* language : {"zh-CN", "en"}) {
      CHECK_FALSE(one.title.at(language).empty());
      CHECK_FALSE(one.summary.at(language).empty());
    }
    CHECK(find_template(one.id) == &one);
  }
  CHECK(ids == std::set<std::string_view>{"individual-leader", "leadership-team", "team-and-members"});
  CHECK(find_template("no-such") == nullptr);
}

TEST_CASE("every template is fit to be opened, without a warning") {
  for (const Template& one : all_templates()) {
    INFO(one.id);
    const auto round = round_of(one);
    CHECK(round.id == one.id);
    CHECK(round.rules.min_cell == 5);
    CHECK(round.access == forms::AccessMode::ticket);
    CHECK(round.units.size() == 1);
  }
}

TEST_CASE("every text of a template is there in both languages") {
  for (const Template& one : all_templates()) {
    for (const auto& text : texts_of(round_of(one))) {
      INFO(one.id << ": " << forms::text_in(text, "en"));
      REQUIRE(text.size() == 2);
      CHECK_FALSE(text.at("zh-CN").empty());
      CHECK_FALSE(text.at("en").empty());
    }
  }
}

TEST_CASE("overall is asked of every ratee and alone makes the score") {
  for (const Template& one : all_templates()) {
    const auto round = round_of(one);
    for (const auto& section : round.sections) {
      int overall = 0;
      for (const auto& item : section.items) {
        if (item.id == "overall") ++overall;
        CHECK(item.weight.is_zero() == (item.id != "overall"));
      }
      CHECK(overall == 1);
    }
  }
}

TEST_CASE("every scale lets people say that they do not know, and every text says what to leave out") {
  for (const Template& one : all_templates()) {
    const auto round = round_of(one);
    for (const auto& scale : round.scales) {
      CHECK(scale.options.back().id == "unknown");
      CHECK_FALSE(scale.options.back().scored);
    }
    int texts = 0;
    for (const auto& section : round.sections) {
      for (const auto& item : section.items) {
        if (item.type != forms::ItemType::text) continue;
        ++texts;
        CHECK(item.hint.at("en").find("what only you could know") != std::string::npos);
        CHECK(item.hint.at("zh-CN").find("只有您本人才知道") != std::string::npos);
      }
    }
    CHECK(texts >= 1);
  }
}

TEST_CASE("team-and-members limits excellent to a third of the members") {
  const auto round = round_of(*find_template("team-and-members"));
  CHECK(round.units[0].members.size() == 3);
  CHECK(forms::quota_limit(round, round.units[0]) == 1);
}
