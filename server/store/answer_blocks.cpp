#include "server/store/answer_blocks.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

#include "server/store/parallel_scan.h"
#include "server/store/sqlite_error.h"
#include "server/store/statement.h"

namespace candor::server::store {
namespace {

constexpr std::size_t kBlockBytes = 64 * 1024;
constexpr std::int64_t kBlockBallots = 64 * 1024;  // of ballots without any answer to hold

using Cell = std::pair<std::uint32_t, std::uint32_t>;  // unit, category

constexpr std::string_view kInsert =
    "INSERT INTO answer_block(unit, category, block, ballots, bytes) VALUES(?1, ?2, ?3, ?4, ?5)";
constexpr std::string_view kRows = "SELECT unit, category, answers FROM ballot";
constexpr std::string_view kKeys =
    "SELECT unit, category, block, ballots FROM answer_block ORDER BY unit, category, block";
constexpr std::string_view kShare =
    "SELECT unit, category, ballots, bytes FROM answer_block "
    "WHERE (unit, category, block) >= (?1, ?2, ?3) ORDER BY unit, category, block LIMIT ?4";

Unexpected lost() {
  return fail(ErrorKind::internal,
              "the box has lost answers that were packed at its end; run `candor doctor`");
}

/// Fills blocks and writes each as soon as it is full. Ballots of one block are equally long.
class Packer {
 public:
  explicit Packer(Statement& insert) : insert_(insert) {}

  Result<void> add(Cell cell, ByteView answers) {
    Block& block = blocks_[cell];
    const bool is_full = block.bytes.size() + answers.size() > kBlockBytes || block.ballots == kBlockBallots;
    if (block.ballots > 0 && (is_full || block.size != answers.size())) {
      if (auto written = write(cell, block); !written) return written;
    }
    block.size = answers.size();
    block.bytes.insert(block.bytes.end(), answers.begin(), answers.end());
    ++block.ballots;
    ++ballots_;
    return {};
  }

  /// How many ballots were packed.
  Result<std::int64_t> finish() {
    for (auto& [cell, block] : blocks_) {
      if (block.ballots == 0) continue;
      if (auto written = write(cell, block); !written) return fail(std::move(written).error());
    }
    return ballots_;
  }

 private:
  struct Block {
    Bytes bytes;
    std::size_t size = 0;  ///< of a ballot
    std::int64_t ballots = 0, number = 0;
  };

  Result<void> write(Cell cell, Block& block) {
    insert_.bind(1, static_cast<std::int64_t>(cell.first));
    insert_.bind(2, static_cast<std::int64_t>(cell.second));
    insert_.bind(3, block.number++);
    insert_.bind(4, block.ballots);
    insert_.bind(5, ByteView(block.bytes));
    auto done = insert_.run();
    block.bytes.clear();
    block.ballots = 0;
    return done;
  }

  Statement& insert_;
  std::map<Cell, Block> blocks_;
  std::int64_t ballots_ = 0;
};

/// Calls `visit(cell, answers)` for each ballot of a block. False where its length is no multiple.
template <class Visit>
bool for_each_ballot(Cell cell, std::int64_t ballots, ByteView bytes, Visit&& visit) {
  const auto count = static_cast<std::size_t>(ballots);
  if (ballots < 1 || bytes.size() % count != 0) return false;
  const std::size_t size = bytes.size() / count;
  for (std::size_t i = 0; i < count; ++i) visit(cell, bytes.subspan(i * size, size));
  return true;
}

struct Key {
  std::int64_t unit = 0, category = 0, block = 0, ballots = 0;
};

/// All blocks, if they hold as many ballots as were packed.
Result<std::vector<Key>> list_keys(SQLite::Database& database) {
  auto statement = Statement::prepare(database.getHandle(), kKeys);
  if (!statement) return fail(std::move(statement.error()));
  std::vector<Key> keys;
  std::int64_t ballots = 0;
  Statement::Step step = statement->step();
  for (; step == Statement::Step::row; step = statement->step()) {
    ballots += statement->integer(3);
    keys.push_back(
        {statement->integer(0), statement->integer(1), statement->integer(2), statement->integer(3)});
  }
  if (step == Statement::Step::failed) return statement->failure();
  if (database.execAndGet("SELECT ballots FROM packed").getInt64() != ballots) return lost();
  return keys;
}

/// As many shares as asked for, of about as many ballots each; some may be empty.
std::vector<std::span<const Key>> share_out(const std::vector<Key>& keys, std::size_t shares) {
  std::int64_t left = 0;
  for (const Key& key : keys) left += key.ballots;
  std::vector<std::span<const Key>> shared;
  std::size_t at = 0;
  for (; shares > 0; --shares) {
    const std::size_t begin = at;
    const std::int64_t wanted = left / static_cast<std::int64_t>(shares);
    std::int64_t taken = 0;
    while (at < keys.size() && (shares == 1 || taken < wanted)) taken += keys[at++].ballots;
    left -= taken;
    shared.emplace_back(keys.data() + begin, at - begin);
  }
  return shared;
}

/// One connection's share. The visitors say themselves what is wrong with a ballot.
Result<void> scan_share(SQLite::Database& database, std::span<const Key> share,
                        const Box::BallotVisitor& visit, const std::atomic<bool>& stop) {
  if (share.empty()) return {};
  auto statement = Statement::prepare(database.getHandle(), kShare);
  if (!statement) return fail(std::move(statement.error()));
  statement->bind(1, share.front().unit);
  statement->bind(2, share.front().category);
  statement->bind(3, share.front().block);
  statement->bind(4, static_cast<std::int64_t>(share.size()));
  const auto visit_one = [&visit](Cell cell, ByteView answers) { visit(cell.first, cell.second, answers); };
  std::size_t blocks = 0;
  Statement::Step step = statement->step();
  for (; step == Statement::Step::row; step = statement->step()) {
    if (stop.load(std::memory_order_relaxed))
      return fail(ErrorKind::internal, "another part of the scan failed");
    const Cell cell{statement->u32(0), statement->u32(1)};
    if (!for_each_ballot(cell, statement->integer(2), statement->blob(3), visit_one)) return lost();
    ++blocks;
  }
  if (step == Statement::Step::failed) return statement->failure();
  return blocks == share.size() ? Result<void>() : lost();
}

struct Sum {
  std::uint64_t ballots = 0, hashes = 0;  ///< added without regard to order
  bool operator==(const Sum&) const = default;
};
using Sums = std::map<Cell, Sum>;

/// FNV-1a: it finds what got lost or changed by accident; who does it on purpose is found by `candor verify`.
std::uint64_t hash_of(ByteView bytes) {
  std::uint64_t hash = 14695981039346656037U;
  for (const std::uint8_t byte : bytes) hash = (hash ^ byte) * 1099511628211U;
  return hash;
}

void add(Sums& sums, Cell cell, ByteView answers) {
  Sum& sum = sums[cell];
  ++sum.ballots;
  sum.hashes += hash_of(answers);
}

}  // namespace

Result<void> pack_answers(SQLite::Database& database) {
  auto insert = Statement::prepare(database.getHandle(), kInsert);
  if (!insert) return fail(std::move(insert.error()));
  auto rows = Statement::prepare(database.getHandle(), kRows);
  if (!rows) return fail(std::move(rows.error()));
  Packer packer(*insert);
  Statement::Step step = rows->step();
  for (; step == Statement::Step::row; step = rows->step()) {
    if (auto added = packer.add({rows->u32(0), rows->u32(1)}, rows->blob(2)); !added) return added;
  }
  if (step == Statement::Step::failed) return rows->failure();
  const auto ballots = packer.finish();
  if (!ballots) return fail(ballots.error());
  SQLite::Statement note(database, "INSERT INTO packed(id, ballots) VALUES(1, ?)");
  note.bind(1, *ballots);
  note.exec();
  return {};
}

bool has_packed_answers(SQLite::Database& database) {
  return database.execAndGet("SELECT EXISTS(SELECT 1 FROM packed)").getInt() != 0;
}

Result<void> scan_packed_answers(std::span<SQLite::Database* const> connections,
                                 std::span<const Box::BallotVisitor> visitors) {
  const auto keys = guarded([&] { return list_keys(*connections.front()); });
  if (!keys) return fail(keys.error());
  const auto shares = share_out(*keys, connections.size());
  return run_in_parts(connections.size(), [&](std::size_t part, const std::atomic<bool>& stop) {
    return scan_share(*connections[part], shares[part], visitors[part], stop);
  });
}

std::vector<std::string> packed_answers_faults(SQLite::Database& database) {
  if (!has_packed_answers(database)) return {};
  Sums of_rows, of_blocks;
  bool sound = true;
  SQLite::Statement rows(database, std::string(kRows));
  const auto view = [](const SQLite::Column& column) {
    return ByteView(static_cast<const std::uint8_t*>(column.getBlob()),
                    static_cast<std::size_t>(column.getBytes()));
  };
  while (rows.executeStep())
    add(of_rows, {rows.getColumn(0).getUInt(), rows.getColumn(1).getUInt()}, view(rows.getColumn(2)));
  SQLite::Statement blocks(database, "SELECT unit, category, ballots, bytes FROM answer_block");
  while (blocks.executeStep()) {
    sound = for_each_ballot({blocks.getColumn(0).getUInt(), blocks.getColumn(1).getUInt()},
                            blocks.getColumn(2).getInt64(), view(blocks.getColumn(3)),
                            [&of_blocks](Cell cell, ByteView answers) { add(of_blocks, cell, answers); }) &&
            sound;
  }
  if (sound && of_rows == of_blocks) return {};
  return {"the answers that were packed at the end of the box are not those of its ballots"};
}

}  // namespace candor::server::store
