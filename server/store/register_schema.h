// The schema of the register.
#pragma once

#include "server/store/migrations.h"

namespace candor::server::store {

[[nodiscard]] const Schema& register_schema();

}  // namespace candor::server::store
