#include "server/report/statistics_json.h"

#include <fmt/format.h>
#include <string_view>

namespace candor::server::report {
namespace {

void figure(JsonText& json, double value) {
  json.raw(fmt::format("{:.12g}", value));
}

void member(JsonText& json, std::string_view name, const std::optional<double>& value) {
  json.key(name);
  if (value) {
    figure(json, *value);
  } else {
    json.null();
  }
}

std::optional<double> in_percent(const std::optional<double>& part) {
  return part ? std::optional(100 * *part) : std::nullopt;
}

std::string_view name_of(analysis::IntervalKind kind) {
  switch (kind) {
    case analysis::IntervalKind::wilson:
      return "wilson";
    case analysis::IntervalKind::hypergeometric:
      return "hypergeometric";
  }
  return {};
}

void write_item(JsonText& json, const analysis::ItemStatistics& item) {
  json.key(item.item->id).open_object();
  member(json, "mean", item.mean);
  member(json, "sd", item.sd);
  member(json, "rwg", item.r_wg);
  json.key("favourable_interval");
  if (item.favourable) {
    json.open_array();
    figure(json, item.favourable->percent.low);
    figure(json, item.favourable->percent.high);
    json.close_array();
    json.key("interval").string(name_of(item.favourable->kind));
  } else {
    json.null().key("interval").null();
  }
  json.key("response_weighted");
  if (item.response_weighted) {
    json.open_object();
    member(json, "rate", 100 * item.response_weighted->rate);
    member(json, "se", in_percent(item.response_weighted->standard_error));
    member(json, "n_eff", item.response_weighted->effective_size);
    json.close_object();
  } else {
    json.null();
  }
  json.close_object();
}

}  // namespace

void write_ratee_statistics(JsonText& json, const analysis::RateeStatistics& statistics) {
  json.key("statistics").open_object().key("items").open_object();
  for (const auto& item : statistics.items) write_item(json, item);
  json.close_object();
  member(json, "alpha", statistics.alpha);
  member(json, "rwg_j", statistics.r_wg_j);
  json.close_object();
}

void write_team_statistics(JsonText& json, const analysis::TeamStatistics& statistics) {
  json.key("statistics").open_object().key("team").open_object().key("items").open_object();
  for (const auto& item : statistics.items) {
    json.key(item.item->id).open_object();
    member(json, "icc1", item.icc1);
    member(json, "icc2", item.icc2);
    json.close_object();
  }
  json.close_object().key("scale").open_object();
  member(json, "icc1", statistics.icc1);
  member(json, "icc2", statistics.icc2);
  member(json, "alpha", statistics.alpha);
  json.close_object().close_object().close_object();
}

}  // namespace candor::server::report
