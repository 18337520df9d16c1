#include "server/report/checked_json.h"

#include <nlohmann/json.hpp>

namespace candor::server::report {
namespace {

const nlohmann::json kNothing;

}  // namespace

void CheckedJson::wrong(Phrase expected) const {
  complaints_->error(place_, std::move(expected), *remedy_);
}

void CheckedJson::wrong_type(const Phrase& expected) const {
  wrong(say({"expected {0}, found {1}", "应为{0}，实为{1}"}, expected, value_->type_name()));
}

CheckedJson CheckedJson::at(const char* key) const {
  if (const auto found = find(key)) return *found;
  const CheckedJson missing = child(kNothing, forms::pointer(place_, key));
  missing.wrong(say({"missing key {0}", "缺少{0}"}, forms::ticked(key)));
  return missing;
}

std::optional<CheckedJson> CheckedJson::find(const char* key) const {
  if (!value_->is_object()) {
    wrong_type({"an object", "对象"});
    return std::nullopt;
  }
  const auto found = value_->find(key);
  if (found == value_->end()) return std::nullopt;
  return child(*found, forms::pointer(place_, key));
}

std::string CheckedJson::text() const {
  if (value_->is_string()) return value_->get<std::string>();
  wrong_type({"a string", "文本"});
  return {};
}

bool CheckedJson::flag() const {
  if (value_->is_boolean()) return value_->get<bool>();
  wrong_type({"true or false", "`true`或`false`"});
  return false;
}

std::uint64_t CheckedJson::number(std::uint64_t most) const {
  if (value_->is_number_unsigned() && value_->get<std::uint64_t>() <= most)
    return value_->get<std::uint64_t>();
  wrong(say({"expected a whole number from 0 to {0}", "应为0至{0}之间的整数"}, most));
  return 0;
}

std::vector<CheckedJson> CheckedJson::entries() const {
  std::vector<CheckedJson> found;
  if (!value_->is_array()) wrong_type({"an array", "列表"});
  for (std::size_t i = 0; value_->is_array() && i < value_->size(); ++i)
    found.push_back(child((*value_)[i], forms::pointer(place_, i)));
  return found;
}

std::vector<std::pair<std::string, CheckedJson>> CheckedJson::members() const {
  std::vector<std::pair<std::string, CheckedJson>> found;
  if (!value_->is_object()) {
    wrong_type({"an object", "对象"});
    return found;
  }
  for (const auto& [key, value] : value_->items())
    found.emplace_back(key, child(value, forms::pointer(place_, key)));
  return found;
}

}  // namespace candor::server::report
