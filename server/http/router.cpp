#include "server/http/router.h"

#include <exception>

#include "server/http/accept_language.h"
#include "server/http/compress.h"
#include "server/http/route_tree.h"
#include "server/http/security_headers.h"
#include "server/http/text_compare.h"

namespace candor::server::http {
namespace {

constexpr std::size_t kGeneralBodyLimit = 256 * 1024;

bool may_have_body(Method method) {
  return method == Method::post || method == Method::put || method == Method::patch;
}

/// HEAD is served by the route of GET unless it has one of its own.
int route_for(const std::array<int, RouteTree::kMethods>& by_method, Method method) {
  const int own = by_method[static_cast<std::size_t>(method)];
  if (own != RouteTree::kNoRoute || method != Method::head) return own;
  return by_method[static_cast<std::size_t>(Method::get)];
}

std::string allowed(const std::array<int, RouteTree::kMethods>& by_method) {
  std::string list;
  for (const auto method :
       {Method::get, Method::head, Method::post, Method::put, Method::patch, Method::del, Method::options}) {
    if (route_for(by_method, method) == RouteTree::kNoRoute) continue;
    if (!list.empty()) list += ", ";
    list += name_of(method);
  }
  return list;
}

bool is_wanted_type(std::string_view given, std::string_view wanted) {
  if (!equals_ignoring_case(take_until(given, ';'), wanted)) return false;
  while (!given.empty()) {
    auto value = take_until(given, ';');
    const auto name = take_until(value, '=');
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
      value = value.substr(1, value.size() - 2);
    }
    if (equals_ignoring_case(name, "charset") && !equals_ignoring_case(value, "utf-8")) return false;
  }
  return true;
}

bool has_body(const Request& request) {
  if (!request.body.empty() || request.has_header("Transfer-Encoding")) return true;
  const auto length = request.header("Content-Length");
  return length.find_first_not_of('0') != std::string_view::npos;
}

std::optional<Response> refuse_head(const Route& route, const Request& request) {
  if (route.caller == Caller::respondent &&
      (request.has_header("Cookie") || request.has_header("Authorization"))) {
    return problem_response(
        400, {ErrorKind::invalid,
              "Answers are anonymous: this address takes no Cookie and no Authorization header.",
              {}});
  }
  if (may_have_body(request.method) && has_body(request) && !route.content_type.empty() &&
      !is_wanted_type(request.header("Content-Type"), route.content_type)) {
    return problem_response(
        415, {ErrorKind::invalid, "The body must be " + route.content_type + " in UTF-8.", {}});
  }
  return std::nullopt;
}

Response internal_problem(std::string what) {
  return problem_response({ErrorKind::internal, std::move(what), {}});
}

/// A problem goes out in the reader's language, and every answer with its headers.
void finish(Response& response, const Request& request, const Origins& origins) {
  if (!response.body_zh.empty()) {
    const Language language = language_of(request);
    if (language == Language::zh) response.body = std::move(response.body_zh);
    response.body_zh.clear();
    name_language(response, language);
  }
  add_security_headers(response, request.secure, origins);
}

}  // namespace

Router::Router(std::vector<Route> routes, Authorizer authorizer, Origins origins)
    : routes_(std::move(routes)),
      authorizer_(std::move(authorizer)),
      origins_(std::move(origins)),
      tree_(std::make_shared<const RouteTree>(routes_)) {}

Admission Router::admit(Request& request) const {
  Admission admission;
  const auto match = tree_->find(request.path);
  if (!match) {
    admission.refusal = problem_response({ErrorKind::not_found, "There is nothing at this address.", {}});
  } else if (const int index = route_for(*match->by_method, request.method); index == RouteTree::kNoRoute) {
    admission.refusal =
        problem_response(405, {ErrorKind::invalid, "This address does not serve this method.", {}});
    admission.refusal->headers.emplace_back("Allow", allowed(*match->by_method));
  } else {
    const auto at = static_cast<std::size_t>(index);
    admission.route = &routes_[at];
    const auto& names = tree_->parameters_of(at);
    request.path_parameters.clear();
    for (std::size_t i = 0; i < names.size(); ++i) {
      request.path_parameters.emplace_back(names[i], std::string(match->values[i]));
    }
    admission.refusal = refuse_head(*admission.route, request);
    if (!admission.refusal) authorize(admission, request);
  }
  if (admission.refusal) finish(*admission.refusal, request, origins_);
  return admission;
}

void Router::authorize(Admission& admission, const Request& request) const {
  const auto caller = admission.route->caller;
  if (caller == Caller::anybody || caller == Caller::respondent) return;
  try {
    auto found = authorizer_ ? authorizer_(caller, request)
                             : Result<Context>(fail(ErrorKind::unauthenticated, "Nobody can sign in here."));
    if (found) {
      admission.context = std::move(*found);
    } else {
      admission.refusal = problem_response(found.error());
    }
  } catch (const std::exception& failure) {
    admission.refusal = internal_problem(failure.what());
  } catch (...) {
    admission.refusal = internal_problem("unknown exception");
  }
}

Response Router::answer(const Admission& admission, const Request& request) const {
  if (admission.refusal) return *admission.refusal;
  Response response;
  try {
    response = admission.route->handler(request, admission.context);
    if (admission.route->compressed) compress_body(response, request);
  } catch (const std::exception& failure) {
    response = internal_problem(failure.what());
  } catch (...) {
    response = internal_problem("unknown exception");
  }
  finish(response, request, origins_);
  return response;
}

Response Router::handle(Request request) const {
  const auto admission = admit(request);
  if (admission.route != nullptr && !admission.refusal &&
      request.body.size() > admission.route->body_limit_bytes) {
    auto response =
        problem_response({ErrorKind::too_large, "The body is larger than this address takes.", {}});
    finish(response, request, origins_);
    return response;
  }
  return answer(admission, request);
}

std::size_t Router::body_limit(Method method, std::string_view path) const {
  const auto match = tree_->find(path);
  if (!match) return kGeneralBodyLimit;
  const int index = route_for(*match->by_method, method);
  return index == RouteTree::kNoRoute ? kGeneralBodyLimit
                                      : routes_[static_cast<std::size_t>(index)].body_limit_bytes;
}

}  // namespace candor::server::http
