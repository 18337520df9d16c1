// The headers every response carries, errors included: a browser is told to run nothing but our own files,
// to tell nobody where it was, and to keep no copy of what is not a static file.
#pragma once

#include "server/http/message.h"

namespace candor::server::http {

/// Leaves a Cache-Control set by the handler as it is; else `no-store`. `secure`: adds
/// Strict-Transport-Security.
void add_security_headers(Response& response, bool secure);

}  // namespace candor::server::http
