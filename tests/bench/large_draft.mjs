// How long people wait with a large round: 10,000 units with three members each. `node tests/bench/large_draft.mjs
// [units] [runs]` prints one JSON line: median milliseconds, milliseconds of processor that the server spent (on a busy
// machine the truer figure) and bytes on the wire, of checking, saving and reading the draft, plain and in brotli, and of
// one respondent's page once it is open to anybody.
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { smallRound } from "../e2e/support/rounds.mjs";
import { makeDirectory, makeStaff, startServer } from "../e2e/support/server.mjs";

const units = Number(process.argv[2] ?? 10_000);
const runs = Number(process.argv[3] ?? 5);
const name = (en, zh) => ({ en, "zh-CN": zh });

function largeRound() {
  return smallRound("large", (file) => {
    file.access = { mode: "open" };
    const [unit] = file.units;
    file.units = Array.from({ length: units }, (_, u) => ({
      ...unit,
      id: `u${u}`,
      parent: u === 0 ? null : `u${Math.floor((u - 1) / 10)}`,
      name: name(`Unit ${u}`, `第${u}单位`),
      members: unit.members.map((member, m) => ({
        ...member,
        id: `u${u}m${m}`,
        name: name(`Member ${u}.${m}`, `成员${u}之${m}`),
        post: name("Deputy head", "副主任"),
      })),
    }));
  });
}

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Of the server since it started; Linux counts in hundredths of a second. */
function processor_ms() {
  const fields = readFileSync(`/proc/${server.pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function measure(ask) {
  const times = [];
  let bytes = 0;
  const before_ms = processor_ms();
  for (let run = 0; run < runs; run++) {
    const begin = performance.now();
    const answer = await ask(run);
    await answer.arrayBuffer();
    times.push(performance.now() - begin);
    if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
    bytes = Number(answer.headers.get("content-length"));
  }
  return { ms: Math.round(median(times)), processor_ms: (processor_ms() - before_ms) / runs, bytes };
}

const plain = { "Accept-Encoding": "identity" };
const packed = { "Accept-Encoding": "br" };
const directory = makeDirectory();
const server = await startServer(directory.path);
try {
  const organizer = await makeStaff(server, directory.path, "organizer", ["organizer"]);
  const round = largeRound();
  const file = JSON.stringify(round);
  const figures = { units, file_bytes: Buffer.byteLength(file) };
  figures.check = await measure(() => organizer.send("POST", "/check", file, packed));
  let { version } = (await organizer.call("POST", "/rounds", file)).meta;
  figures.put = await measure((run) => {
    round.title.en = `Changed ${run}`;
    return organizer.send("PUT", "/rounds/large", JSON.stringify(round), { "If-Match": `"${version++}"`, ...packed });
  });
  figures.get = await measure(() => organizer.send("GET", "/rounds/large", undefined, plain));
  figures.get_packed = await measure(() => organizer.send("GET", "/rounds/large", undefined, packed));
  figures.versions = await measure(() => organizer.send("GET", "/rounds/large/versions"));
  await organizer.call("POST", "/rounds/large/open", {});
  const page = (headers, part) => () => fetch(`${server.url}/api/v1/rounds/large/page${part}`, { headers });
  figures.page = await measure(page(plain, "?part=7"));
  figures.page_packed = await measure(page(packed, "?part=7"));
  console.log(JSON.stringify(figures));
} finally {
  await server.stop();
  directory.remove();
}
