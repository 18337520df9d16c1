// Signing in and out. The cookie is HttpOnly and SameSite=Strict; the CSRF token travels in the body only.
#include <fmt/format.h>

#include "server/http/api/api_json.h"
#include "server/http/api/services.h"

namespace candor::server::http {
namespace {

constexpr std::string_view kCookieName = "candor_session";

std::string cookie_text(std::string_view value, std::int64_t seconds, bool secure) {
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age={}{}", kCookieName, value, seconds,
                     secure ? "; Secure" : "");
}

Json session_json(const Account& account, const std::string& csrf) {
  return {{"account", account_json(account)}, {"csrf", csrf}};
}

Response started(const Request& request, const Result<NewSession>& session) {
  if (!session) return problem_response(session.error());
  auto response = json_response(200, session_json(session->account, session->csrf));
  response.headers.emplace_back("Set-Cookie", cookie_text(session->cookie, kSessionSeconds, request.secure));
  return response;
}

Response post_session(const Services& services, const Request& request) {
  const auto body = parse_body(request, {"name", "password"});
  if (!body) return problem_response(body.error());
  const auto name = get_string(*body, "name");
  const auto password = get_string(*body, "password");
  if (!name) return problem_response(name.error());
  if (!password) return problem_response(password.error());
  return started(request, services.accounts.sign_in(*name, *password));
}

Response post_first_session(const Services& services, const Request& request) {
  const auto body = parse_body(request, {"token", "password"});
  if (!body) return problem_response(body.error());
  const auto token = get_string(*body, "token");
  const auto password = get_string(*body, "password");
  if (!token) return problem_response(token.error());
  if (!password) return problem_response(password.error());
  return started(request, services.accounts.first_sign_in(*token, *password));
}

Response post_password(const Services& services, const Request& request, const SignedIn& caller) {
  const auto body = parse_body(request, {"old", "new"});
  if (!body) return problem_response(body.error());
  const auto old_password = get_string(*body, "old");
  const auto new_password = get_string(*body, "new");
  if (!old_password) return problem_response(old_password.error());
  if (!new_password) return problem_response(new_password.error());
  const auto changed = services.accounts.change_password(caller.account, *old_password, *new_password);
  if (!changed) return problem_response(changed.error());
  // Changing the password ended every session; this browser goes on with a new one.
  auto response = started(request, services.accounts.sign_in(caller.account.name, *new_password));
  return response;
}

Response delete_session(const Services& services, const Request& request) {
  const auto ended = services.accounts.sign_out(request.cookie(kCookieName));
  if (!ended) return problem_response(ended.error());
  auto response = no_content();
  response.headers.emplace_back("Set-Cookie", cookie_text("", 0, request.secure));
  return response;
}

}  // namespace

std::vector<Route> session_routes(const Services& services) {
  const auto with = [&services](auto handler) { return for_anybody(services, handler); };
  const auto current = [](const Request&, const Context& context) {
    const auto& caller = caller_of(context);
    return json_response(200, session_json(caller.account, caller.csrf));
  };
  const auto password = [services](const Request& request, const Context& context) {
    return post_password(services, request, caller_of(context));
  };
  return {{Method::post, "/api/v1/session", Caller::anybody, with(post_session)},
          {Method::post, "/api/v1/session/first", Caller::anybody, with(post_first_session)},
          {Method::get, "/api/v1/session", Caller::signed_in, current},
          {Method::del, "/api/v1/session", Caller::signed_in, with(delete_session)},
          {Method::post, "/api/v1/session/password", Caller::signed_in, password}};
}

}  // namespace candor::server::http
