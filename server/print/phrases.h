// The fixed sentences on paper, in the languages Candor speaks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace candor::server::print {

struct Phrases {
  std::string_view language;  ///< for the `lang` attribute
  std::string_view sheet;     ///< what the tab and the sheet are called
  std::string_view what;      ///< "{}" stands for who asks; empty askers use `what_plain`
  std::string_view what_plain;
  std::string_view how;  ///< "{}" stands for the address
  std::string_view anonymous;
  std::string_view round;
  std::string_view code;
  std::string_view slips;           ///< "{}" stands for how many
  std::string_view qr;              ///< for screen readers
  std::string_view invitations;     ///< what the sheet of invitations is called
  std::string_view personal;        ///< the code is this person's
  std::string_view unlinked;        ///< what the code is for, and what it does not do
  std::string_view made_by_server;  ///< what it means where the server made the codes
  std::string_view ask;             ///< in front of whom to ask; `ask_plain` where nobody is named
  std::string_view ask_plain;
  std::string_view fingerprint;  ///< in front of M
  std::string_view sign_in_title;
  std::string_view sign_in_how;
  std::string_view sign_in_once;
  std::string_view sign_in_until;  ///< "{}" stands for the time
  std::string_view separator;      ///< between two parts of a heading
};

/// Those for `language` ("zh-CN", "zh", "en-GB"…); English where Candor has none.
[[nodiscard]] const Phrases& phrases_for(std::string_view language);

/// One for each of `languages`, none twice; English for an empty list.
[[nodiscard]] std::vector<const Phrases*> phrases_for_all(const std::vector<std::string>& languages);

/// `phrase` with its "{}" replaced.
[[nodiscard]] std::string fill_in(std::string_view phrase, std::string_view value);

}  // namespace candor::server::print
