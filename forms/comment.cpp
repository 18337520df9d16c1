// The free texts of one respondent, to and from their canonical body.
#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "forms/ballot.h"
#include "forms/canonical_json.h"
#include "forms/complaints.h"
#include "forms/utf8.h"

namespace candor::forms {
namespace {

using TextItems = std::map<std::string_view, const Item*>;

void add_texts(TextItems& texts, const std::vector<Item>& items) {
  for (const Item& item : items) {
    if (item.type == ItemType::text) texts.emplace(item.id, &item);
  }
}

/// By whom they are about. A ratee without text items is there too, so that the message can tell the two
/// apart.
std::map<std::string, TextItems, std::less<>> list_text_items(const Round& round, const Unit& unit) {
  std::map<std::string, TextItems, std::less<>> all;
  for (const Section& section : round.sections) {
    if (section.about == About::team) add_texts(all["team"], section.items);
    if (section.about == About::none) add_texts(all["-"], section.items);
    for (const Member& member : unit.members) {
      if (is_about_member(section, member)) add_texts(all[member.id], section.items);
    }
  }
  add_texts(all["team"], unit.items);
  return all;
}

void check_text_answer(const nlohmann::json& value, const Item& item, const std::string& place,
                       Complaints& complaints) {
  if (!value.is_string()) {
    complaints.error(place, {"expected a text", "应为文字"}, {"Send a string.", "请提交文本。"});
    return;
  }
  const auto& text = value.get_ref<const std::string&>();
  if (text.empty() || count_code_points(text) > static_cast<std::size_t>(item.max_length)) {
    complaints.error(place, say({"expected 1 to {0} characters", "应为1至{0}个字"}, item.max_length),
                     {"Shorten the text, or leave an empty one out.", "请缩短文字；没有内容的请不要提交。"});
  } else if (text.find('\0') != std::string::npos) {
    complaints.error(place, {"expected text without NUL characters", "文字中不应有空字符"},
                     {"Remove them.", "请删去。"});
  }
}

}  // namespace

Result<std::vector<CommentText>> parse_comment_body(const Round& round, const Unit& unit,
                                                    std::string_view body) {
  if (body.size() > kMaxCommentBytes) {
    return fail(
        ErrorKind::too_large,
        say({"A comment may have at most {0} bytes.", "文字意见应不超过{0}字节。"}, kMaxCommentBytes));
  }
  const auto object = parse_canonical(body);
  if (!object) return fail(object.error());
  Complaints complaints;
  std::vector<CommentText> texts;
  if (!object->is_object())
    complaints.error("", {"expected an object by whom it is about", "应为按评价对象分列的对象"},
                     {"Send an object.", "请提交对象。"});
  const auto known = list_text_items(round, unit);
  for (const auto& [about, answers] : object->items()) {
    const std::string place = pointer("", about);
    const auto items = known.find(about);
    if (items == known.end() || !answers.is_object() || answers.empty()) {
      complaints.error(place,
                       {"expected `team`, `-` or a member of this unit, with texts by item id",
                        "应为`team`、`-`或本单位成员，其下按题目编号列出文字"},
                       {"Remove it.", "请删去。"});
      continue;
    }
    for (const auto& [id, text] : answers.items()) {
      const auto item = items->second.find(id);
      if (item == items->second.end()) {
        complaints.error(
            pointer(place, id),
            {"expected a text item that is asked about this ratee", "应为针对该评价对象的文字题"},
            {"Remove it.", "请删去。"});
        continue;
      }
      check_text_answer(text, *item->second, pointer(place, id), complaints);
      if (text.is_string()) texts.push_back({about, id, text.template get<std::string>()});
    }
  }
  if (!complaints.has_errors()) return texts;
  return fail(ErrorKind::invalid, Phrase{"Not a comment of this questionnaire.", "不是本问卷的文字意见。"},
              complaints.list());
}

std::string encode_comment_body(const std::vector<CommentText>& texts) {
  nlohmann::json object = nlohmann::json::object();
  for (const CommentText& text : texts) object[text.about][text.item] = text.text;
  return encode_canonical(object);
}

}  // namespace candor::forms
