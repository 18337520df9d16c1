// What is said of a round file that is stored nowhere.
#include <algorithm>

#include "server/app/opening.h"
#include "tests/server/app/support.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::test;

namespace {

bool all_are(const std::vector<Diagnostic>& diagnostics, Diagnostic::Severity severity) {
  return std::ranges::all_of(diagnostics, [severity](const Diagnostic& d) { return d.severity == severity; });
}

}  // namespace

TEST_CASE("check says of a file what saving it as a draft and opening it would say") {
  const TemporaryDirectory directory;
  auto program = required(Program::open(directory.path(), [] { return std::int64_t{1'795'239'000}; }));
  auto one_language = round_of("tree");
  one_language.id = "one-language";
  one_language.title.erase("zh-CN");
  std::vector<std::string> files{forms::encode_round(one_language)};
  for (const char* name : {"members-and-quota", "tree", "item-types", "answers-below-k", "satisfaction"})
    files.push_back(read_case(name, "round.json"));
  int with_blockers = 0, with_warnings = 0;
  for (const std::string& file : files) {
    const auto check = required(Rounds::check(file));
    const auto view = required(program->rounds().create(file, "li"));
    INFO(view.record.id);
    CHECK(check.errors.empty());
    CHECK(check.blockers == view.blockers);
    CHECK(check.warnings == view.warnings);
    with_blockers += check.blockers.empty() ? 0 : 1;
    with_warnings += check.warnings.empty() ? 0 : 1;
  }
  CHECK(with_blockers > 0);
  CHECK(with_warnings > 0);
}

TEST_CASE("check lists the errors of a file that could not be saved, and looks for no blockers then") {
  std::string file = read_case("members-and-quota", "round.json");
  const std::string known = "\"candor_round\"";
  file.replace(file.find(known), known.size(), "\"no_such_key\": 1, " + known);
  const auto check = required(Rounds::check(file));
  REQUIRE(check.errors.size() == 1);
  CHECK(check.errors[0].place == "/no_such_key");
  CHECK(check.blockers.empty());
  CHECK(all_are(check.errors, Diagnostic::Severity::error));
  CHECK(all_are(check.warnings, Diagnostic::Severity::warning));
  CHECK_FALSE(required(Rounds::check("[]")).errors.empty());
  CHECK_FALSE(required(Rounds::check("{}")).errors.empty());
}

TEST_CASE("what is no JSON is not checked, but refused") {
  for (const char* text : {"", "{", "\xff", "{\"a\":1,}"}) {
    INFO(text);
    const auto check = Rounds::check(text);
    REQUIRE_FALSE(check);
    CHECK(check.error().kind == ErrorKind::malformed);
  }
}
