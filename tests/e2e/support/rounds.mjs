// Rounds for tests: small, complete, changed by each test as it needs.
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { setTimeout as pause } from "node:timers/promises";

import { codesOnSheet } from "./cast.mjs";
import { claimHash, drawSecret } from "./credential.mjs";
import { root } from "./server.mjs";

const kKeys_ms = 60_000; // for making keys on a busy machine

/** The template "team-and-members" for one unit with three members. */
export function smallRound(id, change = () => {}) {
  const file = JSON.parse(readFileSync(join(root, "forms/templates/team-and-members.round.json"), "utf8"));
  file.id = id;
  file.access = { mode: "ticket" };
  const name = (text) => Object.fromEntries(file.languages.map((language) => [language, text]));
  const due = Object.fromEntries(file.categories.map((category, i) => [category.id, 10 + i * 10]));
  file.asked_by = name("The works council");
  file.contact = "Extension 100";
  file.units = [
    {
      id: "u1",
      name: name("Workshop"),
      parent: null,
      due,
      members: ["m1", "m2", "m3"].map((member, i) => ({
        id: member,
        name: name(`Member ${i + 1}`),
        post: name("Post"),
        head: i === 0,
        kind: "leader",
      })),
    },
  ];
  change(file);
  return file;
}

/** Creates and opens a round; gives its codes with the ids that they are derived from. */
export async function openRound(organizer, file, wishes = {}) {
  await organizer.call("POST", "/rounds", file);
  const { meta } = await organizer.call("POST", `/rounds/${file.id}/open`, { spare_percent: 0, ...wishes });
  const sheet = await (await organizer.send("GET", `/rounds/${file.id}/tickets`)).text();
  const codes = codesOnSheet(sheet).map((code) => ({
    ...code,
    manifest: meta.manifest_hash,
    round: file.id,
    unit: file.units[code.part - 1].id,
    categoryId: file.categories[code.category - 1].id,
  }));
  return { meta, codes, sheet };
}

/** The same by credentials. */
export function credentialRound(id, change = () => {}) {
  return smallRound(id, (file) => {
    file.access = { mode: "credential" };
    change(file);
  });
}

/**
 * Creates a round by credentials, draws its codes as a registrar does, tells the server their hashes, opens it and
 * waits for its keys. Gives the codes in file order.
 */
export async function openCredentialRound(organizer, file, wishes = {}) {
  const codes = file.units.flatMap((unit, u) =>
    file.categories.flatMap((category, c) =>
      Array.from({ length: unit.due[category.id] ?? 0 }, () => drawCode(file, u + 1, c + 1)),
    ),
  );
  const draft = await organizer.call("POST", "/rounds", file);
  const claims = codes.map(({ unit, categoryId, hash }) => ({ unit, category: categoryId, hash }));
  const hashes = { candor_claims: 1, round: file.id, claims };
  await organizer.call("PUT", `/rounds/${file.id}/claim-hashes`, hashes, { "If-Match": `"${draft.meta.version}"` });
  await organizer.call("POST", `/rounds/${file.id}/open`, wishes);
  const meta = await untilOpen(organizer, file.id);
  return { meta, codes: codes.map((code) => ({ ...code, manifest: meta.manifest_hash })) };
}

/** A code of the registrar, in no list yet; part and category from 1. */
export function drawCode(file, part, category) {
  const [unit, categoryId, secret] = [file.units[part - 1].id, file.categories[category - 1].id, drawSecret()];
  const hash = claimHash(file.id, unit, categoryId, secret).toString("hex");
  return { round: file.id, part, category, unit, categoryId, secret, hash };
}

async function untilOpen(organizer, id) {
  for (const begin = Date.now(); Date.now() - begin < kKeys_ms; await pause(100)) {
    const { meta } = await organizer.call("GET", `/rounds/${id}`);
    if (meta.state === "open") return meta;
  }
  throw new Error(`${id}: the keys were not made`);
}

/** "2026-11-21T05:30:00Z", so many milliseconds from now. */
export function timeText(from_now_ms = 0) {
  return new Date(Date.now() + from_now_ms).toISOString().replace(/\.\d+/, "");
}

export function seal(organizer, id) {
  return organizer.call("POST", `/rounds/${id}/seal`, { now: timeText() });
}

export async function closeAndSeal(organizer, id) {
  await organizer.call("POST", `/rounds/${id}/close`, {});
  return seal(organizer, id);
}

/** The zip of an address of the staff API. */
export async function download(staff, path) {
  const answer = await staff.send("GET", path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return Buffer.from(await answer.arrayBuffer());
}

/** A text for every item that asks the team's unit for one. */
export function commentAnswers(file, words) {
  const items = file.sections.filter((section) => section.about === "team").flatMap((section) => section.items);
  return { team: { [items.find((item) => item.type === "text").id]: words } };
}

/** Answers to every scale item that every ratee is asked, all the option at `index`. */
export function sameAnswers(file, unit, index) {
  const answers = {};
  for (const section of file.sections) {
    const ratees =
      section.about === "team" ? ["team"] : section.about === "none" ? ["-"] : unit.members.filter((m) => !section.of || m.kind === section.of).map((m) => m.id);
    for (const ratee of ratees) {
      for (const item of section.items) {
        if (item.type !== "scale") continue;
        (answers[ratee] ??= {})[item.id] = file.scales[item.scale].options[index].id;
      }
    }
  }
  return answers;
}
