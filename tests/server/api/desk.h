// A program behind its routes, and a caller who may do everything: answers as a browser would get them.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "server/http/api/services.h"
#include "tests/server/app/support.h"

namespace candor::server::http::test {

using server::test::required;

struct Desk {
  using Headers = std::vector<std::pair<std::string, std::string>>;

  std::int64_t now_s = 1'795'239'000;
  server::test::TemporaryDirectory data;
  std::unique_ptr<Program> program = required(Program::open(data.path(), [this] { return now_s; }));
  Services services{program->accounts(),
                    program->rounds(),
                    program->drafts(),
                    program->invitations(),
                    program->claims(),
                    program->boxes(),
                    program->moves(),
                    [this] { return now_s; },
                    std::make_shared<const std::string>("http://127.0.0.1"),
                    [] { return true; },
                    {},
                    data.path() / "rehearsal"};
  /// Who calls is what the header "Who" says.
  Router router{all_routes(services), [](Caller, const Request& request) -> Result<Context> {
                  SignedIn caller;
                  caller.account.name = request.header("Who");
                  return Context{caller};
                }};

  [[nodiscard]] Response ask(Method method, std::string path, std::string body = {},
                             Headers headers = {}) const {
    Request request;
    request.method = method;
    request.path = std::move(path);
    request.body = std::move(body);
    request.headers = std::move(headers);
    request.headers.emplace_back("Content-Type", "application/json");
    if (request.header("Who").empty()) request.headers.emplace_back("Who", "li");
    return router.handle(std::move(request));
  }
  /// The JSON of an answer with that status, which is checked: it need not be looked at.
  nlohmann::json json(int status, Method method, std::string path, std::string body = {},
                                    Headers headers = {}) const {
    const auto response = ask(method, std::move(path), std::move(body), std::move(headers));
    INFO(response.body);
    CHECK(response.status == status);
    return response.body.empty() ? nlohmann::json() : nlohmann::json::parse(response.body);
  }
};

inline std::string header_of(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace candor::server::http::test
