// Many respondents at once: a few threads, each with one person at a time.
#pragma once

#include <functional>
#include <vector>

#include "forms/result.h"
#include "server/rehearsal/respondent_side.h"

namespace candor::server::rehearsal {

/// Asked now and then by several threads at once: true ends what is under way.
using Stop = std::function<bool()>;

/// Lets everybody vote; what they keep, in the order of `voters`. Errors: the first that anybody meets;
/// `busy` where `stop` said so. Either way no thread is left.
[[nodiscard]] Result<std::vector<Receipts>> cast_by_many(const RespondentSide& side, Claims& claims,
                                                         BallotBoxes& boxes, const std::vector<Voter>& voters,
                                                         unsigned threads, const Stop& stop = {});

[[nodiscard]] Error interrupted();

}  // namespace candor::server::rehearsal
