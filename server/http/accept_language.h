// Which of our two languages the reader of an answer wants (RFC 9110, Accept-Language). Chosen by the request
// alone: neither the machine's locale nor anything stored has a say.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/http/message.h"

namespace candor::server::http {

enum class Language : std::uint8_t { en, zh };

/// Chinese where the best of the ranges we know is one of `zh` (zh-CN, zh-TW, zh-Hans…), English otherwise:
/// also for `*`, an empty header and one that cannot be read. Of equal weights the first counts; `q=0`
/// refuses.
[[nodiscard]] Language preferred_language(std::string_view accept_language);
[[nodiscard]] Language language_of(const Request& request);

[[nodiscard]] inline const std::string& in_language(const Phrase& phrase, Language language) {
  return language == Language::zh ? phrase.zh : phrase.en;
}

/// Content-Language, and Vary, which keeps a cache from handing one reader's language to another.
void name_language(Response& response, Language language);

}  // namespace candor::server::http
