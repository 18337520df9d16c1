// What an honest server seals is found in order, by `candor verify` and by the plain counter in Python.
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "server/protocol/hash.h"
#include "server/protocol/seal_files.h"
#include "server/verify/verify.h"
#include "tests/catch.h"
#include "tests/server/verify/support/sample.h"

using namespace candor::server;
using namespace candor::tests;
using verify::Outcome;
namespace fs = std::filesystem;

namespace {

/// The exit code of tests/oracle/count_bundle.py.
int count_in_python(const std::string& archive, const std::string& manifest) {
  const fs::path path = fs::temp_directory_path() / ("candor-bundle-" + std::to_string(::getpid()) + ".zip");
  std::ofstream(path, std::ios::binary) << archive;
  std::string command = "python3 -B ";
  command.append(CANDOR_SOURCE).append("/tests/oracle/count_bundle.py ").append(path.string()).append(" ");
  command.append(manifest);
  const int status = std::system(command.c_str());
  fs::remove(path);
  return WEXITSTATUS(status);
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a sealed round is in order, whatever its kind, and its public record fits") {
  const auto check = [](const MadeRound& made, const Names& gaps) {
    const Files bundle = seal(made);
    const std::string archive = zip_of(bundle), record = zip_of(make_record(made, bundle));
    const auto verified = verify::verify_bundle(archive, {made.manifest_hash, record});
    INFO(text_of(verified));
    CHECK(verified.sound());
    CHECK(names_with(verified, Outcome::not_compared) == gaps);
    const auto alone = verify::verify_record(record, made.manifest_hash);
    INFO(text_of(alone));
    CHECK(alone.sound());
    CHECK(names_with(alone, Outcome::not_compared).empty());
    CHECK(count_in_python(archive, protocol::hex_of(made.manifest_hash)) == 0);
  };
  SECTION("by credentials") {
    check(make_credential_round(), {});
  }
  SECTION("by tickets") {
    check(make_ticket_round(), {});
  }
  SECTION("open") {
    check(make_open_round(), {"bounds"});
  }
}
