// A server for looking at the respondent's page without Candor: serves built files and sample rounds on loopback, under
// the content security policy of the real one. Run by hand: `node tests/static/mock_server.mjs DIR [PORT]`.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { appraisal, every_type, large_team, open_survey } from "./sample_rounds.mjs";
import { hash, page_of, tag } from "./support.mjs";

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
  + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// `behaviour.refuse`: how many casts fail before one is taken; `behaviour.casts`: what was taken; `behaviour.boxes`:
/// stand-ins of rounds by credentials (credential_box.mjs).
export function make_server(folder, behaviour = { refuse: 0, casts: [] }, rounds = [appraisal, open_survey, every_type, large_team]) {
  const by_id = new Map(rounds.map((round) => [round.id, round]));
  const files = new Map(JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")).map((file) => [file.path, file]));
  return createServer(async (request, response) => {
    const url = new URL(request.url, "http://localhost");
    response.setHeader("Content-Security-Policy", behaviour.box_origin ? policy.replace("connect-src 'self'", `connect-src 'self' ${behaviour.box_origin}`) : policy);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    if (url.pathname === "/preview") response.setHeader("Content-Security-Policy", policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'"));
    const box = /^\/api\/v1\/rounds\/([^/]+)\/(?:(page|claims|ballots|comments)|record\/([\w.]+))$/.exec(url.pathname);
    const kept = box && (behaviour.boxes ?? []).find(({ round }) => round.id === box[1]);
    if (kept) return answer_box(response, request, url, kept, box[2], box[3]);
    const api = /^\/api\/v1\/rounds\/([^/]+)\/(page|ballots|comments)$/.exec(url.pathname);
    if (api) return answer_api(response, request, url, by_id.get(api[1]), api[2], behaviour);
    const page = page_for(url.pathname);
    const file = files.get(page);
    if (!file) return send(response, 404, "text/plain", "no such page");
    return send(response, 200, file.type, readFileSync(join(folder, file.file)));
  });
}

function page_for(path) {
  if (path === "/") return "/start.html";
  if (path === "/preview") return "/preview.html";
  if (path === "/how") return "/how.html";
  if (path.startsWith("/public/")) return "/public.html";
  return path === "/b" || path.startsWith("/r/") ? "/respond.html" : path;
}

/// Casts may go to an origin of their own (`box.box_url`), which browsers ask first whether it wants them.
function allow_casts(response, box) {
  if (!box.box_url) return;
  response.setHeader("Access-Control-Allow-Origin", "*");
  response.setHeader("Access-Control-Allow-Headers", "content-type");
}

async function answer_box(response, request, url, box, what, name) {
  if (what === "ballots" || what === "comments") allow_casts(response, box);
  if (request.method === "OPTIONS") return send(response, 204, "text/plain", "");
  if (what === "ballots" && box.box_url && request.headers.host !== new URL(box.box_url).host) return problem(response, 404, "not_found", "elsewhere");
  if (request.headers.cookie || request.headers.authorization) return problem(response, 400, "malformed", "cookie");
  const answer = (got) => send(response, got.status, got.status === 200 ? "application/json" : "application/problem+json", JSON.stringify(got.body));
  if (what === "page") return answer(box.page(Number(url.searchParams.get("part"))));
  if (name) {
    const file = box.record(name);
    return file === null ? problem(response, 409, "conflict", "not sealed") : send(response, 200, "application/octet-stream", file);
  }
  let text = "";
  for await (const chunk of request) text += chunk;
  if (what !== "claims" && Buffer.byteLength(text) % 1024 !== 0) return problem(response, 400, "malformed", "pad");
  const got = box.answer(what, JSON.parse(text));
  return got ? answer(got) : response.destroy();
}

/// Compressed, as the real one does, but with little effort: with much it takes longer than the page.
function send(response, status, type, body) {
  const bytes = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });
  response.writeHead(status, { "Content-Type": type, "Content-Encoding": "br", "Content-Length": bytes.length });
  response.end(bytes);
}

function problem(response, status, kind, detail) {
  send(response, status, "application/problem+json", JSON.stringify({ type: "about:blank", title: kind, status, kind, detail }));
}

async function answer_api(response, request, url, round, what, behaviour) {
  if (request.headers.cookie || request.headers.authorization) return problem(response, 400, "malformed", "cookie");
  if (!round) return problem(response, 404, "not_found", "no such round");
  if (behaviour.closed && what !== "page") return problem(response, 410, "expired", "closed");
  if (what === "page") {
    const part = Number(url.searchParams.get("part"));
    if (part > round.units.length) return problem(response, 404, "not_found", "no such part");
    return send(response, 200, "application/json", JSON.stringify({ ...page_of(round, part), ...(behaviour.closed && { takes_ballots: false, state: "closed" }) }));
  }
  let text = "";
  for await (const chunk of request) text += chunk;
  if (behaviour.refuse-- > 0) return problem(response, 503, "busy", "try again");
  const message = JSON.parse(text);
  behaviour.casts.push({ what, message, bytes: Buffer.byteLength(text) });
  const revision = Buffer.from([0, 0, 0, message.revision]);
  const nullifier = hash(tag("nullifier"), Buffer.from(message.manifest, "hex"), Buffer.from(message.bearer, "hex"));
  const commitment = hash(tag("body"), Buffer.from(message.salt, "hex"), message.body);
  const entry = Buffer.concat([nullifier, revision, commitment]).toString("hex");
  return send(response, 200, "application/json", JSON.stringify({ accepted: true, entry }));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const server = make_server(process.argv[2]);
  server.listen(Number(process.argv[3] ?? 0), "127.0.0.1", () => {
    const m = Buffer.from(page_of(appraisal, 1).manifest_hash, "hex").toString("base64url");
    const at = `http://localhost:${server.address().port}`;
    console.log(`${at}/b#1.${m}.${appraisal.id}.1.3.ABCDEFGHJKMNPQRSTVWX\n${at}/r/${open_survey.id}`);
  });
}
