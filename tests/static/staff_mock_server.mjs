// Serves the built pages and canned API answers on loopback, for looking at the staff's pages and for browser tests
// without a server: node tests/static/staff_mock_server.mjs BUILD_DIR [PORT]. Speaks the same security headers.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { case_round, meta, rich_result, rich_round } from "./staff_mock_data.mjs";
import { draft_routes } from "./staff_mock_drafts.mjs";
import { credential_rounds, invitation_routes } from "./staff_mock_invitations.mjs";
import { reading_routes, with_member_texts } from "./staff_mock_reading.mjs";

/** The console frames the preview, and nothing else is framed by anything. */
const csp = (path) => "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  `font-src 'self'; form-action 'self'; base-uri 'none'; frame-src ${path === "/console" ? "'self'" : "'none'"}; ` +
  `frame-ancestors ${path === "/preview" ? "'self'" : "'none'"}`;
const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8" };

const accounts = [
  { id: 1, name: "admin", display_name: "Zhao Ling", disabled: false, has_password: true, roles: [{ role: "administrator", unit: null, member: null, head: false }] },
  { id: 2, name: "organizer", display_name: "Sun Hao", disabled: false, has_password: true, roles: [{ role: "organizer", unit: null, member: null, head: false }] },
  { id: 3, name: "li.wei", display_name: "Li Wei", disabled: false, has_password: false, roles: [{ role: "leader", unit: "head-office", member: "head-office-m1", head: true }] },
  { id: 4, name: "old", display_name: "Former colleague", disabled: true, has_password: true, roles: [{ role: "leader", unit: "north", member: null, head: false }] },
  { id: 5, name: "registrar", display_name: "He Xiulan", disabled: false, has_password: true, roles: [{ role: "registrar", unit: null, member: null, head: false }] },
  { id: 6, name: "scrutineer", display_name: "Qian Duo", disabled: false, has_password: true, roles: [{ role: "scrutineer", unit: null, member: null, head: false }] },
];
const diagnostics = [
  { severity: "error", place: "line 4, column due.staff", expected: "a whole number of people, 0 or more", remedy: "Write 40 instead of “forty”." },
  { severity: "error", place: "line 7, column parent", expected: "the id of a unit in this file", remedy: "Add a unit “west”, or leave the cell empty." },
];
const warnings = [{ severity: "warning", place: "/units/5/due/superiors", expected: "at least 5 people in a protected category", remedy: "Its weight will not apply there: the category is counted together with another." }];
const labels = {
  A: ["Superiors", "上级"], B: ["Middle management", "中层管理人员"], C: ["Staff", "职工"], staff: ["Staff", "职工"],
  overall: ["Overall", "总体评价"], style: ["Way of working", "工作作风"], results: ["Results", "工作实绩"], ability: ["Ability", "能力"],
  effort: ["Effort", "勤勉"], a: ["Work of the office", "机关工作"], b: ["Service to members", "服务会员"], grade: ["Working climate", "工作氛围"],
  one: ["Where should the next meeting be?", "下次会议在哪里开？"], many: ["What should be improved?", "哪些方面需要改进？"],
  order: ["Order of importance", "请按重要性排序"], years: ["Years in the company", "在本单位工作年数"], recommend: ["Would you recommend us?", "您会推荐我们吗？"],
};

function rounds() {
  const opens_at = "2026-11-02T00:00:00Z";
  const closes_at = "2027-11-28T10:00:00Z";
  const list = {};
  const add = (file, state, more, tally = null) => { list[file.id] = { file, meta: meta(file, state, more), tally }; };
  add(rich_round("2026-autumn"), "open", { opens_at, closes_at, manifest_hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", tickets_kept: true });
  add(rich_round("2027-plan"), "draft", {});
  const closed = with_member_texts(rich_round("2026-closed"));
  add(closed, "closed", { opens_at, closes_at: "2026-11-15T10:00:00Z", sealed_at: "2026-11-16T09:00:00Z", manifest_hash: "ab".repeat(32) }, rich_tally(closed));
  const released = with_member_texts(rich_round("2026-spring"));
  add(released, "released", { opens_at: "2026-03-02T00:00:00Z", closes_at: "2026-03-15T10:00:00Z", released_at: "2026-03-20T08:00:00Z", sealed_at: "2026-03-16T08:00:00Z", manifest_hash: "cd".repeat(32) }, rich_tally(released));
  for (const [file, state, more] of credential_rounds()) add(file, state, more, state === "closed" ? rich_tally(file) : null);
  for (const name of ["categories-and-weights", "members-and-quota", "leadership-climate", "tree", "answers-below-k", "item-types", "suppression-open"]) {
    const { file, tally } = case_round(name, labels);
    add({ ...file, id: name }, "released", { closes_at: "2026-05-15T10:00:00Z", released_at: "2026-05-20T08:00:00Z", imported: true }, tally);
  }
  return list;
}

function rich_tally(file) {
  const units = file.units.map((u, at) => (u.id === "shenzhen" ? { unit: u.id, suppressed: true } : rich_result(file, at)));
  const team = units[0].results[0];
  const rollup = [{ unit: "head-office", units_shown: 6, units_not_shown: 1, valid: 358, results: [{ about: "team", items: team.items.map(({ item, pooled, weighted }) => ({ item, pooled, weighted })), score: team.score }] }];
  return { candor_tally: 1, round: file.id, disclosed: true, units, rollup };
}

function full(entry) {
  const draft = entry.meta.state === "draft";
  return {
    meta: entry.meta, file: entry.file, warnings: draft ? warnings : [], blockers: draft && entry.blocked ? diagnostics : [],
    small_categories: draft ? [{ unit: "shenzhen", category: "superiors", due: 1 }, { unit: "shenzhen", category: "managers", due: 2 }] : [],
  };
}

/** Every time somebody looks, three more keys are made; then the round is open. */
function make_keys(entry) {
  const { opening } = entry.meta;
  if (!opening) return entry;
  if (opening.done < opening.total) opening.done = Math.min(opening.done + 3, opening.total);
  else entry.meta = { ...entry.meta, opening: null, state: "open", manifest_hash: "0123456789abcdef".repeat(4), tickets_kept: entry.meta.codes_by === "server" };
  return entry;
}

function report(entry, unit) {
  const result = entry.tally.units.find((u) => u.unit === unit);
  if (!result) return null;
  const small = result.suppressed ? entry.tally.units.find((u) => (u.units ?? []).includes(unit)) ?? null : null;
  const members = (entry.file.units.find((u) => u.id === unit)?.members ?? []).map((m) => m.id);
  return {
    round: entry.meta, round_file: { ...entry.file, units: entry.file.units.filter((u) => u.id === unit) },
    result, small, rollup: entry.tally.rollup.find((r) => r.unit === unit) ?? null,
    members_shown: result.suppressed || unit === "north" ? members.slice(0, 1) : members, members_hidden: unit === "north" ? members.length - 1 : 0,
    children: entry.file.units.filter((u) => u.parent === unit).map((u) => ({ unit: u.id, name: u.name, suppressed: entry.tally.units.find((t) => t.unit === u.id)?.suppressed ?? false })),
  };
}

export function start(built, port = 0) {
  const state = { account: null, rounds: rounds() };
  const routes = [
    ["GET", /^\/session$/, () => (state.account ? [200, session()] : [401, problem("unauthenticated")])],
    ["POST", /^\/session$/, (_, body) => {
      const found = accounts.find((a) => a.name === body.name && body.password === "correct horse battery");
      if (!found) return [401, problem("unauthenticated")];
      state.account = found;
      return [200, session()];
    }],
    ["POST", /^\/session\/first$/, (_, body) => { if (body.token !== "good") return [410, problem("expired")]; state.account = accounts[2]; return [200, session()]; }],
    ["DELETE", /^\/session$/, () => { state.account = null; return [204]; }],
    ["POST", /^\/session\/password$/, (_, body) => (body.old === "correct horse battery" ? [204] : [403, problem("forbidden")])],
    ["GET", /^\/accounts$/, () => [200, { items: accounts, next: null }]],
    ["POST", /^\/accounts$/, (_, body) => [201, { account: { ...body, id: 9, disabled: false, has_password: false }, first_link: "https://candor.example/console#first=Zk3bX0q7cT9yPq1mS8dN2w" }]],
    ["POST", /^\/accounts\/\d+\/link$/, () => [200, { first_link: "https://candor.example/console#first=Zk3bX0q7cT9yPq1mS8dN2w" }]],
    ["PATCH", /^\/accounts\/\d+$/, (_, body) => [200, { ...accounts[3], ...body }]],
    ["GET", /^\/templates$/, () => [200, { items: [
      { id: "leadership-team", title: { en: "Leadership team", "zh-CN": "领导班子测评" }, summary: { en: "Six grades about the team, one open question.", "zh-CN": "对班子的六项评价和一个开放问题。" } },
      { id: "team-and-members", title: { en: "Team and members", "zh-CN": "领导班子及成员测评" }, summary: { en: "The team, then every member by themself.", "zh-CN": "先评班子，再逐一评价成员。" } }], next: null }]],
    ["GET", /^\/templates\/([^/]+)$/, () => [200, rich_round("template")]],
    ["GET", /^\/rounds$/, () => [200, { items: state.empty ? [] : Object.values(state.rounds).map((r) => r.meta), next: null }]],
    ["POST", /^\/rounds$/, (_, body) => {
      if (!body.candor_round) return [422, problem("invalid", diagnostics)];
      if (state.rounds[body.id]) return [409, problem("conflict")];
      state.rounds[body.id] = { file: body, meta: meta(body, "draft") };
      return [201, full(state.rounds[body.id])];
    }],
    ...draft_routes(state, full, problem),
    ["GET", /^\/rounds\/([^/]+)$/, ([id]) => (state.rounds[id] ? [200, full(make_keys(state.rounds[id]))] : [404, problem("not_found")])],
    ["DELETE", /^\/rounds\/([^/]+)$/, ([id]) => { delete state.rounds[id]; return [204]; }],
    ["POST", /^\/rounds\/([^/]+)\/units$/, ([id], _, { text }) => {
      if (!state.take_units) return [422, problem("invalid", diagnostics)];
      const entry = state.rounds[id];
      entry.file = state.take_units(text);
      const members = entry.file.units.reduce((sum, unit) => sum + unit.members.length, 0);
      entry.meta = { ...entry.meta, version: entry.meta.version + 1, units: entry.file.units.length, members };
      return [200, full(entry)];
    }],
    ["PUT", /^\/rounds\/([^/]+)\/times$/, ([id], body) => {
      if (id === "2027-plan") return [412, problem("stale")];
      const { grace_hours, ...times } = body;
      Object.assign(state.rounds[id].meta, times, { grace_s: (grace_hours ?? 0) * 3600, version: state.rounds[id].meta.version + 1 });
      return [200, full(state.rounds[id])];
    }],
    ...invitation_routes(state, full, problem),
    ...reading_routes(state, problem),
    ["POST", /^\/rounds\/([^/]+)\/(open|close|void)$/, ([id, act]) => {
      const next = { open: "open", close: "closed", void: "void" }[act];
      const { access, codes_by } = state.rounds[id].meta;
      if (act === "open" && access === "credential") {
        state.rounds[id].meta.opening = { done: 0, total: 12 };
        return [202, { meta: state.rounds[id].meta }];
      }
      state.rounds[id].meta = { ...state.rounds[id].meta, state: next, tickets_kept: act === "open" && codes_by !== "registrar" };
      return [200, { meta: state.rounds[id].meta }];
    }],
    ["DELETE", /^\/rounds\/([^/]+)\/tickets$/, ([id]) => { state.rounds[id].meta.tickets_kept = false; return [204]; }],
    ["GET", /^\/rounds\/([^/]+)\/turnout$/, ([id]) => [200, turnout(state.rounds[id])]],
    ["GET", /^\/rounds\/([^/]+)\/results$/, ([id]) => [200, state.rounds[id].tally]],
    ["GET", /^\/rounds\/([^/]+)\/units\/([^/]+)\/results$/, ([id, unit]) => { const r = report(state.rounds[id], unit); return r ? [200, r] : [404, problem("not_found")]; }],
    ["GET", /^\/results$/, () => [200, { items: readable(), next: null }]],
  ];
  const session = () => ({ account: state.account, csrf: "token" });
  const readable = () => Object.values(state.rounds).filter((r) => r.tally && r.meta.state === "released")
    .flatMap((r) => r.file.units.map((u) => ({ round: r.meta.id, title: r.meta.title, unit: u.id, unit_name: u.name, released_at: r.meta.released_at })))
    .filter((i) => state.account?.id !== 3 || (i.round === "2026-spring" && i.unit === "head-office"));
  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url, "http://loopback");
    response.setHeader("Content-Security-Policy", csp(url.pathname));
    let text = "";
    for await (const part of request) text += part;
    if (!url.pathname.startsWith("/api/v1")) return send_file(built, url.pathname, response);
    const called = url.pathname.slice("/api/v1".length);
    for (const [method, pattern, act] of routes) {
      const match = pattern.exec(called);
      if (!match || method !== request.method) continue;
      const [status, body] = act(match.slice(1).map(decodeURIComponent), parse(text), { url, text, headers: request.headers });
      response.writeHead(status, { "Content-Type": status >= 400 ? "application/problem+json" : "application/json" });
      return response.end(body === undefined ? "" : JSON.stringify(body));
    }
    response.writeHead(404, { "Content-Type": "application/problem+json" });
    return response.end(JSON.stringify(problem("not_found")));
  });
  return new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve({ server, state, accounts, port: server.address().port })));
}

function parse(text) {
  try { return JSON.parse(text || "{}"); } catch { return {}; }
}

function problem(kind, list = [], detail = "") {
  return { type: "about:blank", title: kind, kind, detail, diagnostics: list };
}

function turnout(entry) {
  const open = entry.meta.state === "open";
  const items = entry.file.units.map((u, at) => ({ unit: u.id, due: at === 6 ? null : Object.values(u.due ?? { all: 20 }).reduce((a, b) => a + b, 0), returned: at === 5 ? null : open ? 5 * (at + 7) : 41 + at }));
  return { computed_at: "2026-11-21T05:00:00Z", next_at: open ? "2026-11-21T06:00:00Z" : null, min_cell: 5, items };
}

function send_file(built, pathname, response) {
  const page = { "/console": "console.html", "/results": "results.html", "/preview": "preview.html", "/": "start.html" }[pathname];
  const file = path.join(built, page ?? path.normalize(pathname));
  if (!file.startsWith(built) || !fs.existsSync(file)) { response.writeHead(404); return response.end(); }
  response.writeHead(200, { "Content-Type": types[path.extname(file)] ?? "application/octet-stream" });
  return response.end(fs.readFileSync(file));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [built, port] = process.argv.slice(2);
  const { port: bound } = await start(path.resolve(built), Number(port ?? 0));
  console.log(`http://127.0.0.1:${bound}/console`);
}
