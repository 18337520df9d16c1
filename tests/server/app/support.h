// What tests of use cases share: rounds of the golden cases, a program over a directory that goes away.
#pragma once

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
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

}  // namespace candor::server::test
