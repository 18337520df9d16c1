// Steps, visible items, the quota, what stands against casting, and the bodies that are cast.
import assert from "node:assert/strict";
import { test } from "node:test";
import { canonical, load, read_case } from "./support.mjs";

const q = await load("respond/questionnaire.ts");
const { parse_share, quota_limit, quota_state } = await load("respond/quota.ts");

const scale = (id, more = {}) => ({ id, type: "scale", scale: "s", label: {}, ...more });
const text = (id, more = {}) => ({ id, type: "text", label: {}, ...more });
const options = ["good", "poor"].map((id) => ({ id, label: {}, value: "1" }));
const round = (sections, unit = {}, rules = {}) => {
  const the_unit = { id: "u", name: {}, members: [], ...unit };
  const file = { id: "r", languages: ["en"], scales: { s: { options } }, sections, categories: [{ id: "C", label: {} }], rules };
  return { file, unit: the_unit, steps: q.make_steps(file, the_unit) };
};
const problems = ({ file, unit, steps }, answers) => q.find_problems(file, unit, steps, answers)
  .map(({ kind, step, about, item }) => `${kind} ${step} ${about}.${item.id}`);

test("steps: team sections, the unit's own items at their end, one card per member, then sections about none", () => {
  const { steps } = round([
    { id: "n", about: "none", items: [scale("x")] },
    { id: "t1", about: "team", items: [scale("a")] },
    { id: "m", about: "member", items: [scale("b")] },
    { id: "t2", about: "team", items: [scale("c")] },
    { id: "new", about: "member", of: "appointee", items: [scale("d")] },
    { id: "odd", about: "member", of: "nobody", items: [scale("e")] },
  ], { members: [{ id: "m1", name: {} }, { id: "m2", name: {}, kind: "appointee" }], items: [scale("own")] });
  assert.deepEqual(steps.map((step) => [step.about, step.blocks.map((block) => block.section?.id ?? "own")]), [
    ["team", ["t1"]], ["team", ["t2", "own"]], ["m1", ["m"]], ["m2", ["m", "new"]], ["-", ["n"]],
  ]);
});

test("a unit's own items stand alone where nothing else is about the team; members nothing is asked about get no card", () => {
  const { steps } = round([{ id: "m", about: "member", of: "x", items: [scale("b")] }],
    { members: [{ id: "m1", name: {} }], items: [scale("own")] });
  assert.deepEqual(steps.map((step) => step.about), ["team"]);
});

test("show_if: a hidden item's answer is not cast, and shows nothing further", () => {
  const set = round([{ id: "t", about: "team", items: [
    scale("a"), scale("b", { show_if: { item: "a", is: ["poor"] }, required: true }), scale("c", { show_if: { item: "b", is: ["good"] } }),
  ] }]);
  const cases = [
    [{}, ["a"]], [{ a: "good" }, ["a"]], [{ a: "poor" }, ["a", "b"]], [{ a: "poor", b: "good" }, ["a", "b", "c"]],
    [{ a: "good", b: "good", c: "good" }, ["a"]],
  ];
  for (const [team, visible] of cases) {
    assert.deepEqual(q.step_items(set.steps[0], { team }).map((item) => item.id), visible);
  }
  assert.equal(q.ballot_body(set.steps, { team: { a: "good", b: "good", c: "good" } }), '{"team":{"a":"good"}}');
  assert.deepEqual(problems(set, { team: { a: "good" } }), []);
  assert.deepEqual(problems(set, { team: { a: "poor" } }), ["required 0 team.b"]);
});

test("show_if of one person's card looks at that person's answers alone", () => {
  const set = round([{ id: "m", about: "member", items: [scale("a"), scale("b", { show_if: { item: "a", is: ["poor"] } })] }],
    { members: [{ id: "m1", name: {} }, { id: "m2", name: {} }] });
  assert.equal(q.ballot_body(set.steps, { m1: { a: "poor", b: "good" }, m2: { a: "good", b: "good" } }),
    '{"m1":{"a":"poor","b":"good"},"m2":{"a":"good"}}');
});

test("the ballot holds no text, the comment nothing else, both canonical; nothing written, no comment", () => {
  const set = round([{ id: "t", about: "team", items: [scale("b"), text("t"), scale("a")] }, { id: "n", about: "none", items: [text("z")] }]);
  const answers = { team: { b: "poor", a: "good", t: "  many\nwords \ud800 " }, "-": { z: " \n" } };
  assert.equal(q.ballot_body(set.steps, answers), '{"team":{"a":"good","b":"poor"}}');
  assert.equal(q.comment_body(set.steps, answers), canonical({ team: { t: "many\nwords \ufffd" } }));
  assert.equal(q.comment_body(set.steps, { "-": { z: " \n" } }), null);
  assert.equal(q.ballot_body(set.steps, {}), "{}");
});

test("taking an answer back leaves nothing of it, and other answers as they are", () => {
  const given = q.with_answer(q.with_answer({}, "team", "a", "good"), "m1", "a", "poor");
  assert.deepEqual(q.with_answer(given, "team", "a", undefined), { team: {}, m1: { a: "poor" } });
  assert.deepEqual(given, { team: { a: "good" }, m1: { a: "poor" } });
});

test("a ballot with nothing but texts is blank", () => {
  const { steps } = round([{ id: "t", about: "team", items: [scale("a"), text("t")] }]);
  assert.equal(q.is_blank(steps, {}), true);
  assert.equal(q.is_blank(steps, { team: { t: "words" } }), true);
  assert.equal(q.is_blank(steps, { team: { a: "good" } }), false);
});

test("texts are counted in characters, not in code units", () => {
  const set = round([{ id: "t", about: "team", items: [text("t", { max_length: 3 })] }]);
  assert.deepEqual(problems(set, { team: { t: "😀优x" } }), []);
  assert.deepEqual(problems(set, { team: { t: "😀优xy" } }), ["too_long 0 team.t"]);
  assert.deepEqual(problems(set, { team: { t: "  abc  " } }), []);
});

test("a quota's limit is exact", () => {
  const cases = [
    ["1/3", "floor", 7, 2], ["1/3", "half_up", 7, 2], ["1/3", "half_up", 8, 3], ["1/3", "floor", 6, 2], ["1/2", "half_up", 5, 3],
    ["20%", "floor", 5, 1], ["33.3%", "floor", 3, 0], ["33.3%", "half_up", 3, 1], ["0.3", "floor", 10, 3], ["0.7", "floor", 10, 7],
    ["0", "floor", 9, 0], ["1", "floor", 9, 9], ["100%", "floor", 9, 9], [1, "floor", 4, 4], ["29%", "floor", 100, 29],
    ["333333333333333/1000000000000000", "floor", 3, 0], ["0.33333333333333", "half_up", 200, 67], ["1/3", "floor", 0, 0],
  ];
  for (const [share, rounding, members, limit] of cases) {
    assert.equal(quota_limit(share, rounding, members), limit, `${share} ${rounding} of ${members}`);
  }
});

test("what is no share gives no limit", () => {
  for (const share of ["", "x", "1/0", "-1", "1e3", ".5", "1/", "%"]) assert.equal(quota_limit(share, "floor", 3), null, share);
  assert.equal(parse_share("1.2.3"), null);
});

const with_quota = (members, of) => round([
  { id: "t", about: "team", items: [scale("g")] },
  { id: "m", about: "member", ...(of && { of }), items: [scale("g"), scale("h"), { ...scale("o"), scale: "other" }] },
], { members: Array.from({ length: members }, (_, i) => ({ id: `m${i}`, name: {}, kind: i % 2 ? "odd" : "even" })) },
{ quota: { scale: "s", option: "good", at_most: "1/3", rounding: "floor" } });

test("a quota counts members on one item, not the team, not another item or scale", () => {
  const set = with_quota(6);
  const answers = { team: { g: "good" }, m0: { g: "good", h: "good", o: "good" }, m1: { g: "good", h: "poor" }, m2: { h: "good", o: "good" } };
  const state = quota_state(set.file, set.unit, set.steps, answers, "g");
  assert.deepEqual([state.limit, state.members, state.given_to], [2, 6, [1, 2]]);
  assert.deepEqual(problems(set, answers), []);
  assert.equal(quota_state(set.file, set.unit, set.steps, answers, "o"), null);
});

test("over the quota, every card that got the option is named, on that item only", () => {
  const set = with_quota(6);
  const answers = { m0: { g: "good", h: "good" }, m3: { g: "good" }, m5: { g: "good" }, m4: { g: "poor" } };
  assert.deepEqual(problems(set, answers), ["over_quota 1 m0.g", "over_quota 4 m3.g", "over_quota 6 m5.g"]);
});

test("a quota is worked out from all members of the unit, also where only some are asked about", () => {
  const set = with_quota(6, "odd");
  const state = quota_state(set.file, set.unit, set.steps, {}, "g");
  assert.deepEqual([state.limit, state.members, set.steps.length], [2, 6, 4]);
});

test("a quota of none forbids the option", () => {
  const set = with_quota(2);
  assert.deepEqual(problems(set, { m0: { g: "good" } }), ["over_quota 1 m0.g"]);
});

test("required items of a real round stand against casting until they are answered", () => {
  const file = read_case("members-and-quota");
  const unit = file.units[0];
  const steps = q.make_steps(file, unit);
  assert.deepEqual(problems({ file, unit, steps }, {}), ["required 0 team.results", "required 0 team.style"]);
  assert.deepEqual(problems({ file, unit, steps }, { team: { results: "good", style: "unknown" } }), []);
});
