// A round back into its file, keys in the order of docs/file-formats.md.
#include <nlohmann/json.hpp>

#include "forms/round_json.h"

namespace candor::forms {
namespace {

using FileJson = nlohmann::ordered_json;

constexpr std::size_t kMaxIndentedBytes = 1024 * 1024;  // nobody reads longer files by eye

void put_text(FileJson& object, const char* key, const Text& text) {
  if (!text.empty()) object[key] = text;
}

/// For texts that the format requires, be they ever so empty.
FileJson encode_text(const Text& text) {
  return text.empty() ? FileJson::object() : FileJson(text);
}

template <class List, class Encode>
FileJson encode_list(const List& list, Encode encode) {
  FileJson array = FileJson::array();
  for (const auto& entry : list) array.push_back(encode(entry));
  return array;
}

FileJson encode_scale_option(const Option& option) {
  FileJson object = {{"id", option.id}, {"label", encode_text(option.label)}};
  if (!option.scored) object["scored"] = false;
  if (option.value) object["value"] = option.value->text;
  if (option.scored) object["favourable"] = option.favourable;
  return object;
}

FileJson encode_item_option(const Option& option) {
  return {{"id", option.id}, {"label", encode_text(option.label)}};
}

void put_specifics(FileJson& object, const Item& item) {
  switch (item.type) {
    case ItemType::scale:
      object["scale"] = item.scale;
      object["weight"] = item.weight.text;
      break;
    case ItemType::multiple:
      object["options"] = encode_list(item.options, encode_item_option);
      if (item.min_choices) object["min"] = *item.min_choices;
      if (item.max_choices) object["max"] = *item.max_choices;
      break;
    case ItemType::single:
    case ItemType::rank:
      object["options"] = encode_list(item.options, encode_item_option);
      break;
    case ItemType::number:
      if (item.minimum) object["min"] = item.minimum->text;
      if (item.maximum) object["max"] = item.maximum->text;
      object["decimals"] = item.decimals;
      break;
    case ItemType::text:
      object["max_length"] = item.max_length;
      break;
    case ItemType::nps:
    case ItemType::info:
      break;
  }
}

FileJson encode_item(const Item& item) {
  FileJson object = {{"id", item.id}, {"type", name_of(item.type)}, {"label", encode_text(item.label)}};
  put_text(object, "hint", item.hint);
  put_specifics(object, item);
  if (item.type != ItemType::text && item.type != ItemType::info) object["required"] = item.required;
  if (item.show_if) object["show_if"] = {{"item", item.show_if->item}, {"is", item.show_if->is}};
  return object;
}

FileJson encode_section(const Section& section) {
  FileJson object = {{"id", section.id}, {"about", name_of(section.about)}};
  if (!section.of.empty()) object["of"] = section.of;
  object["title"] = encode_text(section.title);
  put_text(object, "hint", section.hint);
  object["items"] = encode_list(section.items, encode_item);
  return object;
}

FileJson encode_scales(const std::vector<Scale>& scales) {
  FileJson object = FileJson::object();
  for (const Scale& scale : scales) {
    object[scale.id] = FileJson::object({{"options", encode_list(scale.options, encode_scale_option)}});
  }
  return object;
}

FileJson encode_category(const Category& category) {
  return {{"id", category.id},
          {"label", encode_text(category.label)},
          {"weight", category.weight.text},
          {"confidential", category.confidential}};
}

FileJson encode_member(const Member& member) {
  FileJson object = {{"id", member.id}, {"name", encode_text(member.name)}};
  put_text(object, "post", member.post);
  object["head"] = member.head;
  if (!member.kind.empty()) object["kind"] = member.kind;
  return object;
}

FileJson encode_flag(const Flag& flag) {
  return {{"id", flag.id}, {"label", encode_text(flag.label)}, {"item", flag.item}, {"when", flag.when}};
}

FileJson encode_rules(const Rules& rules) {
  FileJson object = {
      {"base", name_of(rules.base)},
      {"empty_category", name_of(rules.empty_category)},
      {"decimals", rules.decimals},
      {"invalid", encode_list(rules.invalid, [](InvalidReason reason) { return name_of(reason); })}};
  if (rules.quota) {
    object["quota"] = {{"scale", rules.quota->scale},
                       {"option", rules.quota->option},
                       {"at_most", rules.quota->at_most.text},
                       {"rounding", name_of(rules.quota->rounding)}};
  }
  if (rules.quorum_at_least) object["quorum"] = {{"of", "due"}, {"at_least", rules.quorum_at_least->text}};
  object["min_cell"] = rules.min_cell;
  object["min_text"] = rules.min_text;
  object["members_see"] = name_of(rules.members_see);
  object["flags"] = encode_list(rules.flags, encode_flag);
  return object;
}

}  // namespace

nlohmann::ordered_json unit_to_json(const Unit& unit) {
  FileJson object = {{"id", unit.id}, {"name", encode_text(unit.name)}};
  object["parent"] = unit.parent.empty() ? FileJson(nullptr) : FileJson(unit.parent);
  if (unit.due) object["due"] = unit.due->empty() ? FileJson::object() : FileJson(*unit.due);
  object["members"] = encode_list(unit.members, encode_member);
  if (!unit.items.empty()) object["items"] = encode_list(unit.items, encode_item);
  return object;
}

nlohmann::ordered_json round_to_json(const Round& round) {
  FileJson object = {{"candor_round", 1}, {"id", round.id}, {"title", encode_text(round.title)}};
  object["languages"] = round.languages;
  put_text(object, "asked_by", round.asked_by);
  put_text(object, "intro", round.intro);
  put_text(object, "use_of_answers", round.use_of_answers);
  if (!round.contact.empty()) object["contact"] = round.contact;
  put_text(object, "thanks", round.thanks);
  object["scales"] = encode_scales(round.scales);
  object["sections"] = encode_list(round.sections, encode_section);
  object["categories"] = encode_list(round.categories, encode_category);
  object["units"] = encode_list(round.units, unit_to_json);
  object["rules"] = encode_rules(round.rules);
  object["access"] = FileJson::object({{"mode", name_of(round.access)}});
  return object;
}

std::string encode_round(const Round& round) {
  const FileJson json = round_to_json(round);
  std::string text = json.dump();
  // Indentation would make a large file twice as long, and more than can be read again.
  if (text.size() <= kMaxIndentedBytes) text = json.dump(2);
  return text + "\n";
}

}  // namespace candor::forms
