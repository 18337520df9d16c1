#include "forms/complaints.h"

#include <utility>

namespace candor::forms {
namespace {

using Severity = Diagnostic::Severity;

void append(std::vector<Diagnostic>& all, const std::vector<Diagnostic>& some, std::size_t untold,
            Severity severity) {
  all.insert(all.end(), some.begin(), some.end());
  if (untold == 0) return;
  all.push_back({severity,
                 "",
                 say({"{0} more like these", "另有{0}处类似问题"}, untold),
                 {"Mend these first, then check again.", "请先改正以上各处，再行检查。"}});
}

}  // namespace

void Complaints::error(std::string place, Phrase expected, Phrase remedy) {
  if (is_known(place)) return;
  error_places_.insert(place);
  if (errors_.size() >= max_each_) {
    ++errors_untold_;
    return;
  }
  errors_.push_back({Severity::error, std::move(place), std::move(expected), std::move(remedy)});
}

void Complaints::warning(std::string place, Phrase expected, Phrase remedy) {
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

Phrase errors_in_words(std::size_t count) {
  return count == 1 ? Phrase{"1 error", "1处错误"} : say({"{0} errors", "{0}处错误"}, count);
}

std::string ticked(std::string_view text) {
  constexpr std::size_t kMaxBytes = 80;
  if (text.size() <= kMaxBytes) return "`" + std::string(text) + "`";
  std::size_t cut = kMaxBytes;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
  return "`" + std::string(text.substr(0, cut)) + "…`";
}

Phrase listed(const std::vector<std::string>& names) {
  constexpr std::size_t kMaxNames = 12;
  Phrase all;
  for (std::size_t i = 0; i < names.size() && i < kMaxNames; ++i) {
    all = i == 0 ? in_both(ticked(names[i])) : say({"{0}, {1}", "{0}、{1}"}, all, ticked(names[i]));
  }
  return names.size() > kMaxNames ? say({"{0}, …", "{0}等"}, all) : all;
}

}  // namespace candor::forms
