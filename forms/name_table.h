// Numbers names in the order in which they first appear, for files of a million of them: two words a name
// and no allocation of its own. Knows nothing of what they name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace candor::forms {

/// Borrows the names: what they look into must outlive it. At most 2^32 − 1 names.
class NameTable {
 public:
  struct Place {
    std::size_t number = 0;  ///< from 0
    bool is_new = false;
  };
  Place add(std::string_view name);

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number_and_one = 0;  ///< 0: free
  };
  [[nodiscard]] Slot& find_slot(std::uint32_t hash, std::string_view name);
  void grow();

  std::vector<Slot> slots_;  ///< a power of two of them, at most half in use
  std::vector<std::string_view> names_;
  std::size_t last_ = 0;  ///< rows of a ballot mostly stand together
};

}  // namespace candor::forms
