// The stand-in's part for drafts that are edited: saving with entity tags, versions, versions set aside.

const kSaved = "2026-11-21T05:00:00Z";

/** `full`, `problem`: how the server writes a round and a problem. `state.drafts`: by round, every version. */
export function draft_routes(state, full, problem) {
  state.drafts = {};
  const versions_of = (id) => {
    const { meta, file } = state.rounds[id];
    state.drafts[id] ??= [{ version: meta.version, saved_at: kSaved, account: "organizer", note: null, aside: false, file }];
    return state.drafts[id];
  };
  const listed = (id) => versions_of(id).slice().sort((a, b) => b.version - a.version).map(({ file, ...entry }) => (
    { ...entry, bytes: JSON.stringify(file).length, current: entry.version === state.rounds[id].meta.version && !entry.aside }));
  const add = (id, file, more) => {
    const list = versions_of(id);
    const version = Math.max(state.rounds[id].meta.version, ...list.map((entry) => entry.version)) + 1;
    list.push({ version, saved_at: kSaved, account: state.account?.name ?? "organizer", note: null, aside: false, file, ...more });
    return version;
  };
  /** What somebody else saves at another desk. */
  state.save_elsewhere = (id, change) => {
    const entry = state.rounds[id];
    entry.file = change(structuredClone(entry.file));
    entry.meta = { ...entry.meta, version: add(id, entry.file, { account: "li.wei" }) };
  };
  return [
    ["POST", /^\/check$/, () => [200, { errors: state.refuse_checks ?? [], blockers: [], warnings: [] }]],
    ["PUT", /^\/rounds\/([^/]+)$/, ([id], body, { headers }) => {
      const entry = state.rounds[id];
      versions_of(id);
      if (entry.meta.state !== "draft") return [409, problem("conflict")];
      if (headers["if-match"] !== `"${entry.meta.version}"`) return [412, problem("stale")];
      if (state.refuse_drafts) return [422, problem("invalid", state.refuse_drafts)];
      entry.file = body;
      entry.meta = { ...entry.meta, title: body.title, access: body.access?.mode ?? entry.meta.access, version: add(id, body, {}) };
      return [200, full(entry)];
    }],
    ["GET", /^\/rounds\/([^/]+)\/versions$/, ([id]) => (state.rounds[id] ? [200, { items: listed(id), next: null }] : [404, problem("not_found")])],
    ["GET", /^\/rounds\/([^/]+)\/versions\/(\d+)$/, ([id, version]) => {
      const found = versions_of(id).find((entry) => entry.version === Number(version));
      return found ? [200, found.file] : [404, problem("not_found")];
    }],
    ["POST", /^\/rounds\/([^/]+)\/versions$/, ([id], body, { headers }) => {
      if (body.file) add(id, body.file, { note: body.note, aside: true });
      else if (headers["if-match"] !== `"${state.rounds[id].meta.version}"`) return [412, problem("stale")];
      else versions_of(id).find((entry) => entry.version === state.rounds[id].meta.version).note = body.note;
      return [201, listed(id)[0]];
    }],
  ];
}
