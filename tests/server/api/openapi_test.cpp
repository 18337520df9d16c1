// docs/openapi.yaml and the route table say the same: methods, paths, callers, and which of them need a
// session or a CSRF token. Reads the few lines of YAML that this needs by their indentation; knows no YAML
// beyond them.
#include <algorithm>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/app/program.h"
#include "server/http/api/services.h"
#include "server/http/assets.h"
#include "tests/catch.h"
#include "tests/server/store/scratch.h"

namespace candor::server::http {
namespace {

struct Operation {
  std::string caller, security;
  bool operator==(const Operation&) const = default;
};
using Operations = std::map<std::string, Operation>;  // by "get /path"

std::string_view name_of(Caller caller) {
  switch (caller) {
    case Caller::anybody:
      return "anybody";
    case Caller::respondent:
      return "respondent";
    case Caller::signed_in:
      return "signed_in";
    case Caller::organizer:
      return "organizer";
    case Caller::staff:
      return "staff";
    case Caller::registrar:
      return "registrar";
    case Caller::scrutineer:
      return "scrutineer";
    case Caller::administrator:
      return "administrator";
  }
  return "";
}

std::string documented_name(Method method) {
  std::string name(candor::server::http::name_of(method));
  std::ranges::transform(name, name.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return name;
}

std::string needed_security(const Route& route) {
  if (route.caller == Caller::anybody || route.caller == Caller::respondent) return "";
  return route.method == Method::get ? "[{session: []}]" : "[{session: [], csrf: []}]";
}

/// The value of `  key: value` at exactly this indentation.
std::optional<std::string> value_at(const std::string& line, std::size_t indent, const std::string& key) {
  const std::string start = std::string(indent, ' ') + key + ": ";
  if (!line.starts_with(start)) return std::nullopt;
  return line.substr(start.size());
}

Operations documented() {
  std::ifstream file(CANDOR_OPENAPI);
  REQUIRE(file.good());
  Operations found;
  std::string path;
  Operation* current = nullptr;
  bool in_paths = false;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line[0] != ' ' && line[0] != '#') in_paths = line == "paths:";
    if (!in_paths) continue;
    if (line.starts_with("  /") && line.ends_with(":")) {
      path = line.substr(2, line.size() - 3);
      current = nullptr;
    }
    for (const char* const method : {"get", "put", "post", "patch", "delete"}) {
      if (line != std::string("    ") + method + ":") continue;
      const auto [at, is_new] = found.try_emplace(std::string(method) + " " + path);
      INFO(at->first);
      CHECK(is_new);
      current = &at->second;
    }
    if (current == nullptr) continue;
    if (auto caller = value_at(line, 6, "x-caller")) current->caller = *caller;
    if (auto security = value_at(line, 6, "security")) current->security = *security;
  }
  return found;
}

/// Every route but those of single assets, which the document sums up in one line.
Operations served() {
  const tests::Scratch scratch;
  auto program = Program::open(scratch / "data", [] { return std::int64_t{1'800'000'000}; });
  REQUIRE(program);
  Services services{(*program)->accounts(),
                    (*program)->rounds(),
                    (*program)->drafts(),
                    (*program)->invitations(),
                    (*program)->claims(),
                    (*program)->boxes(),
                    (*program)->moves(),
                    system_now_s,
                    std::make_shared<const std::string>("http://127.0.0.1"),
                    [] { return true; },
                    {},
                    scratch / "rehearsal"};
  Operations table;
  for (const auto& route : all_routes(services)) {
    if (find_asset(route.path) != nullptr) continue;
    table[documented_name(route.method) + " " + route.path] = {std::string(name_of(route.caller)),
                                                               needed_security(route)};
  }
  table["get /assets/{file}"] = {"anybody", ""};
  return table;
}

}  // namespace

TEST_CASE("openapi.yaml and the route table name the same operations, callers and credentials") {
  const auto document = documented();
  const auto table = served();
  CHECK(table.size() > 35);
  for (const auto& [name, operation] : table) {
    INFO("served: " << name);
    const auto at = document.find(name);
    CHECK(at != document.end());
    if (at == document.end()) continue;
    CHECK(at->second.caller == operation.caller);
    CHECK(at->second.security == operation.security);
  }
  for (const auto& [name, operation] : document) {
    INFO("documented: " << name);
    CHECK(table.contains(name));
  }
}

}  // namespace candor::server::http
