#include "tests/bench/signing_keys.h"

#include "server/app/key_room.h"
#include "server/protocol/credential.h"
#include "server/protocol/sealed_box.h"
#include "server/store/register.h"
#include "tests/bench/cast_request.h"

namespace candor::bench {

std::vector<GroupKey> read_signing_keys(const std::filesystem::path& data, const std::string& round) {
  const auto store = or_throw(server::Register::open(data / "register.db"));
  const auto round_key = or_throw(server::KeyRoom(data / "keys").find(round));
  if (!round_key) throw std::runtime_error("the round has no key file");
  std::vector<GroupKey> keys;
  for (const auto& key : or_throw(store->list_signing_keys(round))) {
    if (key.category < 0) continue;  // for comments
    const auto der = or_throw(server::protocol::open_secret(*round_key, key.sealed));
    keys.push_back({key.unit, static_cast<std::uint32_t>(key.category), server::protocol::kid_of(key.spki),
                    or_throw(server::protocol::RsaPrivateKey::from_der(der))});
  }
  return keys;
}

}  // namespace candor::bench
