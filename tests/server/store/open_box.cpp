// The box as one sees it from outside.
#include "tests/catch.h"
#include "tests/server/store/box_rows_for_tests.h"
#include "tests/server/store/open_stores.h"

namespace candor::server::tests {
namespace {

namespace fs = std::filesystem;

Result<std::unique_ptr<Box>> make(const fs::path& file) {
  auto box = Box::create(file, {{"core.json", "{}"}});
  if (!box) return box;
  if (auto cast = (*box)->cast(ballot_row(1)); !cast) return fail(std::move(cast.error()));
  return box;
}

}  // namespace

StoreKind box_kind() {
  return {"box",
          [](const fs::path& file) -> Result<void> {
            if (auto made = make(file); !made) return fail(std::move(made.error()));
            return {};
          },
          [](const fs::path& file) -> Result<void> {
            if (auto opened = Box::open(file); !opened) return fail(std::move(opened.error()));
            return {};
          },
          [](const fs::path& file) -> Result<std::vector<std::string>> {
            auto opened = Box::open(file);
            if (!opened) return fail(std::move(opened.error()));
            return (*opened)->check_integrity();
          },
          [](const fs::path& file, const std::function<void()>& work) {
            const auto box = make(file);
            REQUIRE(box);
            work();
          }};
}

}  // namespace candor::server::tests
