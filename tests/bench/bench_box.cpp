// Rows are written as SQL: Box::import wants all of them in memory at once, 5 GB for ten million. They come
// in the order of their keys, as an import writes them, so that the file is the same.
#include "tests/bench/bench_box.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <array>
#include <fstream>
#include <random>
#include <stdexcept>
#include <string>

#include "forms/codebook.h"
#include "server/store/box.h"

namespace candor::bench {
namespace {

namespace fs = std::filesystem;

/// Random but for its first eight bytes, which ascend evenly from ballot to ballot.
server::Bytes32 key_of(std::size_t ballot, std::size_t ballots, std::mt19937_64& random) {
  server::Bytes32 key;
  for (auto& byte : key) byte = static_cast<std::uint8_t>(random());
  const std::uint64_t step = UINT64_MAX / ballots;
  std::uint64_t begin = step * ballot + random() % step;
  for (std::size_t i = 8; i-- > 0; begin >>= 8U) key[i] = static_cast<std::uint8_t>(begin & 0xFFU);
  return key;
}

void write_ballots(SQLite::Database& database, const forms::Round& round, std::size_t ballots) {
  SQLite::Statement insert(database,
                           "INSERT INTO ballot(nullifier, bearer, unit, category, revision, salt, answers) "
                           "VALUES(?1, ?2, ?3, ?4, 1, ?5, ?6)");
  std::mt19937_64 random(20260101);
  const auto book = forms::make_codebook(round, round.units.front());
  auto answers = forms::blank_answers(book);
  const auto bind = [&](int index, const auto& bytes) {
    insert.bindNoCopy(index, bytes.data(), static_cast<int>(bytes.size()));
  };
  for (std::size_t i = 0; i < ballots; ++i) {
    const auto key = key_of(i, ballots, random), bearer = key_of(i, ballots, random),
               salt = key_of(i, ballots, random);
    for (const auto& slot : book.slots) {
      forms::write_choice(answers, slot, static_cast<int>(random() % (slot.options->size() + 1)) - 1);
    }
    bind(1, key);
    bind(2, bearer);
    insert.bind(3, static_cast<std::int64_t>(random() % round.units.size()));
    insert.bind(4, static_cast<std::int64_t>(random() % round.categories.size()));
    bind(5, salt);
    bind(6, answers);
    insert.exec();
    insert.reset();
  }
}

}  // namespace

void fill_box(const fs::path& file, const forms::Round& round, std::size_t ballots) {
  if (auto made = server::Box::create(file, {}); !made) throw std::runtime_error(made.error().detail);
  SQLite::Database database(file.string(), SQLite::OPEN_READWRITE);
  database.exec("PRAGMA journal_mode = OFF");  // whoever opens the box goes back to a log
  database.exec("PRAGMA synchronous = OFF");
  database.exec("BEGIN");
  write_ballots(database, round, ballots);
  database.exec("COMMIT");
}

void write_rows(const fs::path& box, const forms::Round& round, const fs::path& to) {
  const auto opened = server::Box::open(box);
  if (!opened) throw std::runtime_error(opened.error().detail);
  const auto book = forms::make_codebook(round, round.units.front());
  std::ofstream out(to, std::ios::binary);
  out << "unit,category";
  for (const auto& slot : book.slots) out << ',' << slot.item->id;
  std::string line;
  const auto scanned =
      (*opened)->scan_ballots([&](std::uint32_t unit, std::uint32_t category, server::ByteView answers) {
        line = "\n";
        line.append(std::to_string(unit)).append(",").append(std::to_string(category));
        for (const auto& slot : book.slots)
          line.append(",").append(std::to_string(forms::read_choice(answers, slot) + 1));
        out << line;
      });
  out << '\n';
  out.close();
  if (!scanned || !out) throw std::runtime_error("the rows could not be written to " + to.string());
}

}  // namespace candor::bench
