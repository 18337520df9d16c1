#include "server/app/ballot_boxes.h"

#include <system_error>

#include "server/app/open_box.h"
#include "server/protocol/hash.h"
#include "server/protocol/merkle.h"

namespace candor::server {
namespace {

constexpr std::int64_t kTurnoutPeriod_s = 3600;

std::uint64_t rounded_down(std::uint64_t count, std::uint64_t step) {
  return count - count % step;
}

std::optional<std::int64_t> due_of(const forms::Unit& unit) {
  if (!unit.due) return std::nullopt;
  std::int64_t sum = 0;
  for (const auto& [category, due] : *unit.due) sum += due;
  return sum;
}

void add_part(const OpenBox& open, std::size_t part, std::string text, RoundPage& page) {
  page.part = std::move(text);
  page.part_number = part;
  for (const auto& sibling : protocol::merkle_path(open.part_levels, part - 1)) {
    page.proof.push_back(protocol::hex_of(sibling));
  }
}

}  // namespace

BallotBoxes::BallotBoxes(std::filesystem::path directory, const KeyRoom& keys, Clock clock)
    : directory_(std::move(directory)), keys_(keys), clock_(std::move(clock)) {}

BallotBoxes::~BallotBoxes() {
  drain();
}

std::filesystem::path BallotBoxes::file_of(std::string_view round) const {
  return directory_ / (std::string(round) + ".db");
}

Result<std::shared_ptr<OpenBox>> BallotBoxes::find(std::string_view round) const {
  const std::shared_lock lock(mutex_);
  const auto at = boxes_.find(round);
  if (at == boxes_.end()) return fail(ErrorKind::not_found, "no such round is open here");
  return at->second;
}

Result<void> BallotBoxes::create(std::string_view round, const protocol::CanonicalFiles& files,
                                 ByteView sealed_box_key) {
  std::vector<CanonicalFile> stored;
  for (const auto& file : files.files) stored.push_back({file.name, file.bytes});
  auto box = Box::create(file_of(round), stored, sealed_box_key);
  if (!box) return fail(std::move(box).error());
  auto open = load_open_box(*std::move(box), round, keys_);
  if (!open) return fail(std::move(open).error());
  (*open)->status.id = std::string(round);
  const std::unique_lock lock(mutex_);
  boxes_[std::string(round)] = *std::move(open);
  return {};
}

Result<void> BallotBoxes::discard_import(std::string_view round) {
  {
    const std::unique_lock lock(mutex_);
    if (const auto at = boxes_.find(round); at != boxes_.end()) boxes_.erase(at);
  }
  std::error_code error;
  for (const char* suffix : {"", "-wal", "-shm"}) {
    std::filesystem::remove(file_of(round) += suffix, error);
    if (error) return fail(ErrorKind::storage_full, "cannot remove the box of an import: " + error.message());
  }
  return {};
}

Result<void> BallotBoxes::set_status(const RoundStatus& status) {
  auto open = find(status.id);
  if (!open) {
    auto box = Box::open(file_of(status.id));
    if (!box) return fail(std::move(box).error());
    open = load_open_box(*std::move(box), status.id, keys_);
    if (!open) return fail(std::move(open).error());
    const std::unique_lock lock(mutex_);
    boxes_[status.id] = *open;
  }
  const std::lock_guard counting((*open)->counting_mutex);
  {
    const std::lock_guard lock((*open)->mutex);
    if ((*open)->status.state != status.state) (*open)->turnout.reset();
    (*open)->status = status;
  }
  // Casts that were found in time are in the box before anybody counts it.
  const std::unique_lock none_under_way((*open)->casting);
  return {};
}

Result<RoundPage> BallotBoxes::page(std::string_view round, std::optional<std::size_t> part) const {
  const auto open = find(round);
  if (!open) return fail(open.error());
  const OpenBox& box = **open;
  RoundPage page;
  page.status = box.status_now();
  const std::int64_t now_s = clock_();
  page.takes_ballots = takes_casts(page.status, now_s);
  page.takes_claims = box.round->access == forms::AccessMode::credential && takes_claims(page.status, now_s);
  page.manifest_hash = box.manifest_hex;
  page.manifest = box.manifest;
  page.core = box.core;
  if (box.round->access == forms::AccessMode::open) {
    for (std::size_t i = 0; i < box.round->units.size(); ++i) {
      page.units.push_back({i + 1, box.round->units[i].id, box.round->units[i].name});
    }
  }
  if (!part) return page;
  if (*part == 0 || *part > box.part_levels.front().size())
    return fail(ErrorKind::not_found, "this round has no such part");
  auto text = box.box->get_file(protocol::part_name(*part));
  if (!text) return fail(std::move(text).error());
  add_part(box, *part, *std::move(text), page);
  return page;
}

Result<Turnout> BallotBoxes::turnout(std::string_view round) const {
  const auto found = find(round);
  if (!found) return fail(found.error());
  const OpenBox& open = **found;
  const std::lock_guard lock(open.counting_mutex);
  const std::int64_t now_s = clock_();
  const bool is_open = open.status_now().state == forms::RoundState::open;
  if (open.turnout && (!is_open || now_s < open.turnout->next_at_s)) return *open.turnout;
  const auto counts = open.box->ballots_per_unit(open.round->units.size());
  if (!counts) return fail(counts.error());
  const auto k = static_cast<std::uint64_t>(open.counted->rules.min_cell);
  Turnout turnout{now_s, is_open ? now_s + kTurnoutPeriod_s : 0, open.counted->rules.min_cell, {}};
  for (std::size_t i = 0; i < open.round->units.size(); ++i) {
    const auto& unit = open.round->units[i];
    const std::uint64_t count = (*counts)[i];
    std::optional<std::uint64_t> told;
    if (count >= k) told = is_open ? rounded_down(count, k) : count;
    turnout.lines.push_back({unit.id, due_of(unit), told});
  }
  open.turnout = turnout;
  return turnout;
}

Result<std::shared_ptr<const forms::Round>> BallotBoxes::frozen_round(std::string_view round) const {
  const auto open = find(round);
  if (!open) return fail(open.error());
  return (*open)->round;
}

std::vector<std::string> BallotBoxes::due_to_close() const {
  const std::shared_lock lock(mutex_);
  std::vector<std::string> due;
  for (const auto& [id, open] : boxes_) {
    const auto status = open->status_now();
    const bool over = casts_until(status) != 0 && casts_until(status) <= clock_();
    if (status.state == forms::RoundState::open && over) due.push_back(id);
  }
  return due;
}

void BallotBoxes::drain() {
  const std::shared_lock lock(mutex_);
  for (const auto& [id, open] : boxes_) open->box->drain();
}

}  // namespace candor::server
