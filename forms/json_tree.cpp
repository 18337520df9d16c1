#include "forms/json_tree.h"

#include <cstddef>
#include <iterator>
#include <string>
#include <type_traits>
#include <unordered_set>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "forms/complaints.h"
#include "forms/utf8.h"

namespace candor::forms {
namespace {

/// Walks the text and notes how far the parser has come: its events carry no position.
class CountingIterator {
 public:
  using difference_type = std::ptrdiff_t;
  using value_type = char;
  using pointer = const char*;
  using reference = const char&;
  using iterator_category = std::input_iterator_tag;

  CountingIterator(const char* at, const char** furthest) : at_(at), furthest_(furthest) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    *furthest_ = ++at_;
    return *this;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  const char** furthest_;
};

/// The library says "[json.…] parse error at line 1, column 5: <what>"; people get <what>, in ASCII
/// because the token it quotes may end in the middle of a character.
std::string plain_words(std::string_view message) {
  const auto column = message.find("column ");
  const auto colon = message.find(": ", column == std::string_view::npos ? 0 : column);
  std::string words(colon == std::string_view::npos ? message : message.substr(colon + 2));
  for (char& c : words) {
    if (static_cast<unsigned char>(c) >= 0x80 || static_cast<unsigned char>(c) < 0x20) c = '?';
  }
  return words;
}

/// Receives the parser's events; the parser itself keeps its nesting in a list, not on the stack.
template <class Json>
class TreeBuilder {
 public:
  explicit TreeBuilder(int max_depth) : max_depth_(static_cast<std::size_t>(max_depth)) {}

  bool null() { return add(Json(nullptr)); }
  bool boolean(bool value) { return add(Json(value)); }
  bool number_integer(typename Json::number_integer_t value) { return add(Json(value)); }
  bool number_unsigned(typename Json::number_unsigned_t value) { return add(Json(value)); }
  bool number_float(typename Json::number_float_t value, const std::string&) { return add(Json(value)); }
  bool string(std::string& value) { return add(Json(std::move(value))); }
  bool binary(typename Json::binary_t&) { return stop({"binary data", "二进制数据"}, {}); }
  bool start_object(std::size_t) { return open(Json(Json::value_t::object)); }
  bool start_array(std::size_t) { return open(Json(Json::value_t::array)); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(std::string& name) {
    if (!keys_.back().insert(name).second) {
      return stop(say({"expected each key once; {0} stands twice in this object",
                       "同一对象中每个键应只出现一次，{0}重复出现"},
                      ticked(name)),
                  {"Remove one of the two.", "请删去其中一个。"});
    }
    key_ = std::move(name);
    return true;
  }
  template <class Exception>
  bool parse_error(std::size_t, const std::string&, const Exception& exception) {
    // The library's words are English only; where the place is told, a Chinese reader misses little.
    return stop({"expected JSON: " + plain_words(exception.what()), "此处不符合 JSON 格式"},
                {"Mend the JSON at this place.", "请改正此处。"});
  }

  Json take_root() { return std::move(root_); }
  const Phrase& expected() const { return expected_; }
  const Phrase& remedy() const { return remedy_; }

 private:
  bool stop(Phrase expected, Phrase remedy) {
    expected_ = std::move(expected);
    remedy_ = std::move(remedy);
    return false;
  }

  Json* place(Json&& value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    Json& parent = *open_.back();
    if (parent.is_array()) {
      auto& list = parent.template get_ref<typename Json::array_t&>();
      list.push_back(std::move(value));
      return &list.back();
    }
    auto& object = parent.template get_ref<typename Json::object_t&>();
    if constexpr (std::is_same_v<Json, nlohmann::json>) {
      return &object.emplace(std::move(key_), std::move(value)).first->second;
    } else {
      // ordered_json's own emplace searches the whole object for every key; `keys_` knows already.
      object.push_back(typename Json::object_t::value_type(std::move(key_), std::move(value)));
      return &object.back().second;
    }
  }

  bool add(Json&& value) {
    place(std::move(value));
    return true;
  }

  bool open(Json&& container) {
    if (open_.size() >= max_depth_) {
      return stop(say({"expected at most {0} levels of nesting", "嵌套应不超过{0}层"}, max_depth_),
                  {"Nest less deeply.", "请减少嵌套。"});
    }
    open_.push_back(place(std::move(container)));
    keys_.emplace_back();
    return true;
  }

  bool close() {
    open_.pop_back();
    keys_.pop_back();
    return true;
  }

  std::size_t max_depth_;
  Json root_;
  std::vector<Json*> open_;
  std::vector<std::unordered_set<std::string>> keys_;
  std::string key_;
  Phrase expected_;
  Phrase remedy_;
};

}  // namespace

template <class Json>
Result<Json> parse_json_tree(std::string_view text, int max_depth) {
  if (auto encoding = check_encoding(text); !encoding) return fail(std::move(encoding).error());
  const char* furthest = text.data();
  TreeBuilder<Json> builder(max_depth);
  if (Json::sax_parse(CountingIterator(text.data(), &furthest),
                      CountingIterator(text.data() + text.size(), &furthest), &builder)) {
    return builder.take_root();
  }
  const auto read = static_cast<std::size_t>(furthest - text.data());
  const TextPosition position = position_at(text, read == 0 ? 0 : read - 1);
  const std::string place = place_of(position);
  return fail(ErrorKind::malformed,
              say({"Not readable as JSON at {0}: {1}.", "无法按 JSON 读取（{0}）：{1}。"},
                  Phrase{place, place_in_chinese(position)}, builder.expected()),
              {{Diagnostic::Severity::error, place, builder.expected(), builder.remedy()}});
}

template Result<nlohmann::json> parse_json_tree<nlohmann::json>(std::string_view, int);
template Result<nlohmann::ordered_json> parse_json_tree<nlohmann::ordered_json>(std::string_view, int);

}  // namespace candor::forms
