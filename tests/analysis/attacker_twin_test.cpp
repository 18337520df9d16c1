// Two rounds that differ in what fewer than k people answered, and in nothing that is theirs together with
// enough others, must be published alike to the last byte: whatever stands in the output, and whatever is
// ever added to it. The other half of attacker_test.cpp, which says what a leak is.
//
// The twin of a round is made by one change: within a group two ballots change places, or two answers to an
// item within a group of that item; answers of people who are left out, or not shown, become others.
// Statistics are held to it where whole ballots change or are hidden. Those over complete ballots (alpha,
// r_wg(j), ICC of the scale) join the answers of a ballot across items, so that they may differ between twins
// by one answer; what follows from them about an answer is not looked at here.
#include <cstdlib>
#include <iostream>
#include <optional>
#include <random>

#include "analysis/statistics/round_statistics.h"
#include "analysis/validity.h"
#include "analysis/withhold.h"
#include "server/report/tally_json.h"
#include "tests/analysis/attacker_publish.h"
#include "tests/analysis/cases.h"

using namespace candor;
using namespace candor::tests::attacker;

namespace {

constexpr unsigned kFirstSeed = 20260801;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr unsigned kRounds = 150;
#else
constexpr unsigned kRounds = 1500;
#endif
constexpr int kTries = 8;  ///< to find a change that makes a twin

using Ballots = std::vector<forms::Ballot>;

/// All that everybody reads.
std::string output(const World& world, const Ballots& ballots, bool with_statistics,
                   const std::vector<std::uint32_t>& withheld = {}) {
  const auto tally = analysis::withhold(analysis::disclose(tests::count(*world.round, ballots)), withheld);
  analysis::CompleteBallots complete(*world.round);
  for (const auto& ballot : ballots) REQUIRE(complete.add(ballot.unit, ballot.category, ballot.answers));
  const auto raw = std::move(complete).finish();
  const auto statistics = analysis::make_statistics(tally, raw);
  return server::report::encode_tally_json(tally, with_statistics ? &statistics : nullptr);
}

class Twins {
 public:
  explicit Twins(unsigned seed) : world_(make_world(seed)), published_(publish(world_)), random_(seed) {
    for (const auto& unit : world_.round->units) {
      codebooks_.push_back(forms::make_codebook(*world_.round, unit));
      validity_.push_back(analysis::make_validity_table(codebooks_.back()));
    }
    for (const auto& ballot : world_.ballots) is_valid_.push_back(!reason(ballot));
  }

  [[nodiscard]] const World& world() const { return world_; }

  /// Two ballots of one group of a unit, of different categories, change places; or in one group of a
  /// `small:` unit, also between units that ask the same.
  std::optional<Ballots> swap_in_group() {
    if (published_.groups.empty()) return std::nullopt;
    const auto& group = published_.groups[pick(published_.groups.size())];
    const auto first = pick_in(group);
    const auto second = pick_in(group);
    if (!first || !second) return std::nullopt;
    Ballots twin = world_.ballots;
    forms::Ballot& a = twin[*first];
    forms::Ballot& b = twin[*second];
    const auto& units = world_.round->units;
    const bool ask_the_same = units[a.unit].members.size() == units[b.unit].members.size() &&
                              units[a.unit].items.empty() && units[b.unit].items.empty();
    const bool is_same_place = a.unit == b.unit && a.category == b.category;
    if (is_same_place || (a.unit != b.unit && !ask_the_same) || a.answers == b.answers) return std::nullopt;
    std::swap(a.answers, b.answers);
    return twin;
  }

  /// Somebody whose ballot is in no group that is shown answers something else.
  std::optional<Ballots> change_hidden() {
    std::vector<int> hidden;
    for (int cell = 0; cell < static_cast<int>(world_.people.size()); cell += 2) {
      const bool is_shown = std::any_of(
          published_.groups.begin(), published_.groups.end(),
          [&](const auto& group) { return std::find(group.begin(), group.end(), cell) != group.end(); });
      if (!is_shown && world_.is_protected(cell)) hidden.push_back(cell);
    }
    return change_any(hidden);
  }

  /// Somebody in these cells answers one thing otherwise, or not, or for the first time.
  std::optional<Ballots> change_any(const std::vector<int>& cells) {
    const auto who = pick_in(cells);
    if (!who) return std::nullopt;
    const auto& codebook = codebooks_[world_.ballots[*who].unit];
    const forms::Slot& slot = codebook.slots[pick(codebook.slots.size())];
    Ballots twin = world_.ballots;
    if (slot.item->type == forms::ItemType::multiple || chance(30)) {
      forms::erase_answer(twin[*who].answers, slot);
    } else {
      const std::size_t options = slot.options == nullptr ? 11 : slot.options->size();
      forms::write_choice(twin[*who].answers, slot, static_cast<int>(pick(options)));
    }
    return checked(std::move(twin));
  }

  /// An item is left out: one of the fewer than k gave another answer; or it was somebody else's.
  std::optional<Ballots> change_left_out() {
    const Outcome* outcome = pick_outcome([](const Outcome& o) { return !o.grouping.left_out.empty(); });
    if (outcome == nullptr) return std::nullopt;
    const auto who = pick_in(protected_cells(*outcome));
    const auto other = pick_in(protected_cells(*outcome));
    if (!who || !other || !answered(*who, *outcome)) return std::nullopt;
    Ballots twin = world_.ballots;
    const forms::Slot& slot = slot_of(twin[*who], *outcome);
    if (chance(50)) {
      if (*who == *other || answered(*other, *outcome)) return std::nullopt;
      swap_answers(twin[*who], twin[*other], *outcome);
      return checked(std::move(twin));
    }
    const std::size_t options = slot.options == nullptr ? 11 : slot.options->size();
    if (slot.item->type == forms::ItemType::multiple) return std::nullopt;
    forms::write_choice(twin[*who].answers, slot, static_cast<int>(pick(options)));
    if (!is_answer(twin[*who], *outcome)) return std::nullopt;
    return checked(std::move(twin));
  }

  /// Groups are merged for an item: two of their people gave each other's answer.
  std::optional<Ballots> swap_in_item() {
    const Outcome* outcome = pick_outcome([](const Outcome& o) {
      return o.grouping.left_out.empty() && o.grouping.groups.size() < o.parts.size();
    });
    if (outcome == nullptr) return std::nullopt;
    const auto first = pick_in(protected_cells(*outcome));
    const auto second = pick_in(protected_cells(*outcome));
    if (!first || !second || !answered(*first, *outcome) || !answered(*second, *outcome)) return std::nullopt;
    if (group_of(*first, *outcome) != group_of(*second, *outcome)) return std::nullopt;
    Ballots twin = world_.ballots;
    swap_answers(twin[*first], twin[*second], *outcome);
    return checked(std::move(twin));
  }

  std::size_t pick(std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_);
  }

 private:
  bool chance(int percent) { return pick(100) < static_cast<std::size_t>(percent); }

  [[nodiscard]] std::optional<forms::InvalidReason> reason(const forms::Ballot& ballot) const {
    return analysis::find_invalid(validity_[ballot.unit], codebooks_[ballot.unit], ballot.answers);
  }

  /// Nullopt where nothing changed, or a ballot is no longer valid.
  [[nodiscard]] std::optional<Ballots> checked(Ballots twin) const {
    bool differs = false;
    for (std::size_t i = 0; i < twin.size(); ++i) {
      if (twin[i].answers == world_.ballots[i].answers) continue;
      differs = true;
      if (reason(twin[i])) return std::nullopt;
    }
    if (!differs) return std::nullopt;
    return twin;
  }

  [[nodiscard]] int cell_of(std::size_t ballot) const {
    return world_.cell(static_cast<int>(world_.ballots[ballot].unit),
                       static_cast<int>(world_.ballots[ballot].category));
  }

  std::optional<std::size_t> pick_in(const std::vector<int>& cells) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < world_.ballots.size(); ++i) {
      if (is_valid_[i] && std::find(cells.begin(), cells.end(), cell_of(i)) != cells.end())
        found.push_back(i);
    }
    if (found.empty()) return std::nullopt;
    return found[pick(found.size())];
  }

  template <class Fits>
  const Outcome* pick_outcome(const Fits& fits) {
    std::vector<const Outcome*> found;
    for (const Outcome& outcome : published_.outcomes) {
      if (fits(outcome)) found.push_back(&outcome);
    }
    return found.empty() ? nullptr : found[pick(found.size())];
  }

  [[nodiscard]] static std::vector<int> protected_cells(const Outcome& outcome) {
    std::vector<int> cells;
    for (std::size_t i = 0; i < outcome.parts.size(); ++i) {
      if (outcome.parts[i].is_protected)
        cells.insert(cells.end(), outcome.cells[i].begin(), outcome.cells[i].end());
    }
    return cells;
  }

  /// Index into the groups of the item.
  [[nodiscard]] std::size_t group_of(std::size_t ballot, const Outcome& outcome) const {
    const auto& groups = outcome.grouping.groups;
    const auto found = std::find_if(groups.begin(), groups.end(), [&](const analysis::Part& part) {
      return std::find(part.categories.begin(), part.categories.end(), world_.ballots[ballot].category) !=
             part.categories.end();
    });
    return static_cast<std::size_t>(found - groups.begin());
  }

  [[nodiscard]] const forms::Slot& slot_of(const forms::Ballot& ballot, const Outcome& outcome) const {
    const forms::Codebook& codebook = codebooks_[ballot.unit];
    const Question& question = world_.questions[outcome.question];
    return *std::find_if(codebook.slots.begin(), codebook.slots.end(), [&](const forms::Slot& slot) {
      return slot.item->id == question.item->id && forms::about_name(codebook, slot.ratee) == question.about;
    });
  }

  [[nodiscard]] bool is_answer(const forms::Ballot& ballot, const Outcome& outcome) const {
    const forms::Slot& slot = slot_of(ballot, outcome);
    if (!forms::is_answered(ballot.answers, slot)) return false;
    return slot.item->type != forms::ItemType::scale ||
           (*slot.options)[static_cast<std::size_t>(forms::read_choice(ballot.answers, slot))].scored;
  }
  [[nodiscard]] bool answered(std::size_t ballot, const Outcome& outcome) const {
    return is_answer(world_.ballots[ballot], outcome);
  }

  void swap_answers(forms::Ballot& a, forms::Ballot& b, const Outcome& outcome) const {
    const forms::Slot& of_a = slot_of(a, outcome);
    const forms::Slot& of_b = slot_of(b, outcome);
    for (std::uint32_t i = 0; i < of_a.width; ++i)
      std::swap(a.answers[of_a.offset + i], b.answers[of_b.offset + i]);
  }

  World world_;
  Published published_;
  std::mt19937 random_;
  std::vector<forms::Codebook> codebooks_;
  std::vector<analysis::ValidityTable> validity_;
  std::vector<bool> is_valid_;
};

using Change = std::optional<Ballots> (Twins::*)();

/// Where two long texts part.
std::string parting(const std::string& a, const std::string& b) {
  std::size_t at = 0;
  while (at < a.size() && at < b.size() && a[at] == b[at]) ++at;
  const std::size_t from = at < 120 ? 0 : at - 120;
  return "…" + a.substr(from, 240) + "\n…" + b.substr(from, 240);
}

unsigned rounds_to_run() {
  const char* const text = std::getenv("CANDOR_ATTACKER_ROUNDS");
  return text == nullptr ? kRounds : static_cast<unsigned>(std::strtoul(text, nullptr, 10));
}

void check_twins(Change change, bool with_statistics) {
  unsigned twins = 0;
  for (unsigned seed = kFirstSeed; seed < kFirstSeed + rounds_to_run(); ++seed) {
    Twins of(seed);
    std::optional<Ballots> twin;
    for (int i = 0; i < kTries && !twin; ++i) twin = (of.*change)();
    if (!twin) continue;
    ++twins;
    CAPTURE(seed);
    const std::string told = output(of.world(), of.world().ballots, with_statistics);
    const std::string told_of_twin = output(of.world(), *twin, with_statistics);
    if (told != told_of_twin) FAIL_CHECK(parting(told, told_of_twin));
  }
  std::cout << twins << " twins from seed " << kFirstSeed << "\n";
  CHECK(twins > 0);
}

}  // namespace

TEST_CASE("nobody can tell which of two people in a group gave which ballot") {
  check_twins(&Twins::swap_in_group, true);
}

TEST_CASE("nobody can tell what people answered who are left out or not shown") {
  check_twins(&Twins::change_hidden, true);
}

TEST_CASE("nobody can tell what fewer than k people answered to an item that is left out, nor who they are") {
  check_twins(&Twins::change_left_out, true);
}

TEST_CASE("nobody can tell which of two people gave which answer where groups are merged for an item") {
  check_twins(&Twins::swap_in_item, true);
}

TEST_CASE("nobody can tell what anybody answered in a unit that is withheld") {
  unsigned twins = 0;
  for (unsigned seed = kFirstSeed; seed < kFirstSeed + rounds_to_run(); ++seed) {
    Twins of(seed);
    const auto unit = static_cast<std::uint32_t>(of.pick(of.world().round->units.size()));
    std::vector<int> cells;
    for (int category = 0; category < of.world().categories(); ++category)
      cells.push_back(of.world().cell(static_cast<int>(unit), category));
    const auto twin = of.change_any(cells);
    if (!twin) continue;
    ++twins;
    CAPTURE(seed, unit);
    const std::string told = output(of.world(), of.world().ballots, true, {unit});
    const std::string told_of_twin = output(of.world(), *twin, true, {unit});
    if (told != told_of_twin) FAIL_CHECK(parting(told, told_of_twin));
  }
  std::cout << twins << " twins with a unit withheld from seed " << kFirstSeed << "\n";
  CHECK(twins > 0);
}
