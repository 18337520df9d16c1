// The route table: method, path, who may call, limits. Every route of the program stands in one table,
// which the documentation test compares with docs/openapi.yaml.
#pragma once

#include <any>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/message.h"
#include "server/http/security_headers.h"

namespace candor::server::http {

/// Who may call a route. The authorizer given to the router decides; handlers never see a caller who may not.
enum class Caller : std::uint8_t {
  anybody,     ///< pages, static files, health, signing in
  respondent,  ///< anonymous by design: a cookie or an authorization header is refused (400)
  signed_in,   ///< any account; the use case narrows further (a leader's own unit)
  staff,       ///< whoever runs, registers or audits: any role but a leader's
  organizer,   ///< organizer or administrator
  registrar,   ///< registrar, organizer or administrator
  scrutineer,  ///< scrutineers only: what they read is nobody else's
  administrator
};

/// What the authorizer found out about a staff request; handlers read it back with request_account<T>().
struct Context {
  std::any account;  ///< set for signed_in and above
};

using Handler = std::function<Response(const Request&, const Context&)>;

struct Route {
  Method method = Method::get;
  std::string path;  ///< "/api/v1/rounds/{round}/ballots"; a parameter is one whole segment
  Caller caller = Caller::anybody;
  Handler handler;
  std::size_t body_limit_bytes = 256 * 1024;
  std::string content_type =
      "application/json";   ///< required of bodies; else 415. Parameters: charset=utf-8 only
  bool compressed = false;  ///< successes may go in brotli; never where a body holds a secret
};

/// The same route, its answers compressed.
[[nodiscard]] inline Route compressed(Route route) {
  route.compressed = true;
  return route;
}

/// Checks cookie, role and, for anything but GET and HEAD, the CSRF token. Errors: `unauthenticated`,
/// `forbidden`.
using Authorizer = std::function<Result<Context>(Caller, const Request&)>;

/// What is known of a request before its body is read. Made by Router::admit, used up by Router::answer.
struct Admission {
  const Route* route = nullptr;  ///< belongs to the router; null where no route serves the request
  Context context;
  std::optional<Response> refusal;  ///< to be sent instead of reading the body
};

class RouteTree;

class Router {
 public:
  Router(std::vector<Route> routes, Authorizer authorizer, Origins origins = {});
  /// Never throws. Unknown path: 404; known path, other method: 405 with Allow; HEAD is GET without body.
  /// Adds the headers of security_headers.h to every response.
  /// admit() and answer() in one go.
  [[nodiscard]] Response handle(Request request) const;
  /// Everything that can be refused from the head alone: path, method, kind of body, caller. So nobody
  /// uploads a file to be told that they are not signed in. Sets the path parameters of `request`. Never
  /// throws.
  [[nodiscard]] Admission admit(Request& request) const;
  /// Runs the handler. The writer leaves the body out of an answer to HEAD. Never throws.
  [[nodiscard]] Response answer(const Admission& admission, const Request& request) const;
  /// The limit of the route that would serve this, for the reader of bodies; the general limit if none.
  [[nodiscard]] std::size_t body_limit(Method method, std::string_view path) const;
  [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

 private:
  void authorize(Admission& admission, const Request& request) const;

  std::vector<Route> routes_;
  Authorizer authorizer_;
  Origins origins_;
  std::shared_ptr<const RouteTree> tree_;  ///< indexes into routes_
};

}  // namespace candor::server::http
