#include "server/http/transport.h"

#include <algorithm>
#include <cerrno>
#include <climits>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

namespace candor::server::http {
namespace {

IoResult after_system_call(ssize_t moved, IoState when_blocked) {
  if (moved >= 0) return {IoState::done, static_cast<std::size_t>(moved)};
  const bool blocked = errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
  return {blocked ? when_blocked : IoState::closed, 0};
}

class PlainTransport final : public Transport {
 public:
  explicit PlainTransport(int descriptor) : descriptor_(descriptor) {}
  ~PlainTransport() override { ::close(descriptor_); }
  PlainTransport(const PlainTransport&) = delete;
  PlainTransport& operator=(const PlainTransport&) = delete;

  int descriptor() const override { return descriptor_; }
  IoResult handshake() override { return {IoState::done, 0}; }

  IoResult read(char* into, std::size_t size) override {
    const auto result = after_system_call(::recv(descriptor_, into, size, MSG_DONTWAIT), IoState::want_read);
    return result.state == IoState::done && result.bytes == 0 ? IoResult{IoState::closed, 0} : result;
  }

  IoResult write(std::string_view first, std::string_view second) override {
    iovec parts[2] = {{const_cast<char*>(first.data()), first.size()},
                      {const_cast<char*>(second.data()), second.size()}};
    msghdr message{};
    message.msg_iov = first.empty() ? parts + 1 : parts;
    message.msg_iovlen = first.empty() || second.empty() ? 1 : 2;
    return after_system_call(::sendmsg(descriptor_, &message, MSG_DONTWAIT | MSG_NOSIGNAL),
                             IoState::want_write);
  }

  void finish_writing() override { ::shutdown(descriptor_, SHUT_WR); }

 private:
  int descriptor_;
};

class TlsTransport final : public Transport {
 public:
  TlsTransport(int descriptor, SSL* tls) : descriptor_(descriptor), tls_(tls) {}
  ~TlsTransport() override {
    ERR_clear_error();
    if (established_) SSL_shutdown(tls_);
    SSL_free(tls_);
    ::close(descriptor_);
  }
  TlsTransport(const TlsTransport&) = delete;
  TlsTransport& operator=(const TlsTransport&) = delete;

  int descriptor() const override { return descriptor_; }

  IoResult handshake() override {
    ERR_clear_error();
    const auto result = after_tls_call(SSL_accept(tls_));
    established_ = result.state == IoState::done;
    return result;
  }

  IoResult read(char* into, std::size_t size) override {
    ERR_clear_error();
    return after_tls_call(SSL_read(tls_, into, static_cast<int>(std::min<std::size_t>(size, INT_MAX))));
  }

  IoResult write(std::string_view first, std::string_view second) override {
    const auto piece = first.empty() ? second : first;
    ERR_clear_error();
    return after_tls_call(
        SSL_write(tls_, piece.data(), static_cast<int>(std::min<std::size_t>(piece.size(), INT_MAX))));
  }

  void finish_writing() override {
    ERR_clear_error();
    if (established_) SSL_shutdown(tls_);
    ::shutdown(descriptor_, SHUT_WR);
  }

 private:
  IoResult after_tls_call(int result) {
    if (result > 0) return {IoState::done, static_cast<std::size_t>(result)};
    switch (SSL_get_error(tls_, result)) {
      case SSL_ERROR_WANT_READ:
        return {IoState::want_read, 0};
      case SSL_ERROR_WANT_WRITE:
        return {IoState::want_write, 0};
      default:
        established_ = false;
        return {IoState::closed, 0};
    }
  }

  int descriptor_;
  SSL* tls_;
  bool established_ = false;
};

}  // namespace

std::unique_ptr<Transport> make_plain_transport(int descriptor) {
  return std::make_unique<PlainTransport>(descriptor);
}

std::unique_ptr<Transport> make_tls_transport(int descriptor, SSL_CTX* context) {
  SSL* tls = SSL_new(context);
  if (tls == nullptr || SSL_set_fd(tls, descriptor) != 1) {
    SSL_free(tls);
    ::close(descriptor);
    return nullptr;
  }
  SSL_set_mode(
      tls, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
  return std::make_unique<TlsTransport>(descriptor, tls);
}

}  // namespace candor::server::http
