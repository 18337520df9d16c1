#include "server/report/basis_json.h"

#include <algorithm>
#include <string>
#include <vector>

#include "analysis/rational.h"

namespace candor::server::report {
namespace {

std::string lowest_terms(const forms::ExactNumber& number) {
  return analysis::exact_text(analysis::to_rational(number));
}

void write_option(JsonText& json, const forms::Option& option) {
  json.open_object().key("id").string(option.id);
  if (!option.scored) json.key("scored").boolean(false);
  if (option.value) json.key("value").string(lowest_terms(*option.value));
  if (option.favourable) json.key("favourable").boolean(true);
  json.close_object();
}

}  // namespace

void write_basis(JsonText& json, const forms::Round& round) {
  json.key("rules").open_object().key("base").string(forms::name_of(round.rules.base));
  json.key("empty_category").string(forms::name_of(round.rules.empty_category));
  json.key("decimals").number(static_cast<std::uint64_t>(round.rules.decimals));
  json.key("weights").open_object();
  for (const auto& category : round.categories) json.key(category.id).string(lowest_terms(category.weight));
  json.close_object().close_object().key("parents").open_object();
  for (const auto& unit : round.units) {
    if (!unit.parent.empty()) json.key(unit.id).string(unit.parent);
  }
  json.close_object().key("scales").open_object();
  // By id: a file that was made canonical has them in another order than the one that it was made from.
  std::vector<const forms::Scale*> scales;
  for (const forms::Scale& scale : round.scales) scales.push_back(&scale);
  std::ranges::sort(scales, {}, &forms::Scale::id);
  for (const forms::Scale* scale : scales) {
    json.key(scale->id).open_array();
    for (const forms::Option& option : scale->options) write_option(json, option);
    json.close_array();
  }
  json.close_object();
}

void write_item_basis(JsonText& json, const forms::Item& item) {
  json.key("scale").string(item.scale);
  if (!item.weight.is_zero()) json.key("weight").string(lowest_terms(item.weight));
}

}  // namespace candor::server::report
