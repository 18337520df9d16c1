// What tests of use cases share: rounds of the golden cases, a program over a directory that goes away.
#pragma once

#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "forms/round_json.h"
#include "server/app/program.h"
#include "tests/catch.h"

namespace candor::server::test {

inline std::string read_case(const std::string& name, const std::string& file) {
  std::ostringstream text;
  const auto path = std::filesystem::path(CANDOR_TEST_DATA) / "cases" / name / file;
  std::ifstream in(path, std::ios::binary);
  REQUIRE(in);
  text << in.rdbuf();
  return text.str();
}

inline forms::Round round_of(const std::string& name) {
  auto read = forms::parse_round(read_case(name, "round.json"));
  REQUIRE(read);
  return read->round;
}

/// A round that can be opened: members and quota, everybody due. Empty `id`: that of the case.
inline forms::Round openable(const std::string& id = "") {
  auto round = round_of("members-and-quota");
  if (!id.empty()) round.id = id;
  round.asked_by = round.intro = round.use_of_answers = round.thanks = {{"en", "x"}, {"zh-CN", "x"}};
  return round;
}

class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    static std::atomic<int> next{0};
    path_ = std::filesystem::temp_directory_path() /
            ("candor-app-test-" + std::to_string(::getpid()) + "-" + std::to_string(next++));
    std::filesystem::remove_all(path_);
  }
  ~TemporaryDirectory() { std::filesystem::remove_all(path_); }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Says why, where a Result failed.
template <class T>
T required(Result<T> result) {
  if (!result) FAIL(result.error().detail);
  return *std::move(result);
}

/// When the clocks of tests begin: November 2026.
inline constexpr std::int64_t kSomeDay_s = 1'795'239'000;

/// `now_s`: what its clock shows; outlives it.
inline std::unique_ptr<Program> open_program(const TemporaryDirectory& directory, const std::int64_t& now_s) {
  return required(Program::open(directory.path(), [&now_s] { return now_s; }));
}

}  // namespace candor::server::test
