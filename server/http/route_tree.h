// The paths of the route table as a tree of segments, made once, so that a look-up costs a few comparisons
// and no regular expression. Knows paths only: neither who may call nor what happens then.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/router.h"

namespace candor::server::http {

class RouteTree {
 public:
  static constexpr int kNoRoute = -1;
  static constexpr std::size_t kMethods = 7;

  /// Of two routes with the same method and path the first counts.
  explicit RouteTree(const std::vector<Route>& routes);

  /// A place in the tree where some method is served, and what stood in the parameters' segments.
  struct Match {
    const std::array<int, kMethods>* by_method = nullptr;  ///< index of the route, or kNoRoute
    std::vector<std::string_view> values;                  ///< views into the path
  };
  /// A literal segment goes before a parameter; a parameter is never empty.
  [[nodiscard]] std::optional<Match> find(std::string_view path) const;
  /// Names of the parameters of route `index`, in order.
  [[nodiscard]] const std::vector<std::string>& parameters_of(std::size_t index) const {
    return parameters_[index];
  }

 private:
  struct Node {
    Node() { by_method.fill(kNoRoute); }
    std::vector<std::pair<std::string, std::unique_ptr<Node>>> literals;
    std::unique_ptr<Node> parameter;
    std::array<int, kMethods> by_method{};
    bool served = false;
  };
  void add(const Route& route, int index);
  static bool walk(const Node& node, std::string_view rest, Match& match);

  Node root_;
  std::vector<std::vector<std::string>> parameters_;
};

}  // namespace candor::server::http
