#include "server/http/route_tree.h"

namespace candor::server::http {
namespace {

/// Takes the first segment off `rest`, which starts with "/".
std::string_view take_segment(std::string_view& rest) {
  rest.remove_prefix(1);
  const auto end = rest.find('/');
  const auto segment = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end);
  return segment;
}

bool is_parameter(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

}  // namespace

RouteTree::RouteTree(const std::vector<Route>& routes) : parameters_(routes.size()) {
  for (std::size_t i = 0; i < routes.size(); ++i) add(routes[i], static_cast<int>(i));
}

void RouteTree::add(const Route& route, int index) {
  auto* node = &root_;
  std::string_view rest = route.path;
  while (!rest.empty() && rest.front() == '/') {
    const auto segment = take_segment(rest);
    if (is_parameter(segment)) {
      parameters_[static_cast<std::size_t>(index)].emplace_back(segment.substr(1, segment.size() - 2));
      if (!node->parameter) node->parameter = std::make_unique<Node>();
      node = node->parameter.get();
      continue;
    }
    Node* next = nullptr;
    for (auto& [text, child] : node->literals) {
      if (text == segment) next = child.get();
    }
    if (next == nullptr) {
      next = node->literals.emplace_back(std::string(segment), std::make_unique<Node>()).second.get();
    }
    node = next;
  }
  auto& entry = node->by_method[static_cast<std::size_t>(route.method)];
  if (entry == kNoRoute) entry = index;
  node->served = true;
}

bool RouteTree::walk(const Node& node, std::string_view rest, Match& match) {
  if (rest.empty()) {
    match.by_method = &node.by_method;
    return node.served;
  }
  const auto segment = take_segment(rest);
  for (const auto& [text, child] : node.literals) {
    if (text == segment && walk(*child, rest, match)) return true;
  }
  if (!node.parameter || segment.empty()) return false;
  match.values.push_back(segment);
  if (walk(*node.parameter, rest, match)) return true;
  match.values.pop_back();
  return false;
}

std::optional<RouteTree::Match> RouteTree::find(std::string_view path) const {
  if (path.empty() || path.front() != '/') return std::nullopt;
  Match match;
  if (!walk(root_, path, match)) return std::nullopt;
  return match;
}

}  // namespace candor::server::http
