#include "server/app/draft_versions.h"

#include <algorithm>

#include <fmt/format.h>

#include "forms/round_json.h"
#include "forms/utf8.h"
#include "server/store/register.h"

namespace candor::server {
namespace {

/// Errors: `invalid`.
Result<void> check_note(std::string_view note) {
  const bool blank = note.find_first_not_of(' ') == std::string_view::npos;
  const bool controls =
      std::ranges::any_of(note, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  if (!blank && !controls && forms::count_code_points(note) <= kMaxVersionNote) return {};
  return fail(ErrorKind::invalid,
              say({"/note: expected one line of at most {0} characters", "版本说明应为一行，不超过{0}个字"},
                  kMaxVersionNote));
}

}  // namespace

Result<void> DraftVersions::note_act(std::string_view account, std::string_view act, std::string_view round,
                                     std::int64_t version) {
  return store_.add_audit({clock_(), std::string(account), std::string(act), std::string(round),
                           fmt::format("version {}", version)});
}

Result<std::vector<DraftVersion>> DraftVersions::list(std::string_view round) const {
  return store_.list_draft_versions(round);
}

Result<std::string> DraftVersions::get(std::string_view round, std::int64_t version) const {
  return store_.get_draft_version(round, version);
}

Result<DraftVersion> DraftVersions::name_current(std::string_view round, std::string_view note,
                                                 std::int64_t expected_version, std::string_view account) {
  if (auto sound = check_note(note); !sound) return fail(std::move(sound).error());
  auto named = store_.note_draft_version(round, expected_version, note);
  if (!named) return named;
  if (auto noted = note_act(account, "round.version_named", round, named->version); !noted)
    return fail(std::move(noted).error());
  return named;
}

Result<DraftVersion> DraftVersions::set_aside(std::string_view round, std::string_view file,
                                              const std::optional<std::string>& note,
                                              std::string_view account) {
  if (note) {
    if (auto sound = check_note(*note); !sound) return fail(std::move(sound).error());
  }
  auto read = forms::parse_round(file);
  if (!read) return fail(std::move(read).error());
  if (read->round.id != round)
    return fail(ErrorKind::invalid, Phrase{"/file/id: only a file of the same round can be set aside with it",
                                           "只能另存本测评自己的文件（编号须相同）"});
  auto text = forms::encode_round_to_keep(read->round);
  if (!text) return fail(std::move(text).error());
  auto aside = store_.set_draft_aside(round, *std::move(text), note, {std::string(account), clock_()});
  if (!aside) return aside;
  if (auto noted = note_act(account, "round.version_aside", round, aside->version); !noted)
    return fail(std::move(noted).error());
  return aside;
}

Result<void> DraftVersions::remove(std::string_view round, std::int64_t version, std::string_view account) {
  if (auto removed = store_.remove_draft_version(round, version); !removed) return removed;
  return note_act(account, "round.version_removed", round, version);
}

}  // namespace candor::server
