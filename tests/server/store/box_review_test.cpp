// The contract of a box for the texts of comments: read and reviewed once the box has ended, released once,
// and taken away from then on only.
#include <algorithm>
#include <atomic>
#include <set>

#include "tests/catch.h"
#include "tests/server/store/box_contract.h"
#include "tests/server/store/box_rows_for_tests.h"
#include "tests/server/store/racing.h"
#include "tests/server/store/raw_bytes.h"

namespace candor::server::tests {
namespace {

Bytes16 text_id(std::uint64_t number) {
  Bytes16 id{};
  std::ranges::copy_n(bytes_from(90'000 + number).begin(), 16, id.begin());
  return id;
}

TextReview review_of(std::uint64_t number, std::uint32_t version = kFirstReview) {
  return {text_id(number), ReviewState::cleared, {{0, 3}, {10, 21}}, {"workload", "工作量"}, version};
}

PublishedText published(std::uint64_t number) {
  return {text_id(number), 4294967295U, "team", "improve", "▇▇▇ 更多的光", {"workload", "工作量"}};
}

template <class Entry>
std::vector<Entry> by_id(std::vector<Entry> entries) {
  std::ranges::sort(entries, {}, &Entry::text);
  return entries;
}

const std::vector<CanonicalFile> kRelease{{"releases/1.json", "{\"number\":1}"}};
const Bytes32 kKey = bytes_from(81);

TEST_CASE("the texts of a box that goes on are nobody's to read, review or release") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  REQUIRE(box->cast(comment_row(1)));
  CHECK(kind_of(box->text_key(kKey)) == ErrorKind::conflict);
  CHECK(kind_of(box->put_reviews({review_of(1)})) == ErrorKind::conflict);
  CHECK(kind_of(box->release(kRelease, {published(1)})) == ErrorKind::conflict);
  CHECK(kind_of(box->release_less(kRelease, {})) == ErrorKind::conflict);
  CHECK_FALSE(box->is_released());
  CHECK(box->list_files().value().empty());
  CHECK(box->list_reviews().value().empty());
  CHECK(box->list_published().value().empty());
}

TEST_CASE("the text key is drawn once, for sealed boxes and for those that ended without a seal") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  const bool sealed = GENERATE(true, false);
  BoxOnDisk box(engine);
  if (sealed)
    REQUIRE(box->seal({}));
  else
    REQUIRE(box->destroy_key());
  CHECK(box->text_key(kKey).value() == kKey);
  CHECK(box->text_key(bytes_from(82)).value() == kKey);
  box.reopen();
  CHECK(box->text_key(bytes_from(83)).value() == kKey);
  CHECK(box->check_integrity().value().empty());
}

TEST_CASE("reviews are listed by id as they were put, one version higher, also after reopening") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  REQUIRE(box->seal({}));
  std::vector<TextReview> put;
  for (std::uint64_t number = 0; number < 30; ++number) put.push_back(review_of(number));
  put[1].redactions.clear();
  put[1].tags.clear();
  put[1].state = ReviewState::withheld;
  put[2].state = ReviewState::unread;
  put[3].redactions = {{0, 4294967295U}};
  put[4].tags = std::vector<std::string>(10, std::string("重复的标签也只是标签"));
  CHECK(box->put_reviews(put).value().empty());
  for (auto& each : put) each.version = 2;
  CHECK(box->list_reviews().value() == by_id(put));
  put[0].tags = {"other"};
  CHECK(box->put_reviews({put[0]}).value().empty());
  put[0].version = 3;
  box.reopen();
  CHECK(box->list_reviews().value() == by_id(put));
}

TEST_CASE("a review that starts from another version leaves the stored one, and the rest is stored") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  REQUIRE(box->seal({}));
  CHECK(box->put_reviews({review_of(1)}).value().empty());
  auto late = review_of(1);
  late.state = ReviewState::withheld;
  auto ahead = review_of(2, 2);
  CHECK(box->put_reviews({late, ahead, review_of(3)}).value() == std::vector{text_id(1), text_id(2)});
  CHECK(box->list_reviews().value() == by_id(std::vector{review_of(1, 2), review_of(3, 2)}));
}

TEST_CASE("of 32 racing reviews of one text one is stored") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  REQUIRE(box->seal({}));
  for (std::uint32_t version = kFirstReview; version < 6; ++version) {
    std::atomic<int> stored{0}, stale{0};
    race(32, [&](unsigned index) {
      auto review = review_of(1, version);
      review.tags = {"by " + std::to_string(index)};
      const auto put = box->put_reviews({review});
      if (put) ++(put->empty() ? stored : stale);
    });
    CHECK(stored == 1);
    CHECK(stale == 31);
    CHECK(box->list_reviews().value().at(0).version == version + 1);
  }
}

TEST_CASE("a review beyond the limits is refused, and nothing of its batch is stored") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  REQUIRE(box->seal({}));
  auto too_many_tags = review_of(1), empty_tag = review_of(1), line = review_of(1), nul = review_of(1),
       ranges = review_of(1), long_tag = review_of(1);
  too_many_tags.tags.assign(11, "x");
  empty_tag.tags = {""};
  line.tags = {"two\nlines"};
  nul.tags = {std::string("a\0b", 3)};
  ranges.redactions.assign(1001, {0, 1});
  long_tag.tags = {std::string(3000, 'x')};
  for (const auto& bad : {too_many_tags, empty_tag, line, nul, ranges, long_tag})
    CHECK(kind_of(box->put_reviews({review_of(2), bad})) == ErrorKind::invalid);
  CHECK(box->list_reviews().value().empty());
}

TEST_CASE("every change of texts gives them another version, and nothing else does") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  REQUIRE(box->seal({}));
  std::set<std::uint64_t> versions{box->texts_version()};
  CHECK(box->list_reviews().value().empty());
  CHECK(versions.contains(box->texts_version()));
  REQUIRE(box->put_reviews({review_of(1)}));
  CHECK(versions.insert(box->texts_version()).second);
  REQUIRE(box->release(kRelease, {published(1)}));
  CHECK(versions.insert(box->texts_version()).second);
  CHECK_FALSE(box->release(kRelease, {}));
  CHECK(versions.contains(box->texts_version()));
  REQUIRE(box->release_less({}, {text_id(1)}));
  CHECK(versions.insert(box->texts_version()).second);
  REQUIRE(box->purge({}, {}));
  CHECK(versions.insert(box->texts_version()).second);
}

TEST_CASE(
    "the release keeps the texts as shown, and leaves nothing of key, tags and redactions on the disk") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine, {}, {{"core.json", "{}"}});
  for (std::uint64_t number = 0; number < 20; ++number) REQUIRE(box->cast(comment_row(number)));
  REQUIRE(box->seal({}));
  REQUIRE(box->text_key(kKey));
  auto withheld = review_of(1);
  withheld.tags = {"the-tag-of-a-withheld-text"};
  withheld.redactions = {{123456, 234567}};
  auto cleared = review_of(2);
  cleared.redactions = {{345678, 456789}};
  REQUIRE(box->put_reviews({withheld, cleared}));
  REQUIRE(is_on_disk(box.file(), withheld.tags[0]));
  REQUIRE(is_on_disk(box.file(), "123456-234567"));
  REQUIRE(is_on_disk(box.file(), text_of(kKey)));
  REQUIRE(box->release(kRelease, {published(2), published(5)}));
  for (const char* gone : {"the-tag-of-a-withheld-text", "123456-234567", "345678-456789"})
    CHECK_FALSE(is_on_disk(box.file(), gone));
  CHECK_FALSE(is_on_disk(box.file(), text_of(kKey)));
  for (const bool again : {false, true}) {
    if (again) box.reopen();
    CHECK(box->is_released());
    CHECK(box->list_published().value() == by_id(std::vector{published(2), published(5)}));
    CHECK(box->list_reviews().value().empty());
    CHECK(box->get_file("releases/1.json").value() == kRelease[0].bytes);
    CHECK(box->count_comments().value() == 20);
    CHECK(kind_of(box->text_key(kKey)) == ErrorKind::conflict);
    CHECK(kind_of(box->put_reviews({review_of(1)})) == ErrorKind::conflict);
    CHECK(kind_of(box->release({{"other", ""}}, {})) == ErrorKind::conflict);
    CHECK(box->check_integrity().value().empty());
  }
}

TEST_CASE("a release that cannot be stored leaves reviews and key as they were") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine, {}, {kRelease[0]});
  REQUIRE(box->seal({}));
  REQUIRE(box->text_key(kKey));
  REQUIRE(box->put_reviews({review_of(1)}));
  auto too_long = published(1);
  too_long.shown.assign(131'073, 'x');
  CHECK(kind_of(box->release(kRelease, {published(1)})) == ErrorKind::conflict);
  CHECK(kind_of(box->release({}, {too_long})) == ErrorKind::too_large);
  CHECK_FALSE(box->is_released());
  CHECK(box->list_published().value().empty());
  CHECK(box->list_reviews().value().size() == 1);
  CHECK(box->text_key(bytes_from(82)).value() == kKey);
  box->drain();
  CHECK(kind_of(box->release({}, {})) == ErrorKind::busy);
  CHECK(kind_of(box->put_reviews({review_of(1)})) == ErrorKind::busy);
}

TEST_CASE("a later release takes texts away, from the disk too, and adds none") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  REQUIRE(box->seal({}));
  auto secret = published(1);
  secret.shown = "what was withdrawn afterwards";
  REQUIRE(box->release(kRelease, {secret, published(2)}));
  REQUIRE(is_on_disk(box.file(), secret.shown));
  REQUIRE(box->release_less({{"releases/2.json", "{}"}}, {text_id(1), text_id(77)}));
  CHECK(box->list_published().value() == std::vector{published(2)});
  CHECK(box->list_files().value() == std::vector<std::string>{"releases/1.json", "releases/2.json"});
  CHECK_FALSE(is_on_disk(box.file(), secret.shown));
  CHECK(kind_of(box->release_less({{"releases/2.json", "{}"}}, {text_id(2)})) == ErrorKind::conflict);
  CHECK(box->list_published().value().size() == 1);
}

TEST_CASE("a purge erases reviews, key and released texts") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  const bool released = GENERATE(true, false);
  BoxOnDisk box(engine);
  REQUIRE(box->seal({}));
  REQUIRE(box->text_key(kKey));
  auto tagged = review_of(1);
  tagged.tags = {"purged-tag"};
  REQUIRE(box->put_reviews({tagged}));
  auto shown = published(2);
  shown.shown = "purged text";
  if (released) REQUIRE(box->release(kRelease, {shown}));
  REQUIRE(box->purge({}, {}));
  CHECK(box->list_reviews().value().empty());
  CHECK(box->list_published().value().empty());
  CHECK(box->is_released() == released);
  for (const char* gone : {"purged-tag", "purged text"}) CHECK_FALSE(is_on_disk(box.file(), gone));
  CHECK_FALSE(is_on_disk(box.file(), text_of(kKey)));
}

TEST_CASE("reviews race with the release: what was stored before it is erased, what came later is refused") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  REQUIRE(box->seal({}));
  std::atomic<int> released{0}, refused{0}, stored{0};
  race(16, [&](unsigned index) {
    for (std::uint64_t turn = 0; turn < 20; ++turn) {
      if (index == 0 && turn == 5) {
        if (box->release(kRelease, {published(1)})) ++released;
        continue;
      }
      const auto put = box->put_reviews({review_of(1000 * index + turn)});
      if (put)
        ++stored;
      else if (put.error().kind == ErrorKind::conflict)
        ++refused;
    }
  });
  CHECK(released == 1);
  CHECK(stored + refused == 16 * 20 - 1);
  CHECK(box->list_reviews().value().empty());
  CHECK(box->list_published().value().size() == 1);
}

}  // namespace
}  // namespace candor::server::tests
