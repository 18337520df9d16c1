#include "server/demo/demo.h"

#include <array>
#include <fstream>
#include <map>
#include <sstream>

#include <nlohmann/json.hpp>

#include "forms/canonical_json.h"
#include "forms/round_json.h"
#include "server/demo/demo_data.h"
#include "server/protocol/codes.h"
#include "server/protocol/hash.h"
#include "server/rehearsal/cast_by_many.h"
#include "server/templates/templates.h"

namespace candor::server::demo {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kTemplate = "team-and-members";
constexpr std::string_view kBy = "-";  // in the audit trail: the command line
constexpr unsigned kThreads = 8;       // respondents at a time: they wait for the disk

Result<forms::Round> make_round(const std::string& id, const forms::Text& title) {
  const auto* const found = templates::find_template(kTemplate);
  if (found == nullptr) return fail(ErrorKind::internal, "the demo's template is missing");
  auto read = forms::parse_round(found->bytes);
  if (!read) return fail(std::move(read).error());
  auto round = with_demo_units(std::move(read->round));
  round.id = id;
  round.title = title;
  round.asked_by = {{"en", "Riverside Group, people and administration (a made-up company)"},
                    {"zh-CN", "江畔集团人事行政部（虚构单位）"}};
  round.contact = "He Xiulan · 何秀兰, 8000-123";
  round.access = forms::AccessMode::ticket;
  return round;
}

/// People draw tickets and cast by them, as they would from their phones. `tickets`: with at least one for
/// each who answers; the last of each group are left over.
Result<void> cast_by_tickets(Program& program, const RoundView& opened, double turnout, std::uint64_t seed,
                             const std::vector<TicketCodes>& tickets) {
  const auto manifest_hash = protocol::parse_hex32(opened.record.manifest_hash);
  if (!manifest_hash) return fail(manifest_hash.error());
  const auto side = rehearsal::RespondentSide::enter(program.boxes(), opened.record.id, *manifest_hash);
  if (!side) return fail(side.error());
  const auto people = rehearsal::make_respondents(side->round(), turnout, seed);
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::string>> piles;
  for (const auto& group : tickets) {
    piles[{group.unit, group.category}].assign(group.secrets.rbegin(), group.secrets.rend());
  }
  std::vector<rehearsal::Voter> voters;
  for (const auto& person : people) {
    auto& pile = piles[{person.unit, person.category}];
    voters.push_back({&person, rehearsal::By::ticket, std::move(pile.back())});
    pile.pop_back();
  }
  auto cast = rehearsal::cast_by_many(*side, program.claims(), program.boxes(), voters, kThreads);
  if (!cast) return fail(std::move(cast).error());
  return {};
}

struct OpenRound {
  RoundView view;
  std::vector<TicketCodes> tickets;
};

/// A draft, opened with tickets, and cast by a share of those due.
Result<OpenRound> open_round(Program& program, const forms::Round& round, double turnout,
                             std::uint64_t seed) {
  auto draft = program.rounds().create(forms::encode_round(round), kBy);
  if (!draft) return fail(std::move(draft).error());
  OpeningWishes wishes;
  for (const auto& small : draft->small_categories) wishes.confirmed.emplace_back(small.unit, small.category);
  auto opened = program.moves().open(round.id, wishes, kBy);
  if (!opened) return fail(std::move(opened).error());
  auto tickets = program.rounds().take_codes_for_printing(round.id, CodeKind::tickets, kBy);
  if (!tickets) return fail(std::move(tickets).error());
  if (auto cast = cast_by_tickets(program, *opened, turnout, seed, *tickets); !cast)
    return fail(std::move(cast).error());
  return OpenRound{*std::move(opened), *std::move(tickets)};
}

/// What an organizer does before a release. These texts are made up and name nobody.
Result<void> clear_texts(Program& program, const std::string& round) {
  TextsWanted wanted;
  wanted.limit = kMaxTextsPage;
  do {
    const auto page = program.boxes().texts(round, wanted);
    if (!page) return fail(page.error());
    std::vector<TextVersion> texts;
    for (const auto& item : page->items) {
      if (item.marks.empty()) texts.push_back({item.text, item.review.version});
    }
    if (!texts.empty()) {
      if (auto cleared = program.boxes().review_texts(round, texts, ReviewState::cleared); !cleared)
        return fail(std::move(cleared).error());
    }
    wanted.after = page->next;
  } while (wanted.after);
  return {};
}

Result<void> make_released_round(Program& program, std::int64_t now_s) {
  auto round = make_round(
      "2026-spring", {{"en", "Leadership appraisal, spring 2026"}, {"zh-CN", "2026 年春季领导班子民主测评"}});
  if (!round) return fail(std::move(round).error());
  if (auto opened = open_round(program, *round, 0.86, 20260501); !opened)
    return fail(std::move(opened).error());
  auto& moves = program.moves();
  if (auto closed = moves.close(round->id, kBy); !closed) return fail(std::move(closed).error());
  if (auto sealed = moves.seal(round->id, now_s, std::nullopt, kBy); !sealed)
    return fail(std::move(sealed).error());
  if (auto cleared = clear_texts(program, round->id); !cleared) return cleared;
  if (auto released = moves.release(round->id, {}, kBy); !released) return fail(std::move(released).error());
  return {};
}

/// The open round; gives the fragment of one unused ticket.
Result<std::string> make_open_round(Program& program) {
  auto round = make_round(
      "2026-autumn", {{"en", "Leadership appraisal, autumn 2026"}, {"zh-CN", "2026 年秋季领导班子民主测评"}});
  if (!round) return fail(std::move(round).error());
  auto opened = open_round(program, *round, 0.55, 20261101);
  if (!opened) return fail(std::move(opened).error());
  const auto& group = opened->tickets.back();
  const auto manifest_hash = protocol::parse_hex32(opened->view.record.manifest_hash);
  if (!manifest_hash) return fail(manifest_hash.error());
  return protocol::link_fragment(*manifest_hash, round->id, group.unit + 1, group.category + 1,
                                 group.secrets.back());
}

std::string draw_password() {
  std::array<std::uint8_t, 13> random{};
  protocol::fill_random(random);
  return protocol::encode_secret(random).substr(0, 16);
}

Result<std::vector<Login>> make_accounts(Accounts& accounts) {
  struct Wanted {
    const char *name, *display, *what;
    RoleGrant role;
  };
  const std::array<Wanted, 5> wanted{{
      {"admin",
       "Administrator",
       "administrator: accounts and everything else",
       {Role::administrator, "", "", false}},
      {"organizer", "Organizer", "organizer: designs and runs rounds", {Role::organizer, "", "", false}},
      {"leader", "Head of Sales", "leader: head of the unit Sales", {Role::leader, "sales", "m1", true}},
      {"member",
       "Deputy head of Sales",
       "leader: member of the team of Sales",
       {Role::leader, "sales", "m2", false}},
      {"scrutineer",
       "Scrutineer",
       "scrutineer: takes the bundle of the sealed round, for candor verify",
       {Role::scrutineer, "", "", false}},
  }};
  std::vector<Login> logins;
  for (const auto& entry : wanted) {
    Account account;
    account.name = entry.name;
    account.display_name = entry.display;
    account.roles = {entry.role};
    if (auto made = accounts.add_by_operator(account); !made) return fail(std::move(made).error());
    const std::string password = draw_password();
    if (auto set = accounts.set_password_by_operator(entry.name, password); !set)
      return fail(std::move(set).error());
    logins.push_back({entry.name, password, entry.what});
  }
  return logins;
}

Result<void> keep(const DemoCampaign& demo, const std::filesystem::path& file) {
  Json logins = Json::array();
  for (const auto& login : demo.logins) {
    logins.push_back({{"name", login.name}, {"password", login.password}, {"what", login.what}});
  }
  std::ofstream out(file, std::ios::binary);  // umask 077: nobody else reads it
  out << Json{{"logins", logins}, {"ticket", demo.ticket_fragment}}.dump(1) << '\n';
  if (!out.flush()) return fail(ErrorKind::storage_full, file.string() + " could not be written");
  return {};
}

Result<DemoCampaign> read_kept(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  const auto json = forms::parse_json(text.str());
  if (!json) return fail(json.error());
  DemoCampaign demo;
  try {
    for (const auto& login : json->at("logins")) {
      demo.logins.push_back({login.at("name"), login.at("password"), login.at("what")});
    }
    demo.ticket_fragment = json->at("ticket");
  } catch (const Json::exception& damage) {
    return fail(ErrorKind::malformed, file.string() + ": " + damage.what());
  }
  return demo;
}

}  // namespace

Result<DemoCampaign> ensure_demo(Program& program, const std::filesystem::path& data, std::int64_t now_s) {
  const auto file = data / "demo.json";
  if (std::filesystem::exists(file)) return read_kept(file);
  const auto rounds = program.rounds().list();
  if (!rounds) return fail(rounds.error());
  if (!rounds->empty()) {
    return fail(ErrorKind::conflict,
                data.string() + " holds rounds that are no demo; name an empty directory with --data");
  }
  auto logins = make_accounts(program.accounts());
  if (!logins) return fail(std::move(logins).error());
  if (auto made = make_released_round(program, now_s); !made) return fail(std::move(made).error());
  auto fragment = make_open_round(program);
  if (!fragment) return fail(std::move(fragment).error());
  DemoCampaign demo{*std::move(logins), *std::move(fragment)};
  if (auto kept = keep(demo, file); !kept) return fail(std::move(kept).error());
  return demo;
}

}  // namespace candor::server::demo
