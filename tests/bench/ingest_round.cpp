#include "tests/bench/ingest_round.h"

#include <algorithm>

#include <fmt/format.h>

#include "forms/round_json.h"
#include "server/protocol/codes.h"
#include "server/protocol/hash.h"
#include "tests/bench/bench_round.h"
#include "tests/bench/cast_request.h"

namespace candor::bench {
namespace {

constexpr int kUnits = 40;
constexpr int kCategories = 3;

std::string make_cast(const forms::Round& round, const std::string& manifest,
                      const server::TicketCodes& group, const std::string& secret,
                      const forms::Codebook& book, std::mt19937_64& random) {
  const auto& unit = round.units[group.unit].id;
  const auto& category = round.categories[group.category].id;
  const auto bearer = server::protocol::ballot_bearer(round.id, unit, category, secret);
  return make_request(fmt::format(
      R"({{"manifest":"{}","unit":"{}","category":"{}","bearer":"{}","revision":1,"salt":"{}","body":{})",
      manifest, unit, category, server::protocol::hex_of(bearer),
      server::protocol::hex_of(server::protocol::random32()), quoted(random_body(book, random))));
}

}  // namespace

PreparedCasts prepare_ticket_casts(const std::filesystem::path& data, int items, std::size_t casts) {
  const int due = static_cast<int>(casts / (kUnits * kCategories)) + 1;
  const auto round = make_bench_round({items, kUnits, due});
  auto program = or_throw(server::Program::open(data, server::system_now_s));
  or_throw(program->rounds().create(forms::encode_round(round), "-"));
  server::OpeningWishes wishes;
  wishes.spare_percent = 0;
  const auto view = or_throw(program->moves().open(round.id, wishes, "-"));
  std::mt19937_64 random(20260101);
  auto prepared = describe_round(program->boxes(), round.id);
  prepared.requests.reserve(casts);
  for (const auto& group :
       or_throw(program->rounds().take_codes_for_printing(round.id, server::CodeKind::tickets, "-"))) {
    const auto book = forms::make_codebook(view.round, view.round.units[group.unit]);
    for (const auto& secret : group.secrets) {
      prepared.requests.push_back(
          make_cast(view.round, view.record.manifest_hash, group, secret, book, random));
    }
  }
  std::ranges::shuffle(prepared.requests, random);
  program->boxes().drain();
  return prepared;
}

}  // namespace candor::bench
