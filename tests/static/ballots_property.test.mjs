// Random valid rounds and random answers: what the page casts is canonical, holds exactly the visible, answered items, and
// nothing that the server would refuse once the page finds no problem. CANDOR_SEED repeats one case.
import assert from "node:assert/strict";
import { test } from "node:test";
import { random_answers } from "./random_answers.mjs";
import { chance_of, random_round } from "./random_round.mjs";
import { canonical, load } from "./support.mjs";

const q = await load("respond/questionnaire.ts");
const { still_valid } = await load("respond/still_valid.ts");
const first = Number(process.env.CANDOR_SEED ?? 1);
const kCases = process.env.CANDOR_SEED ? 1 : 300;

/// A plain second writing of DESIGN 3 and 7.4: what is asked of each ratee, in which order, what of it can be seen.
function expected_bodies(file, unit, answers) {
  const ballot = {};
  const comment = {};
  const put = (about, section_items) => {
    const given = answers[about] ?? {};
    const seen = new Set();
    for (const item of section_items) {
      const shower = item.show_if && given[item.show_if.item];
      const chosen = Array.isArray(shower) ? shower : [shower];
      if (item.show_if && !(seen.has(item.show_if.item) && item.show_if.is.some((id) => chosen.includes(id)))) continue;
      seen.add(item.id);
      const value = given[item.id];
      if (value === undefined || item.type === "info") continue;
      const body = item.type === "text" ? comment : ballot;
      (body[about] ??= {})[item.id] = item.type === "number" ? shortest(value) : item.type === "text" ? value.trim() : value;
    }
  };
  for (const section of file.sections) {
    if (section.about === "team") put("team", section.items);
    if (section.about === "none") put("-", section.items);
    for (const member of unit.members ?? []) {
      if (section.about === "member" && (!section.of || section.of === member.kind)) put(member.id, section.items);
    }
  }
  put("team", unit.items ?? []);
  return [ballot, comment];
}

const shortest = (text) => (text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text);

test("random answers to random rounds are cast whole, canonical, and nothing else with them", (t) => {
  let answered = 0;
  for (let seed = first; seed < first + kCases; seed++) {
    const file = random_round(seed);
    const dice = chance_of(seed * 7 + 1);
    for (const unit of file.units.slice(0, 4)) {
      const steps = q.make_steps(file, unit);
      const answers = random_answers(file, unit, dice);
      const [ballot, comment] = expected_bodies(file, unit, answers);
      const body = q.ballot_body(steps, answers);
      assert.equal(body, canonical(ballot), `seed ${seed}, unit ${unit.id}`);
      assert.equal(q.comment_body(steps, answers) ?? "{}", canonical(comment), `seed ${seed}, unit ${unit.id}`);
      assert.equal(q.is_blank(steps, answers), body === "{}", `seed ${seed}`);
      answered += Object.keys(ballot).length;
      assert.deepEqual(still_valid(file, steps, JSON.parse(JSON.stringify(answers))), answers, `seed ${seed}: what is kept comes back`);
      for (const { kind } of q.find_problems(file, unit, steps, answers)) assert.match(kind, /^(required|over_quota)$/, `seed ${seed}: ${kind}`);
    }
  }
  t.diagnostic(`${kCases} rounds from seed ${first}, ${answered} ratees with answers`);
  assert.ok(answered > 0);
});

test("a quota that is not kept, and a required answer that is missing, stand against casting in random rounds too", () => {
  const kinds = new Set();
  for (let seed = first; seed < first + kCases; seed++) {
    const file = random_round(seed);
    const unit = file.units[0];
    const steps = q.make_steps(file, unit);
    const required = steps.flatMap((step) => q.step_items(step, {}).filter((item) => item.required).map((item) => `${step.about}.${item.id}`));
    const found = q.find_problems(file, unit, steps, {});
    assert.deepEqual(found.map(({ kind, about, item }) => `${kind} ${about}.${item.id}`), required.map((place) => `required ${place}`), `seed ${seed}`);
    found.forEach(({ kind }) => kinds.add(kind));
  }
  if (kCases > 1) assert.ok(kinds.has("required"));
});
