// The stand-in's part for rounds by credentials: who is invited, what became of the codes, sealing, rehearsing, paper.
import { rich_round } from "./staff_mock_data.mjs";

const kManifest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
export const kKnownHash = "aa".repeat(32);
export const kClaimedHash = "bb".repeat(32);
const open_times = { opens_at: "2026-11-02T00:00:00Z", closes_at: "2027-11-28T10:00:00Z", casts_until: "2027-11-29T10:00:00Z", grace_s: 86400, retain_until: "2028-05-26T10:00:00Z" };

function credential_round(id) {
  const file = rich_round(id);
  file.access = { mode: "credential" };
  return file;
}

/** [file, state, more of its meta] */
export function credential_rounds() {
  const uninvited = credential_round("2027-invite");
  for (const unit of uninvited.units) unit.due = { superiors: 0, managers: 0, staff: 0 };
  return [
    [uninvited, "draft", {}],
    [credential_round("2027-ready"), "draft", { codes_by: "server" }],
    [credential_round("2026-invited"), "open", { ...open_times, codes_by: "server", manifest_hash: kManifest, tickets_kept: true }],
    [credential_round("2026-offline"), "open", { ...open_times, codes_by: "registrar", manifest_hash: kManifest }],
    [credential_round("2026-restored"), "open", { ...open_times, codes_by: "registrar", manifest_hash: kManifest, claims_shut: true }],
    [credential_round("2026-unsealed"), "closed", { ...open_times, closes_at: "2026-11-15T10:00:00Z", casts_until: "2026-11-16T10:00:00Z", codes_by: "registrar", manifest_hash: kManifest }],
  ];
}

function groups_of(file) {
  return file.units.flatMap((u) => Object.entries(u.due ?? {}).filter(([, count]) => count > 0).map(([category, count]) => ({ unit: u.id, category, count })));
}

function people_of(file) {
  return groups_of(file).flatMap(({ unit, category, count }) => Array.from({ length: count }, (_, at) => (
    { person: `${unit} ${category} ${at + 1}`, contact: at % 3 === 0 ? "" : `${at}@example.org`, unit, category })));
}

const bad_roster = [
  { severity: "error", place: "line 3, column 3", expected: "unknown unit \"west\"", remedy: "Write the id or the name of a unit of the round." },
  { severity: "error", place: "line 9, column 1", expected: "expected the name of a person", remedy: "Remove the row." },
];

/** `full`, `problem`: how the server writes a round and a problem. Sent files are told apart by what they hold. */
export function invitation_routes(state, full, problem) {
  state.sheets = [];
  state.lists = {};
  const listed = (id) => state.lists[id] ?? groups_of(state.rounds[id].file);
  const changed = (id, more, due) => {
    const entry = state.rounds[id];
    entry.meta = { ...entry.meta, ...more, version: entry.meta.version + 1 };
    for (const unit of entry.file.units) unit.due = { superiors: 0, managers: 0, staff: 0, ...due(unit) };
    state.lists[id] = groups_of(entry.file);
  };
  const imported = (id, encoding, added) => {
    const groups = listed(id);
    return [200, { meta: state.rounds[id].meta, roster: { people: groups.reduce((sum, g) => sum + g.count, 0), groups, encoding, added } }];
  };
  const preview = { people: 20, groups: [{ unit: "north", category: "staff", count: 12 }, { unit: "harbin", category: "managers", count: 8 }], encoding: "gb18030", added: 20 };
  const due_of_preview = (unit) => Object.fromEntries(preview.groups.filter((g) => g.unit === unit.id).map((g) => [g.category, g.count]));
  return [
    ["PUT", /^\/rounds\/([^/]+)\/roster$/, ([id], _, { url, text }) => {
      if (text.includes("west")) return [422, problem("invalid", bad_roster)];
      if (url.searchParams.has("preview")) return [200, { meta: state.rounds[id].meta, roster: preview }];
      changed(id, { codes_by: "server" }, due_of_preview);
      return imported(id, "gb18030", 20);
    }],
    ["GET", /^\/rounds\/([^/]+)\/roster$/, ([id], _, { url }) => {
      const { codes_by } = state.rounds[id].meta;
      const people = codes_by === "server" ? people_of(state.rounds[id].file) : [];
      const [offset, limit] = [Number(url.searchParams.get("offset")), Number(url.searchParams.get("limit"))];
      const next = offset + limit < people.length ? offset + limit : null;
      return [200, { by: codes_by, groups: codes_by ? listed(id) : [], items: people.slice(offset, offset + limit), next }];
    }],
    ["DELETE", /^\/rounds\/([^/]+)\/roster$/, ([id], _, { headers }) => {
      if (!headers["if-match"]) return [412, problem("stale")];
      changed(id, { codes_by: null }, () => ({}));
      return [204];
    }],
    ["PUT", /^\/rounds\/([^/]+)\/claim-hashes$/, ([id], body) => {
      if (body.candor_claims !== 1) return [422, problem("invalid", [{ severity: "error", place: "/candor_claims", expected: "1", remedy: "Choose the file of hashes." }])];
      changed(id, { codes_by: "registrar" }, (unit) => (unit.id === "north" ? { staff: body.claims.length } : {}));
      return imported(id, "utf-8", body.claims.length);
    }],
    ["GET", /^\/rounds\/([^/]+)\/unclaimed$/, () => [200, { unclaimed: [kKnownHash, "cc".repeat(32)], claimed: 31, exchanged: state.exchanged ?? 0, withdrawn: 1 }]],
    ["POST", /^\/rounds\/([^/]+)\/exchange$/, (_, body) => {
      if (body.claim_hash === kClaimedHash) return [409, problem("conflict")];
      if (body.claim_hash !== kKnownHash) return [404, problem("not_found")];
      state.exchanged = (state.exchanged ?? 0) + 1;
      return [204];
    }],
    ["POST", /^\/rounds\/([^/]+)\/amendments$/, (_, body) => { state.amendment = body; return [200, { number: 3 }]; }],
    ["GET", /^\/rounds\/([^/]+)\/page$/, ([id], _, { headers }) => {
      if (headers.cookie) return [400, problem("malformed")];
      return [200, { part: JSON.stringify({ groups: [{ tickets: id === "2026-offline" ? 0 : 4 }] }) }];
    }],
    ["DELETE", /^\/rounds\/([^/]+)\/open$/, ([id]) => { state.rounds[id].meta.opening = null; return [200, { meta: state.rounds[id].meta }]; }],
    ["POST", /^\/rounds\/([^/]+)\/seal$/, ([id], body) => {
      state.sealed_with = body;
      if (state.clocks_apart_s) return [409, problem("conflict", [], `the clocks of this server and of your browser are ${state.clocks_apart_s} seconds apart; set the wrong one right`)];
      state.rounds[id].meta.sealed_at = "2026-11-21T06:00:00Z";
      return [200, { meta: state.rounds[id].meta }];
    }],
    ["POST", /^\/rounds\/([^/]+)\/rehearse$/, () => (state.rehearsal_too_large ? [413, problem("too_large")] : [200, { ballots: 412, comments: 118, seconds: 8.437, checks: [
      { name: "manifest", ok: true, detail: "compared" }, { name: "roots", ok: !state.rehearsal_fails, detail: state.rehearsal_fails ? "ballots: root differs" : "" }] }])],
    ["GET", /^\/rounds\/([^/]+)\/sheets$/, () => [200, { items: state.sheets, settled: state.sheets.filter((sheet) => sheet.state === "settled").length }]],
    ["POST", /^\/rounds\/([^/]+)\/sheets$/, (_, body) => { state.keyed = body; return key_sheet(state, body, problem); }],
    ["POST", /^\/rounds\/([^/]+)\/sheets\/cast$/, () => {
      const cast = state.sheets.filter((sheet) => sheet.state === "settled").length;
      state.sheets = state.sheets.filter((sheet) => sheet.state !== "settled");
      return [200, { cast, refused: [] }];
    }],
    ["DELETE", /^\/rounds\/([^/]+)\/sheets\/([^/]+)$/, ([, bearer]) => { state.sheets = state.sheets.filter((sheet) => sheet.bearer !== bearer); return [204]; }],
  ];
}

/** The first entry waits, the second settles, or differs where its body is another. */
function key_sheet(state, body, problem) {
  if (state.unknown_tickets) return [404, problem("not_found")];
  const known = state.sheets.find((sheet) => sheet.bearer === body.bearer);
  if (!known) {
    state.sheets.push({ bearer: body.bearer, unit: body.unit, category: body.category, keyers: 1, state: "first", body: body.ballot });
    return [200, { state: "first" }];
  }
  known.keyers = 2;
  known.state = known.body === body.ballot ? "settled" : "differs";
  return [200, { state: known.state }];
}
