// Rehearsing a draft on the server, for organizers: small rounds, one at a time.
#include <atomic>
#include <memory>

#include <fmt/format.h>

#include "server/app/opening.h"
#include "server/http/api/api_json.h"
#include "server/http/api/services.h"
#include "server/rehearsal/rehearse.h"

namespace candor::server::http {
namespace {

constexpr std::uint64_t kMaxPeople = 2'000;
constexpr std::size_t kMaxKeys = 200;  // each takes a third of a second
constexpr unsigned kThreads = 2;       // real respondents come first

/// Shared by all requests.
using Busy = std::shared_ptr<std::atomic<bool>>;

/// Gives way to the next when the request is done.
class Turn {
 public:
  explicit Turn(const Busy& busy) : busy_(busy), taken_(!busy->exchange(true)) {}
  ~Turn() {
    if (taken_) busy_->store(false);
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  [[nodiscard]] bool is_taken() const { return taken_; }

 private:
  Busy busy_;
  bool taken_;
};

/// At most: one for each group with people, one for each unit's comments.
std::size_t count_keys(const forms::Round& round) {
  if (round.access != forms::AccessMode::credential) return 0;
  std::vector<ClaimEntry> one_for_each_group;
  for (std::uint32_t u = 0; u < round.units.size(); ++u) {
    for (std::uint32_t c = 0; c < round.categories.size(); ++c) {
      if (rehearsal::people_of(round.units[u], round.categories[c]) > 0)
        one_for_each_group.push_back({{}, u, c});
    }
  }
  return needed_keys(round, one_for_each_group).size();
}

Result<void> check_size(const forms::Round& round) {
  const auto people = rehearsal::count_people(round);
  const auto keys = count_keys(round);
  if (people <= kMaxPeople && keys <= kMaxKeys) return {};
  return fail(
      ErrorKind::too_large,
      fmt::format("a rehearsal of {} people and {} keys would keep this server busy; here it is at most "
                  "{} people and {} keys. Download the round file and use the command line: "
                  "candor rehearse --round FILE --out DIR",
                  people, keys, kMaxPeople, kMaxKeys));
}

Json rehearsed_json(const rehearsal::Rehearsed& done) {
  Json checks = Json::array();
  for (const auto& line : done.verified.checks) {
    checks.push_back(
        {{"name", line.name}, {"ok", line.outcome != verify::Outcome::failed}, {"detail", line.detail}});
  }
  return {{"ballots", done.ballots},
          {"comments", done.comments},
          {"seconds", done.seconds},
          {"checks", std::move(checks)}};
}

Response post_rehearse(const Services& services, const Busy& busy, const Request& request) {
  if (const auto body = parse_body(request, {}); !body) return problem_response(body.error());
  const auto view = services.rounds.get(request.parameter("round"));
  if (!view) return problem_response(view.error());
  if (view->record.state != forms::RoundState::draft)
    return problem_response({ErrorKind::conflict, "only drafts are rehearsed: before anybody answers", {}});
  if (const auto fits = check_size(view->round); !fits) return problem_response(fits.error());
  const Turn turn(busy);
  if (!turn.is_taken())
    return problem_response({ErrorKind::busy, "another round is being rehearsed; try again in a minute", {}});
  rehearsal::RehearsalWishes wishes;
  wishes.threads = kThreads;
  wishes.stop = [&services] { return !services.ready(); };
  // Whatever a killed server left there goes too: nothing else uses this directory.
  std::error_code nothing_there;
  std::filesystem::remove_all(services.rehearsal_directory, nothing_there);
  const auto done = rehearsal::rehearse(view->record.file, wishes, services.rehearsal_directory);
  std::filesystem::remove(services.rehearsal_directory, nothing_there);
  return done ? json_response(200, rehearsed_json(*done)) : problem_response(done.error());
}

}  // namespace

std::vector<Route> rehearse_routes(const Services& services) {
  const auto busy = std::make_shared<std::atomic<bool>>(false);
  const auto handler = [services, busy](const Request& request, const Context&) {
    return post_rehearse(services, busy, request);
  };
  return {{Method::post, "/api/v1/rounds/{round}/rehearse", Caller::organizer, handler}};
}

}  // namespace candor::server::http
