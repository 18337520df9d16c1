// What the tests of commands share: a directory of their own, and what a command prints.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "tests/catch.h"

namespace candor::server::test {

namespace fs = std::filesystem;

/// A directory of this test's own, gone at the end.
class Scratch {
 public:
  Scratch() {
    std::string name = (fs::temp_directory_path() / "candor-cli-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Scratch() { fs::remove_all(path_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return *this / name;
  }

 private:
  fs::path path_;
};

inline std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

struct Outcome {
  int exit_code = 0;
  std::string out, err;
};

/// Runs with stdout and stderr caught in files.
template <class Run>
Outcome catch_output(Run run) {
  const Scratch scratch;
  std::fflush(stdout);
  std::fflush(stderr);
  const int out = dup(STDOUT_FILENO);
  const int err = dup(STDERR_FILENO);
  const int to_out = open((scratch / "out").c_str(), O_WRONLY | O_CREAT, 0600);
  const int to_err = open((scratch / "err").c_str(), O_WRONLY | O_CREAT, 0600);
  dup2(to_out, STDOUT_FILENO);
  dup2(to_err, STDERR_FILENO);
  Outcome outcome;
  outcome.exit_code = run();
  std::fflush(stdout);
  std::fflush(stderr);
  dup2(out, STDOUT_FILENO);
  dup2(err, STDERR_FILENO);
  for (const int file : {out, err, to_out, to_err}) close(file);
  outcome.out = read(scratch / "out");
  outcome.err = read(scratch / "err");
  return outcome;
}

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace candor::server::test
