#include "forms/round_check.h"

#include <algorithm>

#include "forms/round_check_parts.h"
#include "forms/round_limits.h"
#include "forms/utf8.h"

namespace candor::forms {
namespace {

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// Reports leave as HTML, CSV and XLSX; the last cannot hold control characters.
bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r') || c == 0x7F;
  });
}

void check_content(const RoundCheck& check, std::string_view text, const std::string& place,
                   std::size_t max_length) {
  if (has_control_character(text)) {
    check.complaints.error(place, {"expected text without control characters", "文字中不应有控制字符"},
                           {"Remove them (often left by copying).", "请删去（多为复制时带入）。"});
  }
  if (text.size() > max_length && count_code_points(text) > max_length) {
    check.complaints.error(place, say({"expected at most {0} characters", "应不超过{0}个字"}, max_length),
                           {"Shorten the text.", "请缩短文字。"});
  }
}

/// What people call it in Chinese; the tag where they have no common name for it here.
Phrase name_of_language(const std::string& tag) {
  if (tag == "zh-CN" || tag == "zh") return {ticked(tag), "中文"};
  if (tag == "en") return {ticked(tag), "英文"};
  return in_both(ticked(tag));
}

void check_languages(const RoundCheck& check) {
  const auto& languages = check.round.languages;
  if (languages.empty()) {
    check.complaints.error(
        "/languages", {"expected at least one language", "应至少有1种语言"},
        {"List the languages, as in [\"zh-CN\", \"en\"].", "请列出语言，如`[\"zh-CN\", \"en\"]`。"});
  }
  for (std::size_t i = 0; i < languages.size(); ++i) {
    const std::string place = pointer("/languages", i);
    if (!is_language_tag(languages[i])) {
      check.complaints.error(
          place, say({"expected a language tag, found {0}", "应为语言标记，实为{0}"}, ticked(languages[i])),
          {"Write it as in \"en\" or \"zh-CN\".", "请写作`zh-CN`或`en`的形式。"});
    }
    if (std::find(languages.begin(), languages.begin() + static_cast<std::ptrdiff_t>(i), languages[i]) !=
        languages.begin() + static_cast<std::ptrdiff_t>(i)) {
      check.complaints.error(place,
                             say({"the language {0} stands twice", "语言{0}重复出现"}, ticked(languages[i])),
                             {"Remove one of the two.", "请删去其中一个。"});
    }
  }
}

void check_head(const RoundCheck& check) {
  const Round& round = check.round;
  check_id(check, round.id, "/id");
  check_languages(check);
  check_text(check, round.title, "/title", kMaxLabelLength, Presence::required);
  check_text(check, round.asked_by, "/asked_by", kMaxPageTextLength, Presence::optional);
  check_text(check, round.intro, "/intro", kMaxPageTextLength, Presence::optional);
  check_text(check, round.use_of_answers, "/use_of_answers", kMaxPageTextLength, Presence::optional);
  check_text(check, round.thanks, "/thanks", kMaxPageTextLength, Presence::optional);
  check_content(check, round.contact, "/contact", kMaxContactLength);
}

}  // namespace

void RoundCheck::lack(std::string place, Phrase expected, Phrase remedy) const {
  if (strictness == Strictness::opening) {
    complaints.error(std::move(place), std::move(expected), std::move(remedy));
  } else {
    complaints.warning(std::move(place), std::move(expected), std::move(remedy));
  }
}

void check_id(const RoundCheck& check, std::string_view id, const std::string& place, Reserved reserved) {
  if (!is_id(id)) {
    check.complaints.error(place,
                           say({"expected an id of 1 to 64 letters, digits, `_`, `.` or `-`, found {0}",
                                "编号应为1至64个英文字母、数字、`_`、`.`或`-`，实为{0}"},
                               ticked(id)),
                           {"Choose a short id of these characters; the label may hold any.",
                            "请用上述字符另定较短的编号；名称不受此限。"});
  } else if (reserved == Reserved::refused && is_reserved_id(id)) {
    check.complaints.error(place, say({"the id {0} is reserved", "编号{0}为系统保留"}, ticked(id)),
                           {"Choose another id.", "请另定编号。"});
  }
}

void check_text(const RoundCheck& check, const Text& text, const std::string& place, std::size_t max_length,
                Presence presence) {
  for (const auto& [language, words] : text) {
    const std::string word_place = pointer(place, language);
    if (!is_language_tag(language)) {
      check.complaints.error(
          word_place, say({"expected a language tag, found {0}", "应为语言标记，实为{0}"}, ticked(language)),
          {"Write it as in \"en\" or \"zh-CN\".", "请写作`zh-CN`或`en`的形式。"});
    } else if (std::find(check.round.languages.begin(), check.round.languages.end(), language) ==
               check.round.languages.end()) {
      check.complaints.warning(
          word_place,
          say({"the language {0} is not among `/languages`", "语言{0}未列入本轮测评的语言"},
              ticked(language)),
          {"Add it there, or remove this text: nobody sees it.",
           "请列入该语言，或删去这段文字：没有人会看到。"});
    }
    check_content(check, words, word_place, max_length);
  }
  if (presence == Presence::optional && text.empty()) return;
  for (const auto& language : check.round.languages) {
    const auto found = text.find(language);
    if (found != text.end() && !is_blank(found->second)) continue;
    check.lack(pointer(place, language),
               say({"expected a text in {0}", "缺少{0}文字"}, name_of_language(language)),
               {"Write it; a round opens only when every text is there in every language.",
                "请填写：每种语言的文字都齐全后方可开启测评。"});
  }
}

bool is_id(std::string_view id) {
  const bool of_dots =
      id.find_first_not_of('.') == std::string_view::npos;  // "." and ".." are no names in a path
  return !id.empty() && id.size() <= 64 && !of_dots && std::all_of(id.begin(), id.end(), [](char c) {
    return is_alphanumeric(c) || c == '_' || c == '.' || c == '-';
  });
}

bool is_reserved_id(std::string_view id) {
  return id == "team" || id == "-";
}

bool is_language_tag(std::string_view tag) {
  if (tag.empty() || tag.size() > 35) return false;
  std::size_t part = 0;
  bool first = true;
  for (const char c : tag) {
    if (c == '-') {
      if (part < (first ? 2U : 1U)) return false;
      part = 0;
      first = false;
    } else if (!is_alphanumeric(c) || (first && c <= '9') || ++part > 8) {
      return false;
    }
  }
  return part >= (first ? 2U : 1U);
}

void check_round(const Round& round, Strictness strictness, Complaints& complaints) {
  const RoundCheck check{round, strictness, complaints};
  check_head(check);
  check_questionnaire(check);
  check_units(check);
  check_sizes(check);
  check_rules(check);
}

std::vector<Diagnostic> check_round(const Round& round, Strictness strictness) {
  Complaints complaints;
  check_round(round, strictness, complaints);
  return complaints.list();
}

}  // namespace candor::forms
