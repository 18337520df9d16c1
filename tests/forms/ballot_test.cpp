#include "forms/ballot.h"

#include <algorithm>

#include "forms/canonical_json.h"
#include "tests/forms/support.h"

using namespace candor;
using namespace candor::forms;
using namespace candor::forms::test;

namespace {

/// Unit u1 of the full round, kept alive with its codebook.
struct Fixture {
  Round round = full_round();
  Codebook codebook = make_codebook(round, round.units[0]);
};

struct Bad {
  const char* body;
  const char* place;
};

}  // namespace

TEST_CASE("parse_ballot_body reads canonical bodies and encode_ballot_body writes them back") {
  const Fixture fixture;
  for (
      const char* body :
      {"{}", R"({"team":{"overall":"excellent"}})", R"({"team":{"overall":"unknown"}})",
       R"({"-":{"recommend":0},"m1":{"five":"1","overall":"basic"},"m10":{"overall":"basic"},"m2":{"five":"5"},"team":{"canteen":"1","order":["k3","k1"],"overall":"basic","which":["p","q"],"why":"pay","years":"-0.5"}})",
       R"({"-":{"recommend":10}})", R"({"team":{"years":"60"}})", R"({"team":{"years":"1.5"}})",
       R"({"team":{"which":["r"]}})"}) {
    INFO(body);
    const auto answers = parse_ballot_body(fixture.codebook, body);
    if (!answers) UNSCOPED_INFO(answers.error().detail);
    REQUIRE(answers.has_value());
    CHECK(encode_ballot_body(fixture.codebook, *answers) == body);
  }
}

TEST_CASE("parse_ballot_body refuses answers that are not of this questionnaire, naming the place") {
  const Fixture fixture;
  for (const Bad& bad : {
           Bad{R"({"team":{"overall":"superb"}})", "/team/overall"},
           Bad{R"({"team":{"overall":3}})", "/team/overall"},
           Bad{R"({"team":{"overall":null}})", "/team/overall"},
           Bad{R"({"team":{"overall":""}})", "/team/overall"},
           Bad{R"({"team":{"overall":["basic"]}})", "/team/overall"},
           Bad{R"({"team":{"overall":{"a":"basic"}}})", "/team/overall"},
           Bad{R"({"team":{"five":"1"}})", "/team/five"},
           Bad{R"({"team":{"zzz":"1"}})", "/team/zzz"},
           Bad{R"({"team":{"improve":"more light"}})", "/team/improve"},
           Bad{R"({"-":{"read":"yes"}})", "/-/read"},
           Bad{R"({"m3":{"overall":"basic"}})", "/m3/overall"},
           Bad{R"({"m10":{"five":"1"}})", "/m10/five"},
           Bad{R"({"-":{"overall":"basic"}})", "/-/overall"},
           Bad{R"({"-":{"recommend":11}})", "/-/recommend"},
           Bad{R"({"-":{"recommend":-1}})", "/-/recommend"},
           Bad{R"({"-":{"recommend":"7"}})", "/-/recommend"},
           Bad{R"({"-":{"recommend":100}})", "/-/recommend"},
           Bad{R"({"team":{"which":[]}})", "/team/which"},
           Bad{R"({"team":{"which":["p","q","r"]}})", "/team/which"},
           Bad{R"({"team":{"which":["q","p"]}})", "/team/which"},
           Bad{R"({"team":{"which":["p","p"]}})", "/team/which"},
           Bad{R"({"team":{"which":"p"}})", "/team/which"},
           Bad{R"({"team":{"order":["k1"]}})", "/team/order"},  // hidden: `which` has no answer
           Bad{R"({"team":{"order":["k1","k1"],"which":["q"]}})", "/team/order"},
           Bad{R"({"team":{"overall":"excellent","why":"pay"}})", "/team/why"},
           Bad{R"({"team":{"years":"1.50"}})", "/team/years"},
           Bad{R"({"team":{"years":"1.55"}})", "/team/years"},
           Bad{R"({"team":{"years":"+1"}})", "/team/years"},
           Bad{R"({"team":{"years":"-0"}})", "/team/years"},
           Bad{R"({"team":{"years":"01"}})", "/team/years"},
           Bad{R"({"team":{"years":"60.1"}})", "/team/years"},
           Bad{R"({"team":{"years":"-0.6"}})", "/team/years"},
           Bad{R"({"team":{"years":7}})", "/team/years"},
           Bad{R"({"team":{}})", "/team"},
           Bad{R"({"":{"overall":"basic"}})", ""},
           Bad{R"({"team":[]})", ""},
           Bad{"[]", ""},
           Bad{"null", ""},
       }) {
    INFO(bad.body);
    const auto answers = parse_ballot_body(fixture.codebook, bad.body);
    REQUIRE_FALSE(answers.has_value());
    INFO(describe(answers.error().diagnostics));
    CHECK(answers.error().kind == ErrorKind::invalid);
    REQUIRE(answers.error().diagnostics.size() == 1);
    CHECK(answers.error().diagnostics[0].place == bad.place);
    check_both_languages(answers.error());
  }
}

TEST_CASE("parse_ballot_body refuses every spelling but the canonical one") {
  const Fixture fixture;
  for (const char* body : {"",
                           " {}",
                           "{}\n",
                           "{",
                           R"({"team":{"overall":"basic"}} )",
                           R"({"team": {"overall":"basic"}})",
                           R"({"team":{"overall":"basic","canteen":"1"}})",
                           R"({"team":{"canteen":"1"},"-":{"recommend":1}})",
                           R"({"team":{"canteen":"1"},"team":{"overall":"basic"}})",
                           R"({"team":{"canteen":"1","canteen":"1"}})",
                           R"({"team":{"overall":"b\u0061sic"}})",
                           R"({"te\u0061m":{"overall":"basic"}})",
                           R"({"-":{"recommend":07}})",
                           R"({"-":{"recommend":7.0}})",
                           R"({"-":{"recommend":-0}})",
                           R"({"team":{"overall":"basic",}})",
                           R"({"team":{"overall":"basic"}}x)",
                           R"({"team":{"overall":"basic"},})",
                           R"({"team":{"which":["p",]}})",
                           R"({"team":{"overall":"basic")",
                           "{\"team\":{\"overall\":\"\xFF\"}}"}) {
    INFO(body);
    const auto answers = parse_ballot_body(fixture.codebook, body);
    REQUIRE_FALSE(answers.has_value());
    CHECK(answers.error().kind == ErrorKind::malformed);
  }
}

TEST_CASE("parse_ballot_body has limits of size and depth") {
  const Fixture fixture;
  CHECK(parse_ballot_body(fixture.codebook, std::string(kMaxBallotBytes + 1, '{')).error().kind ==
        ErrorKind::too_large);
  std::string deep = R"({"team":{"overall":)";
  while (deep.size() + 5 < kMaxBallotBytes) deep += "{\"a\":";
  CHECK(parse_ballot_body(fixture.codebook, deep).error().kind == ErrorKind::malformed);
}

TEST_CASE("check_castable demands required items where they are shown, whatever rules.invalid says") {
  Round round = full_round();
  round.rules.invalid.clear();
  round.sections[0].items[1].required = true;  // why, shown by overall = basic or incompetent
  const Codebook codebook = make_codebook(round, round.units[0]);
  struct Case {
    const char* body;
    const char* missing;  // null: castable
  };
  for (const Case& c : {Case{R"({"team":{"overall":"excellent"}})", nullptr},
                        Case{R"({"team":{"overall":"basic","why":"pay"}})", nullptr},
                        Case{R"({"team":{"overall":"basic"}})", "/team/why"},
                        Case{R"({"-":{"recommend":3}})", "/team/overall"}, Case{"{}", "/team/overall"}}) {
    INFO(c.body);
    const auto castable = check_castable(codebook, *parse_ballot_body(codebook, c.body));
    REQUIRE(castable.has_value() == (c.missing == nullptr));
    if (castable) continue;
    CHECK(castable.error().diagnostics[0].place == c.missing);
    check_both_languages(castable.error());
  }
}

TEST_CASE("a blank ballot is castable where nothing is required") {
  Round round = full_round();
  round.sections[0].items[0].required = false;
  round.rules.invalid = {InvalidReason::blank_ballot, InvalidReason::incomplete, InvalidReason::over_quota};
  const Codebook codebook = make_codebook(round, round.units[0]);
  CHECK(check_castable(codebook, blank_answers(codebook)).has_value());
}

TEST_CASE("check_castable holds the quota where rules.invalid lists over_quota") {
  Round round = full_round();  // 1/3 of 3 members, half_up: 1
  round.sections[0].items[0].required = false;
  const Codebook codebook = make_codebook(round, round.units[0]);
  const auto cast = [&](const char* body) {
    return check_castable(codebook, *parse_ballot_body(codebook, body));
  };
  CHECK(cast(R"({"m1":{"overall":"excellent"},"team":{"overall":"excellent"}})").has_value());
  const auto refused =
      cast(R"({"m1":{"overall":"excellent"},"m10":{"overall":"excellent"},"m2":{"overall":"excellent"}})");
  REQUIRE_FALSE(refused.has_value());
  REQUIRE(refused.error().diagnostics.size() == 1);
  check_both_languages(refused.error());
  CHECK(refused.error().diagnostics[0].expected.en == "expected at most 1 members with `excellent`");
  round.rules.invalid = {InvalidReason::incomplete};
  CHECK(cast(R"({"m1":{"overall":"excellent"},"m10":{"overall":"excellent"},"m2":{"overall":"excellent"}})")
            .has_value());
}

TEST_CASE("comments come back as they were written") {
  const Fixture fixture;
  const std::vector<CommentText> texts = {{"-", "else", "多听\n\"一线\"的话"},
                                          {"m1", "note", "x"},
                                          {"m10", "note", "y"},
                                          {"team", "improve", "12345678901234567890"},
                                          {"team", "menu", "noodles"}};
  const std::string body = encode_comment_body(texts);
  const auto read = parse_comment_body(fixture.round, fixture.round.units[0], body);
  REQUIRE(read.has_value());
  CHECK(*read == texts);
  auto shuffled = texts;
  std::reverse(shuffled.begin(), shuffled.end());
  CHECK(encode_comment_body(shuffled) == body);
  CHECK(parse_comment_body(fixture.round, fixture.round.units[0], "{}")->empty());
}

TEST_CASE("parse_comment_body refuses what is no text of this questionnaire") {
  const Fixture fixture;
  for (const Bad& bad : {
           Bad{R"({"team":{"improve":""}})", "/team/improve"},
           Bad{R"({"team":{"improve":"123456789012345678901"}})", "/team/improve"},
           Bad{R"({"team":{"improve":7}})", "/team/improve"},
           Bad{R"({"team":{"improve":"a\u0000b"}})", "/team/improve"},
           Bad{R"({"team":{"overall":"basic"}})", "/team/overall"},
           Bad{R"({"team":{"note":"x"}})", "/team/note"},
           Bad{R"({"m3":{"note":"x"}})", "/m3"},
           Bad{R"({"team":{}})", "/team"},
           Bad{R"({"team":"x"})", "/team"},
           Bad{"[]", ""},
           Bad{"\"x\"", ""},
       }) {
    INFO(bad.body);
    const auto texts = parse_comment_body(fixture.round, fixture.round.units[0], bad.body);
    REQUIRE_FALSE(texts.has_value());
    CHECK(texts.error().kind == ErrorKind::invalid);
    REQUIRE(texts.error().diagnostics.size() == 1);
    CHECK(texts.error().diagnostics[0].place == bad.place);
    check_both_languages(texts.error());
  }
  CHECK(parse_comment_body(fixture.round, fixture.round.units[1], R"({"team":{"menu":"x"}})").error().kind ==
        ErrorKind::invalid);
  CHECK(parse_comment_body(fixture.round, fixture.round.units[0], "{ }").error().kind ==
        ErrorKind::malformed);
  CHECK(parse_comment_body(fixture.round, fixture.round.units[0], std::string(kMaxCommentBytes + 1, ' '))
            .error()
            .kind == ErrorKind::too_large);
}
