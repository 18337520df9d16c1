#include "server/app/clock.h"
#include "tests/catch.h"

using namespace candor::server;

TEST_CASE("parse_time reads what time_text writes") {
  for (const std::int64_t moment : {0LL, 951'782'400LL, 1'795'239'000LL, 4'102'444'799LL}) {
    CHECK(parse_time(time_text(moment)) == moment);
  }
  CHECK(time_text(1'795'239'000) == "2026-11-21T05:30:00Z");
  CHECK(parse_time("2026-11-21T05:30Z") == 1'795'239'000);
}

TEST_CASE("parse_time refuses what is no time in UTC") {
  for (const char* text :
       {"", "2026-11-21", "2026-11-21T05:30:00", "2026-11-21T05:30:00+08:00", "2026-02-30T00:00:00Z",
        "2026-13-01T00:00:00Z", "2026-11-21T24:00:00Z", "2026-11-21 05:30:00Z", "-026-11-21T05:30:00Z",
        "2026-11-21T05:60:00Z", "2026-11-21T05:30:60Z"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_time(text));
  }
}
