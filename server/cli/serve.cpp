#include "server/cli/serve.h"

#include <malloc.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <thread>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "server/cli/failure.h"
#include "server/cli/log.h"
#include "server/http/api/services.h"
#include "server/http/http_server.h"

namespace candor::server {
namespace {

constexpr std::chrono::seconds kHousekeepingPeriod{5};
constexpr int kPeriodsBetweenTrims = 12;

/// SIGTERM and SIGINT are taken by sigwait in one thread, so that no handler runs in the middle of anything.
sigset_t block_stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

/// Nothing of a ballot may end in a core file, nothing that we write may be read by others.
void harden_process() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  umask(077);
}

/// Closes rounds whose time has come, every few seconds, until it is destroyed.
class Housekeeper {
 public:
  explicit Housekeeper(RoundMoves& moves) : thread_([this, &moves] { run(moves); }) {}
  ~Housekeeper() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }
  Housekeeper(const Housekeeper&) = delete;
  Housekeeper& operator=(const Housekeeper&) = delete;

 private:
  void run(RoundMoves& moves) {
    std::unique_lock lock(mutex_);
    for (int period = 1; !stopping_; ++period) {
      lock.unlock();
      // What a large import or count has used goes back to the system.
      if (period % kPeriodsBetweenTrims == 0) ::malloc_trim(0);
      if (const auto closed = moves.close_due(); !closed)
        log_error("closing on time failed", {{"detail", closed.error().detail}});
      lock.lock();
      wake_.wait_for(lock, kHousekeepingPeriod, [this] { return stopping_; });
    }
  }
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;  // last: starts when the rest is there
};

http::ListenOptions listen_options(const ServeOptions& options) {
  http::ListenOptions listen;
  listen.host = options.host;
  listen.port = options.port;
  listen.try_ports = options.try_ports;
  if (!options.tls_certificate.empty()) listen.tls_certificate = options.tls_certificate;
  if (!options.tls_key.empty()) listen.tls_key = options.tls_key;
  listen.behind_proxy = options.behind_proxy;
  listen.threads = options.threads;
  return listen;
}

std::string url_of(const ServeOptions& options, std::uint16_t port) {
  if (!options.public_url.empty()) {
    const bool slash = options.public_url.back() == '/';
    return options.public_url.substr(0, options.public_url.size() - (slash ? 1 : 0));
  }
  const bool six = options.host.find(':') != std::string::npos;
  return fmt::format("{}://{}:{}", options.tls_certificate.empty() ? "http" : "https",
                     six ? "[" + options.host + "]" : options.host, port);
}

}  // namespace

int serve(const ServeOptions& options,
          const std::function<Result<void>(Program&, const std::string& public_url)>& prepare) {
  const sigset_t signals = block_stop_signals();
  harden_process();
  const auto report = [](const std::string& round, const Error& error) {
    log_error("opening failed; it is tried again", {{"round", round}, {"detail", error.detail}});
  };
  auto program = Program::open(options.data, system_now_s, report);
  if (!program) return report_failure(program.error());
  Program& running = **program;

  // Links need the port, which is known only after binding, and the routes need the links: hence the two
  // steps.
  std::atomic<bool> ready{false};
  auto public_url = std::make_shared<std::string>();
  const bool log_requests = options.log_requests;
  const auto access_log = [log_requests](const http::AccessLine& line) {
    if (log_requests || !line.fault.empty()) log_access(line);
  };
  http::Services services{running.accounts(),
                          running.rounds(),
                          running.invitations(),
                          running.claims(),
                          running.boxes(),
                          running.moves(),
                          system_now_s,
                          public_url,
                          [&ready] { return ready.load(); },
                          {}};
  const http::Router router(http::all_routes(services), http::make_authorizer(running.accounts()));
  auto server = http::HttpServer::bind(listen_options(options), router, access_log);
  if (!server) return report_failure(server.error());
  *public_url = url_of(options, (*server)->port());
  if (prepare) {
    if (auto prepared = prepare(running, *public_url); !prepared) return report_failure(prepared.error());
  }

  const Housekeeper housekeeper(running.moves());
  std::thread listener([&server] { (*server)->run(); });
  ready = true;
  log_info("listening", {{"url", *public_url}, {"port", std::to_string((*server)->port())}});
  int signal = 0;
  sigwait(&signals, &signal);
  ready = false;
  log_info("stopping", {{"signal", signal == SIGTERM ? "SIGTERM" : "SIGINT"}});
  (*server)->stop();
  listener.join();
  running.boxes().drain();
  log_info("stopped");
  return 0;
}

void add_serve_options(CLI::App& command, ServeOptions& options) {
  command.add_option("--data", options.data, "Directory that holds everything")
      ->envname("CANDOR_DATA")
      ->capture_default_str();
  command.add_option("--host", options.host, "Address to listen on")
      ->envname("CANDOR_HOST")
      ->capture_default_str();
  command.add_option("--port", options.port, "Port; 0: the system chooses")
      ->envname("CANDOR_PORT")
      ->capture_default_str();
  command.add_option("--tls-cert", options.tls_certificate, "Certificate chain (PEM)")
      ->envname("CANDOR_TLS_CERT");
  command.add_option("--tls-key", options.tls_key, "Private key (PEM)")->envname("CANDOR_TLS_KEY");
  command.add_flag("--behind-proxy", options.behind_proxy, "A proxy in front speaks TLS")
      ->envname("CANDOR_BEHIND_PROXY");
  command.add_option("--public-url", options.public_url, "What links and QR codes start with")
      ->envname("CANDOR_PUBLIC_URL");
  command.add_option("--threads", options.threads, "Threads that answer requests")
      ->envname("CANDOR_THREADS")
      ->check(CLI::Range(4, 1024))
      ->capture_default_str();
  command.add_flag("--log-requests", options.log_requests, "Log route, status and duration of each request")
      ->envname("CANDOR_LOG_REQUESTS");
}

void add_serve_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("serve", "Run the server");
  auto options = std::make_shared<ServeOptions>();
  add_serve_options(*command, *options);
  command->callback([options, &exit_code] { exit_code = serve(*options); });
}

}  // namespace candor::server
