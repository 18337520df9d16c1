// The one file that names cpp-httplib. From it come the loop that accepts connections, its life cycle and the
// TLS context. Connections are handed to our own pool as soon as they are accepted, before the library reads
// a byte.
#include "server/http/http_server.h"

#include <atomic>
#include <chrono>
#include <string_view>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <httplib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server/http/connection_pool.h"
#include "server/http/listen_socket.h"
#include "server/http/response_head.h"
#include "server/http/security_headers.h"

namespace candor::server::http {
namespace {

constexpr std::int64_t kDrainMs = 4'000;
constexpr rlim_t kOtherDescriptors = 256;  ///< databases, logs, ourselves

/// Takes a non-blocking socket just accepted, and owns it.
using Adopt = std::function<void(int)>;

/// Runs the library's per-connection task where it is, in the accepting thread: all it does is hand the
/// socket on.
class InlineQueue final : public httplib::TaskQueue {
 public:
  void enqueue(std::function<void()> task) override { task(); }
  void shutdown() override {}
};

/// `Base`: httplib::Server or httplib::SSLServer.
template <class Base>
class Acceptor final : public Base {
 public:
  template <class... Arguments>
  explicit Acceptor(Adopt adopt, Arguments&&... arguments)
      : Base(std::forward<Arguments>(arguments)...), adopt_(std::move(adopt)) {
    this->new_task_queue = [] { return new InlineQueue; };
  }

  /// Accepts on `descriptor` until it is shut down. The library gives up after errors that pass
  /// (ECONNABORTED, ENFILE), and closes what it was given: so it gets a duplicate, and another try.
  void accept_on(int descriptor, const std::atomic<bool>& stopped) {
    while (!stopped.load()) {
      const int duplicate = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
      if (duplicate >= 0) {
        this->svr_sock_ = duplicate;
        if (this->listen_after_bind()) ::close(duplicate);
        this->svr_sock_ = INVALID_SOCKET;
      }
      if (!stopped.load()) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }

 private:
  bool process_and_close_socket(socket_t socket) override {
    const int flags = ::fcntl(socket, F_GETFL);
    ::fcntl(socket, F_SETFL, flags | O_NONBLOCK);
    ::fcntl(socket, F_SETFD, FD_CLOEXEC);
    adopt_(socket);
    return true;
  }

  Adopt adopt_;
};

using PlainAcceptor = Acceptor<httplib::Server>;
using TlsAcceptor = Acceptor<httplib::SSLServer>;

bool set_up_tls(SSL_CTX& context, const ListenOptions& options) {
  SSL_CTX_set_min_proto_version(&context, TLS1_2_VERSION);
  SSL_CTX_set_options(&context,
                      SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_session_cache_mode(&context, SSL_SESS_CACHE_OFF);
  return SSL_CTX_use_certificate_chain_file(&context, options.tls_certificate->c_str()) == 1 &&
         SSL_CTX_use_PrivateKey_file(&context, options.tls_key->c_str(), SSL_FILETYPE_PEM) == 1 &&
         SSL_CTX_check_private_key(&context) == 1;
}

void raise_descriptor_limit(std::size_t connections) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const rlim_t wanted = static_cast<rlim_t>(connections) + kOtherDescriptors;
  if (limit.rlim_cur >= wanted) return;
  limit.rlim_cur = std::min(wanted, limit.rlim_max);
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

/// What a connection beyond the limit is told: made once, sent without waiting.
std::string busy_message() {
  auto response =
      problem_response({ErrorKind::busy, "Too many connections at once. Try again in a moment.", {}});
  add_security_headers(response, false);
  return encode_response_head(response, false) + response.body;
}

class Server final : public HttpServer {
 public:
  Server(const ListenOptions& options, const Router& router, std::function<void(const AccessLine&)> log)
      : busy_message_(busy_message()) {
    settings_.router = &router;
    settings_.log = std::move(log);
    settings_.behind_proxy = options.behind_proxy;
  }
  ~Server() override {
    pool_.reset();
    if (socket_.descriptor >= 0) ::close(socket_.descriptor);
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  Result<void> open(const ListenOptions& options) {
    if (auto made = make_acceptor(options); !made) return made;
    auto pool = ConnectionPool::start(options.threads, options.connection_limit);
    if (!pool) return fail(std::move(pool).error());
    pool_ = std::move(*pool);
    auto socket = open_listen_socket(options.host, options.port, options.try_ports);
    if (!socket) return fail(std::move(socket).error());
    socket_ = *socket;
    return {};
  }

  std::uint16_t port() const override { return socket_.port; }

  void run() override {
    if (tls_) {
      tls_->accept_on(socket_.descriptor, stopped_);
    } else {
      plain_->accept_on(socket_.descriptor, stopped_);
    }
    settings_.draining = true;
    pool_->drain(kDrainMs);
  }

  void stop() override {
    stopped_ = true;
    settings_.draining = true;
    ::shutdown(socket_.descriptor, SHUT_RDWR);  // wakes accept()
  }

 private:
  Result<void> make_acceptor(const ListenOptions& options) {
    const auto adopt = [this](int socket) { take_in(socket); };
    if (!options.tls_certificate) {
      plain_ = std::make_unique<PlainAcceptor>(adopt);
      return {};
    }
    settings_.tls = true;
    const std::function<bool(SSL_CTX&)> set_up = [&](SSL_CTX& context) {
      return set_up_tls(context, options);
    };
    tls_ = std::make_unique<TlsAcceptor>(adopt, set_up);
    if (tls_->is_valid()) return {};
    return fail(ErrorKind::malformed, "The TLS certificate (" + options.tls_certificate->string() +
                                          ") or its key (" + options.tls_key->string() +
                                          ") cannot be read, or they do not belong together.");
  }

  void take_in(int socket) {
    const auto now = steady_now_ms();
    if (pool_->is_full()) {
      if (!tls_)
        (void)::send(socket, busy_message_.data(), busy_message_.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
      ::close(socket);
      return;
    }
    auto transport = tls_ ? make_tls_transport(socket, tls_->ssl_context()) : make_plain_transport(socket);
    if (transport) (void)pool_->adopt(std::make_unique<Connection>(std::move(transport), settings_, now));
  }

  const std::string busy_message_;
  ConnectionSettings settings_;
  std::unique_ptr<PlainAcceptor> plain_;  ///< one of the two
  std::unique_ptr<TlsAcceptor> tls_;
  std::unique_ptr<ConnectionPool> pool_;  ///< its connections use settings_ and the TLS context
  ListenSocket socket_;
  std::atomic<bool> stopped_ = false;
};

Result<void> check_options(const ListenOptions& options) {
  if (options.tls_certificate.has_value() != options.tls_key.has_value()) {
    return fail(ErrorKind::invalid, "TLS needs both: the certificate and its key.");
  }
  if (!options.tls_certificate && !options.behind_proxy && !is_loopback(options.host)) {
    return fail(ErrorKind::invalid,
                "Plain HTTP is served on this machine's own address (127.0.0.1) only. Give a TLS certificate "
                "and key, or say "
                "that a proxy in front speaks TLS (--behind-proxy).");
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::bind(const ListenOptions& options, const Router& router,
                                                     std::function<void(const AccessLine&)> log) {
  if (const auto fine = check_options(options); !fine) return fail(fine.error());
  raise_descriptor_limit(options.connection_limit);
  auto server = std::make_unique<Server>(options, router, std::move(log));
  if (auto opened = server->open(options); !opened) return fail(std::move(opened).error());
  return std::unique_ptr<HttpServer>(std::move(server));
}

}  // namespace candor::server::http
