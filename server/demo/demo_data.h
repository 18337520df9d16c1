// The made-up organisation of `candor demo`: twelve units in a tree. Pure.
#pragma once

#include "forms/round.h"

namespace candor::server::demo {

/// The demo's units put into a round made from a template with rater categories of any ids; due by unit size.
[[nodiscard]] forms::Round with_demo_units(forms::Round round);

}  // namespace candor::server::demo
