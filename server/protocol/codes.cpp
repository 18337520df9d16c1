// Crockford base32 (https://www.crockford.com/base32.html) and the hashes that stand for a code.
#include "server/protocol/codes.h"

#include <charconv>
#include <optional>

#include "server/protocol/hash.h"

namespace candor::server::protocol {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::string_view kCheckAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";
constexpr std::size_t kGroupCharacters = 5;
constexpr std::size_t kNumberDigits = 6;  // part and category numbers: far above any round
constexpr std::size_t kTypedLimit = 200;  // bytes of a typed code, spaces included
constexpr std::uint32_t kCheckModulus = 37;

std::uint32_t check_of(std::uint32_t remainder, std::string_view digits) {
  for (const char digit : digits) {
    const auto value = static_cast<std::uint32_t>(kAlphabet.find(digit));
    remainder = (remainder * 32 + value) % kCheckModulus;
  }
  return remainder;
}

/// What people type for what was printed; other characters stay as they are.
char normalised(char character) {
  if (character >= 'a' && character <= 'z') character = static_cast<char>(character - 'a' + 'A');
  if (character == 'O') return '0';
  if (character == 'I' || character == 'L') return '1';
  return character;
}

bool is_separator(char character) {
  return character == '-' || character == ' ' || character == '\t';
}

Unexpected malformed_code() {
  return fail(ErrorKind::malformed,
              "A code looks like 12-3-ABCDE-FGHJK-MNPQR-STVWX-Y: two numbers, twenty characters, one check "
              "character.");
}

/// Takes a number and the separator behind it off `rest`.
std::optional<std::uint32_t> take_number(std::string_view& rest) {
  std::string digits;
  while (!rest.empty() && !is_separator(rest.front())) {
    digits += normalised(rest.front());
    rest.remove_prefix(1);
  }
  while (!rest.empty() && is_separator(rest.front())) rest.remove_prefix(1);
  std::uint32_t number = 0;
  if (digits.empty() || digits.size() > kNumberDigits) return std::nullopt;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size() || number == 0) return std::nullopt;
  return number;
}

}  // namespace

std::string encode_secret(std::span<const std::uint8_t, 13> random) {
  std::string secret;
  for (std::size_t i = 0; i < kSecretCharacters; ++i) {
    const std::size_t bit = i * 5;
    const std::uint32_t next = bit / 8 + 1 < random.size() ? random[bit / 8 + 1] : 0U;
    const std::uint32_t window = (static_cast<std::uint32_t>(random[bit / 8]) << 8) | next;
    secret += kAlphabet[(window >> (11 - bit % 8)) & 31U];
  }
  return secret;
}

bool is_secret(std::string_view text) {
  return text.size() == kSecretCharacters && text.find_first_not_of(kAlphabet) == std::string_view::npos;
}

char check_character(std::uint32_t part, std::uint32_t category, std::string_view secret) {
  std::uint32_t remainder = check_of(0, std::to_string(part));
  remainder = check_of(remainder, std::to_string(category));
  return kCheckAlphabet[check_of(remainder, secret)];
}

std::string printed_code(std::uint32_t part, std::uint32_t category, std::string_view secret) {
  std::string code = std::to_string(part) + "-" + std::to_string(category);
  for (std::size_t i = 0; i < secret.size(); ++i) {
    if (i % kGroupCharacters == 0) code += '-';
    code += secret[i];
  }
  return code + "-" + check_character(part, category, secret);
}

Result<TypedCode> parse_typed_code(std::string_view typed) {
  if (typed.size() > kTypedLimit) return malformed_code();
  while (!typed.empty() && is_separator(typed.front())) typed.remove_prefix(1);
  const auto part = take_number(typed);
  const auto category = part ? take_number(typed) : std::nullopt;
  if (!category) return malformed_code();
  std::string characters;
  for (const char character : typed) {
    if (!is_separator(character)) characters += normalised(character);
  }
  if (characters.empty()) return malformed_code();
  const char check = characters.back();
  characters.pop_back();
  if (!is_secret(characters) || kCheckAlphabet.find(check) == std::string_view::npos) return malformed_code();
  if (check != check_character(*part, *category, characters)) {
    return fail(ErrorKind::invalid,
                "A character of the code was mistyped: the last one, which checks the others, does not fit.");
  }
  return TypedCode{*part, *category, std::move(characters)};
}

std::string link_fragment(const Bytes32& manifest_hash, std::string_view round, std::uint32_t part,
                          std::uint32_t category, std::string_view secret) {
  std::string fragment = "1.";
  fragment.append(base64url_of(manifest_hash)).append(".").append(round).append(".");
  fragment.append(std::to_string(part))
      .append(".")
      .append(std::to_string(category))
      .append(".")
      .append(secret);
  return fragment;
}

std::string ballot_link(std::string_view public_url, const Bytes32& manifest_hash, std::string_view round,
                        std::uint32_t part, std::uint32_t category, std::string_view secret) {
  return std::string(public_url) + "/b#" + link_fragment(manifest_hash, round, part, category, secret);
}

Bytes32 ballot_bearer(std::string_view round, std::string_view unit, std::string_view category,
                      std::string_view secret) {
  return Hash("ticket-ballot").text16(round).text16(unit).text16(category).text(secret).finish();
}

Bytes32 comment_bearer(std::string_view round, std::string_view unit, std::string_view secret) {
  return Hash("ticket-comment").text16(round).text16(unit).text(secret).finish();
}

Bytes32 bearer_hash(const Bytes32& bearer) {
  return Hash("bearer").bytes(bearer).finish();
}

}  // namespace candor::server::protocol
