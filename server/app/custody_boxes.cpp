#include "server/app/custody.h"

#include <algorithm>
#include <optional>
#include <system_error>

#include "server/store/box.h"

namespace candor::server {
namespace {

std::vector<std::filesystem::path> box_files(const std::filesystem::path& data) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(data / "box", error)) {
    if (entry.path().extension() == ".db") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

/// A round without its key file signs no receipts and can never be sealed.
std::optional<Check> find_missing_key(const Box& box, const std::filesystem::path& data,
                                      const std::string& round) {
  const auto sealed = box.sealed_key();
  std::error_code error;
  const auto file = (data / "keys" / round).concat(".key");
  if (!sealed || sealed->empty() || std::filesystem::exists(file, error)) return std::nullopt;
  return Check{
      CheckOutcome::warning, "box " + round,
      file.string() + " is missing: no receipts, and the round cannot be sealed until it is put back"};
}

}  // namespace

Result<void> back_up_boxes(const std::filesystem::path& data, const std::filesystem::path& to) {
  std::error_code error;
  std::filesystem::create_directories(to / "box", error);
  if (error)
    return fail(ErrorKind::storage_full, "cannot make " + (to / "box").string() + ": " + error.message());
  for (const auto& file : box_files(data)) {
    auto box = Box::open(file);
    if (!box) return fail(std::move(box).error());
    if (auto copied = (*box)->backup_to(to / "box" / file.filename()); !copied) return copied;
  }
  return {};
}

std::vector<Check> examine_boxes(const std::filesystem::path& data) {
  std::vector<Check> checks;
  for (const auto& file : box_files(data)) {
    const std::string name = "box " + file.stem().string();
    auto box = Box::open(file);
    if (!box) {
      checks.push_back({CheckOutcome::failed, name, box.error().detail});
      continue;
    }
    const auto found = (*box)->check_integrity();
    const auto ballots = (*box)->count_ballots();
    if (!found || !ballots) {
      checks.push_back({CheckOutcome::failed, name, (found ? ballots.error() : found.error()).detail});
    } else if (found->empty()) {
      checks.push_back({CheckOutcome::ok, name,
                        "schema and integrity are sound; " + std::to_string(*ballots) + " ballots"});
      if (auto missing = find_missing_key(**box, data, file.stem().string())) checks.push_back(*missing);
    } else {
      for (const auto& problem : *found) checks.push_back({CheckOutcome::failed, name, problem});
    }
  }
  return checks;
}

}  // namespace candor::server
