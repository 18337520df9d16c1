#include "tests/fuzz/mutate.h"

#include <array>
#include <cstddef>

namespace candor::fuzz {
namespace {

using namespace std::string_view_literals;

constexpr std::array kTokens{"{"sv,
                             "}"sv,
                             "["sv,
                             "]"sv,
                             "\""sv,
                             ","sv,
                             ":"sv,
                             "\\u0000"sv,
                             "null"sv,
                             "-1"sv,
                             "1e999"sv,
                             "1/0"sv,
                             "\xEF\xBB\xBF"sv,
                             "\xFF"sv,
                             "\xED\xA0\x80"sv,
                             "\0"sv,
                             "\r\n"sv,
                             ";"sv,
                             "99999999999999999999"sv,
                             "\\ud800"sv,
                             "[[[[[[[[[["sv,
                             "team"sv,
                             "-"sv,
                             "\"\""sv};

std::size_t below(Random& random, std::size_t limit) {
  return limit == 0 ? 0 : random() % limit;
}

void change_once(std::string& text, Random& random) {
  const std::size_t at = below(random, text.size());
  const std::size_t length = 1 + below(random, random() % 8 == 0 ? 2048 : 12);
  switch (random() % 6) {
    case 0:
      if (!text.empty()) text[at] = static_cast<char>(random());
      break;
    case 1:
      text.erase(at, length);
      break;
    case 2:
      text.insert(at, kTokens[below(random, kTokens.size())]);
      break;
    case 3:
      text.insert(at, text.substr(at, length));
      break;
    case 4:
      text.insert(below(random, text.size()), text.substr(at, length));
      break;
    case 5:
      text.resize(at);
      break;
  }
}

}  // namespace

std::string mutate(std::string_view seed, Random& random) {
  std::string text(seed);
  const std::size_t limit = 2 * seed.size() + 4096;
  // Every other input has one change only: those are the ones that get past the first check.
  for (std::size_t changes = random() % 2 == 0 ? 1 : 1 + below(random, 8); changes > 0; --changes)
    change_once(text, random);
  if (text.size() > limit) text.resize(limit);
  return text;
}

}  // namespace candor::fuzz
