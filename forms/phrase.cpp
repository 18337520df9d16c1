#include "forms/phrase.h"

namespace candor {
namespace {

std::string fill_one(std::string_view words, std::span<const Phrase> fillings,
                     std::string Phrase::*language) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool is_place = words[i] == '{' && i + 2 < words.size() && words[i + 2] == '}' &&
                          words[i + 1] >= '0' && words[i + 1] <= '9';
    if (!is_place) {
      out += words[i];
      continue;
    }
    out += fillings[static_cast<std::size_t>(words[i + 1] - '0')].*language;
    i += 2;
  }
  return out;
}

}  // namespace

Phrase fill_in(std::string_view en, std::string_view zh, std::span<const Phrase> fillings) {
  return {fill_one(en, fillings, &Phrase::en), fill_one(zh, fillings, &Phrase::zh)};
}

}  // namespace candor
