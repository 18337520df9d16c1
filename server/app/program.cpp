#include "server/app/program.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <optional>
#include <system_error>

#include <fmt/format.h>

#include "server/store/register.h"

namespace candor::server {
namespace {

/// Holds DIR/lock until it goes out of scope; the system lets go of it if the process dies.
class DirectoryLock {
 public:
  static Result<DirectoryLock> take(const std::filesystem::path& directory) {
    const auto file = directory / "lock";
    const int descriptor = ::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor < 0) {
      return fail(ErrorKind::storage_full,
                  fmt::format("cannot write in {}: {}", directory.string(), std::strerror(errno)));
    }
    DirectoryLock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
      return fail(ErrorKind::conflict,
                  fmt::format("{} is in use by another Candor server; stop that one or name another --data",
                              directory.string()));
    }
    return lock;
  }
  DirectoryLock(DirectoryLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  DirectoryLock(const DirectoryLock&) = delete;
  DirectoryLock& operator=(const DirectoryLock&) = delete;
  DirectoryLock& operator=(DirectoryLock&&) = delete;
  ~DirectoryLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

 private:
  explicit DirectoryLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

Result<void> make_private_directory(const std::filesystem::path& directory) {
  std::error_code error;
  const bool made = std::filesystem::create_directories(directory, error);
  if (error || !std::filesystem::is_directory(directory)) {
    return fail(ErrorKind::storage_full,
                fmt::format("cannot make the directory {}: {}", directory.string(), error.message()));
  }
  if (made) ::chmod(directory.c_str(), 0700);
  return {};
}

}  // namespace

struct Program::Parts {
  Parts(DirectoryLock&& held, std::unique_ptr<Register>&& opened, const std::filesystem::path& data,
        const Clock& clock)
      : lock(std::move(held)),
        store(std::move(opened)),
        keys(data / "keys"),
        accounts(*store, clock),
        rounds(*store, keys, clock),
        drafts(*store, clock),
        invitations(*store, keys, clock),
        claims(*store, keys, clock),
        boxes(data / "box", keys, clock),
        moves(rounds, invitations, boxes, claims),
        making(*store, keys) {}

  void start_worker(OpeningWorker::Report report) {
    const auto open = [this](const OpeningWanted& wanted) -> Result<void> {
      if (auto opened = moves.finish_opening(wanted.round, wanted.wishes, wanted.account); !opened)
        return fail(std::move(opened).error());
      return {};
    };
    if (!report) report = [](const std::string&, const Error&) {};
    worker.emplace(making, open, std::move(report));
    moves.on_begun([this] { worker->wake(); });
  }

  DirectoryLock lock;
  std::unique_ptr<Register> store;
  KeyRoom keys;
  Accounts accounts;
  Rounds rounds;
  DraftVersions drafts;
  Invitations invitations;
  Claims claims;
  BallotBoxes boxes;
  RoundMoves moves;
  KeyMaking making;
  std::optional<OpeningWorker> worker;  // last: ends before what it uses
};

Result<std::unique_ptr<Program>> Program::open(const std::filesystem::path& data, Clock clock,
                                               OpeningWorker::Report report) {
  if (auto made = make_private_directory(data); !made) return fail(std::move(made).error());
  auto lock = DirectoryLock::take(data);
  if (!lock) return fail(std::move(lock).error());
  auto store = Register::open(data / "register.db");
  if (!store) return fail(std::move(store).error());
  if (auto made = make_private_directory(data / "box"); !made) return fail(std::move(made).error());
  auto parts = std::make_unique<Parts>(*std::move(lock), *std::move(store), data, clock);
  if (auto loaded = parts->moves.load_all(); !loaded) return fail(std::move(loaded).error());
  parts->start_worker(std::move(report));
  return std::unique_ptr<Program>(new Program(std::move(parts)));
}

Program::Program(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Program::~Program() = default;
Accounts& Program::accounts() {
  return parts_->accounts;
}
Rounds& Program::rounds() {
  return parts_->rounds;
}
DraftVersions& Program::drafts() {
  return parts_->drafts;
}
Invitations& Program::invitations() {
  return parts_->invitations;
}
Claims& Program::claims() {
  return parts_->claims;
}
BallotBoxes& Program::boxes() {
  return parts_->boxes;
}
RoundMoves& Program::moves() {
  return parts_->moves;
}

}  // namespace candor::server
