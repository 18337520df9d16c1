#include "forms/round_keys.h"

#include <cstddef>

namespace candor::forms {
namespace {

constexpr bool kRequired = true;

constexpr Key kRound[] = {{"candor_round", kRequired},
                          {"id", kRequired},
                          {"title", kRequired},
                          {"languages", kRequired},
                          {"asked_by"},
                          {"intro"},
                          {"use_of_answers"},
                          {"contact"},
                          {"thanks"},
                          {"scales"},
                          {"sections", kRequired},
                          {"categories", kRequired},
                          {"units", kRequired},
                          {"rules"},
                          {"access", kRequired}};
constexpr Key kScale[] = {{"options", kRequired}};
constexpr Key kScaleOption[] = {
    {"id", kRequired}, {"label", kRequired}, {"scored"}, {"value"}, {"favourable"}};
constexpr Key kItemOption[] = {{"id", kRequired}, {"label", kRequired}};
constexpr Key kSection[] = {{"id", kRequired}, {"about", kRequired}, {"of"}, {"title", kRequired},
                            {"hint"},          {"items", kRequired}};

constexpr Key kItemScale[] = {{"id", kRequired}, {"type", kRequired}, {"label", kRequired}, {"hint"},
                              {"required"},      {"show_if"},         {"scale", kRequired}, {"weight"}};
constexpr Key kItemSingle[] = {{"id", kRequired}, {"type", kRequired}, {"label", kRequired},  {"hint"},
                               {"required"},      {"show_if"},         {"options", kRequired}};
constexpr Key kItemMultiple[] = {{"id", kRequired},
                                 {"type", kRequired},
                                 {"label", kRequired},
                                 {"hint"},
                                 {"required"},
                                 {"show_if"},
                                 {"options", kRequired},
                                 {"min"},
                                 {"max"}};
constexpr Key kItemNumber[] = {{"id", kRequired},
                               {"type", kRequired},
                               {"label", kRequired},
                               {"hint"},
                               {"required"},
                               {"show_if"},
                               {"min"},
                               {"max"},
                               {"decimals"}};
constexpr Key kItemNps[] = {{"id", kRequired}, {"type", kRequired}, {"label", kRequired},
                            {"hint"},          {"required"},        {"show_if"}};
constexpr Key kItemText[] = {{"id", kRequired}, {"type", kRequired}, {"label", kRequired},
                             {"hint"},          {"required"},        {"max_length"}};
constexpr Key kItemInfo[] = {
    {"id", kRequired}, {"type", kRequired}, {"label", kRequired}, {"hint"}, {"show_if"}};
constexpr Key kItemAny[] = {
    {"id", kRequired}, {"type", kRequired}, {"label", kRequired}, {"hint"},    {"required"},
    {"show_if"},       {"scale"},           {"weight"},           {"options"}, {"min"},
    {"max"},           {"decimals"},        {"max_length"}};

constexpr Key kShowIf[] = {{"item", kRequired}, {"is", kRequired}};
constexpr Key kCategory[] = {{"id", kRequired}, {"label", kRequired}, {"weight"}, {"confidential"}};
constexpr Key kUnit[] = {{"id", kRequired}, {"name", kRequired}, {"parent"}, {"due"}, {"members"}, {"items"}};
constexpr Key kMember[] = {{"id", kRequired}, {"name", kRequired}, {"post"}, {"head"}, {"kind"}};
constexpr Key kRules[] = {{"base"},   {"empty_category"}, {"decimals"}, {"invalid"},     {"quota"},
                          {"quorum"}, {"min_cell"},       {"min_text"}, {"members_see"}, {"flags"}};
constexpr Key kQuota[] = {{"scale", kRequired}, {"option", kRequired}, {"at_most", kRequired}, {"rounding"}};
constexpr Key kQuorum[] = {{"of", kRequired}, {"at_least", kRequired}};
constexpr Key kFlag[] = {{"id", kRequired}, {"label", kRequired}, {"item", kRequired}, {"when", kRequired}};
constexpr Key kAccess[] = {{"mode", kRequired}};

// The item types stand in the order of ItemType, from kFirstItem on.
constexpr KeyTable kTables[] = {{"round", kRound},
                                {"scale", kScale},
                                {"scale_option", kScaleOption},
                                {"item_option", kItemOption},
                                {"section", kSection},
                                {"show_if", kShowIf},
                                {"category", kCategory},
                                {"unit", kUnit},
                                {"member", kMember},
                                {"rules", kRules},
                                {"quota", kQuota},
                                {"quorum", kQuorum},
                                {"flag", kFlag},
                                {"access", kAccess},
                                {"item_scale", kItemScale},
                                {"item_single", kItemSingle},
                                {"item_multiple", kItemMultiple},
                                {"item_number", kItemNumber},
                                {"item_rank", kItemSingle},
                                {"item_text", kItemText},
                                {"item_nps", kItemNps},
                                {"item_info", kItemInfo}};
constexpr std::size_t kFirstItem = 14;
constexpr KeyTable kAnyItem = {"item", kItemAny};

}  // namespace

const KeyTable& round_keys() {
  return kTables[0];
}
const KeyTable& scale_keys() {
  return kTables[1];
}
const KeyTable& scale_option_keys() {
  return kTables[2];
}
const KeyTable& item_option_keys() {
  return kTables[3];
}
const KeyTable& section_keys() {
  return kTables[4];
}
const KeyTable& show_if_keys() {
  return kTables[5];
}
const KeyTable& category_keys() {
  return kTables[6];
}
const KeyTable& unit_keys() {
  return kTables[7];
}
const KeyTable& member_keys() {
  return kTables[8];
}
const KeyTable& rules_keys() {
  return kTables[9];
}
const KeyTable& quota_keys() {
  return kTables[10];
}
const KeyTable& quorum_keys() {
  return kTables[11];
}
const KeyTable& flag_keys() {
  return kTables[12];
}
const KeyTable& access_keys() {
  return kTables[13];
}
const KeyTable& item_keys(ItemType type) {
  return kTables[kFirstItem + static_cast<std::size_t>(type)];
}
const KeyTable& any_item_keys() {
  return kAnyItem;
}
std::span<const KeyTable> all_key_tables() {
  return kTables;
}

}  // namespace candor::forms
