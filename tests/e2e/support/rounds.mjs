// Rounds for tests: small, complete, changed by each test as it needs.
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { codesOnSheet } from "./cast.mjs";
import { root } from "./server.mjs";

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
