// The designer's ground: edits on lists, undo, merging what two people did, and a keeper that loses nothing. Properties
// with printed seeds beside tables.
import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./support.mjs";

const { merge, differences, same } = await load("console/designer/merge.ts");
const { kNoHistory, record, redo, undo } = await load("console/designer/history.ts");
const { fresh_id, moved, without, with_optional } = await load("console/designer/lists.ts");
const { kept_apart } = await load("console/designer/apart.ts");
const { unsaved_on } = await load("console/designer/unsaved.ts");
const { DraftKeeper } = await load("console/designer/keeper.ts");

function random_of(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const start = () => ({
  id: "r", title: { en: "Round", "zh-CN": "测评" }, categories: [], units: [],
  sections: ["a", "b", "c", "d"].map((id) => ({ id, title: { en: id }, items: ["x", "y", "z"].map((item) => ({ id: `${id}${item}`, label: { en: item } })) })),
});

/** One small edit somewhere; `tag` makes what is written unlike anybody else's. */
function random_edit(file, draw, tag) {
  const at = draw(file.sections.length);
  const sections = [...file.sections];
  const kind = draw(5);
  if (sections.length === 0 || kind === 0) sections.splice(draw(sections.length + 1), 0, { id: `s-${tag}`, title: { en: tag }, items: [] });
  else if (kind === 1) sections.splice(at, 1);
  else if (kind === 2) return { ...file, sections: moved(sections, at, draw(sections.length)) };
  else if (kind === 3) sections[at] = { ...sections[at], title: { ...sections[at].title, en: tag } };
  else sections[at] = { ...sections[at], items: [...sections[at].items, { id: `i-${tag}`, label: { en: tag } }] };
  return { ...file, sections };
}

test("a list's entry is moved, an id stays free, a key is left out", () => {
  assert.deepEqual(moved(["a", "b", "c"], 0, 2), ["b", "c", "a"]);
  assert.deepEqual(moved(["a", "b", "c"], 2, -4), ["c", "a", "b"]);
  assert.deepEqual(moved(["a"], 3, 0), ["a"]);
  assert.equal(fresh_id(["q", "q-2"], "q"), "q-3");
  assert.equal(fresh_id([], "x".repeat(90)).length, 56);
  assert.deepEqual(without({ a: 1, b: 2 }, "a"), { b: 2 });
  assert.deepEqual(with_optional({ a: 1 }, "a", undefined), {});
});

test("merging with somebody who did nothing changes nothing, whoever that is", () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const draw = random_of(seed);
    const base = start();
    let mine = base;
    for (let n = draw(6); n >= 0; n -= 1) mine = random_edit(mine, draw, `m${n}`);
    assert.deepEqual(merge(base, mine, base), { value: mine, conflicts: [] }, `seed ${seed}`);
    assert.deepEqual(merge(base, base, mine), { value: mine, conflicts: [] }, `seed ${seed}`);
    assert.deepEqual(merge(base, mine, structuredClone(mine)).conflicts, [], `seed ${seed}`);
  }
});

test("without a conflict both people's edits are in, whoever is first", () => {
  let clean = 0;
  for (let seed = 1; seed <= 500; seed += 1) {
    const draw = random_of(seed);
    const base = start();
    const mine = random_edit(base, draw, "mine");
    const theirs = random_edit(base, draw, "theirs");
    const [one, other] = [merge(base, mine, theirs), merge(base, theirs, mine)];
    assert.equal(one.conflicts.length, other.conflicts.length, `seed ${seed}`);
    if (one.conflicts.length > 0) continue;
    clean += 1;
    const text = JSON.stringify(one.value);
    for (const [side, tag] of [[mine, "mine"], [theirs, "theirs"]]) {
      assert.equal(text.includes(`"${tag}"`), JSON.stringify(side).includes(`"${tag}"`), `seed ${seed}`);
    }
    const ids = (file) => file.sections.map((section) => section.id).sort();
    assert.deepEqual(ids(one.value), ids(other.value), `seed ${seed}`);
  }
  assert.ok(clean > 300, String(clean));
});

test("what both changed is a conflict, named by where it stands; mine stands until somebody decides", () => {
  const base = start();
  const titled = (en) => ({ ...base, sections: base.sections.map((s) => (s.id === "b" ? { ...s, title: { en } } : s)) });
  const { value, conflicts } = merge(base, titled("mine"), titled("theirs"));
  assert.deepEqual(conflicts, [{ path: ["sections", "b", "title", "en"], base: "b", mine: "mine", theirs: "theirs" }]);
  assert.equal(value.sections[1].title.en, "mine");
  const removed = { ...base, sections: base.sections.filter((s) => s.id !== "b") };
  const found = merge(base, removed, titled("theirs"));
  assert.deepEqual(found.conflicts.map(({ path, mine }) => [path, mine]), [[["sections", "b"], undefined]]);
});

test("differences name what was added, removed, changed and moved", () => {
  const before = start();
  const after = structuredClone(before);
  after.title.en = "Other";
  after.sections = moved(after.sections, 3, 0);
  after.sections[1].items.splice(0, 1);
  after.sections[2].items.push({ id: "new", label: { en: "new" } });
  assert.deepEqual(differences(before, after).map(({ path, kind }) => `${kind} ${path.join("/")}`), [
    "changed title/en", "moved sections", "removed sections/a/items/ax", "added sections/b/items/new",
  ]);
  assert.deepEqual(differences(before, structuredClone(before)), []);
});

test("undoing everything leads back, redoing leads forth; somebody else's work in between stays", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const draw = random_of(seed);
    let file = start();
    let history = kNoHistory;
    const count = 1 + draw(8);
    for (let n = 0; n < count; n += 1) {
      const before = file;
      file = random_edit(file, draw, `t${n}`);
      history = record(history, { before, after: file, words: String(n), joins: null, at_ms: n });
    }
    const last = file;
    for (let n = count - 1; n >= 0; n -= 1) {
      const taken = undo(history, file);
      assert.equal(taken.words, String(n), `seed ${seed}`);
      ({ history, file } = taken);
    }
    assert.ok(same(file, start()), `seed ${seed}`);
    assert.equal(undo(history, file), null);
    for (let n = 0; n < count; n += 1) ({ history, file } = redo(history, file));
    assert.ok(same(file, last), `seed ${seed}`);
    const theirs = { ...file, intro: { en: "theirs" } };
    assert.equal(undo(history, theirs).file.intro.en, "theirs");
  }
});

test("undo never puts back what somebody else has changed since in the same place", () => {
  const before = start();
  const mine = { ...before, title: { ...before.title, en: "mine" }, intro: { en: "mine too" } };
  const history = record(kNoHistory, { before, after: mine, words: "t", joins: null, at_ms: 0 });
  const theirs = { ...mine, title: { ...mine.title, en: "theirs" } };
  const taken = undo(history, theirs);
  assert.deepEqual([taken.file.title.en, taken.file.intro], ["theirs", undefined]);
  const again = redo(taken.history, taken.file);
  assert.deepEqual([again.file.title.en, again.file.intro.en], ["theirs", "mine too"]);
});

test("what two people add at the same time stands twice, and what names mine names mine", () => {
  const item = (id, label, more = {}) => ({ id, type: "single", label: { en: label }, options: [], ...more });
  const round = (items, more = {}) => ({
    sections: [{ id: "s", about: "team", items }], categories: [{ id: "A", label: {} }], units: [{ id: "u", due: { A: 3 } }], rules: { flags: [] }, ...more,
  });
  const base = round([]);
  const theirs = round([item("q", "theirs")], { categories: [{ id: "A", label: {} }, { id: "category", label: { en: "theirs" } }] });
  const mine = round([item("q", "mine"), item("q-2", "depends", { show_if: { item: "q", is: ["x"] } })], {
    categories: [{ id: "A", label: {} }, { id: "category", label: { en: "mine" } }], units: [{ id: "u", due: { A: 3, category: 7 } }],
    rules: { flags: [{ id: "f", label: {}, item: "q", when: "score < 1" }] },
  });
  const { value, conflicts } = merge(base, kept_apart(base, mine, theirs), theirs);
  assert.deepEqual(conflicts, []);
  const labels = (list) => Object.fromEntries(list.map(({ id, label }) => [id, label.en]));
  assert.deepEqual(labels(value.sections[0].items), { q: "theirs", "q-3": "mine", "q-2": "depends" });
  assert.deepEqual(value.sections[0].items.find(({ id }) => id === "q-2").show_if.item, "q-3");
  assert.deepEqual(labels(value.categories.slice(1)), { category: "theirs", "category-2": "mine" });
  assert.deepEqual([value.units[0].due, value.rules.flags[0].item], [{ A: 3, "category-2": 7 }, "q-3"]);
  assert.equal(kept_apart(base, mine, base), mine, "nothing clashes");
  assert.equal(kept_apart(base, mine, structuredClone(mine)), mine, "both added the very same");
});

/** What a browser's storage does, without a browser. */
function storage() {
  const items = new Map();
  return {
    get length() { return items.size; }, key: (at) => [...items.keys()][at] ?? null, getItem: (name) => items.get(name) ?? null,
    setItem: (name, text) => { items.set(name, text); }, removeItem: (name) => { items.delete(name); },
  };
}

test("unsaved work belongs to one page and one account; only what was left behind is taken up, once", () => {
  const store = storage();
  let now = 1_000_000;
  const page = (account, name) => unsaved_on(() => store, account, name, () => now);
  const copy = (title) => ({ version: 1, file: { title } });
  page("1", "a").keep("r", copy("a"), false);
  page("1", "b").keep("r", copy("b"), false);
  page("1", "b").forget("r");
  assert.deepEqual(page("1", "c").take_left("r"), [], "a page that is alive keeps its own");
  page("1", "a").keep("r", copy("a"), true);
  assert.deepEqual(page("2", "c").take_left("r"), [], "nobody else's");
  assert.deepEqual(page("1", "c").take_left("other"), []);
  assert.deepEqual(page("1", "c").take_left("r").map(({ file }) => file.title), ["a"]);
  assert.deepEqual(page("1", "d").take_left("r"), [], "once");
  page("1", "a").keep("r", copy("crashed"), false);
  now += 4 * 60_000;
  assert.deepEqual(page("1", "c").take_left("r").map(({ file }) => file.title), ["crashed"]);
  const refused = unsaved_on(() => { throw new Error("no storage"); }, "1", "a", () => now);
  refused.keep("r", copy("x"), true);
  assert.deepEqual(refused.take_left("r"), []);
});

test("typing in one field is one step; a pause or another field begins a new one", () => {
  let history = kNoHistory;
  let file = { title: "" };
  const type = (text, joins, at_ms) => {
    const before = file;
    file = { title: text };
    history = record(history, { before, after: file, words: "t", joins, at_ms });
  };
  type("a", "title", 0);
  type("ab", "title", 500);
  assert.equal(history.past.length, 1);
  type("abc", "title", 5000);
  type("abcd", "other", 5100);
  assert.equal(history.past.length, 3);
  assert.deepEqual(undo(history, file).file, { title: "abc" });
});

/** A server with one draft, a clock that stands still, and timers that run when told. */
function stage() {
  const server = { file: start(), version: 1, state: "draft", aside: [], fail: null, puts: 0 };
  const full = () => ({ meta: { id: "r", version: server.version, state: server.state, opening: null }, file: server.file, warnings: [], blockers: [] });
  const answer = (value) => ({ ok: true, value, etag: `"${server.version}"` });
  const problem = (kind) => ({ ok: false, problem: { kind, status: 0, detail: "", diagnostics: [] } });
  const call = async (path, request = {}) => {
    if (server.hold) await server.hold;
    if (server.fail) return problem(server.fail);
    if (path.endsWith("/versions") && request.method === "POST") { server.aside.push(request.json.file); return answer({}); }
    if (path.endsWith("/versions")) return answer({ items: [{ version: server.version, current: true }] });
    if (request.method !== "PUT") return answer(full());
    server.puts += 1;
    if (request.if_match !== `"${server.version}"`) return problem("stale");
    server.version += 1;
    server.file = JSON.parse(JSON.stringify(request.json));
    return answer(full());
  };
  const timers = [];
  const kept = new Map();
  const unsaved = {
    keep: (id, copy) => kept.set(id, JSON.parse(JSON.stringify(copy))), forget: (id) => kept.delete(id),
    take_left: (id) => { const copy = kept.get(id); kept.delete(id); return copy ? [copy] : []; },
  };
  const mend = (file) => (server.mend ? server.mend(file) : file);
  const around = { call, now_ms: () => 0, later: (run, delay_ms) => timers.push({ run, delay_ms }), mend, unsaved };
  const settle = async () => {
    for (let round = 0; round < 20; round += 1) {
      for (const { run } of timers.splice(0)) run();
      await new Promise((resolve) => { setImmediate(resolve); });
    }
  };
  return { server, kept, settle, keeper: () => new DraftKeeper(around, full(), `"${server.version}"`) };
}
const title = (en) => (file) => ({ ...file, title: { ...file.title, en } });

test("an edit is saved a moment later, in one call for several", async () => {
  const { server, kept, settle, keeper } = stage();
  const draft = keeper();
  draft.edit(title("A"), "", "t");
  draft.edit(title("AB"), "", "t");
  assert.equal(draft.state.state, "waiting");
  await settle();
  assert.deepEqual([server.file.title.en, server.puts, draft.state.state, kept.size], ["AB", 1, "saved", 0]);
});

test("whoever wants it saved now waits for the save under way, and for what was edited since", async () => {
  const { server, keeper } = stage();
  const draft = keeper();
  let let_go;
  server.hold = new Promise((resolve) => { let_go = resolve; });
  draft.edit(title("A"), "");
  void draft.save();
  draft.edit(title("AB"), "");
  void draft.save();
  const last = draft.save();
  let_go();
  await last;
  assert.deepEqual([server.file.title.en, server.puts, draft.state.state], ["AB", 2, "saved"]);
  draft.edit(title("ABC"), "");
  server.fail = "busy";
  await Promise.all([draft.save(), draft.save()]);
  assert.deepEqual([server.puts, draft.state.state], [2, "offline"]);
});

test("two people at once: other places are merged and told, nothing is overwritten", async () => {
  const { server, settle, keeper } = stage();
  const [one, two] = [keeper(), keeper()];
  one.edit(title("one"), "");
  await settle();
  two.edit((file) => ({ ...file, intro: { en: "two" } }), "");
  await settle();
  assert.deepEqual([server.file.title.en, server.file.intro.en], ["one", "two"]);
  assert.deepEqual([two.state.news.kind, two.state.news.changes.map(({ path }) => path.join("/"))], ["merged", ["title/en"]]);
  await one.look();
  assert.deepEqual([one.state.file.intro.en, one.state.news.kind, one.state.state], ["two", "taken", "saved"]);
});

test("the same place: the second decides; what does not stand is set aside", async () => {
  for (const keep of [true, false]) {
    const { server, settle, keeper } = stage();
    const [one, two] = [keeper(), keeper()];
    one.edit(title("one"), "");
    await settle();
    two.edit(title("two"), "");
    await settle();
    assert.equal(two.state.state, "overtaken");
    assert.equal(server.file.title.en, "one");
    two.edit((file) => ({ ...file, intro: { en: "still writing" } }), "");
    await settle();
    assert.equal(server.file.intro, undefined, "nothing is saved before the decision");
    await two.resolve(new Set(keep ? ["title/en"] : []));
    await settle();
    assert.deepEqual([server.file.title.en, server.file.intro.en, two.state.state], [keep ? "one" : "two", "still writing", "saved"]);
    assert.equal(server.aside.length, keep ? 1 : 0);
    if (keep) assert.equal(server.aside[0].title.en, "two");
  }
});

test("what cannot be saved stays on the device, is tried again, and comes back at the next visit", async () => {
  const { server, kept, settle, keeper } = stage();
  const draft = keeper();
  server.fail = "offline";
  draft.edit(title("kept"), "");
  await settle();
  assert.equal(draft.state.state, "offline");
  assert.equal(kept.get("r").file.title.en, "kept");
  const again = keeper();
  server.fail = null;
  await again.recover();
  assert.equal(again.state.news.kind, "recovered");
  await settle();
  assert.deepEqual([server.file.title.en, kept.size], ["kept", 0]);
});

test("work of an earlier visit on an older version is set aside, not put over what came since", async () => {
  const { server, kept, keeper } = stage();
  kept.set("r", { version: 1, file: title("old work")(start()) });
  server.version = 2;
  const draft = keeper();
  await draft.recover();
  assert.deepEqual([draft.state.news.kind, server.aside[0].title.en, kept.size, draft.state.file.title.en], ["set_aside", "old work", 0, "Round"]);
});

test("what merging leaves of something that is gone goes too, before it is saved", async () => {
  const { server, settle, keeper } = stage();
  server.mend = (file) => (file.intro && !file.sections.some(({ id }) => id === file.intro.en) ? { ...file, intro: undefined } : file);
  const [one, two] = [keeper(), keeper()];
  one.edit((file) => ({ ...file, sections: file.sections.filter(({ id }) => id !== "a") }), "");
  await settle();
  two.edit((file) => ({ ...file, intro: { en: "a" } }), "");
  await settle();
  assert.equal(two.state.state, "saved");
  assert.equal(server.file.intro, undefined);
  assert.deepEqual(server.file.sections.map(({ id }) => id), ["b", "c", "d"]);
});

test("a session that ended is told as such, and work is saved once somebody has signed in", async () => {
  const { server, settle, keeper } = stage();
  const draft = keeper();
  server.fail = "unauthenticated";
  draft.edit(title("later"), "");
  await settle();
  assert.equal(draft.state.state, "signed_out");
  server.fail = null;
  await draft.look();
  await settle();
  assert.deepEqual([draft.state.state, server.file.title.en], ["saved", "later"]);
});

test("faults are told and keep the work; a round that was opened meanwhile takes no more", async () => {
  const { server, kept, settle, keeper } = stage();
  const draft = keeper();
  server.fail = "invalid";
  draft.edit(title("wrong"), "");
  await settle();
  assert.deepEqual([draft.state.state, kept.has("r")], ["refused", true]);
  server.fail = null;
  draft.edit(title("right"), "");
  await settle();
  assert.deepEqual([draft.state.state, server.file.title.en], ["saved", "right"]);
  server.version += 1;
  server.state = "open";
  draft.edit(title("late"), "");
  await settle();
  assert.equal(draft.state.state, "gone");
  assert.equal(server.file.title.en, "right");
});
