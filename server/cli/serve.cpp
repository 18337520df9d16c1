#include "server/cli/serve.h"

#include <malloc.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <atomic>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "server/cli/failure.h"
#include "server/cli/log.h"
#include "server/http/api/services.h"
#include "server/http/http_server.h"

namespace candor::server {
namespace {

constexpr std::chrono::seconds kHousekeepingPeriod{1};
constexpr int kPeriodsBetweenClosings = 5;
constexpr int kPeriodsBetweenTrims = 60;

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

/// Every second: empties the register's log, which tells in which order codes were claimed. Every few
/// seconds: closes rounds whose time has come. Until it is destroyed.
class Housekeeper {
 public:
  explicit Housekeeper(Program& program) : thread_([this, &program] { run(program); }) {}
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
  void run(Program& program) {
    std::unique_lock lock(mutex_);
    for (int period = 1; !stopping_; ++period) {
      lock.unlock();
      program.claims().tidy();
      // What a large import or count has used goes back to the system.
      if (period % kPeriodsBetweenTrims == 0) ::malloc_trim(0);
      if (period % kPeriodsBetweenClosings == 1) {
        if (const auto closed = program.moves().close_due(); !closed)
          log_error("closing on time failed", {{"detail", closed.error().detail}});
      }
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

std::string without_slash(std::string url) {
  if (!url.empty() && url.back() == '/') url.pop_back();
  return url;
}

std::string url_of(const ServeOptions& options, const std::string& host, std::uint16_t port,
                   const std::string& stated) {
  if (!stated.empty()) return without_slash(stated);
  const bool six = host.find(':') != std::string::npos;
  return fmt::format("{}://{}:{}", options.tls_certificate.empty() ? "http" : "https",
                     six ? "[" + host + "]" : host, port);
}

/// "HOST:PORT", an IPv6 address in brackets. Errors: `invalid`.
Result<http::ListenOptions> box_listen_options(const ServeOptions& options) {
  const auto colon = options.box_listen.rfind(':');
  unsigned port = 0;
  const char* const end = options.box_listen.data() + options.box_listen.size();
  const bool read = colon != std::string::npos &&
                    std::from_chars(options.box_listen.data() + colon + 1, end, port).ptr == end;
  if (!read || port > 65'535)
    return fail(ErrorKind::invalid, "--box-listen: expected HOST:PORT, like 127.0.0.1:8443");
  auto listen = listen_options(options);
  listen.host = options.box_listen.substr(0, colon);
  if (listen.host.starts_with('[')) listen.host = listen.host.substr(1, listen.host.size() - 2);
  listen.port = static_cast<std::uint16_t>(port);
  listen.try_ports = 1;
  return listen;
}

/// One or two listeners and their routers. Links need ports, which are known only after binding, and routes
/// need the links: hence texts that are filled in later.
class Front {
 public:
  Front(Program& program, const ServeOptions& options, const std::atomic<bool>& ready)
      : options_(options),
        services_{program.accounts(),
                  program.rounds(),
                  program.drafts(),
                  program.invitations(),
                  program.claims(),
                  program.boxes(),
                  program.moves(),
                  system_now_s,
                  public_url_,
                  [&ready] { return ready.load(); },
                  box_url_,
                  std::filesystem::path(options.data) / "rehearsal"},
        router_(http::all_routes(services_), http::make_authorizer(program.accounts()), {box_url_, nullptr}),
        box_router_(http::box_routes(services_), {}, {nullptr, public_url_}) {}

  Result<void> bind() {
    const auto log = [wanted = options_.log_requests](const http::AccessLine& line) {
      if (wanted || !line.fault.empty()) log_access(line);
    };
    auto server = http::HttpServer::bind(listen_options(options_), router_, log);
    if (!server) return fail(std::move(server).error());
    server_ = *std::move(server);
    *public_url_ = url_of(options_, options_.host, server_->port(), options_.public_url);
    if (options_.box_listen.empty()) return {};
    const auto listen = box_listen_options(options_);
    if (!listen) return fail(listen.error());
    auto box = http::HttpServer::bind(*listen, box_router_, log);
    if (!box) return fail(std::move(box).error());
    box_server_ = *std::move(box);
    *box_url_ = url_of(options_, listen->host, box_server_->port(), options_.box_url);
    return {};
  }

  void start() {
    threads_.emplace_back([this] { server_->run(); });
    if (box_server_) threads_.emplace_back([this] { box_server_->run(); });
  }
  void stop() {
    server_->stop();
    if (box_server_) box_server_->stop();
    for (auto& thread : threads_) thread.join();
  }
  [[nodiscard]] const std::string& public_url() const { return *public_url_; }
  [[nodiscard]] const std::string& box_url() const { return *box_url_; }
  [[nodiscard]] std::uint16_t port() const { return server_->port(); }

 private:
  const ServeOptions& options_;
  std::shared_ptr<std::string> public_url_ = std::make_shared<std::string>();
  std::shared_ptr<std::string> box_url_ = std::make_shared<std::string>();
  http::Services services_;
  http::Router router_, box_router_;
  std::unique_ptr<http::HttpServer> server_, box_server_;
  std::vector<std::thread> threads_;
};

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

  std::atomic<bool> ready{false};
  Front front(running, options, ready);
  if (const auto bound = front.bind(); !bound) return report_failure(bound.error());
  if (prepare) {
    if (auto prepared = prepare(running, front.public_url()); !prepared)
      return report_failure(prepared.error());
  }

  const Housekeeper housekeeper(running);
  front.start();
  ready = true;
  log_info("listening", {{"url", front.public_url()}, {"port", std::to_string(front.port())}});
  if (!front.box_url().empty()) log_info("the box listens", {{"url", front.box_url()}});
  int signal = 0;
  sigwait(&signals, &signal);
  ready = false;
  log_info("stopping", {{"signal", signal == SIGTERM ? "SIGTERM" : "SIGINT"}});
  front.stop();
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
  command
      .add_option("--box-listen", options.box_listen,
                  "HOST:PORT where ballots are cast, apart from the pages")
      ->envname("CANDOR_BOX_LISTEN");
  command.add_option("--box-url", options.box_url, "What browsers call that listener")
      ->envname("CANDOR_BOX_URL");
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
