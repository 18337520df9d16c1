#include "server/app/custody.h"

#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <memory>
#include <system_error>

#include <fmt/format.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace candor::server {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kLowDiskBytes = 512ULL * 1024 * 1024;
constexpr std::int64_t kNotBefore_s = 1'767'225'600;  // 2026-01-01: no Candor ran before
constexpr int kCertificateDays = 14;

Unexpected io_failure(const fs::path& path, const std::error_code& error) {
  return fail(ErrorKind::storage_full, fmt::format("{}: {}", path.string(), error.message()));
}

bool is_backup(const fs::path& directory) {
  return fs::exists(directory / "register.db");
}

bool lies_in(const fs::path& inner, const fs::path& outer) {
  const auto relative = fs::weakly_canonical(inner).lexically_relative(fs::weakly_canonical(outer));
  return !relative.empty() && *relative.begin() != "..";
}

Result<void> make_directory(const fs::path& directory) {
  std::error_code error;
  fs::create_directories(directory, error);
  if (error) return io_failure(directory, error);
  ::chmod(directory.c_str(), 0700);
  return {};
}

/// The new one takes the old one's place by renames; a crash leaves at least one of them whole.
Result<void> replace_directory(const fs::path& fresh, const fs::path& to) {
  std::error_code error;
  const fs::path old = to.string() + ".old";
  fs::remove_all(old, error);
  if (fs::exists(to)) fs::rename(to, old, error);
  if (error) return io_failure(to, error);
  fs::rename(fresh, to, error);
  if (error) return io_failure(fresh, error);
  fs::remove_all(old, error);
  return {};
}

Check examine_disk(const fs::path& data) {
  std::error_code error;
  const auto space = fs::space(data, error);
  if (error) return {CheckOutcome::failed, "disk", error.message()};
  const auto text = fmt::format("{} MiB free", space.available / (1024 * 1024));
  if (space.available < kLowDiskBytes)
    return {CheckOutcome::warning, "disk", text + "; make room before a round opens"};
  return {CheckOutcome::ok, "disk", text};
}

Check examine_clock(std::int64_t now_s) {
  if (now_s < kNotBefore_s) {
    return {CheckOutcome::failed, "clock",
            "the system clock is wrong; set it (timedatectl), or rounds open and close at wrong times"};
  }
  return {CheckOutcome::ok, "clock", "plausible"};
}

Check examine_rights(const fs::path& data) {
  struct stat status {};
  if (::stat(data.c_str(), &status) != 0)
    return {CheckOutcome::failed, "rights", data.string() + " cannot be read"};
  if ((status.st_mode & 0077) != 0) {
    return {CheckOutcome::failed, "rights",
            fmt::format("others may read {}; run: chmod 700 {}", data.string(), data.string())};
  }
  if (::access(data.c_str(), W_OK) != 0)
    return {CheckOutcome::failed, "rights", data.string() + " is not writable"};
  return {CheckOutcome::ok, "rights", "only the owner may read the data"};
}

}  // namespace

Result<void> back_up(const fs::path& data, const fs::path& to) {
  if (lies_in(to, data)) return fail(ErrorKind::conflict, "a backup must lie outside of the data directory");
  if (fs::exists(to) && !is_backup(to) && !fs::is_empty(to)) {
    return fail(ErrorKind::conflict,
                to.string() + " holds something that is no backup; name another directory");
  }
  const fs::path fresh = to.string() + ".partial";
  std::error_code error;
  fs::remove_all(fresh, error);
  if (auto made = make_directory(fresh); !made) return made;
  if (auto done = back_up_register(data, fresh); !done) return done;
  if (auto done = back_up_boxes(data, fresh); !done) return done;
  return replace_directory(fresh, to);
}

Result<void> restore(const fs::path& from, const fs::path& data) {
  if (!is_backup(from))
    return fail(ErrorKind::not_found, from.string() + " is no backup: it holds no register.db");
  std::error_code error;
  if (fs::exists(data) && !fs::is_empty(data, error)) {
    return fail(ErrorKind::conflict, data.string() + " is not empty; a backup is never put over other data");
  }
  const fs::path fresh = data.string() + ".partial";
  fs::remove_all(fresh, error);
  if (auto made = make_directory(fresh); !made) return made;
  fs::copy(from, fresh, fs::copy_options::recursive, error);
  if (error) return io_failure(fresh, error);
  auto checks = examine_register(fresh);
  for (auto& check : examine_boxes(fresh)) checks.push_back(std::move(check));
  for (const auto& check : checks) {
    if (check.outcome != CheckOutcome::failed) continue;
    fs::remove_all(fresh, error);
    return fail(ErrorKind::invalid, fmt::format("the backup is damaged ({}: {}); nothing was restored",
                                                check.what, check.detail));
  }
  if (auto ended = make_safe_after_restore(fresh); !ended) return ended;
  return replace_directory(fresh, data);
}

std::vector<Check> examine(const fs::path& data, std::int64_t now_s) {
  if (!fs::is_directory(data)) return {{CheckOutcome::failed, "data", data.string() + " is no directory"}};
  auto checks = examine_register(data);
  for (auto& check : examine_boxes(data)) checks.push_back(std::move(check));
  checks.push_back(examine_disk(data));
  checks.push_back(examine_clock(now_s));
  checks.push_back(examine_rights(data));
  return checks;
}

std::vector<Check> examine_tls(const fs::path& certificate, const fs::path& key, std::int64_t now_s) {
  using File = std::unique_ptr<FILE, int (*)(FILE*)>;
  const File certificate_file(std::fopen(certificate.c_str(), "r"), std::fclose);
  const File key_file(std::fopen(key.c_str(), "r"), std::fclose);
  if (!certificate_file) return {{CheckOutcome::failed, "tls", certificate.string() + " cannot be read"}};
  if (!key_file) return {{CheckOutcome::failed, "tls", key.string() + " cannot be read"}};
  const std::unique_ptr<X509, void (*)(X509*)> x509(
      PEM_read_X509(certificate_file.get(), nullptr, nullptr, nullptr), X509_free);
  const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> private_key(
      PEM_read_PrivateKey(key_file.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
  if (!x509 || !private_key)
    return {{CheckOutcome::failed, "tls", "certificate or key is not readable as PEM"}};
  if (X509_check_private_key(x509.get(), private_key.get()) != 1) {
    return {{CheckOutcome::failed, "tls", "the key does not belong to the certificate"}};
  }
  std::time_t now = now_s;
  std::time_t soon = now_s + kCertificateDays * 24 * 3600;
  if (X509_cmp_time(X509_get0_notAfter(x509.get()), &now) < 0)
    return {{CheckOutcome::failed, "tls", "the certificate has expired"}};
  if (X509_cmp_time(X509_get0_notAfter(x509.get()), &soon) < 0) {
    return {{CheckOutcome::warning, "tls",
             fmt::format("the certificate expires within {} days", kCertificateDays)}};
  }
  return {{CheckOutcome::ok, "tls", "certificate and key belong together and are in force"}};
}

}  // namespace candor::server
