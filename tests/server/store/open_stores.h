// Both stores as one sees them from outside, behind functions: the two headers meet in no translation unit.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "forms/result.h"

namespace candor::server::tests {

struct StoreKind {
  std::string name;
  std::function<Result<void>(const std::filesystem::path&)>
      make;  ///< makes it, with a row or two, and shuts it
  std::function<Result<void>(const std::filesystem::path&)> open;  ///< opens and shuts it
  std::function<Result<std::vector<std::string>>(const std::filesystem::path&)> check;
  /// Makes it and runs the function while it is open and has a log.
  std::function<void(const std::filesystem::path&, const std::function<void()>&)> while_open;
};

[[nodiscard]] StoreKind box_kind();
[[nodiscard]] StoreKind register_kind();
[[nodiscard]] std::vector<StoreKind> store_kinds();

}  // namespace candor::server::tests
