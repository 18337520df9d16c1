#include "server/protocol/zip_archive.h"

#include "server/protocol/hash.h"
#include "tests/catch.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::protocol;

namespace {

/// Two files, written down by hand after PKWARE's APPNOTE 6.3.10; CRCs are those of Python's zlib.crc32.
const std::string kByHand =
    "504b03040a00000000000000210086a61036050000000500000005000000612e74787468656c6c6f"
    "504b03040a0000000000000021000000000000000000000000000300000062"
    "2f63"
    "504b01020a000a00000000000000210086a610360500000005000000050000000000000000000000000000000000612e747874"
    "504b01020a000a0000000000000021000000000000000000000000000300000000000000000000000000280000"
    "00622f63"
    "504b0506000000000200020064000000490000000000";

std::string hex(std::string_view text) {
  return hex_of({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

}  // namespace

TEST_CASE("an archive of two files has one form, whatever the order in which they come") {
  const auto archive = make_zip({{"b/c", ""}, {"a.txt", "hello"}});
  REQUIRE(archive);
  CHECK(hex(*archive) == kByHand);
  CHECK(*make_zip({{"a.txt", "hello"}, {"b/c", ""}}) == *archive);
}

TEST_CASE("what was put into an archive comes out again, names ascending by bytes") {
  const std::vector<NamedBytes> files{
      {"z", std::string(70'000, '\0')}, {"a/b", "PK\5\6"}, {"B", "PK\3\4"}, {"a", ""}};
  const auto archive = make_zip(files);
  REQUIRE(archive);
  const auto read = read_zip(*archive);
  REQUIRE(read);
  REQUIRE(read->size() == 4);
  CHECK((*read)[0].name == "B");
  CHECK((*read)[1].name == "a");
  CHECK((*read)[2].name == "a/b");
  CHECK((*read)[2].bytes == "PK\5\6");
  CHECK((*read)[3].bytes == files[0].bytes);
  const auto empty = make_zip({});
  REQUIRE(empty);
  CHECK(empty->size() == 22);
  CHECK(read_zip(*empty)->empty());
}

TEST_CASE("names that could lead out of a folder, or that systems read differently, are refused") {
  for (const char* name : {"", ".", "..", "/a", "a/", "a//b", "../a", "a/..", "a/../b", "a/./b", "...", "a b",
                           "a\\b", "caf\xC3\xA9", "a:b", "a\n"}) {
    CAPTURE(name);
    CHECK_FALSE(is_archive_name(name));
    const auto archive = make_zip({{name, ""}});
    REQUIRE_FALSE(archive);
    CHECK(archive.error().kind == ErrorKind::invalid);
  }
  CHECK_FALSE(is_archive_name(std::string(201, 'a')));
  CHECK_FALSE(is_archive_name(std::string("a\0b", 3)));
  for (const char* name : {"a", "a.b", ".a", "a..b", "parts/0001.json", "A-Z_0/9.x"}) {
    CAPTURE(name);
    CHECK(is_archive_name(name));
  }
  CHECK(make_zip({{"a", "1"}, {"a", "2"}}).error().kind == ErrorKind::invalid);
}

TEST_CASE("an archive holds at most 65,535 files") {
  std::vector<NamedBytes> files;
  for (int i = 0; i < 65'535; ++i) files.push_back({std::to_string(i), {}});
  const auto archive = make_zip(files);
  REQUIRE(archive);
  CHECK(read_zip(*archive)->size() == 65'535);
  files.push_back({"one-more", {}});
  CHECK(make_zip(files).error().kind == ErrorKind::too_large);
}

TEST_CASE("an archive that is cut off, longer or changed is refused with its place") {
  const std::string archive = *make_zip({{"a", "some text"}, {"b", "more"}});
  for (std::size_t size = 0; size < archive.size(); ++size) {
    const auto read = read_zip(std::string_view(archive).substr(0, size));
    REQUIRE_FALSE(read);
    CHECK(read.error().kind == ErrorKind::malformed);
    CHECK(read.error().detail.find("at byte") != std::string::npos);
  }
  for (std::size_t at = 0; at < archive.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed = archive;
      changed[at] = static_cast<char>(changed[at] ^ 1 << bit);
      CHECK_FALSE(read_zip(changed));
    }
  }
  CHECK_FALSE(read_zip(archive + std::string(1, '\0')));
  CHECK_FALSE(read_zip(archive + archive));
}
