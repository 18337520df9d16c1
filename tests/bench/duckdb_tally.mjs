// Candor's count beside DuckDB's group-by, on the same rows, in the same run. Prints one JSON line; times are in
// seconds, medians; "ratio" says how many times as fast as DuckDB's fastest form Candor counted.
//
//   npm install --no-save --prefix static @duckdb/node-api@1.5.6-r.1
//   node tests/bench/duckdb_tally.mjs [--bench build/release/bench_tally] [--ballots 1000000] [--items 20] [--rounds 3]
//
// DuckDB's package holds 70 MB of native code that nothing else needs, so it is no dependency of Candor.
// DuckDB gets the rows in a table in memory, in the smallest type that holds them, before its clock starts; Candor reads
// them from its box, a file. Each form below gives all counts, and each is checked once, number by number, against
// Candor's count of every unit and category. Programs take turns, so that a busy machine is busy for both.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";

const kPackage = "@duckdb/node-api@1.5.6-r.1";
const kCounts = 5; // as bench_tally
const kOptions = 6; // of bench_round.cpp's scale, "unknown" included; 0 in a row is no answer
const root = new URL("../../", import.meta.url).pathname;

const { values: wishes } = parseArgs({
  options: {
    bench: { type: "string", default: join(root, "build/release/bench_tally") },
    ballots: { type: "string", default: "1000000" },
    items: { type: "string", default: "20" },
    rounds: { type: "string", default: "3" },
  },
});
const items = Array.from({ length: Number(wishes.items) }, (_, i) => `q${i + 1}`);
const choices = Array.from({ length: kOptions + 1 }, (_, choice) => choice);

function loadDuckDB() {
  for (const place of [join(root, "static/package.json"), import.meta.url, join(process.cwd(), "package.json")]) {
    try {
      return createRequire(place)("@duckdb/node-api");
    } catch (error) {
      if (error.code !== "MODULE_NOT_FOUND") throw error;
    }
  }
  console.error(`duckdb_tally: DuckDB is missing; run: npm install --no-save --prefix static ${kPackage}`);
  process.exit(1);
}

const perCell = (count) =>
  `SELECT unit, category, ${items.flatMap((item) => choices.map(count.bind(null, item))).join(", ")} FROM b GROUP BY unit, category`;

/** Rows of a result that has a column for each item and choice, as [unit, category, item, choice, count]. */
function* wide(rows) {
  for (const [unit, category, ...counts] of rows) {
    for (const [i, count] of counts.entries())
      yield [unit, category, Math.floor(i / choices.length), i % choices.length, count];
  }
}
function* long(rows) {
  for (const [item, unit, category, choice, count] of rows) yield [unit, category, item, choice, count];
}
const numberOf = (name) => Number(name.slice(1)) - 1;

/** Ways of asking for the same counts: the statements, and how their rows are read. */
const forms = {
  filter: { sql: [perCell((item, choice) => `count(*) FILTER (${item} = ${choice})`)], read: wide },
  count_if: { sql: [perCell((item, choice) => `count_if(${item} = ${choice})`)], read: wide },
  union_all: {
    sql: [items.map((item, i) => `SELECT ${i} AS item, unit, category, ${item}, count(*) FROM b GROUP BY ALL`).join(" UNION ALL ")],
    read: long,
  },
  one_by_one: {
    sql: items.map((item, i) => `SELECT ${i} AS item, unit, category, ${item}, count(*) FROM b GROUP BY ALL`),
    read: long,
  },
  grouping_sets: {
    sql: [
      `SELECT unit, category, ${items.join(", ")}, count(*) FROM b GROUP BY GROUPING SETS (${items.map((item) => `(unit, category, ${item})`).join(", ")})`,
    ],
    *read(rows) {
      for (const [unit, category, ...answers] of rows) {
        const count = answers.pop();
        const item = answers.findIndex((answer) => answer !== null);
        yield [unit, category, item, answers[item], count];
      }
    },
  },
  unpivot: {
    sql: [`SELECT item, unit, category, choice, count(*) FROM (UNPIVOT b ON ${items.join(", ")} INTO NAME item VALUE choice) GROUP BY ALL`],
    *read(rows) {
      for (const [item, unit, category, choice, count] of rows) yield [unit, category, numberOf(item), choice, count];
    },
  },
  histogram: {
    sql: [`SELECT unit, category, ${items.map((item) => `histogram(${item})`).join(", ")} FROM b GROUP BY unit, category`],
    *read(rows) {
      for (const [unit, category, ...maps] of rows) {
        for (const [item, { entries }] of maps.entries())
          for (const { key, value } of entries) yield [unit, category, item, key, value];
      }
    },
  },
};

const key = (unit, category, item) => `${unit} ${category} ${item}`;

/** Candor's listing of every category: counts by choice, 0 first, for each unit, category and item that has ballots. */
function readTally(file) {
  const counts = new Map();
  for (const [unit, { results }] of JSON.parse(readFileSync(file, "utf8")).units.entries()) {
    for (const { item, groups } of results?.[0].items ?? []) {
      for (const { categories, counts: scored, unscored, abstained } of groups) {
        const category = "ABC".indexOf(categories[0]);
        counts.set(key(unit, category, numberOf(item)), [abstained, ...Object.values(scored), ...Object.values(unscored)]);
      }
    }
  }
  return counts;
}

function checkEqual(name, cells, expected) {
  const left = new Map([...expected].map(([cell, counts]) => [cell, [...counts]]));
  for (const [unit, category, item, choice, count] of cells) {
    const counts = left.get(key(unit, category, item));
    if (!counts) throw new Error(`${name}: DuckDB has a cell that Candor lacks: ${key(unit, category, item)}`);
    counts[choice] -= Number(count);
  }
  for (const [cell, counts] of left) {
    if (counts.some((count) => count !== 0)) throw new Error(`${name}: the counts of ${cell} differ by ${counts}`);
  }
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function openDuckDB(rows, threads) {
  const instance = await loadDuckDB().DuckDBInstance.create(":memory:", { threads: String(threads) });
  const connection = await instance.connect();
  const types = ["unit", "category", ...items].map((column) => `'${column}': 'UTINYINT'`).join(", ");
  await connection.run(`CREATE TABLE b AS SELECT * FROM read_csv('${rows}', header = true, columns = {${types}})`);
  return connection;
}

async function ask(connection, { sql }) {
  const rows = [];
  for (const statement of sql) rows.push(...(await connection.runAndReadAll(statement)).getRows());
  return rows;
}

/** Seconds of the statements alone: what node makes of the result is not DuckDB's work. */
async function timeForm(connection, { sql }) {
  const seconds = [];
  // A form that takes a second is not the fastest: once is enough.
  while (seconds.length < kCounts && !(seconds[0] > 1)) {
    const begin = performance.now();
    for (const statement of sql) await connection.run(statement);
    seconds.push((performance.now() - begin) / 1000);
  }
  return median(seconds);
}

const directory = mkdtempSync(join(tmpdir(), "candor-duckdb-"));
const rows = join(directory, "rows.csv");
const tally = join(directory, "tally.json");
const bench = (threads, more = []) =>
  JSON.parse(
    execFileSync(wishes.bench, ["--ballots", wishes.ballots, "--items", wishes.items, "--threads", String(threads), ...more], {
      encoding: "utf8",
    }),
  );

async function compare(threads) {
  const duckdb = await openDuckDB(rows, threads);
  const expected = readTally(tally);
  for (const [name, form] of Object.entries(forms)) checkEqual(name, form.read(await ask(duckdb, form)), expected);
  const candor = [];
  const seconds = Object.fromEntries(Object.keys(forms).map((name) => [name, []]));
  for (let round = 0; round < Number(wishes.rounds); ++round) {
    candor.push(bench(threads));
    for (const [name, form] of Object.entries(forms)) seconds[name].push(await timeForm(duckdb, form));
  }
  const medians = Object.fromEntries(Object.entries(seconds).map(([name, each]) => [name, Number(median(each).toFixed(4))]));
  const fastest = Object.keys(medians).reduce((best, name) => (medians[name] < medians[best] ? name : best));
  const own = Number(median(candor.map((each) => each.seconds)).toFixed(4));
  duckdb.closeSync();
  return {
    threads,
    candor: own,
    duckdb: medians[fastest],
    ratio: Number((medians[fastest] / own).toFixed(2)),
    rss_mb: Math.round(Math.max(...candor.map((each) => each.rss_mb))),
    fastest,
    forms: medians,
  };
}

try {
  loadDuckDB();
  bench(1, ["--rows", rows, "--tally", tally]);
  const runs = [await compare(1), await compare(2)];
  console.log(JSON.stringify({ ballots: Number(wishes.ballots), items: items.length, package: kPackage, runs }));
} finally {
  rmSync(directory, { recursive: true, force: true });
}
