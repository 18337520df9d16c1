// Runs files of tests for node:test, each in a process of its own, and says at the end how many tests there were:
// `node tests/node_tests.mjs [--jobs N] FILE…`, N at a time, one unless told. Fails if any file does. Some tests make keys
// and measure times of the page's own: with more at a time than the machine has cores they fail for want of time.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import { basename, join } from "node:path";

const usage = "usage: node tests/node_tests.mjs [--jobs N] FILE…";
const counted = ["tests", "pass", "fail", "cancelled", "skipped", "todo"];
const running = new Set();

function read_arguments(words) {
  const wishes = { jobs: 1, files: [] };
  for (let at = 0; at < words.length; at += 1) {
    if (words[at] === "--jobs") wishes.jobs = Number(words[at += 1]);
    else wishes.files.push(words[at]);
  }
  const names = wishes.files.map(name_of);
  if (!(wishes.jobs >= 1) || wishes.files.length === 0 || wishes.files.some((file) => file.startsWith("-"))) fail_at_once(usage);
  if (new Set(names).size < names.length) fail_at_once("a file is named twice");
  return wishes;
}

function fail_at_once(words) {
  console.error(words);
  process.exit(2);
}

function name_of(file) {
  return basename(file, ".test.mjs");
}

/// What takes longest comes first, so that no long file is left over at the end: those with a browser, then by length.
function by_weight(files) {
  const weight = (file) => {
    const text = readFileSync(file, "utf8");
    return text.length + (/(browsing|invited|staff_visit|chromium|support\/browser)\.mjs"/.test(text) ? 1e6 : 0);
  };
  const weights = new Map(files.map((file) => [file, weight(file)]));
  return [...files].sort((a, b) => weights.get(b) - weights.get(a));
}

/// The counts that node:test closes with; null if it did not come so far.
function counts_in(output) {
  const counts = {};
  for (const [, what, number] of output.matchAll(/^(?:ℹ|#) (tests|pass|fail|cancelled|skipped|todo) (\d+)$/gm)) counts[what] = Number(number);
  return counted.every((what) => what in counts) ? counts : null;
}

/// Runs one file to its end and prints what it said in one piece.
async function run_file(file, env) {
  const begin = Date.now();
  const child = spawn(process.execPath, ["--test", "--test-reporter=spec", file], { env, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => { output += text; });
  const end = await new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(signal ?? code));
  });
  running.delete(child);
  const counts = counts_in(output);
  const good = end === 0 && counts !== null && counts.fail === 0 && counts.cancelled === 0;
  const seconds = ((Date.now() - begin) / 1000).toFixed(1);
  console.log(`== ${name_of(file)}: ${good ? "passed" : `FAILED (${end})`}, ${seconds} s\n${output}`);
  return { file, good, counts };
}

async function run_pool(files, jobs, env) {
  const queue = [...files];
  const results = [];
  const worker = async () => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) results.push(await run_file(file, env));
  };
  await Promise.all(Array.from({ length: Math.min(jobs, queue.length) }, worker));
  return results;
}

function end_with(signal, code) {
  process.once(signal, () => {
    for (const child of running) child.kill("SIGTERM");
    process.exit(code);
  });
}

function tell(results, seconds) {
  const failed = results.filter(({ good }) => !good);
  for (const { file, counts } of failed) console.log(`FAILED: ${file}${counts === null ? " (ended before its tests did)" : ""}`);
  for (const what of counted) console.log(`ℹ ${what} ${results.reduce((sum, { counts }) => sum + (counts?.[what] ?? 0), 0)}`);
  console.log(`ℹ ${results.length} files, ${failed.length} failed, ${seconds} s`);
  return failed.length === 0;
}

const { files, jobs } = read_arguments(process.argv.slice(2));
const built = mkdtempSync(join(os.tmpdir(), "candor-built-"));
process.on("exit", () => rmSync(built, { recursive: true, force: true }));
end_with("SIGINT", 130);
end_with("SIGTERM", 143);
const env = { ...process.env, CANDOR_BUILT: built };  // the pages, built once for all (tests/static/support.mjs)
const begin = Date.now();
const results = await run_pool(by_weight(files), jobs, env);
process.exitCode = tell(results, Math.round((Date.now() - begin) / 1000)) ? 0 : 1;
