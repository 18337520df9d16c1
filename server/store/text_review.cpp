#include "server/store/text_review.h"

namespace candor::server {

std::string_view name_of(ReviewState state) {
  switch (state) {
    case ReviewState::unread:
      return "unread";
    case ReviewState::cleared:
      return "cleared";
    case ReviewState::withheld:
      return "withheld";
  }
  return {};
}

std::optional<ReviewState> find_review_state(std::string_view name) {
  for (const auto state : {ReviewState::unread, ReviewState::cleared, ReviewState::withheld}) {
    if (name_of(state) == name) return state;
  }
  return std::nullopt;
}

}  // namespace candor::server
