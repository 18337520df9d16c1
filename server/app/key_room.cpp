#include "server/app/key_room.h"

#include <sys/stat.h>

#include <string>
#include <system_error>

#include "server/protocol/hash.h"
#include "server/protocol/key_file.h"

namespace candor::server {

std::filesystem::path KeyRoom::file_of(std::string_view round) const {
  return directory_ / std::string(round).append(".key");
}

Result<std::optional<Bytes32>> KeyRoom::find(std::string_view round) const {
  const auto file = file_of(round);
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return std::optional<Bytes32>();
  auto key = protocol::read_key_file(file);
  if (!key) return fail(std::move(key).error());
  return std::optional(*key);
}

Result<Bytes32> KeyRoom::make(std::string_view round) const {
  auto found = find(round);
  if (!found) return fail(std::move(found).error());
  if (*found) return **found;
  std::error_code error;
  if (std::filesystem::create_directories(directory_, error)) ::chmod(directory_.c_str(), 0700);
  if (error) return fail(ErrorKind::storage_full, "cannot make the directory for keys: " + error.message());
  const Bytes32 key = protocol::random32();
  if (auto written = protocol::write_key_file(file_of(round), key); !written)
    return fail(std::move(written).error());
  return key;
}

Result<void> KeyRoom::destroy(std::string_view round) const {
  const auto file = file_of(round);
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return {};
  return protocol::destroy_key_file(file);
}

}  // namespace candor::server
