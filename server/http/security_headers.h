// The headers every response carries, errors included: a browser is told to run nothing but our own files,
// to tell nobody where it was, and to keep no copy of what is not a static file.
#pragma once

#include <memory>
#include <string>

#include "server/http/message.h"

namespace candor::server::http {

/// Where the anonymous routes have an origin of their own (`--box-listen`). Filled in once both listeners are
/// bound; absent or empty: there is none.
struct Origins {
  std::shared_ptr<const std::string> connect_to;  ///< what our pages may call besides their own origin
  std::shared_ptr<const std::string>
      allow_from;  ///< the one origin whose pages may read these answers (CORS)
};

/// Leaves a Cache-Control set by the handler as it is; else `no-store`. `secure`: adds
/// Strict-Transport-Security.
void add_security_headers(Response& response, bool secure, const Origins& origins = {});

}  // namespace candor::server::http
