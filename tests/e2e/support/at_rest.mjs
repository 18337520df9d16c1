// What whoever holds the disk reads: every file of the data directory as raw bytes, and where known bytes lie in them.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const page_bytes = 4096; // of SQLite
const quiet_ms = 20_000; // for the log of arrivals to be emptied on a busy machine

export function filesOf(path) {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesOf(join(path, entry.name)) : [join(path, entry.name)],
  );
}

/** By path within the directory. */
export function readAll(directory) {
  return new Map(filesOf(directory).map((path) => [path.slice(directory.length + 1), readFileSync(path)]));
}

/** Until these databases have put away their logs and written their files anew. */
export async function untilQuiet(directory, names) {
  const state = () => names.map((name) => `${statSync(join(directory, `${name}-wal`)).size} ${statSync(join(directory, name)).mtimeMs}`);
  const begin = Date.now();
  for (let before = ""; Date.now() - begin < quiet_ms; await pause(1500)) {
    const now = state();
    if (now.every((line) => line.startsWith("0 ")) && now.join() === before) return;
    before = now.join();
  }
  assert.fail(`the logs of arrivals were not emptied: ${state()}`);
}

/** Spearman's rank correlation of two lists without ties. */
export function rankCorrelation(left, right) {
  const ranksOf = (values) => {
    const ranks = [];
    [...values.keys()].sort((a, b) => values[a] - values[b]).forEach((index, rank) => (ranks[index] = rank));
    return ranks;
  };
  const [a, b] = [ranksOf(left), ranksOf(right)];
  const n = a.length;
  const squares = a.reduce((sum, rank, i) => sum + (rank - b[i]) ** 2, 0);
  return 1 - (6 * squares) / (n * (n * n - 1));
}

/** Every place of each key (equally long buffers) in the file: an index of all windows would be large, so by scanning. */
export function placesOf(bytes, keys) {
  return keys.map((key) => {
    const places = [];
    for (let at = bytes.indexOf(key); at >= 0; at = bytes.indexOf(key, at + 1)) places.push(at);
    return places;
  });
}

/**
 * Of all pairs of keys on one page, the share that lies there in the order in which they came: 0.5 where the page tells
 * nothing. SQLite fills a page from its end.
 */
export function agreementWithinPages(places) {
  const pages = new Map();
  places.forEach((place, turn) => {
    const page = Math.floor(place / page_bytes);
    pages.set(page, [...(pages.get(page) ?? []), { place, turn }]);
  });
  let pairs = 0;
  let agreeing = 0;
  for (const here of pages.values()) {
    for (let i = 0; i < here.length; ++i) {
      for (let j = i + 1; j < here.length; ++j, ++pairs) {
        agreeing += here[i].place < here[j].place === here[i].turn < here[j].turn ? 1 : 0;
      }
    }
  }
  return { pairs, share: agreeing / pairs };
}
