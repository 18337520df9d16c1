// The anonymous routes on an origin of their own: browsers may send to it from the pages' origin and from no other, and
// nothing else is served there.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { ballotBearer, makeEntry, makeMessage } from "./support/cast.mjs";
import { openRound, sameAnswers, smallRound } from "./support/rounds.mjs";
import { startWithOrganizer } from "./support/server.mjs";

const publicUrl = "https://pages.example";
let server, organizer, end, file, codes, box;
before(async () => {
  ({ server, organizer, end } = await startWithOrganizer({ args: ["--box-listen", "127.0.0.1:0", "--public-url", publicUrl] }));
  file = smallRound("apart");
  ({ codes } = await openRound(organizer, file));
  box = (await (await fetch(`${server.url}/api/v1/rounds/apart/page?part=1`)).json()).box_url;
});
after(() => end?.());

const castTo = (origin, kind, message, headers = {}) =>
  fetch(`${origin}/api/v1/rounds/apart/${kind}`, { method: "POST", headers: { "Content-Type": "application/json", ...headers }, body: message });
function messageOf(code) {
  const bearer = ballotBearer(code.round, code.unit, code.categoryId, code.secret);
  return makeMessage({ manifest: code.manifest, unit: code.unit, category: code.categoryId, bearer, answers: sameAnswers(file, file.units[0], 1) });
}
const policyOf = (answer) => Object.fromEntries(answer.headers.get("content-security-policy").split("; ").map((part) => [part.split(" ")[0], part.split(" ").slice(1)]));

test("the page says where ballots go, and its policy lets scripts send there and nowhere else", async () => {
  assert.match(box, /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.notEqual(new URL(box).port, new URL(server.url).port);
  for (const path of ["/b", "/r/apart"]) {
    const page = await fetch(server.url + path);
    assert.equal(page.status, 200);
    assert.deepEqual(policyOf(page)["connect-src"], ["'self'", box], path);
  }
});

test("a browser's question before it sends is answered for exactly the pages' origin", async () => {
  for (const kind of ["ballots", "comments"]) {
    const asked = { Origin: publicUrl, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type" };
    const answer = await fetch(`${box}/api/v1/rounds/apart/${kind}`, { method: "OPTIONS", headers: asked });
    assert.equal(answer.status, 204);
    assert.equal(answer.headers.get("access-control-allow-origin"), publicUrl);
    assert.match(answer.headers.get("access-control-allow-methods"), /\bPOST\b/);
    assert.match(answer.headers.get("access-control-allow-headers"), /\bcontent-type\b/i);
    assert.equal(answer.headers.get("access-control-allow-credentials"), null);
    const stranger = await fetch(`${box}/api/v1/rounds/apart/${kind}`, { method: "OPTIONS", headers: { ...asked, Origin: "https://elsewhere.example" } });
    assert.notEqual(stranger.headers.get("access-control-allow-origin"), "*");
    assert.notEqual(stranger.headers.get("access-control-allow-origin"), "https://elsewhere.example");
  }
  const main = await fetch(`${server.url}/api/v1/rounds/apart/ballots`, { method: "OPTIONS", headers: { Origin: "https://elsewhere.example" } });
  assert.equal(main.headers.get("access-control-allow-origin"), null, "the pages' own origin opens to nobody");
});

test("a ballot cast there is accepted, and the browser may read the answer", async () => {
  const message = messageOf(codes[0]);
  const answer = await castTo(box, "ballots", message, { Origin: publicUrl });
  assert.equal(answer.status, 200, await answer.clone().text());
  assert.equal(answer.headers.get("access-control-allow-origin"), publicUrl);
  const { entry, receipt } = await answer.json();
  assert.equal(entry, makeEntry(message));
  assert.equal(receipt.entry, entry);
  const again = await castTo(server.url, "ballots", message);
  assert.equal((await again.json()).entry, entry, "both lead to the same box");
  const refused = await castTo(box, "ballots", messageOf({ ...codes[1], secret: "0".repeat(20) }), { Origin: publicUrl });
  assert.equal(refused.status, 404);
  assert.equal(refused.headers.get("access-control-allow-origin"), publicUrl, "a refusal can be read too");
  assert.equal((await castTo(box, "ballots", messageOf(codes[1]), { Cookie: "a=b" })).status, 400);
});

test("nothing else is served there: no page, no claim, no staff, no record", async () => {
  const gets = ["/", "/b", "/r/apart", "/how", "/console", "/results", "/public/apart", "/api/v1/rounds/apart/page", "/api/v1/rounds/apart/record", "/api/v1/session", "/api/v1/rounds"];
  for (const path of gets) assert.equal((await fetch(box + path)).status, 404, path);
  for (const path of ["/api/v1/rounds/apart/claims", "/api/v1/session", "/api/v1/rounds"]) {
    const answer = await fetch(box + path, { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" });
    assert.equal(answer.status, 404, path);
  }
});
