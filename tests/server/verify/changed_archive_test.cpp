// Archives that are not byte for byte what Candor writes: refused, whatever lies in them.
#include <zlib.h>

#include <functional>

#include "tests/catch.h"
#include "tests/server/verify/support/sample.h"

using namespace candor::tests;

namespace {

/// A zip writer that can deviate in every way that other programs do.
struct LooseZip {
  std::uint16_t version = 10, flags = 0, method = 0, time = 0, date = 0x21;
  std::uint32_t external = 0;
  std::string extra, central_extra, file_comment, comment, before, after;
  bool descriptor = false;
  bool shuffled_directory = false;
  std::size_t entries_more = 0;

  static void put(std::string& out, std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> 8 * i);
  }
  static std::uint32_t crc(const std::string& bytes) {
    return static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
  }
  void common(std::string& out, const std::string& name, const std::string& bytes,
              std::size_t extra_size) const {
    put(out, version, 2);
    put(out, flags, 2);
    put(out, method, 2);
    put(out, time, 2);
    put(out, date, 2);
    put(out, crc(bytes), 4);
    put(out, bytes.size(), 4);
    put(out, bytes.size(), 4);
    put(out, name.size(), 2);
    put(out, extra_size, 2);
  }
  [[nodiscard]] std::string write(const std::vector<std::pair<std::string, std::string>>& files) const {
    std::string out = before;
    std::vector<std::string> directory;
    for (const auto& [name, bytes] : files) {
      std::string& record = directory.emplace_back("PK\1\2");
      put(record, version, 2);
      common(record, name, bytes, central_extra.size());
      put(record, file_comment.size(), 2);
      put(record, 0, 4);
      put(record, external, 4);
      put(record, out.size(), 4);
      record += name + central_extra + file_comment;
      out += "PK\3\4";
      common(out, name, bytes, extra.size());
      out += name + extra + bytes;
      if (!descriptor) continue;
      out += "PK\7\10";
      put(out, crc(bytes), 4);
      put(out, bytes.size(), 4);
      put(out, bytes.size(), 4);
    }
    if (shuffled_directory) std::swap(directory.front(), directory.back());
    const std::size_t at = out.size();
    out += joined(directory);
    const std::size_t size = out.size() - at;
    out += "PK\5\6";
    put(out, 0, 4);
    put(out, files.size() + entries_more, 2);
    put(out, files.size() + entries_more, 2);
    put(out, size, 4);
    put(out, at, 4);
    put(out, comment.size(), 2);
    return out + comment + after;
  }
};

std::vector<std::pair<std::string, std::string>> listed(const Files& files) {
  return {files.begin(), files.end()};
}

}  // namespace

TEST_CASE(
    "a zip program that writes as Candor does is read, so that the deviations below are the only ones") {
  CHECK(LooseZip{}.write(listed(sample_bundle())) == zip_of(sample_bundle()));
  CHECK(audit(LooseZip{}.write(listed(sample_bundle()))).sound());
}

TEST_CASE("an archive that another program wrote of the same files is refused") {
  const auto files = listed(sample_bundle());
  std::map<std::string, std::string> archives;
  const auto add = [&](const std::string& name, const std::function<void(LooseZip&)>& change) {
    LooseZip zip;
    change(zip);
    archives[name] = zip.write(files);
  };
  add("another version", [](LooseZip& zip) { zip.version = 20; });
  add("made on Unix", [](LooseZip& zip) { zip.version = 10 | 3 << 8; });
  add("UTF-8 names", [](LooseZip& zip) { zip.flags = 0x0800; });
  add("said to be encrypted", [](LooseZip& zip) { zip.flags = 1; });
  add("said to be deflated", [](LooseZip& zip) { zip.method = 8; });
  add("another time", [](LooseZip& zip) { zip.time = 1; });
  add("another day", [](LooseZip& zip) { zip.date = 0x5b75; });
  add("attributes", [](LooseZip& zip) { zip.external = 0100644U << 16; });
  add("an extra field",
      [](LooseZip& zip) { zip.extra = zip.central_extra = std::string("\x55\x54\x01\x00z", 5); });
  add("an extra field in one place", [](LooseZip& zip) { zip.extra = std::string("\x55\x54\x01\x00z", 5); });
  add("an extra field in the directory",
      [](LooseZip& zip) { zip.central_extra = std::string("\x55\x54\0\0", 4); });
  add("comments of files", [](LooseZip& zip) { zip.file_comment = "c"; });
  add("a comment", [](LooseZip& zip) { zip.comment = "counted by hand"; });
  add("bytes in front", [](LooseZip& zip) { zip.before = "#!/bin/sh\n"; });
  add("bytes behind", [](LooseZip& zip) { zip.after = std::string(1, '\0'); });
  add("data descriptors", [](LooseZip& zip) { zip.descriptor = true; });
  add("data descriptors, flagged", [](LooseZip& zip) { zip.flags = 8, zip.descriptor = true; });
  add("another order in the directory", [](LooseZip& zip) { zip.shuffled_directory = true; });
  add("more files announced than there are", [](LooseZip& zip) { zip.entries_more = 1; });
  auto other = files;
  std::swap(other[0], other[1]);
  archives["another order of files"] = LooseZip{}.write(other);
  other = files;
  other.insert(other.begin() + 1, other.front());
  archives["a file twice"] = LooseZip{}.write(other);
  for (const char* name : {"", "/a", "../a", "a/../b", "a//b", "a/", ".", "a\\b", "caf\xC3\xA9", "a b"}) {
    other = files;
    other.emplace_back(name, "x");
    std::sort(other.begin(), other.end());
    archives[std::string("a file called ") + name] = LooseZip{}.write(other);
  }
  for (const auto& [name, archive] : archives) {
    CAPTURE(name);
    const auto verified = audit(archive);
    CHECK_FALSE(verified.sound());
    CHECK(verified.checks.size() == 1);
    CHECK(has_failed(verified, "archive"));
  }
}

TEST_CASE("no byte of an archive can be changed, none be missing") {
  const std::string archive = zip_of(sample_bundle());
  std::vector<std::size_t> places;
  for (std::size_t at = 0; at < archive.size(); at += 211) places.push_back(at);
  for (std::size_t at = archive.size() - 120; at < archive.size(); ++at) places.push_back(at);
  for (const std::size_t at : places) {
    CAPTURE(at);
    for (const int bit : {0x01, 0x80}) {
      std::string changed = archive;
      changed[at] = static_cast<char>(changed[at] ^ bit);
      CHECK(has_failed(audit(changed), "archive"));
    }
    CHECK(has_failed(audit(archive.substr(0, at)), "archive"));
  }
}

TEST_CASE("what is no archive at all ends the audit") {
  for (const std::string text : {"", "PK", "PK\5\6", "no archive"}) {
    const auto verified = audit(text);
    CHECK(verified.checks.size() == 1);
    CHECK_FALSE(verified.sound());
  }
  CHECK_FALSE(audit(LooseZip{}.write({})).sound());
}
