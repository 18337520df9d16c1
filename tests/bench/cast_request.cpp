#include "tests/bench/cast_request.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "forms/ballot.h"
#include "server/protocol/hash.h"

namespace candor::bench {

namespace protocol = server::protocol;

std::string random_body(const forms::Codebook& book, std::mt19937_64& random) {
  auto answers = forms::blank_answers(book);
  for (const auto& slot : book.slots) {
    forms::write_choice(answers, slot, static_cast<int>(random() % slot.options->size()));
  }
  return forms::encode_ballot_body(book, answers);
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string make_request(const std::string& message) {
  const std::size_t bare = message.size() + std::string_view(R"(,"pad":""})").size();
  const std::string pad((1024 - bare % 1024) % 1024, 'x');
  const std::string body = message + R"(,"pad":")" + pad + "\"}";
  return fmt::format(
      "POST /api/v1/rounds/bench/ballots HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
      "Content-Length: {}\r\n\r\n{}",
      body.size(), body);
}

PreparedCasts describe_round(const server::BallotBoxes& boxes, const std::string& round) {
  const auto page = or_throw(boxes.page(round, std::nullopt));
  PreparedCasts casts;
  casts.manifest_hash = or_throw(protocol::parse_hex32(page.manifest_hash));
  const auto manifest = nlohmann::json::parse(page.manifest);
  casts.box_key = or_throw(protocol::parse_base64url(manifest.at("box_key").get<std::string>()));
  return casts;
}

bool receipt_holds(const PreparedCasts& casts, std::string_view answer) {
  const auto json = nlohmann::json::parse(answer, nullptr, false);
  if (!json.is_object() || !json.contains("receipt") || !json["receipt"].is_object()) return false;
  const auto& receipt = json["receipt"];
  const std::string entry = json.value("entry", "");
  if (receipt.value("entry", "-") != entry || receipt.value("kind", "") != "ballot") return false;
  server::Bytes bytes;
  for (std::size_t i = 0; i + 1 < entry.size(); i += 2)
    bytes.push_back(static_cast<std::uint8_t>(std::stoi(entry.substr(i, 2), nullptr, 16)));
  const auto signature = protocol::parse_base64url(receipt.value("signature", ""));
  protocol::P256Signature raw{};
  if (!signature || signature->size() != raw.size()) return false;
  std::ranges::copy(*signature, raw.begin());
  const auto key =
      or_throw(protocol::P256PublicKey::from_point(or_throw(protocol::point_of_spki(casts.box_key))));
  return key.verifies(protocol::receipt_message(casts.manifest_hash, protocol::CastKind::ballot, bytes), raw);
}

}  // namespace candor::bench
