// The use cases that handlers call, gathered; owned by the program.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "server/app/accounts.h"
#include "server/app/ballot_boxes.h"
#include "server/app/claims.h"
#include "server/app/clock.h"
#include "server/app/draft_versions.h"
#include "server/app/invitations.h"
#include "server/app/round_moves.h"
#include "server/app/rounds.h"
#include "server/http/router.h"

namespace candor::server::http {

struct Services {
  Accounts& accounts;
  Rounds& rounds;
  DraftVersions& drafts;
  Invitations& invitations;
  Claims& claims;
  BallotBoxes& boxes;
  RoundMoves& moves;
  Clock clock;
  std::shared_ptr<const std::string>
      public_url;  ///< "http://127.0.0.1:8080", no slash at the end: for links and QR codes
  std::function<bool()> ready;
  std::shared_ptr<const std::string>
      box_url;  ///< origin of the anonymous routes where they have one of their own; else empty or null
  std::filesystem::path rehearsal_directory;  ///< where rounds are rehearsed; nothing else lies there
};

/// The largest round file that is taken.
inline constexpr std::size_t kRoundFileLimitBytes = 16 * 1024 * 1024;

/// The one table of all routes.
[[nodiscard]] std::vector<Route> all_routes(Services services);
/// Only what is cast, and what a browser asks before it casts to another origin: for `--box-listen`.
[[nodiscard]] std::vector<Route> box_routes(const Services& services);
[[nodiscard]] Authorizer make_authorizer(Accounts& accounts);

[[nodiscard]] std::vector<Route> page_routes(const Services& services);
[[nodiscard]] std::vector<Route> respondent_routes(const Services& services);
[[nodiscard]] std::vector<Route> session_routes(const Services& services);
[[nodiscard]] std::vector<Route> account_routes(const Services& services);
[[nodiscard]] std::vector<Route> draft_routes(const Services& services);
[[nodiscard]] std::vector<Route> version_routes(const Services& services);
[[nodiscard]] std::vector<Route> round_routes(const Services& services);
[[nodiscard]] std::vector<Route> result_routes(const Services& services);
[[nodiscard]] std::vector<Route> invitation_routes(const Services& services);
[[nodiscard]] std::vector<Route> sheet_routes(const Services& services);
[[nodiscard]] std::vector<Route> reading_routes(const Services& services);
[[nodiscard]] std::vector<Route> record_routes(const Services& services);
[[nodiscard]] std::vector<Route> rehearse_routes(const Services& services);
[[nodiscard]] std::vector<Route> release_routes(const Services& services);

/// Set by the authorizer on every route for signed_in and above.
[[nodiscard]] const SignedIn& caller_of(const Context& context);

/// A handler that is given the services, the request and who calls.
template <class Function>
[[nodiscard]] Handler for_caller(const Services& services, Function function) {
  return [services, function](const Request& request, const Context& context) {
    return function(services, request, caller_of(context));
  };
}

/// A handler for routes that anybody or a respondent may call: it is given the services and the request.
template <class Function>
[[nodiscard]] Handler for_anybody(const Services& services, Function function) {
  return [services, function](const Request& request, const Context&) { return function(services, request); };
}

}  // namespace candor::server::http
