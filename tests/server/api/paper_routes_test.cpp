// The ballot on paper over the API: whose it is, of what, in which language.
#include <fstream>
#include <iterator>

#include "tests/server/api/desk.h"

namespace candor::server::http::test {
namespace {

using Query = std::vector<std::pair<std::string, std::string>>;

const std::string kBallot = "/api/v1/rounds/paper/paper-ballot";

struct PaperDesk : Desk {
  PaperDesk() {
    std::ifstream file(CANDOR_TEST_DATA "/paper/round.json", std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    CHECK(json(201, Method::post, "/api/v1/rounds", text)["meta"]["state"] == "draft");
  }
  [[nodiscard]] Response ballot(Query query) const {
    Request request;
    request.method = Method::get;
    request.path = kBallot;
    request.query = std::move(query);
    request.headers.emplace_back("Who", "li");
    return router.handle(std::move(request));
  }
};

bool says(const Response& response, const std::string& words) {
  return response.body.find(words) != std::string::npos;
}

TEST_CASE("a unit's ballot is a page to print, in two languages unless one is asked for") {
  const PaperDesk desk;
  const auto both = desk.ballot({{"unit", "branch"}});
  CHECK(both.status == 200);
  CHECK(both.content_type == "text/html; charset=utf-8");
  CHECK(says(both, "<span lang=\"zh-CN\">第二分公司</span><span lang=\"en\">Second branch</span>"));
  CHECK(both.body == desk.ballot({{"unit", "branch"}, {"language", "both"}, {"category", ""}}).body);
  const auto english = desk.ballot({{"unit", "branch"}, {"language", "en"}});
  CHECK(says(english, "Second branch"));
  CHECK_FALSE(says(english, "第二分公司"));
  CHECK(says(desk.ballot({{"unit", "plant"}, {"language", "zh-CN"}, {"category", "staff"}}),
             "填写人类别：职工"));
}

TEST_CASE("a ballot that cannot be is refused with what is wrong") {
  const PaperDesk desk;
  struct Wrong {
    Query query;
    int status;
    const char* words;
  };
  for (const auto& [query, status, words] :
       {Wrong{{}, 422, "name the unit"}, Wrong{{{"unit", "nowhere"}}, 404, "no such unit"},
        Wrong{{{"unit", "branch"}, {"category", "nobody"}}, 404, "no such category"},
        Wrong{{{"unit", "branch"}, {"language", "fr"}}, 422, "it has en, zh-CN"}}) {
    INFO(words);
    const auto response = desk.ballot(query);
    CHECK(response.status == status);
    CHECK(says(response, words));
  }
  CHECK(desk.ask(Method::get, "/api/v1/rounds/nothing/paper-ballot").status == 404);
}

TEST_CASE("a draft's ballot is a sample; an open round's is the frozen one") {
  const PaperDesk desk;
  CHECK(says(desk.ballot({{"unit", "branch"}}), "class=\"draft\""));
  CHECK(desk.ask(Method::post, "/api/v1/rounds/paper/open",
                 R"({"confirm":[{"unit":"office","category":"managers"}],"spare_percent":10})")
            .status == 200);
  const auto frozen = desk.ballot({{"unit", "branch"}});
  CHECK(frozen.status == 200);
  CHECK_FALSE(says(frozen, "class=\"draft\""));
}

}  // namespace
}  // namespace candor::server::http::test
