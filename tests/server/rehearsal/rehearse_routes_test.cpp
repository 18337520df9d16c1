#include <atomic>
#include <thread>

#include <nlohmann/json.hpp>

#include "server/http/api/services.h"
#include "tests/server/rehearsal/rounds_for_rehearsal.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::test;

namespace {

/// A server's routes without a server.
struct Desk {
  TemporaryDirectory data;
  std::unique_ptr<Program> program = required(Program::open(data.path(), system_now_s));
  std::atomic<bool> ready{true};
  http::Services services{program->accounts(),
                          program->rounds(),
                          program->drafts(),
                          program->invitations(),
                          program->claims(),
                          program->boxes(),
                          program->moves(),
                          system_now_s,
                          std::make_shared<const std::string>("http://127.0.0.1"),
                          [this] { return ready.load(); },
                          {},
                          data.path() / "rehearsal"};
  std::vector<http::Route> routes = http::rehearse_routes(services);

  [[nodiscard]] http::Response post(const std::string& round, std::string body = "{}") const {
    http::Request request;
    request.method = http::Method::post;
    request.body = std::move(body);
    request.path_parameters.emplace_back("round", round);
    return routes.at(0).handler(request, {});
  }
  void create(forms::Round round, forms::AccessMode mode, std::string id) const {
    round.access = mode;
    round.id = std::move(id);
    required(program->rounds().create(forms::encode_round(round), "-"));
  }
};

forms::Round small_round() {
  return made_small(round_of("categories-and-weights"), 6, 1);
}

}  // namespace

TEST_CASE("a draft is rehearsed on the server: nothing of it stays, and the draft is as it was") {
  const Desk desk;
  desk.create(small_round(), forms::AccessMode::credential, "draft");
  const auto before = required(desk.program->rounds().get("draft")).record;
  const auto response = desk.post("draft");
  INFO(response.body);
  REQUIRE(response.status == 200);
  const auto json = nlohmann::json::parse(response.body);
  CHECK(json["ballots"] > 0);
  CHECK(json["comments"] >= 0);
  CHECK(json["seconds"] > 0);
  CHECK(json["checks"].size() > 10);
  for (const auto& check : json["checks"]) {
    INFO(check.dump());
    CHECK(check["ok"] == true);
    CHECK(check["name"].is_string());
    CHECK(check["detail"].is_string());
  }
  const auto after = required(desk.program->rounds().get("draft")).record;
  CHECK(after.file == before.file);
  CHECK(after.version == before.version);
  CHECK_FALSE(after.opening);
  CHECK(required(desk.program->rounds().list()).size() == 1);
  CHECK_FALSE(std::filesystem::exists(desk.data.path() / "rehearsal"));
}

TEST_CASE("what cannot be rehearsed on the server is refused") {
  const Desk desk;
  desk.create(small_round(), forms::AccessMode::open, "opened");
  required(
      desk.program->moves().open("opened", {{{"full", "A"}, {"full", "B"}, {"full", "C"}}, 0, 1, 0}, "-"));
  auto crowd = small_round();
  (*crowd.units[0].due)[crowd.categories[0].id] = 2'001;
  desk.create(crowd, forms::AccessMode::ticket, "crowd");
  auto many = small_round();
  for (int i = 0; i < 200; ++i) {
    many.units.push_back(many.units[0]);
    many.units.back().id = "u" + std::to_string(i);
    many.units.back().due = {{many.categories[0].id, 1}};
  }
  desk.create(many, forms::AccessMode::credential, "many-keys");
  auto unfinished = small_round();
  unfinished.contact = "(fill in) whom to ask";
  desk.create(unfinished, forms::AccessMode::open, "unfinished");
  CHECK(desk.post("none").status == 404);
  CHECK(desk.post("opened").status == 409);
  CHECK(desk.post("crowd").status == 413);
  CHECK(desk.post("many-keys").status == 413);
  CHECK(desk.post("crowd").body.find("candor rehearse") != std::string::npos);
  CHECK(desk.post("unfinished").status == 422);
  CHECK(desk.post("unfinished", R"({"seed":1})").status == 422);
  CHECK_FALSE(std::filesystem::exists(desk.data.path() / "rehearsal"));
}

TEST_CASE("one rehearsal at a time, and none while the server is stopping") {
  Desk desk;
  desk.create(made_small(round_of("categories-and-weights"), 20, 3), forms::AccessMode::credential, "draft");
  std::atomic<bool> done{false};
  int first = 0;
  std::thread other([&] {
    first = desk.post("draft").status;
    done = true;
  });
  bool turned_away = false;
  while (!done && !turned_away) {
    // Whoever comes first holds the place for as long as keys take.
    if (!std::filesystem::exists(desk.data.path() / "rehearsal")) continue;
    turned_away = desk.post("draft").status == 503;
  }
  desk.ready = false;
  other.join();
  CHECK(turned_away);
  CHECK((first == 200 || first == 503));
  CHECK(desk.post("draft").status == 503);
  desk.ready = true;
  CHECK(desk.post("draft").status == 200);
  CHECK_FALSE(std::filesystem::exists(desk.data.path() / "rehearsal"));
}
