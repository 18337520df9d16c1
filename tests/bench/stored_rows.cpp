// Apart from ingest_round.cpp: the box is opened here, and nothing of the register.
#include <stdexcept>

#include "server/store/box.h"
#include "tests/bench/ingest_round.h"

namespace candor::bench {

StoredRows count_stored(const std::filesystem::path& data) {
  auto box = server::Box::open(data / "box" / "bench.db");
  if (!box) throw std::runtime_error(box.error().detail);
  const auto ballots = (*box)->count_ballots();
  if (!ballots) throw std::runtime_error(ballots.error().detail);
  return {*ballots};
}

}  // namespace candor::bench
