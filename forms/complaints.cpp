#include "forms/complaints.h"

#include <utility>

namespace candor::forms {
namespace {

using Severity = Diagnostic::Severity;

void append(std::vector<Diagnostic>& all, const std::vector<Diagnostic>& some, std::size_t untold,
            Severity severity) {
  all.insert(all.end(), some.begin(), some.end());
  if (untold == 0) return;
  all.push_back(
      {severity, "", std::to_string(untold) + " more like these", "Mend these first, then check again."});
}

}  // namespace

void Complaints::error(std::string place, std::string expected, std::string remedy) {
  if (is_known(place)) return;
  error_places_.insert(place);
  if (errors_.size() >= max_each_) {
    ++errors_untold_;
    return;
  }
  errors_.push_back({Severity::error, std::move(place), std::move(expected), std::move(remedy)});
}

void Complaints::warning(std::string place, std::string expected, std::string remedy) {
  if (is_known(place)) return;
  if (warnings_.size() >= max_each_) {
    ++warnings_untold_;
    return;
  }
  warnings_.push_back({Severity::warning, std::move(place), std::move(expected), std::move(remedy)});
}

std::vector<Diagnostic> Complaints::warnings() const {
  std::vector<Diagnostic> all;
  append(all, warnings_, warnings_untold_, Severity::warning);
  return all;
}

std::vector<Diagnostic> Complaints::list() const {
  std::vector<Diagnostic> all;
  append(all, errors_, errors_untold_, Severity::error);
  append(all, warnings_, warnings_untold_, Severity::warning);
  return all;
}

bool Complaints::is_known(std::string_view place) const {
  if (error_places_.empty()) return false;
  while (true) {
    if (error_places_.contains(std::string(place))) return true;
    const auto slash = place.rfind('/');
    if (slash == std::string_view::npos) return false;
    place = place.substr(0, slash);
  }
}

std::string pointer(std::string_view place, std::string_view key) {
  std::string joined(place);
  joined += '/';
  for (const char c : key) {
    if (c == '~') {
      joined += "~0";
    } else if (c == '/') {
      joined += "~1";
    } else {
      joined += c;
    }
  }
  return joined;
}

std::string pointer(std::string_view place, std::size_t index) {
  return pointer(place, std::to_string(index));
}

std::string ticked(std::string_view text) {
  constexpr std::size_t kMaxBytes = 80;
  if (text.size() <= kMaxBytes) return "`" + std::string(text) + "`";
  std::size_t cut = kMaxBytes;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
  return "`" + std::string(text.substr(0, cut)) + "…`";
}

std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t kMaxNames = 12;
  std::string all;
  for (std::size_t i = 0; i < names.size() && i < kMaxNames; ++i) {
    if (i > 0) all += ", ";
    all += ticked(names[i]);
  }
  if (names.size() > kMaxNames) all += ", …";
  return all;
}

}  // namespace candor::forms
