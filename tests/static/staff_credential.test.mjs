// The console for rounds by credentials in a real browser against a stand-in server: who is invited, opening, what the
// registrar does while it is open, sealing, rehearsing; and what each role is shown.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { kClaimedHash, kKnownHash } from "./staff_mock_invitations.mjs";
import { close, in_time, look, part, shapes, small_and_dark, start_visits } from "./staff_visit.mjs";

const [kAdministrator, kRegistrar, kScrutineer] = [1, 5, 6];
let visits, mock, open_page;
before(async () => {
  visits = await start_visits();
  ({ mock, open_page } = visits);
});
after(() => visits?.end());

const csv = (text) => ({ name: "roster.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
const json = (value) => ({ name: "hashes.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(value)) });
/** The request that an act sends. */
async function request_of(page, ending, act) {
  const [request] = await Promise.all([page.waitForRequest((r) => r.url().includes(ending) && r.method() !== "GET"), act()]);
  return request;
}

const pages = [
  ["draft nobody is invited to", "2027-invite", kAdministrator], ["draft with a roster", "2027-ready", kAdministrator],
  ["draft, registrar", "2027-ready", kRegistrar], ["codes by the server", "2026-invited", kAdministrator],
  ["codes by the registrar", "2026-offline", kRegistrar], ["after a restore", "2026-restored", kAdministrator],
  ["open, scrutineer", "2026-invited", kScrutineer], ["closed, to be sealed", "2026-unsealed", kAdministrator],
  ["sealed, scrutineer", "2026-closed", kScrutineer], ["released", "2026-spring", kAdministrator],
];
for (const [name, round, account] of pages) {
  test(`${name}: axe finds nothing and nothing hangs over, on a phone and a desk, in both languages`, async () => {
    for (const shape of name === "codes by the server" ? [...shapes, small_and_dark] : shapes) {
      const page = await open_page(`/console#/rounds/${round}`, { account, ...shape });
      await page.evaluate(() => document.querySelectorAll("main details").forEach((fold) => { fold.open = true; }));
      await look(page, `${name} ${shape.width} ${shape.language}`);
      await close(page);
    }
  });
}

test("how people get in is one choice, which changes the draft's file with its version", async () => {
  const page = await open_page("/console#/rounds/2027-plan", { account: kAdministrator });
  await page.check("input[name=access-mode][value=credential]");
  await look(page, "access");
  const request = await request_of(page, "/rounds/2027-plan", () => page.click(`${part("access")} button[type=submit]`));
  assert.equal(request.method(), "PUT");
  assert.deepEqual(request.postDataJSON().access, { mode: "credential" });
  assert.equal(request.headers()["if-match"], '"3"');
  await page.waitForSelector(part("invited"));
  await page.waitForFunction((opening) => document.querySelector(opening)?.textContent.includes("Nobody is invited yet"), part("opening"));
  assert.equal(await page.locator("#open-round").count(), 0);
  await page.check("input[name=access-mode][value=ticket]");
  await page.click(`${part("access")} button[type=submit]`);
  await page.waitForSelector(part("invited"), { state: "detached" });
  await close(page);
});

test("a roster is looked at before it is stored; mistakes are listed; then the round can be opened", async () => {
  const page = await open_page("/console#/rounds/2027-invite", { account: kAdministrator, language: "zh-CN" });
  await page.check("input[name=codes-by][value=server]");
  assert.match(await page.textContent(part("invited")), /有可能动用无人领取的码.*应参加人数随之更新|应参加人数随之更新.*有可能动用无人领取的码/s);
  await page.click(`${part("invited")} form button[type=submit]`);
  assert.match(await page.textContent("#roster-file-error"), /请先选择/);
  await page.setInputFiles("#roster-file", csv("person,unit\nA,west\n"));
  await page.click(`${part("invited")} form button[type=submit]`);
  await page.waitForSelector(`${part("invited")} .diagnostic`);
  assert.match(await page.textContent(`${part("invited")} [role=alert]`), /没有作任何改动.*第3行第3列/s);
  await look(page, "roster with mistakes");
  await page.setInputFiles("#roster-file", csv("person,unit\nA,north\n"));
  const sent = await request_of(page, "/roster", () => page.click(`${part("invited")} form button[type=submit]`));
  assert.match(sent.url(), /\?preview=1$/);
  await page.waitForSelector("#roster-preview");
  await in_time(async () => assert.equal(await page.evaluate(() => document.activeElement.id), "roster-preview"));
  assert.match(await page.textContent(".inset"), /共20行，按 GB18030 编码读取.*北方分公司.*12.*合计.*20/s);
  await look(page, "roster preview");
  assert.equal(mock.state.rounds["2027-invite"].meta.codes_by, null, "nothing is stored yet");
  const stored = await request_of(page, "/roster", () => page.click(".inset .button >> nth=0"));
  assert.match(stored.url(), /\/roster$/);
  await page.waitForSelector(".notice.success");
  await page.waitForSelector(`${part("opening")} .button.primary`);
  assert.match(await page.textContent(part("opening")), /可以开启/);
  assert.match(await page.textContent(part("access")), /已有邀请名单/);
  await look(page, "roster stored");
  await close(page);
});

test("a second roster replaces the first or adds to it; the registrar's hashes take its place; clearing invites nobody", async () => {
  const page = await open_page("/console#/rounds/2027-invite", { account: kRegistrar });
  const unfold = () => page.click(`${part("invited")} summary:has-text("Import another list")`);
  await unfold();
  await page.setInputFiles("#roster-file", csv("person\nB\n"));
  await page.click(`${part("invited")} form button[type=submit]`);
  await page.check("input[name=roster-how][value=add]");
  const added = await request_of(page, "/roster", () => page.click(".inset .buttons .button >> nth=0"));
  assert.match(added.url(), /\?add=1$/);
  await page.waitForSelector("#roster-file");
  await page.check("input[name=codes-by][value=registrar]");
  assert.match(await page.textContent(part("invited")), /candor invite codes --round 2027-invite\.round\.json.*takes the place of the roster/s);
  await page.setInputFiles("#hashes-file", json({ round: "x" }));
  await page.click(`${part("invited")} form button[type=submit]`);
  await page.waitForSelector(`${part("invited")} .diagnostic`);
  await page.setInputFiles("#hashes-file", json({ candor_claims: 1, round: "2027-invite", claims: [{}, {}, {}] }));
  await page.click(`${part("invited")} form button[type=submit]`);
  await page.waitForFunction(() => /3 invitations by codes that the registrar made/.test(document.querySelector("main").textContent));
  await page.click(`${part("invited")} button:has-text("Clear the list")`);
  await look(page, "clear the list");
  const cleared = await request_of(page, "/roster", () => page.click("#clear-roster .button.danger"));
  assert.equal(cleared.method(), "DELETE");
  assert.match(cleared.headers()["if-match"], /^"\d+"$/);
  await page.waitForFunction(() => /Nobody is invited yet/.test(document.querySelector("section[aria-labelledby=invited]").textContent));
  await close(page);
});

test("the roster is shown page by page", async () => {
  const page = await open_page("/console#/rounds/2027-ready", { account: kRegistrar });
  await page.click(`${part("invited")} summary:has-text("People on the roster")`);
  await page.waitForSelector("text=Rows 1 to 100");
  await page.click("button:has-text('Next rows')");
  await page.waitForSelector("text=Rows 101 to 200");
  await page.click("button:has-text('Previous rows')");
  await page.waitForSelector("text=Rows 1 to 100");
  await close(page);
});

test("opening makes keys in the background: progress, a reload, giving up, and the way to the open round", async () => {
  const page = await open_page("/console#/rounds/2027-ready", { account: kAdministrator });
  await page.click(`${part("opening")} .button.primary`);
  assert.match(await page.textContent("#open-round"), /whoever runs it could use those that nobody claims/);
  await page.fill("#paper", "ten");
  await page.click("#open-round .button.primary");
  assert.match(await page.textContent("#paper-error"), /0 to 100/);
  assert.match(await page.textContent("#small-error"), /Confirm every one/);
  await look(page, "opening by credentials");
  for (const box of await page.locator("#open-round input[type=checkbox]").all()) await box.check();
  await page.fill("#paper", "5");
  const request = await request_of(page, "/open", () => page.click("#open-round .button.primary"));
  assert.equal(request.postDataJSON().paper_percent, 5);
  await page.waitForSelector("progress");
  assert.match(await page.textContent(part("opening")), /Making keys: \d+ of 12.*about \d+ seconds left/s);
  await look(page, "keys being made");
  await page.reload();
  await page.waitForSelector("progress");
  await page.click(`${part("opening")} .button`);
  await page.waitForSelector(`${part("opening")} .button.primary`);
  assert.equal(mock.state.rounds["2027-ready"].meta.state, "draft");

  await page.click(`${part("opening")} .button.primary`);
  for (const box of await page.locator("#open-round input[type=checkbox]").all()) await box.check();
  await page.click("#open-round .button.primary");
  await page.waitForSelector("#fingerprint-hex", { timeout: 20_000 });
  assert.match(await page.textContent(".notice.success"), /round is open/);
  assert.equal(await page.textContent("#fingerprint-hex"), "0123 4567 89ab cdef".repeat(4));
  await close(page);
});

test("invitations are printed by whoever has the codes, unit by unit where wanted", async () => {
  const page = await open_page("/console#/rounds/2026-invited", { account: kAdministrator });
  const hrefs = await page.locator(`${part("invitations")} a`).evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  assert.ok(hrefs.includes("/api/v1/rounds/2026-invited/invitations"));
  assert.ok(hrefs.includes("/api/v1/rounds/2026-invited/invitations.csv"));
  assert.ok(hrefs.includes("/api/v1/rounds/2026-invited/invitations?unit=shenzhen"));
  assert.ok(hrefs.includes("/api/v1/rounds/2026-invited/tickets"));
  assert.match(await page.textContent(part("invitations")), /could use those that nobody claims/);
  await close(page);
  const offline = await open_page("/console#/rounds/2026-offline", { account: kRegistrar });
  assert.match(await offline.textContent(part("invitations")), /candor invite print --codes codes\.csv --round 2026-offline\.round\.json --manifest 9f86d081/);
  assert.equal(await offline.locator(part("turnout")).count(), 0);
  assert.equal(await offline.locator(part("closing")).count(), 0);
  await close(offline);
});

test("an invitation is exchanged by its hash, after a question; a used or unknown one is refused in words", async () => {
  const page = await open_page("/console#/rounds/2026-offline", { account: kRegistrar });
  await page.waitForSelector("#claim-counts");
  assert.match(await page.textContent("#claim-counts"), /Not yet claimed2Claimed31Exchanged for paper0Withdrawn1/);
  await page.click(`${part("claims")} summary`);
  await page.waitForSelector(`${part("claims")} .notice.warning`);
  assert.match(await page.textContent(`${part("claims")} .notice.warning`), /without paper tickets/);
  const exchange = async (hash) => { await page.fill("#exchange-hash", hash); await page.click(`${part("claims")} form button[type=submit]`); };
  await exchange("12-3-ABCDE-FGHJK-MNPQR-STVWX-Y");
  assert.match(await page.textContent("#exchange-hash-error"), /64 characters/);
  for (const [hash, words] of [["dd".repeat(32), /No invitation of this round/], [kClaimedHash, /claimed, exchanged or withdrawn before/]]) {
    await exchange(hash);
    await page.click("#exchange .button.primary");
    await page.waitForSelector("#exchange [role=alert]");
    assert.match(await page.textContent("#exchange [role=alert]"), words);
    await look(page, "exchange refused");
    await page.keyboard.press("Escape");
  }
  await exchange(kKnownHash);
  const request = await request_of(page, "/exchange", () => page.click("#exchange .button.primary"));
  assert.deepEqual(request.postDataJSON(), { claim_hash: kKnownHash });
  await page.waitForSelector(`${part("claims")} .notice.success`);
  await page.waitForFunction(() => /Exchanged for paper1/.test(document.querySelector("#claim-counts").textContent));
  await close(page);
});

test("an amendment names its group and its hashes, and is confirmed before it is signed", async () => {
  const page = await open_page("/console#/rounds/2026-offline", { account: kRegistrar });
  await page.click(`${part("amendments")} summary`);
  const submit = () => page.click(`${part("amendments")} button[type=submit]`);
  await submit();
  await page.waitForSelector("#amend-unit-error");
  assert.match(await page.textContent("#amend-add-error"), /at least one/);
  await page.selectOption("#amend-unit", "north");
  await page.selectOption("#amend-category", "staff");
  await page.fill("#amend-add", `${"ef".repeat(32)}\nnonsense`);
  await submit();
  await page.waitForFunction(() => /Line 2/.test(document.querySelector("#amend-add-error").textContent));
  await look(page, "amendment with a mistake");
  await page.fill("#amend-add", `${"ef".repeat(32)}\n${"01".repeat(32)}`);
  await page.fill("#amend-remove", kKnownHash);
  await submit();
  await page.waitForSelector("#amend");
  assert.match(await page.textContent("#amend"), /2 added, 1 withdrawn/);
  await page.click("#amend .button.primary");
  await page.waitForSelector(".notice.success");
  assert.match(await page.textContent(".notice.success"), /no\. 3/);
  assert.deepEqual(mock.state.amendment, { unit: "north", category: "staff", add: ["ef".repeat(32), "01".repeat(32)], remove: [kKnownHash] });
  await close(page);
});

test("times: grace and the end of keeping are sent as hours and UTC, and never kept longer than was told", async () => {
  const page = await open_page("/console#/rounds/2026-invited", { account: kAdministrator });
  await page.fill("#grace", "200");
  await page.fill("#retain", "2029-01-01T08:00");
  await page.click(`${part("times")} button[type=submit]`);
  assert.match(await page.textContent("#grace-error"), /0 to 168/);
  assert.match(await page.textContent("#retain-error"), /never kept longer/);
  await page.fill("#grace", "48");
  await page.fill("#retain", "2028-01-01T08:00");
  const request = await request_of(page, "/times", () => page.click(`${part("times")} button[type=submit]`));
  assert.deepEqual(request.postDataJSON(), { opens_at: "2026-11-02T00:00:00Z", closes_at: "2027-11-28T10:00:00Z", grace_hours: 48, retain_until: "2028-01-01T00:00:00Z" });
  await page.waitForSelector(".notice.success");
  await close(page);
});

test("sealing says what it destroys, sends the browser's time, explains clocks apart; only then results can be released", async () => {
  const page = await open_page("/console#/rounds/2026-unsealed", { account: kAdministrator });
  assert.equal(await page.locator("text=Release the results …").count(), 0);
  await page.click(`${part("sealing")} .button.primary`);
  await look(page, "sealing");
  mock.state.clocks_apart_s = 7500;
  await page.click("#seal .button.primary");
  await page.waitForSelector("#seal [role=alert]");
  assert.match(await page.textContent("#seal [role=alert]"), /2 h 5 min apart/);
  await look(page, "clocks apart");
  mock.state.clocks_apart_s = 0;
  await page.click("#seal .button.primary");
  await page.waitForSelector(part("record"));
  assert.match(mock.state.sealed_with.now, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.ok(Math.abs(Date.parse(mock.state.sealed_with.now) - Date.now()) < 60_000);
  assert.equal(await page.locator(`${part("record")} a[href$="/bundle"]`).count(), 0, "organizers get no bundle");
  assert.match(await page.textContent(part("record")), /role “scrutineer”/);
  await page.waitForSelector("text=Release the results …");
  await look(page, "sealed");
  await close(page);
});

test("scrutineers get the bundle and nothing that organizers do", async () => {
  const page = await open_page("/console#/rounds/2026-closed", { account: kScrutineer });
  assert.equal(await page.locator(`${part("record")} a[href="/api/v1/rounds/2026-closed/bundle"]`).count(), 1);
  for (const gone of ["results", "turnout", "others", "sealing"]) assert.equal(await page.locator(part(gone)).count(), 0, gone);
  assert.deepEqual(await page.locator(".top nav a").allTextContents(), ["Rounds"]);
  await close(page);
});

test("a rehearsal tells what went through and what did not", async () => {
  const page = await open_page("/console#/rounds/2027-plan", { account: kAdministrator });
  await page.click(`${part("rehearse")} button`);
  await page.waitForSelector(`${part("rehearse")} .notice.success`);
  assert.match(await page.textContent(part("rehearse")), /412 ballots and 118 comments in 8\.4 seconds\. Nothing of it is kept/);
  mock.state.rehearsal_fails = true;
  await page.click(`${part("rehearse")} button`);
  await page.waitForSelector(`${part("rehearse")} .error-notice`);
  assert.match(await page.textContent(part("rehearse")), /One check failed.*rootsfailedballots: root differs/s);
  await look(page, "rehearsed");
  mock.state.rehearsal_too_large = true;
  await page.click(`${part("rehearse")} button`);
  await page.waitForSelector(`${part("rehearse")} .command`);
  assert.match(await page.textContent(part("rehearse")), /too large.*candor rehearse --round 2027-plan\.round\.json/s);
  await close(page);
});

test("registrars and scrutineers can be added, with a sentence each", async () => {
  const page = await open_page("/console#/accounts", { account: kAdministrator });
  await page.click("text=Add an account");
  await look(page, "add an account");
  await page.fill("#account-name", "he");
  await page.fill("#account-display", "He Xiulan");
  await page.click("label.option:has-text('Registrar')");
  await page.click("label.option:has-text('Scrutineer')");
  const request = await request_of(page, "/accounts", () => page.click("form .button.primary"));
  assert.deepEqual(request.postDataJSON().roles.map((r) => r.role), ["registrar", "scrutineer"]);
  await close(page);
});
