#include "server/app/key_room.h"

#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

#include "server/protocol/hash.h"
#include "server/protocol/key_file.h"
#include "server/protocol/sealed_box.h"

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

Result<protocol::P256PrivateKey> KeyRoom::server_key() const {
  // No round is called so: ids hold no plus.
  const auto seal = make("+server");
  if (!seal) return fail(seal.error());
  const auto file = directory_ / "+server.p256";
  if (std::ifstream in(file, std::ios::binary); in) {
    const Bytes sealed{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    const auto der = protocol::open_secret(*seal, sealed);
    if (!der) return fail(ErrorKind::internal, "the key of this server is damaged: " + file.string());
    return protocol::P256PrivateKey::from_der(*der);
  }
  auto key = protocol::P256PrivateKey::generate();
  if (!key) return key;
  const auto der = key->to_der();
  if (!der) return fail(der.error());
  const Bytes sealed = protocol::seal_secret(*seal, *der);
  std::ofstream out(file, std::ios::binary);
  out.write(reinterpret_cast<const char*>(sealed.data()), static_cast<std::streamsize>(sealed.size()));
  if (!out.flush()) return fail(ErrorKind::storage_full, file.string() + " could not be written");
  return key;
}

Result<void> KeyRoom::destroy(std::string_view round) const {
  const auto file = file_of(round);
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return {};
  return protocol::destroy_key_file(file);
}

}  // namespace candor::server
