// The one place that names the test framework's header (Catch2 v3 has another).
#pragma once
#include <catch2/catch.hpp>
