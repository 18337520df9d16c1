// What an honest server seals is found in order, by `candor verify` and by the plain counter in Python.
#include "server/protocol/hash.h"
#include "server/protocol/seal_files.h"
#include "server/verify/verify.h"
#include "tests/catch.h"
#include "tests/server/verify/support/sealing.h"

using namespace candor::server;
using namespace candor::tests;
using verify::Outcome;

namespace {

std::string text_of(const verify::Verified& verified) {
  std::string text;
  for (const auto& line : verified.checks) {
    text += line.outcome == Outcome::ok       ? "ok "
            : line.outcome == Outcome::failed ? "FAILED "
                                              : "NOT COMPARED ";
    text.append(line.name).append(": ").append(line.detail).append("\n");
  }
  return text;
}

}  // namespace

TEST_CASE("a sealed round by credentials is in order") {
  const MadeRound made = make_credential_round();
  const Files bundle = seal(made);
  const std::string record = zip_of(make_record(made, bundle));
  const auto verified = verify::verify_bundle(zip_of(bundle), {made.manifest_hash, record});
  INFO(text_of(verified));
  CHECK(verified.sound());
  CHECK(verified.checks.size() == 25);
}
