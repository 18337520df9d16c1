#include "tests/server/http/running_server.h"

#include <chrono>
#include <stdexcept>

#include "tests/catch.h"

namespace candor::tests {

using namespace server::http;

std::vector<Route> sample_routes(std::atomic<int>& handled) {
  const auto counted = [&handled](Handler handler) -> Handler {
    return [&handled, handler = std::move(handler)](const Request& request, const Context& context) {
      ++handled;
      return handler(request, context);
    };
  };
  const auto hello = counted([](const Request&, const Context&) { return json_response(200, "\"hello\""); });
  const auto echo = counted([](const Request& r, const Context&) { return json_response(200, r.body); });
  const auto throws =
      counted([](const Request&, const Context&) -> Response { throw std::runtime_error("secret"); });
  const auto slow = counted([](const Request&, const Context&) {
    std::this_thread::sleep_for(std::chrono::milliseconds(600));
    return json_response(200, "\"slow\"");
  });
  const auto slower = counted([](const Request&, const Context&) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2'300));
    return json_response(200, "\"slower\"");
  });
  const auto large = counted(
      [](const Request&, const Context&) { return json_response(200, std::string(8 * 1024 * 1024, 'x')); });
  const auto secure =
      counted([](const Request& r, const Context&) { return json_response(200, r.secure ? "yes" : "no"); });
  return {{Method::get, "/hello", Caller::anybody, hello},
          {Method::del, "/hello", Caller::anybody,
           counted([](const Request&, const Context&) { return no_content(); })},
          {Method::post, "/echo", Caller::anybody, echo},
          {Method::put, "/small", Caller::anybody, echo, 16, "text/csv"},
          {Method::get, "/throws", Caller::anybody, throws},
          {Method::get, "/slow", Caller::anybody, slow},
          {Method::get, "/slower", Caller::anybody, slower},
          {Method::get, "/large", Caller::anybody, large},
          {Method::post, "/ballots/{round}", Caller::respondent, echo},
          {Method::get, "/staff", Caller::signed_in, hello},
          {Method::post, "/staff", Caller::organizer, echo, 64 * 1024 * 1024},
          {Method::get, "/secure", Caller::anybody, secure}};
}

RunningServer::RunningServer(ListenOptions options)
    : router_(sample_routes(handled_), [](Caller, const Request&) -> Result<Context> {
        return fail(ErrorKind::unauthenticated, "Nobody is signed in.");
      }) {
  options.port = 0;
  auto made = HttpServer::bind(options, router_, [this](const AccessLine& line) {
    const std::lock_guard lock(mutex_);
    lines_.push_back(std::string(line.method) + " " + std::string(line.route) + " " +
                     std::to_string(line.status));
  });
  if (!made) FAIL("cannot bind: " << made.error().detail);
  server_ = std::move(*made);
  thread_ = std::thread([this] { server_->run(); });
}

RunningServer::~RunningServer() {
  stop();
}

void RunningServer::stop() {
  if (!thread_.joinable()) return;
  server_->stop();
  thread_.join();
}

std::vector<std::string> RunningServer::log_lines() {
  const std::lock_guard lock(mutex_);
  return lines_;
}

}  // namespace candor::tests
