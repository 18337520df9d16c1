#include "tests/bench/ingest_round.h"

#include <algorithm>
#include <random>
#include <stdexcept>

#include <fmt/format.h>

#include "forms/ballot.h"
#include "forms/round_json.h"
#include "server/app/program.h"
#include "server/protocol/codes.h"
#include "server/protocol/hash.h"
#include "tests/bench/bench_round.h"

namespace candor::bench {
namespace {

constexpr int kUnits = 40;
constexpr int kCategories = 3;

template <class T>
T or_throw(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().detail);
  return *std::move(result);
}

std::string random_body(const forms::Codebook& book, std::mt19937_64& random) {
  auto answers = forms::blank_answers(book);
  for (const auto& slot : book.slots) {
    forms::write_choice(answers, slot, static_cast<int>(random() % slot.options->size()));
  }
  return forms::encode_ballot_body(book, answers);
}

/// The body is canonical JSON without anything that a JSON text would escape but quotes.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string make_request(const std::string& message) {
  const std::size_t bare = message.size() + std::string_view(R"(,"pad":""})").size();
  const std::string pad((1024 - bare % 1024) % 1024, 'x');
  const std::string body = message + R"(,"pad":")" + pad + "\"}";
  return fmt::format(
      "POST /api/v1/rounds/bench/ballots HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
      "Content-Length: {}\r\n\r\n{}",
      body.size(), body);
}

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

std::vector<std::string> prepare_ticket_casts(const std::filesystem::path& data, int items,
                                              std::size_t casts) {
  const int due = static_cast<int>(casts / (kUnits * kCategories)) + 1;
  const auto round = make_bench_round({items, kUnits, due});
  auto program = or_throw(server::Program::open(data, server::system_now_s));
  or_throw(program->rounds().create(forms::encode_round(round), "-"));
  server::OpeningWishes wishes;
  wishes.spare_percent = 0;
  const auto view = or_throw(program->moves().open(round.id, wishes, "-"));
  std::mt19937_64 random(20260101);
  std::vector<std::string> requests;
  requests.reserve(casts);
  for (const auto& group : or_throw(
           program->rounds().take_codes_for_printing(round.id, candor::server::CodeKind::tickets, "-"))) {
    const auto book = forms::make_codebook(view.round, view.round.units[group.unit]);
    for (const auto& secret : group.secrets) {
      requests.push_back(make_cast(view.round, view.record.manifest_hash, group, secret, book, random));
    }
  }
  std::shuffle(requests.begin(), requests.end(), random);
  program->boxes().drain();
  return requests;
}

}  // namespace candor::bench
