// Accounts: listed, added, changed, given a new one-time link.
#include <charconv>

#include "server/http/api/api_json.h"
#include "server/http/api/services.h"

namespace candor::server::http {
namespace {

Result<std::int64_t> account_id(const Request& request) {
  const auto text = request.parameter("account");
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc{} || end != text.data() + text.size())
    return fail(ErrorKind::not_found, "no such account");
  return id;
}

Json link_json(const Services& services, const AccountWithLink& made) {
  return {{"account", account_json(made.account)},
          {"first_link", *services.public_url + "/console#first=" + made.link_token}};
}

Response get_accounts(const Services& services, const Request&, const SignedIn&) {
  const auto accounts = services.accounts.list();
  if (!accounts) return problem_response(accounts.error());
  Json items = Json::array();
  for (const auto& account : *accounts) items.push_back(account_json(account));
  return json_response(200, list_json(std::move(items)));
}

Response post_account(const Services& services, const Request& request, const SignedIn& caller) {
  const auto body = parse_body(request, {"name", "display_name", "roles"});
  if (!body) return problem_response(body.error());
  const auto name = get_string(*body, "name");
  const auto display_name = get_string_or(*body, "display_name", "");
  auto roles = get_roles(*body);
  if (!name) return problem_response(name.error());
  if (!display_name) return problem_response(display_name.error());
  if (!roles) return problem_response(roles.error());
  Account account;
  account.name = *name;
  account.display_name = *display_name;
  account.roles = *std::move(roles);
  const auto made = services.accounts.add(caller, account);
  if (!made) return problem_response(made.error());
  return json_response(201, link_json(services, *made));
}

Result<AccountChange> parse_change(const nlohmann::json& body) {
  AccountChange change;
  if (body.contains("display_name")) {
    auto name = get_string(body, "display_name");
    if (!name) return fail(std::move(name).error());
    change.display_name = *std::move(name);
  }
  if (const auto at = body.find("disabled"); at != body.end()) {
    if (!at->is_boolean()) return fail(ErrorKind::invalid, "/disabled: expected true or false");
    change.disabled = at->get<bool>();
  }
  if (body.contains("roles")) {
    auto roles = get_roles(body);
    if (!roles) return fail(std::move(roles).error());
    change.roles = *std::move(roles);
  }
  return change;
}

Response patch_account(const Services& services, const Request& request, const SignedIn& caller) {
  const auto id = account_id(request);
  if (!id) return problem_response(id.error());
  const auto body = parse_body(request, {"display_name", "disabled", "roles"});
  if (!body) return problem_response(body.error());
  const auto change = parse_change(*body);
  if (!change) return problem_response(change.error());
  const auto account = services.accounts.change(caller, *id, *change);
  if (!account) return problem_response(account.error());
  return json_response(200, account_json(*account));
}

Response post_link(const Services& services, const Request& request, const SignedIn& caller) {
  const auto id = account_id(request);
  if (!id) return problem_response(id.error());
  const auto made = services.accounts.renew_link(caller, *id);
  if (!made) return problem_response(made.error());
  return json_response(200, link_json(services, *made));
}

}  // namespace

std::vector<Route> account_routes(const Services& services) {
  const auto with = [&services](auto handler) { return for_caller(services, handler); };
  return {{Method::get, "/api/v1/accounts", Caller::organizer, with(get_accounts)},
          {Method::post, "/api/v1/accounts", Caller::organizer, with(post_account)},
          {Method::patch, "/api/v1/accounts/{account}", Caller::organizer, with(patch_account)},
          {Method::post, "/api/v1/accounts/{account}/link", Caller::organizer, with(post_link)}};
}

}  // namespace candor::server::http
