// The stand-in's part for comments and releases: texts to be read in the closed rounds, texts that are shown in the released
// ones, releases that only take away. Texts hold what is hard: characters beyond the basic plane, accents of their own,
// names and numbers of people, scripts that must stay words.
import { createHash } from "node:crypto";

const kBlackout = "▇▇▇";
const samples = [
  ["team", "improve", "王芳经常不在，有事打电话13800138000也不接。", [["member", "王芳"], ["telephone", "13800138000"]]],
  ["team", "improve", "Meetings run over every week; decisions should be written down.", []],
  ["team", "improve", "希望多到一线看看，少开会，开短会。班组反映的问题要有回音。", []],
  ["head", "change", "Li Wei answers letters (li.wei@example.org) within a day. Thank you! 👍🏽", [["member", "Li Wei"], ["email", "li.wei@example.org"]]],
  ["team", "improve", "𠮷野家旁边的食堂太贵，小李和老张都说过🙂。", []],
  ["team", "improve", "Cafe\u0301 hours: please keep them <script>alert(1)</script> & \"open\" till 6.", []],
  ["head", "change", "李伟同志能听取不同意见，身份证号11010519491231002X的事请查一下。", [["member", "李伟"], ["identity_number", "11010519491231002X"]]],
  ["team", "improve", "The canteen.", []],
  ["team", "improve", `${"工作安排要提前通知，不要临时通知。".repeat(12)}谢谢。`, []],
];
const kUnits = ["head-office", "north", "harbin", "dalian", "south", "research"];

/** A question about each member in words, beside the one about the team. */
export function with_member_texts(file) {
  const member = file.sections.find((section) => section.about === "member");
  member.items.push({ id: "change", type: "text", label: { en: "What should this person change?", "zh-CN": "对这位同志有什么意见或建议？" }, max_length: 1000 });
  return file;
}

const points = (text) => Array.from(text);
const id_of = (round, at) => createHash("sha256").update(`${round} ${at}`).digest("hex").slice(0, 32);

function span_of(text, words) {
  const at = points(text.slice(0, text.indexOf(words))).length;
  return { start: at, end: at + points(words).length };
}

export function made_texts(round, count) {
  return Array.from({ length: count }, (_, at) => {
    const [about, item, text, marks] = samples[at % samples.length];
    const unit = kUnits[(at + Math.floor(at / samples.length)) % kUnits.length];
    return {
      id: id_of(round, at), unit, about: about === "head" ? `${unit}-m1` : about, item, text, state: "unread", redactions: [],
      marks: marks.map(([kind, words]) => ({ kind, ...span_of(text, words) })), tags: at % 7 === 0 ? ["workload"] : [], version: 1,
    };
  }).sort((a, b) => (a.id < b.id ? -1 : 1));
}

export function redacted(text, redactions) {
  let [shown, at] = ["", 0];
  for (const [start, end] of redactions) {
    shown += points(text).slice(at, start).join("") + kBlackout;
    at = end;
  }
  return shown + points(text).slice(at).join("");
}

/** Where each word stands, in code points; null where one is missing. */
function found_in(text, q) {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const lower = points(text).map((point) => point.toLowerCase());
  const spans = [];
  for (const word of words) {
    const letters = points(word);
    const starts = lower.map((_, at) => at).filter((at) => letters.every((letter, i) => lower[at + i] === letter))
      .filter((at) => /[\u2e80-\uffff]/.test(word) || at === 0 || !/[a-z0-9]/.test(lower[at - 1]));
    if (starts.length === 0) return null;
    spans.push(...starts.map((at) => [at, at + letters.length]));
  }
  return spans;
}

const count_by = (list, key) => [...list.reduce((all, entry) => all.set(entry[key], (all.get(entry[key]) ?? 0) + 1), new Map())];

function page_of(kept, query) {
  const is = (key) => (text) => !query.get(key) || text[key] === query.get(key);
  const fits = [is("unit"), is("item"), is("about"), (t) => kept.released || is("state")(t), (t) => !query.get("tag") || t.tags.includes(query.get("tag")),
    (t) => query.get("mark") !== "any" || kept.released || t.marks.length > 0];
  const listed = kept.texts.filter((text) => fits.every((test) => test(text)))
    .map((text) => ({ ...text, found: found_in(text.text, query.get("q") ?? "") })).filter((text) => text.found);
  const after = query.get("after") ?? "";
  const limit = Number(query.get("limit") ?? 50);
  const rest = listed.filter(({ id }) => id > after);
  const items = rest.slice(0, limit);
  const of = (state) => kept.texts.filter((text) => text.state === state).length;
  return {
    items: kept.released ? items.map(({ id, unit, about, item, text, tags, found }) => ({ id, unit, about, item, text, tags, found, state: "shown" })) : items,
    next: rest.length > limit ? items[items.length - 1].id : null, matches: listed.length,
    totals: kept.released ? { shown: kept.texts.length } : { unread: of("unread"), cleared: of("cleared"), withheld: of("withheld"), unreachable: 4 },
    tags: count_by(kept.texts.flatMap((text) => text.tags.map((tag) => ({ tag }))), "tag").map(([tag, texts]) => ({ tag, texts })),
    units: count_by(kept.texts, "unit").map(([unit, texts]) => ({ unit, texts, unread: kept.texts.filter((t) => t.unit === unit && t.state === "unread").length })),
    released: kept.released,
  };
}

function well_formed({ redactions, tags }, text) {
  const { length } = points(text);
  let at = 0;
  for (const [start, end] of redactions) {
    if (start < at || end <= start || end > length) return false;
    at = end;
  }
  return tags.length <= 10 && new Set(tags).size === tags.length && tags.every((tag) => tag && points(tag).length <= 40);
}

/** What was cleared, as it is shown; the rest is gone. */
function publish(kept) {
  kept.texts = kept.texts.filter(({ state }) => state === "cleared")
    .map((text) => ({ ...text, text: redacted(text.text, text.redactions), redactions: [], marks: [] }));
  kept.released = true;
}

function hide_units(tally, units) {
  tally.units = tally.units.filter((unit) => !(unit.units ?? []).some((id) => units.includes(id)))
    .map((unit) => (units.includes(unit.unit) ? { unit: unit.unit, suppressed: true, withheld: true } : unit));
  tally.rollup = tally.rollup.map((sum) => ({ ...sum, results: [], withheld: true }));
}

/** `state.reading[round]`: {texts, released}; `state.releases[round]`; `state.change_elsewhere(round, id, change)`: somebody else's decision. */
export function reading_routes(state, problem) {
  const kept = (id) => {
    if (!state.reading[id]) {
      state.reading[id] = { texts: made_texts(id, 61), released: false };
      if (state.rounds[id].meta.state === "released") {
        for (const text of state.reading[id].texts) Object.assign(text, { state: "cleared", redactions: text.marks.map(({ start, end }) => [start, end]) });
        publish(state.reading[id]);
      }
    }
    return state.reading[id];
  };
  state.reading = {};
  state.releases = {};
  state.change_elsewhere = (round, id, change) => {
    const text = kept(round).texts.find((entry) => entry.id === id);
    Object.assign(text, change, { version: text.version + 1 });
  };
  const readable = ({ meta }) => meta.state === "released" || (meta.state === "closed" && (meta.imported || meta.sealed_at !== null));
  const releases_of = (id) => {
    const { meta, file } = state.rounds[id];
    const first = { number: 1, at: meta.released_at ?? "2026-11-21T07:00:00Z", min_cell: file.rules?.min_cell ?? 5, withheld_units: [], withheld_texts: 0, shown_texts: kept(id).texts.length, unread_texts: 0, reason: null };
    state.releases[id] ??= [first];
    return state.releases[id];
  };
  const withhold = (id, body) => {
    const { units = [], texts = [] } = body?.withhold ?? {};
    if (units.length > 0) hide_units(state.rounds[id].tally, units);
    const here = kept(id);
    here.texts = here.texts.filter((text) => !texts.includes(text.id) && !units.includes(text.unit));
    return { withheld_units: units, withheld_texts: texts.length, shown_texts: here.texts.length, reason: body?.reason ?? null };
  };
  return [
    ["GET", /^\/rounds\/([^/]+)\/reading$/, ([id], _, { url }) => {
      if (!state.rounds[id]) return [404, problem("not_found")];
      return readable(state.rounds[id]) ? [200, page_of(kept(id), url.searchParams)] : [409, problem("conflict")];
    }],
    ["POST", /^\/rounds\/([^/]+)\/reading\/batch$/, ([id], body) => {
      const stale = [];
      for (const { id: text_id, version } of body.ids) {
        const text = kept(id).texts.find((entry) => entry.id === text_id);
        if (text?.version !== version) stale.push(text_id);
        else Object.assign(text, { state: body.state, version: version + 1 });
      }
      return [200, { changed: body.ids.length - stale.length, stale }];
    }],
    ["PUT", /^\/rounds\/([^/]+)\/reading\/([^/]+)$/, ([id, text_id], body, { headers }) => {
      const text = kept(id).texts.find((entry) => entry.id === text_id);
      if (!text) return [404, problem("not_found")];
      if (kept(id).released) return [409, problem("conflict")];
      if (headers["if-match"] !== `"${text.version}"`) return [412, problem("stale")];
      if (!well_formed(body, text.text)) return [422, problem("invalid")];
      Object.assign(text, { state: body.state, redactions: body.redactions, tags: body.tags, version: text.version + 1 });
      return [200, text];
    }],
    ["GET", /^\/rounds\/([^/]+)\/units\/([^/]+)\/comments$/, ([id, unit]) => {
      if (state.comments_fail) return [503, problem("busy")];
      if (state.rounds[id].meta.state !== "released") return [409, problem("conflict")];
      const items = kept(id).texts.filter((text) => text.unit === unit).map(({ id: text_id, about, item, text }) => ({ id: text_id, about, item, text }));
      return [200, { items, withheld: false }];
    }],
    ["GET", /^\/rounds\/([^/]+)\/releases$/, ([id]) => [200, { items: releases_of(id), next: null }]],
    ["POST", /^\/rounds\/([^/]+)\/release$/, ([id], body) => {
      state.released_with = body;
      const entry = state.rounds[id];
      if (entry.meta.state === "released") {
        if (!body.withhold) return [422, problem("invalid")];
        releases_of(id).push({ ...releases_of(id)[0], number: releases_of(id).length + 1, at: "2026-11-22T07:00:00Z", ...withhold(id, body) });
        return [200, { meta: entry.meta }];
      }
      publish(kept(id));
      entry.meta = { ...entry.meta, state: "released", released_at: "2026-11-21T07:00:00Z" };
      state.releases[id] = [{ ...releases_of(id)[0], ...withhold(id, body), shown_texts: kept(id).texts.length }];
      return [200, { meta: entry.meta }];
    }],
  ];
}
