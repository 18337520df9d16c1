// Gathers the route tables, decides who may call, and serves pages and health.
#include "server/http/api/services.h"

#include <algorithm>
#include <iterator>

#include "server/http/api/api_json.h"
#include "server/http/assets.h"
#include "server/protocol/hash.h"

namespace candor::server::http {
namespace {

constexpr std::string_view kCookieName = "candor_session";

bool is_reading(Method method) {
  return method == Method::get || method == Method::head;
}

bool csrf_matches(const SignedIn& signed_in, const Request& request) {
  const auto sent = request.header("X-CSRF-Token");
  const auto bytes = [](std::string_view text) {
    return ByteView(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  };
  return protocol::equal_constant_time(bytes(sent), bytes(signed_in.csrf));
}

bool may_call(Caller caller, const Account& account) {
  switch (caller) {
    case Caller::anybody:
    case Caller::respondent:
    case Caller::signed_in:
      return true;
    case Caller::staff:
      return std::ranges::any_of(account.roles,
                                 [](const RoleGrant& grant) { return grant.role != Role::leader; });
    case Caller::organizer:
      return has_role(account, Role::organizer) || has_role(account, Role::administrator);
    case Caller::registrar:
      return has_role(account, Role::registrar) || has_role(account, Role::organizer) ||
             has_role(account, Role::administrator);
    case Caller::scrutineer:
      return has_role(account, Role::scrutineer);
    case Caller::administrator:
      return has_role(account, Role::administrator);
  }
  return false;
}

Handler page(std::string name, Framing framing = Framing::alone) {
  return [name = std::move(name), framing](const Request& request, const Context&) {
    auto response = page_response(name, request);
    response.framing = framing;
    return response;
  };
}

}  // namespace

const SignedIn& caller_of(const Context& context) {
  return *std::any_cast<SignedIn>(&context.account);
}

Authorizer make_authorizer(Accounts& accounts) {
  return [&accounts](Caller caller, const Request& request) -> Result<Context> {
    if (caller == Caller::anybody || caller == Caller::respondent) return Context{};
    auto signed_in = accounts.find_signed_in(request.cookie(kCookieName));
    if (!signed_in) return fail(std::move(signed_in).error());
    if (!is_reading(request.method) && !csrf_matches(*signed_in, request)) {
      return fail(ErrorKind::forbidden,
                  Phrase{"the header X-CSRF-Token is missing or belongs to another session",
                         "缺少`X-CSRF-Token`，或属于其他会话"});
    }
    if (!may_call(caller, signed_in->account)) {
      return fail(ErrorKind::forbidden, Phrase{"this account may not do that", "此账号没有相应权限"});
    }
    return Context{*std::move(signed_in)};
  };
}

std::vector<Route> page_routes(const Services& services) {
  const auto health = [](const Request&, const Context&) {
    return Response{200, "text/plain", "ok\n", {}, {}};
  };
  const auto readiness = [ready = services.ready](const Request&, const Context&) {
    return ready() ? Response{200, "text/plain", "ready\n", {}, {}}
                   : problem_response({ErrorKind::busy, "starting or stopping", {}});
  };
  return {{Method::get, "/", Caller::anybody, page("start")},
          {Method::get, "/b", Caller::anybody, page("respond")},
          {Method::get, "/r/{round}", Caller::anybody, page("respond")},
          {Method::get, "/how", Caller::anybody, page("how")},
          {Method::get, "/public/{round}", Caller::anybody, page("public")},
          {Method::get, "/console", Caller::anybody, page("console", Framing::holder)},
          {Method::get, "/preview", Caller::anybody, page("preview", Framing::framed)},
          {Method::get, "/results", Caller::anybody, page("results")},
          {Method::get, "/healthz", Caller::anybody, health},
          {Method::get, "/readyz", Caller::anybody, readiness}};
}

std::vector<Route> all_routes(Services services) {
  std::vector<Route> all = page_routes(services);
  for (auto&& part : {respondent_routes(services), session_routes(services), account_routes(services),
                      draft_routes(services), version_routes(services), round_routes(services),
                      result_routes(services), invitation_routes(services), reading_routes(services), record_routes(services),
                      sheet_routes(services), rehearse_routes(services), release_routes(services), asset_routes()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace candor::server::http
