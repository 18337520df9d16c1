// What an Accept-Encoding header says of a content coding (RFC 9110, 12.5.3). Knows no coding itself.
#pragma once

#include <string_view>

namespace candor::server::http {

/// How much `coding` is wanted, in thousandths; -1 where the header says nothing about it. What is no weight
/// counts as 0, that is as refused.
[[nodiscard]] int weight_of_coding(std::string_view accepted, std::string_view coding);

/// Whether an answer as it is was asked for by name, and wanted more than one of `weight`.
[[nodiscard]] bool prefers_identity(std::string_view accepted, int weight);

}  // namespace candor::server::http
