#include "server/rehearsal/rehearse.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include <fmt/format.h>

#include "server/app/opening.h"
#include "server/app/program.h"
#include "server/protocol/credential.h"
#include "server/protocol/hash.h"
#include "server/protocol/seal_files.h"
#include "server/rehearsal/scratch_directory.h"
#include "server/verify/verify.h"

namespace candor::server::rehearsal {
namespace {

using forms::AccessMode;
using Group = std::pair<std::uint32_t, std::uint32_t>;  // unit, category
using Codes = std::map<Group, std::vector<std::string>>;

constexpr std::string_view kBy = "-";
constexpr std::int64_t kNow_s = 1'767'225'600;  // a rehearsal takes place at 2026-01-01T00:00:00Z
constexpr int kPaperPercent = 5;                // in rounds by credentials: so many could have a paper ticket
constexpr std::chrono::milliseconds kFirstLook{5}, kLastLook{200};

/// What the thread that makes keys has to complain of.
class Complaint {
 public:
  void keep(const Error& error) {
    const std::lock_guard lock(mutex_);
    if (!error_) error_ = error;
  }
  [[nodiscard]] std::optional<Error> get() {
    const std::lock_guard lock(mutex_);
    return error_;
  }

 private:
  std::mutex mutex_;
  std::optional<Error> error_;
};

class Rehearsal {
 public:
  Rehearsal(Program& program, Complaint& complaint, const RehearsalWishes& wishes)
      : program_(program), complaint_(complaint), wishes_(wishes) {}

  Result<Rehearsed> run(std::string_view round_file) {
    auto draft = program_.rounds().create(round_file, kBy);
    if (!draft) return fail(std::move(draft).error());
    id_ = draft->record.id;
    if (count_people(draft->round) > kMaxPeople)
      return fail(ErrorKind::too_large, fmt::format("a rehearsal has at most {} people", kMaxPeople));
    if (auto opened = open(*std::move(draft)); !opened) return fail(std::move(opened).error());
    if (auto voted = vote(); !voted) return fail(std::move(voted).error());
    if (auto ended = end(); !ended) return fail(std::move(ended).error());
    if (auto taken = take_files(); !taken) return fail(std::move(taken).error());
    audit();
    return std::move(done_);
  }

 private:
  Result<void> open(RoundView draft) {
    if (draft.round.access == AccessMode::credential) {
      if (auto invited = invite(draft); !invited) return invited;
      auto with_due = program_.rounds().get(id_);
      if (!with_due) return fail(std::move(with_due).error());
      draft = *std::move(with_due);
    }
    OpeningWishes wishes;
    wishes.without_due = kPeopleWithoutDue;
    wishes.paper_percent = kPaperPercent;
    for (const auto& small : draft.small_categories)
      wishes.confirmed.emplace_back(small.unit, small.category);
    done_.small_categories = draft.small_categories;
    const auto begun = program_.moves().open(id_, wishes, kBy);
    if (!begun) return fail(begun.error());
    return await_keys();
  }

  /// As the registrar does: draws a code for everybody, and tells the server the hashes.
  Result<void> invite(const RoundView& draft) {
    std::vector<ClaimEntry> claims;
    const auto& round = draft.round;
    for (std::uint32_t u = 0; u < round.units.size(); ++u) {
      for (std::uint32_t c = 0; c < round.categories.size(); ++c) {
        for (int i = people_of(round.units[u], round.categories[c]); i > 0; --i) {
          const auto& secret = invitations_[{u, c}].emplace_back(draw_secret());
          claims.push_back(
              {protocol::claim_hash(id_, round.units[u].id, round.categories[c].id, secret), u, c});
        }
      }
    }
    if (auto told = program_.invitations().import_hashes(id_, std::move(claims), draft.record.version, kBy);
        !told)
      return fail(std::move(told).error());
    return {};
  }

  Result<void> await_keys() {
    OpeningProgress keys;
    for (auto pause = kFirstLook;; pause = std::min(pause * 2, kLastLook)) {
      const auto view = program_.rounds().get(id_);
      if (!view) return fail(view.error());
      if (view->record.state == forms::RoundState::open) {
        const auto hash = protocol::parse_hex32(view->record.manifest_hash);
        if (!hash) return fail(hash.error());
        manifest_hash_ = *hash;
        if (wishes_.on_keys && keys.total > 0) wishes_.on_keys({keys.total, keys.total});
        return {};
      }
      if (view->opening) keys = *view->opening;
      if (wishes_.on_keys && keys.done < keys.total) wishes_.on_keys(keys);
      if (const auto error = complaint_.get()) return fail(*error);
      if (wishes_.stop && wishes_.stop()) return fail(interrupted());
      std::this_thread::sleep_for(pause);
    }
  }

  Result<void> vote() {
    const auto side = RespondentSide::enter(program_.boxes(), id_, manifest_hash_);
    if (!side) return fail(side.error());
    const auto people = make_respondents(side->round(), wishes_.turnout, wishes_.seed);
    const auto voters = hand_out_codes(side->round(), people);
    if (!voters) return fail(voters.error());
    auto receipts =
        cast_by_many(*side, program_.claims(), program_.boxes(), *voters, wishes_.threads, wishes_.stop);
    if (!receipts) return fail(std::move(receipts).error());
    receipts_ = *std::move(receipts);
    return {};
  }

  Result<Codes> take_tickets() {
    Codes tickets;
    auto codes = program_.rounds().take_codes_for_printing(id_, CodeKind::tickets, kBy);
    if (!codes && codes.error().kind == ErrorKind::not_found) return tickets;
    if (!codes) return fail(std::move(codes).error());
    for (auto& group : *codes) tickets[{group.unit, group.category}] = std::move(group.secrets);
    return tickets;
  }

  /// In rounds by credentials the first of a group take half of its paper tickets, rounded up.
  Result<std::vector<Voter>> hand_out_codes(const forms::Round& round,
                                            const std::vector<MadeRespondent>& people) {
    auto tickets = take_tickets();
    if (!tickets) return fail(std::move(tickets).error());
    std::map<Group, std::size_t> on_paper;
    for (const auto& [group, secrets] : *tickets) on_paper[group] = (secrets.size() + 1) / 2;
    std::vector<Voter> voters;
    for (const auto& person : people) {
      const Group group{person.unit, person.category};
      Voter voter{&person, By::nothing, {}};
      bool takes_ticket = round.access == AccessMode::ticket;
      if (round.access == AccessMode::credential) {
        voter = {&person, By::invitation, take_code(invitations_[group])};
        takes_ticket = on_paper[group] > 0;
      }
      if (takes_ticket && voter.by == By::invitation) {
        --on_paper[group];
        if (auto exchanged = exchange(round, voter); !exchanged) return fail(std::move(exchanged).error());
      }
      if (takes_ticket) voter = {&person, By::ticket, take_code((*tickets)[group])};
      voters.push_back(std::move(voter));
    }
    return voters;
  }

  static std::string take_code(std::vector<std::string>& codes) {
    std::string code = std::move(codes.back());
    codes.pop_back();
    return code;
  }

  Result<void> exchange(const forms::Round& round, const Voter& voter) {
    const auto hash = protocol::claim_hash(id_, round.units[voter.who->unit].id,
                                           round.categories[voter.who->category].id, voter.secret);
    return program_.moves().exchange(id_, hash, kBy);
  }

  Result<void> end() {
    auto& moves = program_.moves();
    if (auto closed = moves.close(id_, kBy); !closed) return fail(std::move(closed).error());
    if (auto sealed = moves.seal(id_, kNow_s, std::nullopt, kBy); !sealed) return fail(std::move(sealed).error());
    if (auto released = moves.release(id_, {}, kBy); !released) return fail(std::move(released).error());
    return {};
  }

  Result<void> take_files() {
    auto bundle = program_.boxes().bundle(id_);
    auto record = program_.boxes().record(id_);
    auto tally = program_.boxes().record_file(id_, protocol::kTallyName);
    for (const auto* const taken : {&bundle, &record, &tally}) {
      if (!*taken) return fail(taken->error());
    }
    done_.bundle = *std::move(bundle);
    done_.record = *std::move(record);
    done_.tally_json = *std::move(tally);
    return {};
  }

  void audit() {
    done_.verified = verify::verify_bundle(done_.bundle, {manifest_hash_, done_.record});
    done_.ballots = receipts_.size();
    done_.comments = static_cast<std::uint64_t>(
        std::ranges::count_if(receipts_, [](const Receipts& kept) { return !kept.comment.empty(); }));
    done_.verified.checks.push_back(check_receipts());
  }

  /// Everybody asks: is my ballot in?
  verify::CheckLine check_receipts() const {
    verify::Check check("receipts");
    std::set<Bytes> ballots, comments;
    for (const auto& kept : receipts_) {
      ballots.insert(kept.ballot);
      if (!kept.comment.empty()) comments.insert(kept.comment);
    }
    compare_entries(protocol::kBallotEntriesName, ballots, check);
    compare_entries(protocol::kCommentEntriesName, comments, check);
    return check.line(
        fmt::format("{} of ballots and {} of comments, all in the public record, and nothing else",
                    ballots.size(), comments.size()));
  }

  /// Entries ascend in the file, as in the set.
  void compare_entries(std::string_view name, const std::set<Bytes>& kept, verify::Check& check) const {
    std::string expected;
    for (const auto& entry : kept) protocol::append_entry(expected, entry);
    const auto found = program_.boxes().record_file(id_, name);
    if (!found || *found != expected) check.problem(fmt::format("{} is not what the receipts say", name));
  }

  Program& program_;
  Complaint& complaint_;
  const RehearsalWishes& wishes_;
  std::string id_;
  Bytes32 manifest_hash_{};
  Codes invitations_;
  std::vector<Receipts> receipts_;
  Rehearsed done_;
};

}  // namespace

Result<Rehearsed> rehearse(std::string_view round_file, const RehearsalWishes& wishes,
                           const std::filesystem::path& scratch) {
  if (!(wishes.turnout >= 0 && wishes.turnout <= 1))
    return fail(ErrorKind::invalid, "turnout: expected a share from 0 to 1");
  const auto begin = std::chrono::steady_clock::now();
  const auto directory = ScratchDirectory::make(scratch);
  if (!directory) return fail(directory.error());
  Complaint complaint;
  const auto report = [&complaint](const std::string&, const Error& error) { complaint.keep(error); };
  auto program = Program::open(
      directory->path() / "data", [] { return kNow_s; }, report);
  if (!program) return fail(std::move(program).error());
  auto done = Rehearsal(**program, complaint, wishes).run(round_file);
  if (done) done->seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return done;
}

}  // namespace candor::server::rehearsal
