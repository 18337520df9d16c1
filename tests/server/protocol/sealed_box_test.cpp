#include "server/protocol/sealed_box.h"

#include "server/protocol/hash.h"
#include "tests/catch.h"
#include "tests/server/protocol/vectors.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::protocol;
using namespace candor::server::protocol::test;

TEST_CASE("open_secret gives what seal_secret was given") {
  const Bytes32 key = random32();
  for (const std::size_t size : {0U, 1U, 16U, 1700U}) {
    const Bytes plain(size, 7);
    const Bytes sealed = seal_secret(key, plain);
    CHECK(sealed.size() == size + 40);
    CHECK(sealed != seal_secret(key, plain));
    const auto opened = open_secret(key, sealed);
    REQUIRE(opened);
    CHECK(*opened == plain);
  }
}

TEST_CASE("open_secret reads what another implementation sealed") {
  // The example that comes with NaCl (its tests/secretbox.c), which puts the nonce nowhere: here it stands in
  // front.
  const std::string key = "1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389";
  const std::string nonce = "69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37";
  const std::string box =
      "f3ffc7703f9400e52a7dfb4b3d3305d98e993b9f48681273c29650ba32fc76ce48332ea7164d96a4476fb8c531a1186a"
      "c0dfc17c98dce87b4da7f011ec48c97271d2c20f9b928fe2270d6fb863d51738b48eeee314a7cc8ab932164548e526ae"
      "90224368517acfeabd6bb3732bc0e9da99832b61ca01b6de56244a9e88d5f9b37973f622a43d14a6599b1f654cb45a74"
      "e355a5";
  const std::string plain =
      "be075fc53c81f2d5cf141316ebeb0c7b5228c52a4c62cbd44b66849b64244ffce5ecbaaf33bd751a1ac728d45e6c6129"
      "6cdc3c01233561f41db66cce314adb310e3be8250c46f06dceea3a7fa1348057e2f6556ad6b1318a024a838f21af1fde"
      "048977eb48f59ffd4924ca1c60902e52f0a089bc76897040e082f937763848645e0705";
  const auto opened = open_secret(bytes32_of_hex(key), bytes_of_hex(nonce + box));
  REQUIRE(opened);
  CHECK(hex_of(*opened) == plain);
}

TEST_CASE("open_secret refuses other keys and every damage") {
  const Bytes32 key = random32();
  const Bytes sealed = seal_secret(key, Bytes(20, 1));
  std::vector<Bytes> bad = {{}, Bytes(39, 0), Bytes(sealed.begin(), sealed.end() - 1)};
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    bad.push_back(sealed);
    bad.back()[at] ^= 0x40;
  }
  bad.push_back(sealed);
  bad.back().push_back(0);
  for (const Bytes& damaged : bad) {
    const auto opened = open_secret(key, damaged);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().kind == ErrorKind::invalid);
  }
  CHECK_FALSE(open_secret(random32(), sealed));
}

TEST_CASE("wipe_secret leaves nothing to read") {
  Bytes secret(100, 1);
  Bytes32 fixed;
  fixed.fill(1);
  wipe_secret(secret);
  wipe_secret(fixed);
  CHECK(secret.empty());
  CHECK(fixed == Bytes32{});
}
