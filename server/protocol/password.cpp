// Argon2id behind a small waiting room.
#include "server/protocol/password.h"

#include <sodium.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <mutex>

#include "forms/utf8.h"
#include "server/protocol/hash.h"

namespace candor::server::protocol {

/// A counting semaphore that refuses instead of letting a crowd wait.
struct Passwords::Turns {
  std::mutex mutex;
  std::condition_variable freed;
  int working = 0;
  int waiting = 0;

  bool take(const PasswordCost& cost) {
    std::unique_lock lock(mutex);
    if (working >= cost.at_once) {
      if (waiting >= cost.waiting) return false;
      ++waiting;
      const bool free = freed.wait_for(lock, std::chrono::milliseconds(cost.wait_ms),
                                       [&] { return working < cost.at_once; });
      --waiting;
      if (!free) return false;
    }
    ++working;
    return true;
  }
  void give() {
    {
      const std::lock_guard lock(mutex);
      --working;
    }
    freed.notify_one();
  }
};

namespace {

template <class Work>
class Finally {
 public:
  explicit Finally(Work work) : work_(std::move(work)) {}
  ~Finally() { work_(); }
  Finally(const Finally&) = delete;
  Finally& operator=(const Finally&) = delete;

 private:
  Work work_;
};

/// Empty where memory is lacking.
std::string argon2id(std::string_view password, const PasswordCost& cost) {
  std::string stored(crypto_pwhash_STRBYTES, '\0');
  if (crypto_pwhash_str_alg(stored.data(), password.data(), password.size(), cost.passes, cost.memory_bytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return {};
  }
  stored.resize(stored.find('\0'));
  return stored;
}

/// False: too long for libsodium to read, or of another algorithm.
bool is_readable(const std::string& stored) {
  return stored.size() < crypto_pwhash_STRBYTES && stored.starts_with(crypto_pwhash_STRPREFIX);
}

bool equal_ignoring_ascii_case(std::string_view left, std::string_view right) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [&](char a, char b) { return lower(a) == lower(b); });
}

Unexpected too_busy() {
  return fail(ErrorKind::busy, Phrase{"Too many people are signing in at once; try again in a moment.",
                                      "同时登录的人过多，请稍后再试。"});
}

Unexpected refuse_password(Phrase expected, Phrase remedy) {
  return fail(ErrorKind::invalid, Phrase{"This password cannot be used.", "此密码不可用。"},
              {{Diagnostic::Severity::error, "/password", std::move(expected), std::move(remedy)}});
}

}  // namespace

Result<void> check_password(std::string_view password, std::string_view account_name) {
  if (password.size() > kMaxPasswordBytes) {
    return refuse_password({"at most 1,024 bytes", "应不超过1024字节"},
                           {"Choose a shorter password.", "请改用较短的密码。"});
  }
  if (forms::find_invalid_utf8(password) != std::string_view::npos) {
    return refuse_password({"valid UTF-8 text", "应为有效的 UTF-8 文本"},
                           {"Type the password as text.", "请以文字输入密码。"});
  }
  if (forms::count_code_points(password) < kMinPasswordCodePoints) {
    return refuse_password({"at least 12 characters", "应至少12个字符"},
                           {"Choose a longer one; a short sentence is easy to remember.",
                            "请改用更长的密码；一句短语更容易记住。"});
  }
  if (equal_ignoring_ascii_case(password, account_name)) {
    return refuse_password({"not the name of the account", "不应与账号名相同"},
                           {"Choose something that others do not know.", "请改用他人不知道的内容。"});
  }
  return {};
}

Passwords::Passwords(PasswordCost cost) : cost_(cost), turns_(std::make_unique<Turns>()) {
  if (sodium_init() < 0) std::abort();  // without random salts there must be no server
  const Bytes32 unknown = random32();
  decoy_ = argon2id({reinterpret_cast<const char*>(unknown.data()), unknown.size()}, cost_);
}

Passwords::~Passwords() = default;

Result<std::string> Passwords::hash(std::string_view password) {
  if (password.size() > kMaxPasswordBytes)
    return refuse_password({"at most 1,024 bytes", "应不超过1024字节"},
                           {"Choose a shorter password.", "请改用较短的密码。"});
  if (!turns_->take(cost_)) return too_busy();
  const Finally turn([this] { turns_->give(); });
  std::string stored = argon2id(password, cost_);
  if (stored.empty()) return fail(ErrorKind::internal, "There is not enough memory to store a password.");
  return stored;
}

Result<bool> Passwords::verify(std::string_view stored, std::string_view password) {
  if (password.size() > kMaxPasswordBytes) return false;
  if (!turns_->take(cost_)) return too_busy();
  const Finally turn([this] { turns_->give(); });
  const std::string text(stored);
  const bool readable = is_readable(text);
  const std::string& compared = readable ? text : decoy_;
  const bool equal = crypto_pwhash_str_verify(compared.c_str(), password.data(), password.size()) == 0;
  return equal && readable;
}

bool Passwords::needs_rehash(std::string_view stored) const {
  const std::string text(stored);
  return !is_readable(text) ||
         crypto_pwhash_str_needs_rehash(text.c_str(), cost_.passes, cost_.memory_bytes) != 0;
}

}  // namespace candor::server::protocol
