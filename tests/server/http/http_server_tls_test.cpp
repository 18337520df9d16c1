// TLS with a certificate made on the spot.
#include <filesystem>
#include <memory>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/catch.h"
#include "tests/server/http/raw_client.h"
#include "tests/server/http/running_server.h"

namespace candor::tests {
namespace {

template <class T, void (*Free)(T*)>
struct Freed {
  void operator()(T* pointer) const { Free(pointer); }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY, EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509, X509_free>>;
using TlsContext = std::unique_ptr<SSL_CTX, Freed<SSL_CTX, SSL_CTX_free>>;
using Tls = std::unique_ptr<SSL, Freed<SSL, SSL_free>>;

/// A self-signed certificate in a folder that goes with it.
class TestCertificate {
 public:
  TestCertificate() {
    std::string pattern = (std::filesystem::temp_directory_path() / "candor-tls-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
    const Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    const Certificate certificate(X509_new());
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    auto* name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"),
                               -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    REQUIRE(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0);
    write(certificate_path(), [&](BIO* out) { return PEM_write_bio_X509(out, certificate.get()); });
    write(key_path(), [&](BIO* out) {
      return PEM_write_bio_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
  }
  ~TestCertificate() { std::filesystem::remove_all(folder_); }
  TestCertificate(const TestCertificate&) = delete;
  TestCertificate& operator=(const TestCertificate&) = delete;

  std::filesystem::path certificate_path() const { return folder_ / "cert.pem"; }
  std::filesystem::path key_path() const { return folder_ / "key.pem"; }
  server::http::ListenOptions options() const {
    server::http::ListenOptions made;
    made.tls_certificate = certificate_path();
    made.tls_key = key_path();
    return made;
  }

 private:
  template <class Write>
  static void write(const std::filesystem::path& path, Write write_pem) {
    BIO* out = BIO_new_file(path.c_str(), "w");
    REQUIRE(out != nullptr);
    const int written = write_pem(out);
    BIO_free(out);
    REQUIRE(written == 1);
  }
  std::filesystem::path folder_;
};

/// A TLS client that checks nothing but the protocol.
class TlsClient {
 public:
  TlsClient(std::uint16_t port, int newest_version) : context_(SSL_CTX_new(TLS_client_method())) {
    SSL_CTX_set_min_proto_version(context_.get(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context_.get(), newest_version);
    SSL_CTX_set_security_level(context_.get(), 0);
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    tls_.reset(SSL_new(context_.get()));
    SSL_set_fd(tls_.get(), socket_);
    connected_ = SSL_connect(tls_.get()) == 1;
  }
  ~TlsClient() { ::close(socket_); }
  TlsClient(const TlsClient&) = delete;
  TlsClient& operator=(const TlsClient&) = delete;

  bool is_connected() const { return connected_; }
  std::string version() const { return SSL_get_version(tls_.get()); }
  bool send(const std::string& bytes) {
    return SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size())) > 0;
  }
  /// Until what came contains `end`, or no more comes.
  std::string receive_until(const std::string& end) {
    std::string all;
    char buffer[16 * 1024];
    while (all.find(end) == std::string::npos) {
      const int got = SSL_read(tls_.get(), buffer, sizeof buffer);
      if (got <= 0) break;
      all.append(buffer, static_cast<std::size_t>(got));
    }
    return all;
  }

 private:
  TlsContext context_;
  Tls tls_;
  int socket_ = -1;
  bool connected_ = false;
};

TEST_CASE("requests are answered under TLS, and browsers are told to stay with it") {
  const TestCertificate certificate;
  RunningServer server(certificate.options());
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    TlsClient client(server.port(), version);
    REQUIRE(client.is_connected());
    CHECK(client.version() == (version == TLS1_2_VERSION ? "TLSv1.2" : "TLSv1.3"));
    for (int i = 0; i < 3; ++i) {
      REQUIRE(client.send("GET /secure HTTP/1.1\r\nHost: h\r\n\r\n"));
      const auto answer = client.receive_until("yes");
      CHECK(answer.find("HTTP/1.1 200 OK\r\n") == 0);
      CHECK(answer.find("Strict-Transport-Security: max-age=31536000\r\n") != std::string::npos);
    }
  }
}

TEST_CASE("bodies larger than a TLS record pass both ways") {
  const TestCertificate certificate;
  RunningServer server(certificate.options());
  TlsClient client(server.port(), TLS1_3_VERSION);
  REQUIRE(client.is_connected());
  const std::string body = std::string(200'000, 'x') + "!";
  REQUIRE(client.send(fmt::format(
      "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{}",
      body.size(), body)));
  CHECK(client.receive_until("!").find(body) != std::string::npos);
  REQUIRE(client.send("GET /large HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));
  CHECK(client.receive_until("!").size() > 8 * 1024 * 1024);
}

TEST_CASE("TLS before 1.2 and plain HTTP are not served on a TLS port") {
  const TestCertificate certificate;
  RunningServer server(certificate.options());
  CHECK_FALSE(TlsClient(server.port(), TLS1_1_VERSION).is_connected());
  CHECK(exchange(server.port(), "GET /hello HTTP/1.1\r\nHost: h\r\n\r\n").status == 0);
  CHECK(server.handled() == 0);
}

TEST_CASE("a client that never finishes its handshake is given up, and holds up nobody") {
  const TestCertificate certificate;
  auto options = certificate.options();
  options.threads = 1;
  RunningServer server(options);
  RawClient mute(server.port());
  mute.send("\x16\x03\x01");
  TlsClient client(server.port(), TLS1_3_VERSION);
  CHECK(client.is_connected());
  const auto ms = mute.wait_for_close(8'000);
  CHECK(ms > 3'000);
  CHECK(ms < 7'000);
}

}  // namespace
}  // namespace candor::tests
