#include "server/protocol/key_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "server/protocol/hash.h"
#include "tests/catch.h"
#include "tests/server/store/scratch.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::protocol;
namespace fs = std::filesystem;
using candor::server::tests::Scratch;

namespace {

void write_text(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("a key file is read back and is its owner's alone") {
  const Scratch scratch;
  const fs::path path = scratch / "round.key";
  const Bytes32 key = random32();
  const ::mode_t mask = ::umask(0);
  const auto written = write_key_file(path, key);
  ::umask(mask);
  REQUIRE(written);
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 07777) == 0600);
  CHECK(status.st_size == 32);
  const auto read = read_key_file(path);
  REQUIRE(read);
  CHECK(*read == key);
}

TEST_CASE("write_key_file replaces nothing") {
  const Scratch scratch;
  const fs::path path = scratch / "round.key";
  const Bytes32 key = random32();
  REQUIRE(write_key_file(path, key));
  const auto again = write_key_file(path, random32());
  REQUIRE_FALSE(again);
  CHECK(again.error().kind == ErrorKind::conflict);
  CHECK(*read_key_file(path) == key);
  fs::create_symlink(scratch / "elsewhere", scratch / "link");
  CHECK_FALSE(write_key_file(scratch / "link", key));
  CHECK_FALSE(fs::exists(scratch / "elsewhere"));
}

TEST_CASE("write_key_file says when there is no place for it") {
  const Scratch scratch;
  const auto written = write_key_file(scratch / "absent" / "round.key", random32());
  REQUIRE_FALSE(written);
  CHECK(written.error().kind == ErrorKind::storage_full);
}

TEST_CASE("read_key_file tells an absent file from one that is no key") {
  const Scratch scratch;
  const auto absent = read_key_file(scratch / "absent");
  REQUIRE_FALSE(absent);
  CHECK(absent.error().kind == ErrorKind::not_found);
  write_text(scratch / "empty", "");
  write_text(scratch / "short", std::string(31, 'x'));
  write_text(scratch / "long", std::string(33, 'x'));
  fs::create_directory(scratch / "directory");
  REQUIRE(::mkfifo((scratch / "pipe").c_str(), 0600) == 0);
  for (const char* name : {"empty", "short", "long", "directory", "pipe"}) {
    INFO(name);
    const auto read = read_key_file(scratch / name);
    REQUIRE_FALSE(read);
    CHECK(read.error().kind == ErrorKind::invalid);
  }
}

TEST_CASE("destroy_key_file leaves zeros behind the name that it removes") {
  const Scratch scratch;
  const fs::path path = scratch / "round.key", other_name = scratch / "other";
  REQUIRE(write_key_file(path, random32()));
  fs::create_hard_link(path, other_name);  // to see the bytes after the name is gone
  REQUIRE(destroy_key_file(path));
  CHECK_FALSE(fs::exists(path));
  CHECK(text_of(other_name) == std::string(32, '\0'));
  CHECK(destroy_key_file(path));  // absent: nothing to do
}

TEST_CASE("destroy_key_file follows no link and touches no directory or pipe") {
  const Scratch scratch;
  write_text(scratch / "mine", std::string(32, 'x'));
  fs::create_symlink(scratch / "mine", scratch / "link");
  fs::create_directory(scratch / "directory");
  REQUIRE(::mkfifo((scratch / "pipe").c_str(), 0600) == 0);
  for (const char* name : {"link", "directory", "pipe"}) {
    INFO(name);
    CHECK_FALSE(destroy_key_file(scratch / name));
    CHECK(fs::exists(scratch / name));
  }
  CHECK(text_of(scratch / "mine") == std::string(32, 'x'));
}
