// Bodies are read in one pass without a JSON tree: a canonical text has one spelling, so what the pass
// does not expect is wrong, and only then is the full JSON reader asked in what way.
#include "forms/ballot.h"

#include <algorithm>
#include <array>
#include <optional>

#include "forms/answer_cell.h"
#include "forms/canonical_json.h"
#include "forms/complaints.h"
#include "forms/round_limits.h"
#include "forms/scaled_number.h"

#include <nlohmann/json.hpp>

namespace candor::forms {
namespace {

bool is_id_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '.' ||
         c == '-';
}

Error invalid_at(std::string place, Phrase expected, Phrase remedy) {
  Phrase detail =
      say({"Not a ballot of this questionnaire: {0} at {1}.", "不是本问卷的测评票：{0}（`{1}`）。"}, expected,
          place);
  return {ErrorKind::invalid,
          std::move(detail.en),
          {{Diagnostic::Severity::error, std::move(place), std::move(expected), std::move(remedy)}},
          std::move(detail.zh)};
}

class BodyReader {
 public:
  BodyReader(const Codebook& codebook, std::string_view body)
      : codebook_(codebook), body_(body), answers_(blank_answers(codebook)) {}

  Result<std::vector<std::uint8_t>> read() {
    if (!read_abouts() || !check_hidden()) return fail(std::move(*error_));
    return std::move(answers_);
  }

 private:
  bool refuse(Phrase expected, Phrase remedy) {
    std::string place = about_.empty() ? "" : pointer("", about_);
    if (!item_.empty()) place = pointer(place, item_);
    error_ = invalid_at(std::move(place), std::move(expected), std::move(remedy));
    return false;
  }

  /// The text is not what the pass expected: not JSON, not canonical, or a value of another kind.
  bool refuse_spelling(const Phrase& expected) {
    if (auto value = parse_canonical(body_); !value) {
      error_ = std::move(value).error();
      return false;
    }
    return refuse(say({"expected {0}", "应为{0}"}, expected),
                  {"Send the answer in the form this item has.", "请按本题规定的形式提交。"});
  }

  bool skip(char c) {
    if (at_ >= body_.size() || body_[at_] != c) return false;
    ++at_;
    return true;
  }

  /// A string of the characters of ids, which is all that keys, options and numbers have.
  std::optional<std::string_view> read_plain_string() {
    if (!skip('"')) return std::nullopt;
    const std::size_t begin = at_;
    while (at_ < body_.size() && is_id_character(body_[at_])) ++at_;
    const std::string_view text = body_.substr(begin, at_ - begin);
    if (!skip('"')) return std::nullopt;
    return text;
  }

  bool read_abouts() {
    if (!skip('{')) return refuse_spelling({"an object by whom it is about", "按评价对象分列的对象"});
    if (skip('}')) return read_end();
    do {
      const auto about = read_plain_string();
      if (!about || !skip(':') || !skip('{'))
        return refuse_spelling(
            {"an object for each `team`, `-` or member id", "`team`、`-`或成员编号各对应的对象"});
      if (*about <= about_) return refuse_spelling({"keys in ascending order", "按升序排列的键"});
      about_ = *about;
      item_ = {};
      do {
        if (!read_item()) return false;
      } while (skip(','));
      if (!skip('}')) return refuse_spelling({"the end of this object", "该对象的结尾"});
    } while (skip(','));
    return skip('}') ? read_end() : refuse_spelling({"the end of the body", "正文的结尾"});
  }

  bool read_end() {
    return at_ == body_.size() || refuse_spelling({"nothing after the body", "正文之后没有其他内容"});
  }

  bool read_item() {
    const auto item = read_plain_string();
    if (!item || !skip(':'))
      return refuse_spelling({"answers by item id, and no ratee without an answer",
                              "按题目编号列出的答案，且每个评价对象至少有一项答案"});
    if (*item <= item_) return refuse_spelling({"keys in ascending order", "按升序排列的键"});
    item_ = *item;
    const Slot* slot = find_slot();
    if (slot == nullptr) {
      return refuse(
          {"expected an item that this unit is asked about this ratee", "应为本单位针对该评价对象的题目"},
          {"Remove the answer.", "请删去该答案。"});
    }
    return read_value(*slot);
  }

  /// Keys ascend in the body as in canonical_order, so one walk over both finds every slot.
  const Slot* find_slot() {
    for (; next_ < codebook_.canonical_order.size(); ++next_) {
      const Slot& slot = codebook_.slots[codebook_.canonical_order[next_]];
      const int order = about_name(codebook_, slot.ratee).compare(about_);
      if (order > 0) return nullptr;
      if (order < 0) continue;
      const int item_order = slot.item->id.compare(item_);
      if (item_order == 0) return &slot;
      if (item_order > 0) return nullptr;
    }
    return nullptr;
  }

  bool read_value(const Slot& slot) {
    switch (slot.item->type) {
      case ItemType::scale:
      case ItemType::single:
        return read_one(slot);
      case ItemType::multiple:
      case ItemType::rank:
        return read_several(slot);
      case ItemType::number:
        return read_amount(slot);
      case ItemType::nps:
        return read_nps(slot);
      case ItemType::text:
      case ItemType::info:
        break;  // have no slot
    }
    return refuse({"no answer is taken here", "此处不接受作答"}, {"Remove it.", "请删去。"});
  }

  std::optional<int> read_option(const Slot& slot) {
    const auto id = read_plain_string();
    if (!id) {
      refuse_spelling({"the id of an option", "选项编号"});
      return std::nullopt;
    }
    for (std::size_t i = 0; i < slot.options->size(); ++i) {
      if ((*slot.options)[i].id == *id) return static_cast<int>(i);
    }
    refuse(say({"expected an option of this item, found {0}", "应为本题的选项，实为{0}"}, ticked(*id)),
           {"Send one of its option ids.", "请提交本题的选项编号。"});
    return std::nullopt;
  }

  bool read_one(const Slot& slot) {
    const auto index = read_option(slot);
    if (index) write_choice(answers_, slot, *index);
    return index.has_value();
  }

  bool read_several(const Slot& slot) {
    if (!skip('[')) return refuse_spelling({"an array of option ids", "选项编号列表"});
    std::array<int, kMaxOptions> indices{};
    int count = 0;
    do {
      const auto index = read_option(slot);
      if (!index) return false;
      const auto end = indices.begin() + count;
      if (std::find(indices.begin(), end, *index) != end)
        return refuse({"an option is named twice", "选项重复"}, {"Name it once.", "请只写一次。"});
      const bool in_order = slot.item->type == ItemType::rank || count == 0 || *index > *(end - 1);
      if (!in_order)
        return refuse({"expected the options in the order of the file", "选项应按问卷中的顺序排列"},
                      {"Send them in that order.", "请按此顺序提交。"});
      indices[static_cast<std::size_t>(count++)] = *index;
    } while (skip(','));
    if (!skip(']')) return refuse_spelling({"the end of the array", "列表的结尾"});
    const Item& item = *slot.item;
    if (item.type == ItemType::multiple && (count < fewest_choices(item) || count > most_choices(item))) {
      return refuse(say({"expected {0} to {1} options, found {2}", "应选{0}至{1}项，实为{2}项"},
                        fewest_choices(item), most_choices(item), count),
                    {"Choose as many as allowed.", "请按规定的数目选择。"});
    }
    write_choices(answers_, slot, std::span(indices.data(), static_cast<std::size_t>(count)));
    return true;
  }

  bool read_amount(const Slot& slot) {
    const auto text = read_plain_string();
    if (!text) return refuse_spelling({"a number as a string", "以文本书写的数"});
    const int decimals = slot.item->decimals;
    const auto scaled = parse_scaled(*text, decimals);
    if (!scaled || encode_scaled(*scaled, decimals) != *text || !is_within_bounds(*slot.item, *scaled)) {
      return refuse(say({"expected {0} as the shortest string, found {1}", "应为{0}，写法最短，实为{1}"},
                        describe_number(*slot.item), ticked(*text)),
                    {"Send such a number.", "请提交这样的数。"});
    }
    write_number(answers_, slot, *scaled);
    return true;
  }

  bool read_nps(const Slot& slot) {
    const std::size_t begin = at_;
    while (at_ < body_.size() && body_[at_] >= '0' && body_[at_] <= '9') ++at_;
    const std::string_view digits = body_.substr(begin, at_ - begin);
    if (digits != "10" && digits.size() != 1)
      return refuse_spelling({"an integer from 0 to 10", "0至10之间的整数"});
    write_choice(answers_, slot, digits == "10" ? 10 : digits.front() - '0');
    return true;
  }

  bool check_hidden() {
    for (const Slot& slot : codebook_.slots) {
      if (slot.shown_by < 0 || is_shown(codebook_, answers_, slot) || !is_answered(answers_, slot)) continue;
      about_ = about_name(codebook_, slot.ratee);
      item_ = slot.item->id;
      return refuse(
          {"expected no answer: the other answers hide this item", "不应作答：其他答案使本题不显示"},
          {"Remove the answer.", "请删去该答案。"});
    }
    return true;
  }

  const Codebook& codebook_;
  std::string_view body_;
  std::vector<std::uint8_t> answers_;
  std::size_t at_ = 0;
  std::size_t next_ = 0;  // into canonical_order
  std::string_view about_;
  std::string_view item_;
  std::optional<Error> error_;
};

void append_options(std::string& out, std::span<const std::uint8_t> answers, const Slot& slot) {
  out += '[';
  bool first = true;
  for (const int index : read_choices(answers, slot)) {
    if (!std::exchange(first, false)) out += ',';
    append_canonical_string(out, (*slot.options)[static_cast<std::size_t>(index)].id);
  }
  out += ']';
}

void append_value(std::string& out, std::span<const std::uint8_t> answers, const Slot& slot) {
  switch (slot.item->type) {
    case ItemType::scale:
    case ItemType::single:
    case ItemType::number:
      append_canonical_string(out, encode_cell(answers, slot));
      return;
    case ItemType::nps:
      out += encode_cell(answers, slot);
      return;
    case ItemType::multiple:
    case ItemType::rank:
      append_options(out, answers, slot);
      return;
    case ItemType::text:
    case ItemType::info:
      return;  // have no slot
  }
}

}  // namespace

Result<std::vector<std::uint8_t>> parse_ballot_body(const Codebook& codebook, std::string_view body) {
  if (body.size() > kMaxBallotBytes) {
    return fail(ErrorKind::too_large,
                say({"A ballot may have at most {0} bytes.", "测评票应不超过{0}字节。"}, kMaxBallotBytes));
  }
  return BodyReader(codebook, body).read();
}

std::string encode_ballot_body(const Codebook& codebook, const std::vector<std::uint8_t>& answers) {
  std::string out = "{";
  const Slot* previous = nullptr;
  for (const std::uint32_t index : codebook.canonical_order) {
    const Slot& slot = codebook.slots[index];
    if (!is_answered(answers, slot)) continue;
    if (previous == nullptr || previous->ratee != slot.ratee) {
      if (previous != nullptr) out += "},";
      append_canonical_string(out, about_name(codebook, slot.ratee));
      out += ":{";
    } else {
      out += ',';
    }
    append_canonical_string(out, slot.item->id);
    out += ':';
    append_value(out, answers, slot);
    previous = &slot;
  }
  out += previous == nullptr ? "}" : "}}";
  return out;
}

}  // namespace candor::forms
