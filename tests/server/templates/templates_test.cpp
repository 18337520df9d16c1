#include "server/templates/templates.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <set>
#include <sstream>

#include "forms/round_json.h"
#include "forms/utf8.h"
#include "tests/catch.h"

using namespace candor;
using namespace candor::server::templates;

namespace {

using forms::Item;
using forms::ItemType;
using forms::Round;
using forms::Section;
using forms::Text;

constexpr std::array<std::string_view, 8> kIds = {
    "leadership-team", "team-and-members",     "individual-leader",
    "satisfaction",    "opinion-solicitation", "appointments-review",
    "pulse",           "campaign-evaluation"};

/// Columns of a hint that the respondent's page shows without folding it in; Han characters take two.
constexpr std::size_t kUnfolded = 60;

/// What each section asks, in order; `*` marks what is scored.
struct Asked {
  std::string_view of, section;
  std::vector<std::string_view> items;
};

const std::vector<Asked>& all_asked() {
  static const std::vector<Asked> all{
      {"leadership-team",
       "team",
       {"direction", "decisions", "results", "integrity", "style", "*overall", "improve"}},
      {"team-and-members",
       "team",
       {"direction", "decisions", "results", "integrity", "style", "*overall", "improve"}},
      {"team-and-members", "member", {"conduct", "performance", "*overall"}},
      {"individual-leader",
       "member",
       {"character", "ability", "diligence", "results", "integrity", "*overall", "strength", "improve"}},
      {"satisfaction",
       "service",
       {"attitude", "speed", "openness", "fairness", "response", "*overall", "reasons", "raised",
        "suggestion"}},
      {"opinion-solicitation",
       "opinion",
       {"subject", "topic", "apart", "happened", "proposal", "urgency", "publish", "not_public"}},
      {"appointments-review",
       "work",
       {"criteria", "procedure", "openness", "concerns", "*overall", "problems", "improve"}},
      {"appointments-review", "appointee", {"*appointment", "reasons"}},
      {"pulse", "month", {"reasons", "response", "support", "fairness", "*overall", "change"}},
      {"campaign-evaluation",
       "campaign",
       {"organisation", "content", "listening", "solved", "lasting", "*overall", "effort", "again", "keep",
        "improve"}}};
  return all;
}

Round round_of(const Template& one) {
  auto read = forms::parse_round(one.bytes, forms::Strictness::opening);
  if (!read) {
    for (const auto& complaint : read.error().diagnostics) UNSCOPED_INFO(complaint.place << " of " << one.id);
  }
  REQUIRE(read);
  for (const auto& warning : read->warnings) UNSCOPED_INFO(one.id << " warns of " << warning.place);
  CHECK(read->warnings.empty());
  return read->round;
}

Round round_of(std::string_view id) {
  const Template* found = find_template(id);
  REQUIRE(found != nullptr);
  return round_of(*found);
}

/// Every item, with the id of its template and section.
template <class Visit>
void for_each_item(Visit visit) {
  for (const Template& one : all_templates()) {
    const Round round = round_of(one);
    for (const Section& section : round.sections) {
      for (const Item& item : section.items) {
        INFO(one.id << " / " << section.id << " / " << item.id);
        visit(round, section, item);
      }
    }
  }
}

/// Every text that somebody reads.
std::vector<Text> texts_of(const Round& round) {
  std::vector<Text> texts = {round.title, round.asked_by, round.intro, round.use_of_answers, round.thanks};
  const auto add_options = [&](const std::vector<forms::Option>& options) {
    for (const auto& option : options) texts.push_back(option.label);
  };
  for (const auto& scale : round.scales) add_options(scale.options);
  for (const auto& section : round.sections) {
    texts.push_back(section.title);
    if (!section.hint.empty()) texts.push_back(section.hint);
    for (const auto& item : section.items) {
      texts.push_back(item.label);
      if (!item.hint.empty()) texts.push_back(item.hint);
      add_options(item.options);
    }
  }
  for (const auto& category : round.categories) texts.push_back(category.label);
  for (const auto& unit : round.units) {
    texts.push_back(unit.name);
    for (const auto& member : unit.members) texts.insert(texts.end(), {member.name, member.post});
  }
  for (const auto& flag : round.rules.flags) texts.push_back(flag.label);
  return texts;
}

bool has_han(std::string_view text) {
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0xE4 && byte <= 0xE9) return true;  // U+4000…U+9FFF
  }
  return false;
}

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

void check_length(const Text& text, std::size_t chinese, std::size_t latin) {
  INFO(forms::text_in(text, "en"));
  CHECK(forms::count_code_points(text.at("zh-CN")) <= chinese);
  CHECK(forms::count_code_points(text.at("en")) <= latin);
}

}  // namespace

TEST_CASE("there are eight templates, in order, each with a title and a summary in both languages") {
  REQUIRE(all_templates().size() == kIds.size());
  for (std::size_t i = 0; i < kIds.size(); ++i) {
    const Template& one = all_templates()[i];
    CHECK(one.id == kIds[i]);
    for (const char* language : {"zh-CN", "en"}) {
      INFO(one.id << " in " << language);
      REQUIRE(one.title.contains(language));
      REQUIRE(one.summary.contains(language));
      CHECK_FALSE(one.title.at(language).empty());
    }
    check_length(one.title, 20, 60);
    check_length(one.summary, 70, 240);
    CHECK(holds(one.summary.at("zh-CN"), "分钟"));
    CHECK(holds(one.summary.at("zh-CN"), "填写"));
    CHECK(holds(one.summary.at("en"), "minutes"));
    CHECK(holds(one.summary.at("en"), "Answered by"));
    CHECK(find_template(one.id) == &one);
  }
  CHECK(find_template("no-such") == nullptr);
}

TEST_CASE("every template is fit to be opened, without a warning") {
  for (const Template& one : all_templates()) {
    INFO(one.id);
    const auto round = round_of(one);
    CHECK(round.id == one.id);
    CHECK(round.rules.min_cell == 5);
    CHECK(round.rules.min_text == 10);
    CHECK(round.rules.base == forms::Base::scored);
    CHECK(round.access == forms::AccessMode::ticket);
    CHECK(round.languages == std::vector<std::string>{"zh-CN", "en"});
    CHECK(round.units.size() == 1);
    for (const auto& category : round.categories) CHECK(category.confidential);
  }
}

TEST_CASE("every text of a template is there in both languages, each in its own writing") {
  for (const Template& one : all_templates()) {
    for (const auto& text : texts_of(round_of(one))) {
      INFO(one.id << ": " << forms::text_in(text, "en"));
      REQUIRE(text.size() == 2);
      CHECK(has_han(text.at("zh-CN")));
      CHECK_FALSE(text.at("en").empty());
      CHECK_FALSE(has_han(text.at("en")));
    }
  }
}

TEST_CASE("each template asks what it says, in that order") {
  std::size_t at = 0;
  for (const Template& one : all_templates()) {
    for (const auto& section : round_of(one).sections) {
      REQUIRE(at < all_asked().size());
      const Asked& asked = all_asked()[at++];
      INFO(one.id << " / " << section.id);
      CHECK(one.id == asked.of);
      CHECK(section.id == asked.section);
      std::vector<std::string> found, expected;
      for (const auto& item : section.items) found.push_back((item.weight.is_zero() ? "" : "*") + item.id);
      for (const auto& id : asked.items) expected.emplace_back(id);
      CHECK(found == expected);
    }
  }
  CHECK(at == all_asked().size());
}

TEST_CASE("labels are short, and no scale item asks two things") {
  for_each_item([](const Round& round, const Section& section, const Item& item) {
    check_length(section.title, 20, 60);
    check_length(item.label, 60, 200);
    if (!item.hint.empty()) check_length(item.hint, 80, 240);
    if (const auto* options = forms::options_of(round, item)) {
      for (const auto& option : *options) check_length(option.label, 20, 60);
    }
    if (item.type != ItemType::scale) return;
    for (const char* joint : {" and ", " or ", "/"}) CHECK_FALSE(holds(item.label.at("en"), joint));
    for (const char* joint : {"和", "及", "与", "或", "、"})
      CHECK_FALSE(holds(item.label.at("zh-CN"), joint));
  });
}

TEST_CASE("whoever may not know can say so, wherever something is rated") {
  for_each_item([](const Round& round, const Section&, const Item& item) {
    if (item.type != ItemType::scale) return;
    const auto& options = forms::find_scale(round, item.scale)->options;
    CHECK(options.back().id == "unknown");
    CHECK_FALSE(options.back().scored);
    CHECK(std::count_if(options.begin(), options.end(), [](const auto& o) { return !o.scored; }) == 1);
    for (std::size_t i = 1; i + 1 < options.size(); ++i) {
      CHECK(*options[i].value < *options[i - 1].value);
      CHECK(options[i].favourable <= options[i - 1].favourable);
    }
    CHECK(options.front().favourable);
    CHECK_FALSE(options[options.size() - 2].favourable);
  });
}

TEST_CASE("aspects say what to look at, overall ratings that they are no average") {
  for_each_item([](const Round& round, const Section&, const Item& item) {
    if (item.type != ItemType::scale) return;
    if (item.id == "overall") {
      CHECK(holds(item.hint.at("en"), "need not be the average"));
      CHECK(holds(item.hint.at("zh-CN"), "不必是以上各项的平均"));
      check_length(item.hint, kUnfolded / 2, kUnfolded);
      CHECK(holds(round.use_of_answers.at("en"), "not one computed from the rest"));
    } else if (round.id != "pulse") {  // there each question names the thing itself
      CHECK(item.hint.at("en").starts_with("Consider: "));
      CHECK(item.hint.at("zh-CN").starts_with("评价要点："));
    }
  });
}

TEST_CASE("texts hang on nothing, and each says shortly that it is optional") {
  std::set<std::string> with_text;
  for_each_item([&](const Round& round, const Section&, const Item& item) {
    CHECK_FALSE(item.required);
    if (item.type != ItemType::text) return;
    with_text.insert(round.id);
    CHECK_FALSE(item.show_if.has_value());
    CHECK(item.max_length >= 1000);
    CHECK(item.hint.at("en").starts_with("Optional."));
    CHECK(item.hint.at("zh-CN").starts_with("选填"));
    check_length(item.hint, kUnfolded / 2, kUnfolded);
  });
  CHECK(with_text.size() == kIds.size());
}

TEST_CASE("only the dissatisfied, or who disagrees, is asked why") {
  std::set<std::string> shown;
  for_each_item([&](const Round& round, const Section&, const Item& item) {
    if (!item.show_if) return;
    shown.insert(round.id + "/" + item.id);
    for (const auto& option : item.show_if->is)
      CHECK((option == "dissatisfied" || option == "very_dissatisfied" || option == "disagree"));
    CHECK(item.show_if->item == (round.id == "satisfaction" ? "overall" : "appointment"));
  });
  CHECK(shown ==
        std::set<std::string>{"satisfaction/reasons", "satisfaction/raised", "appointments-review/reasons"});
}

TEST_CASE("what is to be filled in is marked, so that no round opens with it") {
  const auto is_marked = [](const Text& text) {
    return text.at("zh-CN").starts_with("（请填写") && text.at("en").starts_with("(fill in");
  };
  for (const Template& one : all_templates()) {
    INFO(one.id);
    const auto round = round_of(one);
    CHECK(is_marked(round.asked_by));
    CHECK(holds(round.contact, "请填写"));
    CHECK(is_marked(round.units[0].name));
    for (const auto& member : round.units[0].members) {
      CHECK(is_marked(member.name));
      CHECK(is_marked(member.post));
    }
    CHECK(is_marked(round.intro) == (one.id == "campaign-evaluation"));
  }
}

TEST_CASE("team-and-members limits excellent to a third of the members") {
  const auto round = round_of("team-and-members");
  CHECK(round.units[0].members.size() == 3);
  CHECK(forms::quota_limit(round, round.units[0]) == 1);
}

TEST_CASE("the review of appointments asks about appointees alone") {
  const auto round = round_of("appointments-review");
  CHECK(round.sections[1].of == "appointee");
  CHECK(round.units[0].members.size() == 2);
  for (const auto& member : round.units[0].members) {
    CHECK(member.kind == "appointee");
    CHECK_FALSE(member.head);
  }
}

TEST_CASE("who gives an opinion in words alone has taken part") {
  CHECK(round_of("opinion-solicitation").rules.invalid.empty());
}

TEST_CASE("a round with every preset of the designer could be opened, without a warning") {
  std::ifstream file(CANDOR_TEST_DATA "/forms/presets-round.json", std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  const auto read = forms::parse_round(bytes.str(), forms::Strictness::opening);
  REQUIRE(read);
  CHECK(read->warnings.empty());
  CHECK(read->round.scales.size() >= 7);
}
