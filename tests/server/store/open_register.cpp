// The register as one sees it from outside, and the list of both stores.
#include "server/store/register.h"
#include "tests/catch.h"
#include "tests/server/store/open_stores.h"

namespace candor::server::tests {
namespace {

namespace fs = std::filesystem;

Result<std::unique_ptr<Register>> make(const fs::path& file) {
  auto opened = Register::open(file);
  if (!opened) return opened;
  if (auto added = (*opened)->add_audit({1, "-", "test", "", ""}); !added)
    return fail(std::move(added.error()));
  return opened;
}

}  // namespace

StoreKind register_kind() {
  return {"register",
          [](const fs::path& file) -> Result<void> {
            if (auto made = make(file); !made) return fail(std::move(made.error()));
            return {};
          },
          [](const fs::path& file) -> Result<void> {
            if (auto opened = Register::open(file); !opened) return fail(std::move(opened.error()));
            return {};
          },
          [](const fs::path& file) -> Result<std::vector<std::string>> {
            auto opened = Register::open(file);
            if (!opened) return fail(std::move(opened.error()));
            return (*opened)->check_integrity();
          },
          [](const fs::path& file, const std::function<void()>& work) {
            const auto opened = make(file);
            REQUIRE(opened);
            work();
          }};
}

std::vector<StoreKind> store_kinds() {
  return {box_kind(), register_kind()};
}

}  // namespace candor::server::tests
