// Which language an answer's reader wants.
#include "server/http/accept_language.h"

#include "tests/catch.h"

namespace candor::server::http {
namespace {

struct Case {
  const char* header;
  Language language;
};

constexpr Case kCases[] = {
    {"", Language::en},
    {"zh", Language::zh},
    {"zh-CN", Language::zh},
    {"zh-TW", Language::zh},
    {"ZH-Hans-CN", Language::zh},
    {"en", Language::en},
    {"en-GB,zh;q=0.9", Language::en},
    {"en;q=0.8,zh;q=0.9", Language::zh},
    {"zh;q=0.8,en;q=0.9", Language::en},
    {"zh;q=0.5,en;q=0.5", Language::zh},  // the first of equals
    {"en;q=0.5,zh;q=0.5", Language::en},
    {"zh-CN,zh;q=0.9,en-US;q=0.8,en;q=0.7", Language::zh},
    {"de,fr;q=0.9", Language::en},
    {"de,zh;q=0.1", Language::zh},
    {"*", Language::en},
    {"*,zh;q=0.5", Language::en},
    {"zh,*;q=0.5", Language::zh},
    {"zh;q=0", Language::en},
    {"zh;q=0.0,en;q=0.001", Language::en},
    {"en;q=0,zh;q=0.001", Language::zh},
    {" zh-CN ; q=0.9 , en ; q=0.8 ", Language::zh},
    {"zh ; Q=1.000", Language::zh},
    {"zh;q=2", Language::en},
    {"zh;q=1.5", Language::en},
    {"zh;q=-1", Language::en},
    {"zh;q=0.12345", Language::en},
    {"zh;q=many", Language::en},
    {"zh;q=", Language::en},
    {"zha", Language::en},
    {"x-zh", Language::en},
    {",,;;==,\xFF\xFE", Language::en},
    {";q=1,zh", Language::zh},
    {"\xE4\xB8\xAD\xE6\x96\x87", Language::en},
};

TEST_CASE("preferred_language takes the best range it knows, else English") {
  for (const Case& c : kCases) {
    INFO(c.header);
    CHECK(preferred_language(c.header) == c.language);
  }
}

TEST_CASE("language_of reads the request's header") {
  Request request;
  CHECK(language_of(request) == Language::en);
  request.headers.emplace_back("accept-language", "zh-CN");
  CHECK(language_of(request) == Language::zh);
}

}  // namespace
}  // namespace candor::server::http
