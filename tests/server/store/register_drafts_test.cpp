// The register: versions of drafts, which of them are kept, who may be second.
#include <atomic>
#include <fstream>

#include "tests/server/store/racing.h"
#include "tests/server/store/register_for_tests.h"

namespace candor::server::tests {
namespace {

RoundRecord draft(const Register& store, const std::string& id = "a") {
  return store.get_round(id).value();
}

/// Saves `file` as whoever read the latest version would.
Result<RoundRecord> save(Register& store, const std::string& file, const std::string& account,
                         std::int64_t at_s) {
  RoundRecord round = draft(store);
  round.file = file;
  return store.update_round(round, round.version, {account, at_s});
}

std::unique_ptr<Register> register_with_draft() {
  auto store = open_register();
  RoundRecord round = round_record("a");
  round.file = "first";
  REQUIRE(store->add_round(round, {"li", 1000}));
  return store;
}

std::vector<std::string> files(const Register& store) {
  std::vector<std::string> found;
  const auto versions = store.list_draft_versions("a").value();
  for (const DraftVersion& version : versions)
    found.push_back(store.get_draft_version("a", version.version).value());
  return found;
}

using Files = std::vector<std::string>;

TEST_CASE("a new draft has one version: who made it, when, how large, current") {
  auto store = register_with_draft();
  const auto versions = store->list_draft_versions("a").value();
  REQUIRE(versions.size() == 1);
  CHECK(versions[0].version == 1);
  CHECK(versions[0].saved.account == "li");
  CHECK(versions[0].saved.at_s == 1000);
  CHECK_FALSE(versions[0].note);
  CHECK(versions[0].bytes == 5);
  CHECK(versions[0].current);
  CHECK_FALSE(versions[0].aside);
  CHECK(store->get_draft_version("a", 1).value() == "first");
  CHECK(error_of(store->get_draft_version("a", 2)) == ErrorKind::not_found);
  CHECK(error_of(store->get_draft_version("b", 1)) == ErrorKind::not_found);
  CHECK(error_of(store->list_draft_versions("b")) == ErrorKind::not_found);
}

TEST_CASE("of one stretch of editing only the last version is kept") {
  struct Case {
    const char* account;
    std::int64_t pause_s;
    bool replaces;
  };
  const std::vector<Case> table = {{"li", 0, true},    {"li", 599, true},  {"li", 600, false},
                                   {"li", -1, false},  {"chen", 0, false}, {"chen", 599, false},
                                   {"li", 3600, false}};
  for (const Case& next : table) {
    INFO(next.account << " after " << next.pause_s << " s");
    auto store = register_with_draft();
    REQUIRE(save(*store, "second", next.account, 1000 + next.pause_s));
    CHECK(files(*store) == (next.replaces ? Files{"second"} : Files{"second", "first"}));
    CHECK(store->list_draft_versions("a").value()[0].version == 2);
    CHECK(store->list_draft_versions("a").value()[0].current);
  }
}

TEST_CASE("a stretch goes on for as long as nobody pauses") {
  auto store = register_with_draft();
  for (int i = 1; i <= 20; ++i) REQUIRE(save(*store, "step " + std::to_string(i), "li", 1000 + i * 500));
  CHECK(files(*store) == Files{"step 20"});
}

TEST_CASE("the same file again is no version, and what is no file changes none") {
  auto store = register_with_draft();
  REQUIRE(save(*store, "first", "chen", 9000));
  RoundRecord later = draft(*store);
  later.opens_at_s = 5;
  REQUIRE(store->update_round(later, later.version));
  const auto versions = store->list_draft_versions("a").value();
  REQUIRE(versions.size() == 1);
  CHECK(versions[0].version == 1);
  CHECK(versions[0].saved.account == "li");
  CHECK(versions[0].current);
  CHECK(draft(*store).version == 3);
}

TEST_CASE("what is left for an earlier version is kept") {
  auto store = register_with_draft();
  REQUIRE(save(*store, "second", "li", 5000));
  REQUIRE(save(*store, "first", "li", 5001));
  CHECK(files(*store) == Files{"first", "second", "first"});
}

TEST_CASE("a version with a note is kept, and says which it is") {
  auto store = register_with_draft();
  const DraftVersion noted = store->note_draft_version("a", 1, "sent to the committee").value();
  CHECK(noted.version == 1);
  CHECK(noted.note == "sent to the committee");
  CHECK(noted.current);
  CHECK(draft(*store).version == 1);
  REQUIRE(save(*store, "second", "li", 1001));
  REQUIRE(save(*store, "third", "li", 1002));
  CHECK(files(*store) == Files{"third", "first"});
  CHECK(store->list_draft_versions("a").value()[1].note == "sent to the committee");
  CHECK(error_of(store->note_draft_version("a", 1, "late")) == ErrorKind::stale);
  CHECK(error_of(store->note_draft_version("b", 1, "none")) == ErrorKind::not_found);
}

TEST_CASE("a note goes to the version whose file is the draft's, whatever else was changed since") {
  auto store = register_with_draft();
  RoundRecord later = draft(*store);
  later.opens_at_s = 5;
  REQUIRE(store->update_round(later, 1));
  REQUIRE(store->set_draft_aside("a", "other", std::nullopt, {"chen", 1500}));
  CHECK(store->note_draft_version("a", 2, "named").value().version == 1);
}

TEST_CASE("a file set aside leaves the draft as it is, under a number of its own") {
  auto store = register_with_draft();
  const DraftVersion aside = store->set_draft_aside("a", "theirs", "clash", {"chen", 1001}).value();
  CHECK(aside.version == 2);
  CHECK(aside.aside);
  CHECK_FALSE(aside.current);
  CHECK(aside.note == "clash");
  CHECK(draft(*store).version == 1);
  CHECK(draft(*store).file == "first");
  // Whoever edits the draft is not disturbed, and the numbers stay apart.
  CHECK(save(*store, "second", "li", 1002).value().version == 3);
  CHECK(files(*store) == Files{"second", "theirs"});
  CHECK(store->set_draft_aside("a", "theirs", std::nullopt, {"chen", 1003}).value().version == 4);
  REQUIRE(store->remove_draft_version("a", 4));
  CHECK(save(*store, "third", "li", 1004).value().version == 5);
  CHECK(files(*store) == Files{"third", "theirs"});
}

TEST_CASE("a version is removed, the current one is not") {
  auto store = register_with_draft();
  REQUIRE(store->set_draft_aside("a", "theirs", std::nullopt, {"chen", 1001}));
  CHECK(error_of(store->remove_draft_version("a", 1)) == ErrorKind::conflict);
  CHECK(error_of(store->remove_draft_version("a", 9)) == ErrorKind::not_found);
  REQUIRE(store->remove_draft_version("a", 2));
  CHECK(error_of(store->remove_draft_version("a", 2)) == ErrorKind::not_found);
  CHECK(files(*store) == Files{"first"});
}

TEST_CASE("beyond a hundred versions the oldest go that nobody asked to keep") {
  auto store = register_with_draft();
  REQUIRE(store->note_draft_version("a", 1, "the beginning"));
  REQUIRE(store->set_draft_aside("a", "theirs", std::nullopt, {"chen", 1001}));
  for (int i = 1; i <= 120; ++i) REQUIRE(save(*store, "step " + std::to_string(i), "li", 1000 + i * 1000));
  const Files kept = files(*store);
  CHECK(kept.size() == kMaxDraftVersions);
  CHECK(kept.front() == "step 120");
  CHECK(kept[kept.size() - 3] == "step 23");
  CHECK(kept[kept.size() - 2] == "theirs");
  CHECK(kept.back() == "first");
}

TEST_CASE("beyond 64 MiB the oldest go, the current one never") {
  auto store = register_with_draft();
  const std::size_t large = 20 * 1024 * 1024;
  for (int i = 1; i <= 5; ++i)
    REQUIRE(save(*store, std::string(large + static_cast<std::size_t>(i), 'x'), "li", 1000 + i * 1000));
  const auto versions = store->list_draft_versions("a").value();
  REQUIRE(versions.size() == 3);
  CHECK(versions[2].bytes == large + 3);
  REQUIRE(save(*store, std::string(kMaxDraftBytes + 1, 'x'), "li", 9000));
  CHECK(store->list_draft_versions("a").value().size() == 1);
}

TEST_CASE("notes and files set aside are refused before they leave no room for what is being written") {
  auto store = register_with_draft();
  SECTION("by number") {
    for (std::size_t i = 0; i < kMaxKeptDrafts; ++i)
      REQUIRE(store->set_draft_aside("a", "aside " + std::to_string(i), std::nullopt, {"chen", 2000}));
    CHECK(error_of(store->set_draft_aside("a", "more", std::nullopt, {"chen", 2000})) ==
          ErrorKind::too_large);
    CHECK(error_of(store->note_draft_version("a", 1, "more")) == ErrorKind::too_large);
    REQUIRE(store->remove_draft_version("a", 2));
    CHECK(store->note_draft_version("a", 1, "now"));
    CHECK(store->note_draft_version("a", 1, "another word for it"));
  }
  SECTION("by size") {
    const std::string large(kMaxKeptDraftBytes / 2, 'x');
    REQUIRE(store->set_draft_aside("a", large, std::nullopt, {"chen", 2000}));
    REQUIRE(store->set_draft_aside("a", large, std::nullopt, {"chen", 2000}));
    CHECK(error_of(store->set_draft_aside("a", "x", std::nullopt, {"chen", 2000})) == ErrorKind::too_large);
  }
  CHECK(save(*store, "still written", "li", 1001));
}

TEST_CASE("versions go with the round, and as soon as it is no draft") {
  auto store = register_with_draft();
  REQUIRE(store->set_draft_aside("a", "theirs", std::nullopt, {"chen", 1001}));
  SECTION("opened") {
    RoundRecord opened = draft(*store);
    opened.state = forms::RoundState::open;
    REQUIRE(store->update_round(opened, 1, {"li", 2000}));
    CHECK(store->list_draft_versions("a").value().empty());
    CHECK(error_of(store->get_draft_version("a", 1)) == ErrorKind::not_found);
    CHECK(error_of(store->note_draft_version("a", 3, "late")) == ErrorKind::conflict);
    CHECK(error_of(store->set_draft_aside("a", "late", std::nullopt, {})) == ErrorKind::conflict);
  }
  SECTION("removed, and another of that name is another") {
    REQUIRE(store->remove_round("a", 1));
    CHECK(error_of(store->list_draft_versions("a")) == ErrorKind::not_found);
    REQUIRE(store->add_round(round_record("a"), {"chen", 3000}));
    CHECK(files(*store) == Files{round_record("a").file});
  }
}

TEST_CASE("of many who save upon the same version one is stored, and is the only new version") {
  auto store = register_with_draft();
  std::atomic<int> stored = 0, stale = 0;
  race(8, [&](unsigned index) {
    RoundRecord round = round_record("a");
    round.file = "by " + std::to_string(index);
    const auto result = store->update_round(round, 1, {"hand " + std::to_string(index), 1001});
    if (result) {
      ++stored;
    } else if (result.error().kind == ErrorKind::stale) {
      ++stale;
    }
  });
  CHECK(stored == 1);
  CHECK(stale == 7);
  const Files kept = files(*store);
  REQUIRE(kept.size() == 2);
  CHECK(kept[0] == draft(*store).file);
  CHECK(kept[1] == "first");
}

TEST_CASE("many who set a file aside at once all have one, each under its own number") {
  auto store = register_with_draft();
  std::atomic<int> refused = 0;
  race(8, [&](unsigned index) {
    if (!store->set_draft_aside("a", "by " + std::to_string(index), std::nullopt, {"li", 1001})) ++refused;
  });
  CHECK(refused == 0);
  CHECK(files(*store).size() == 9);
  CHECK(save(*store, "second", "chen", 1002).value().version == 10);
}

TEST_CASE("a server killed while it saves loses nothing that it acknowledged") {
  const Scratch scratch;
  const auto file = scratch / "register.db";
  { REQUIRE(open_register(file)->add_round(round_record("a"), {"li", 0})); }
  for (int kill = 0; kill < 5; ++kill) {
    const auto acknowledged = scratch / "acknowledged";
    run_and_kill(
        [&] {
          auto store = open_register(file);
          for (int i = 0; i < 10'000; ++i) {
            const auto saved = save(*store, "kill " + std::to_string(kill) + " step " + std::to_string(i),
                                    "li", 1000LL * draft(*store).version);
            if (!saved) ::_exit(1);
            std::ofstream(acknowledged, std::ios::trunc) << saved->version << ' ' << saved->file;
          }
        },
        std::chrono::milliseconds(60 + 20 * kill));
    auto store = open_register(file);
    const auto versions = store->list_draft_versions("a").value();
    REQUIRE_FALSE(versions.empty());
    CHECK(store->get_draft_version("a", versions[0].version).value() == draft(*store).file);
    CHECK(versions[0].version == draft(*store).version);
    std::ifstream in(acknowledged);
    std::int64_t version = 0;
    std::string acknowledged_file;
    if (in >> version && std::getline(in >> std::ws, acknowledged_file)) {
      CHECK(version <= draft(*store).version);
      CHECK(draft(*store).version <= version + 1);  // the last one may be stored and not acknowledged
      if (version == draft(*store).version) CHECK(draft(*store).file == acknowledged_file);
    }
    CHECK(store->check_integrity().value().empty());
  }
}

}  // namespace
}  // namespace candor::server::tests
