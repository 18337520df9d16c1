// Steps, visible items, the quota, what stands against casting, and the bodies that are cast.
import assert from "node:assert/strict";
import { test } from "node:test";
import { canonical, load, read_case } from "./support.mjs";

const q = await load("respond/questionnaire.ts");
const { parse_share, quota_limit, quota_state } = await load("respond/quota.ts");
const time = await load("respond/time.ts");
const { still_valid } = await load("respond/still_valid.ts");

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

const choice = (type, more = {}) => ({ id: type, type, label: {}, options: ["a", "b", "c", "d"].map((id) => ({ id, label: {} })), ...more });
const one = (item) => round([{ id: "t", about: "team", items: [item] }]);
const cast = (item, value) => JSON.parse(q.ballot_body(one(item).steps, { team: { [item.id]: value } })).team?.[item.id];

test("several options are cast in the order of the file, ranked ones as they were ranked, unknown ones not at all", () => {
  const cases = [
    ["multiple", ["c", "a"], ["a", "c"]], ["multiple", ["d", "x", "b", "b"], ["b", "d"]], ["multiple", [], undefined], ["multiple", ["x"], undefined],
    ["rank", ["c", "a"], ["c", "a"]], ["rank", ["d", "x", "b"], ["d", "b"]], ["rank", [], undefined],
  ];
  for (const [type, given, expected] of cases) assert.deepEqual(cast(choice(type), given), expected, `${type} ${given}`);
});

test("nps is cast as an integer, single as an option id", () => {
  for (const grade of [0, 7, 10]) assert.equal(q.ballot_body(one(choice("nps")).steps, { team: { nps: grade } }), `{"team":{"nps":${grade}}}`);
  assert.equal(cast(choice("single"), "b"), "b");
});

test("as many options as the item says, no fewer and no more; or none, where it is not required", () => {
  const of = (n) => ["a", "b", "c", "d"].slice(0, n);
  const cases = [  // min, max, chosen, kind
    [undefined, undefined, 4, null], [undefined, 2, 2, null], [undefined, 2, 3, "too_many"], [2, undefined, 1, "too_few"], [2, 3, 2, null],
    [2, 3, 4, "too_many"], [3, 3, 0, null], [0, 2, 0, null], [0, 2, 1, null],
  ];
  for (const [min, max, n, kind] of cases) {
    const item = choice("multiple", { ...(min !== undefined && { min }), ...(max !== undefined && { max }) });
    assert.deepEqual(problems(one(item), { team: { multiple: of(n) } }), kind ? [`${kind} 0 team.multiple`] : [], `${min}–${max}: ${n}`);
  }
});

test("a required item of any type stands against casting until it is answered; a ranking need not be whole", () => {
  const answers = { single: "a", multiple: ["a"], rank: ["d"], nps: 0, number: "1" };
  for (const [type, value] of Object.entries(answers)) {
    const set = one(choice(type, { required: true }));
    assert.deepEqual(problems(set, {}), [`required 0 team.${type}`]);
    assert.deepEqual(problems(set, { team: { [type]: value } }), [], type);
  }
});

test("numbers are cast as the shortest decimal string, however they were typed", () => {
  const cases = [  // typed, decimals, cast
    ["7", 0, "7"], ["007", 0, "7"], [" 7 ", 0, "7"], ["１２", 0, "12"], ["１２．５", 1, "12.5"], ["3。5", 1, "3.5"], ["7.0", 0, "7"], ["7.", 0, "7"],
    [".5", 1, "0.5"], ["0", 0, "0"], ["-0", 0, "0"], ["-0.0", 2, "0"], ["-3", 0, "-3"], ["－３", 0, "-3"], ["−3", 0, "-3"], ["+3", 0, "3"], ["0.10", 2, "0.1"],
    ["1000000000000000", 0, "1000000000000000"], ["999999999.999999", 6, "999999999.999999"], ["0.000001", 6, "0.000001"], ["100", 0, "100"],
  ];
  for (const [typed, decimals, expected] of cases) {
    const item = { id: "n", type: "number", label: {}, decimals };
    assert.equal(cast(item, typed), expected, typed);
    assert.deepEqual(problems(one(item), { team: { n: typed } }), []);
  }
});

test("what is no number, has too many decimals or lies outside is refused, and not cast", () => {
  const cases = [  // typed, item
    ["x", {}], ["1e3", {}], ["1,5", { decimals: 1 }], ["1 000", {}], ["--1", {}], ["-", {}], [".", { decimals: 1 }], ["½", {}], ["Infinity", {}], ["0x10", {}],
    ["1.5", {}], ["1.25", { decimals: 1 }], ["1000000000000001", {}], ["10000000000", { decimals: 6 }], ["99999999999999999999", {}],
    ["-1", { min: 0 }], ["24.1", { max: 24, decimals: 1 }], ["0", { min: "1/3", decimals: 0 }], ["0.33", { min: "1/3", decimals: 2 }],
    ["0.34", { max: "1/3", decimals: 2 }], ["0.21", { max: "20%", decimals: 2 }], ["-0.34", { min: "-1/3", decimals: 2 }], ["4", { min: "4.5", max: 9 }],
  ];
  for (const [typed, more] of cases) {
    const item = { id: "n", type: "number", label: {}, ...more };
    assert.deepEqual(problems(one(item), { team: { n: typed } }), ["no_number 0 team.n"], `${typed} ${JSON.stringify(more)}`);
    assert.equal(q.ballot_body(one(item).steps, { team: { n: typed } }), "{}");
  }
});

test("bounds hold exactly, at their very edge", () => {
  const cases = [
    ["0", { min: 0 }], ["24", { max: 24, decimals: 1 }], ["0.34", { min: "1/3", decimals: 2 }], ["0.33", { max: "1/3", decimals: 2 }], ["0.2", { max: "20%", decimals: 1 }],
    ["-0.33", { min: "-1/3", decimals: 2 }], ["-0.25", { min: "-0.25", max: "-0.25", decimals: 2 }], ["5", { min: "4.5", max: "5.0" }],
    ["0.333333", { max: "333333333333333/999999999999999", decimals: 6 }],
  ];
  for (const [typed, more] of cases) {
    assert.deepEqual(problems(one({ id: "n", type: "number", label: {}, ...more }), { team: { n: typed } }), [], `${typed} ${JSON.stringify(more)}`);
  }
});

test("ids that every object has are ids like others", () => {
  for (const id of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
    const set = round([{ id: "t", about: "team", items: [scale(id)] }, { id: "m", about: "member", items: [scale(id)] }], { members: [{ id, name: {} }] });
    assert.equal(q.ballot_body(set.steps, {}), "{}", id);
    const given = q.with_answer(q.with_answer({}, "team", id, "good"), id, id, "poor");
    assert.equal(q.ballot_body(set.steps, given), canonical(JSON.parse(`{"team":{"${id}":"good"},"${id}":{"${id}":"poor"}}`)), id);
    assert.deepEqual(still_valid(set.file, set.steps, JSON.parse(JSON.stringify(given))), given, id);
    assert.equal(q.ballot_body(set.steps, q.with_answer(given, "team", id, undefined)), canonical(JSON.parse(`{"${id}":{"${id}":"poor"}}`)), id);
  }
});

test("show_if hangs on any of several chosen options", () => {
  const set = round([{ id: "t", about: "team", items: [choice("multiple"), scale("s", { show_if: { item: "multiple", is: ["b", "d"] } })] }]);
  for (const [chosen, shown] of [[["a", "c"], 1], [["a", "d"], 2], [["b"], 2], [[], 1]]) {
    assert.equal(q.step_items(set.steps[0], { team: { multiple: chosen } }).length, shown, String(chosen));
  }
});

test("a text without anything that can be stored is none", () => {
  const { steps } = round([{ id: "t", about: "team", items: [text("t")] }]);
  assert.equal(q.comment_body(steps, { team: { t: " \u0000 " } }), null);
  assert.equal(q.comment_body(steps, { team: { t: "a\u0000b" } }), '{"team":{"t":"ab"}}');
});

test("successive items of one scale belong together, whatever is hidden among them", () => {
  const items = [scale("a"), scale("b", { show_if: { item: "a", is: ["poor"] } }), { ...scale("c"), scale: "other" }, text("t"), scale("d"), choice("single"), choice("nps")];
  assert.deepEqual(q.runs_of(items).map((run) => run.map((item) => item.id)), [["a", "b"], ["c"], ["t"], ["d"], ["single"], ["nps"]]);
});

test("every card asks something whatever was answered before: progress by cards is honest", () => {
  for (const name of ["item-types", "members-and-quota", "asked-of-whom"]) {
    const file = read_case(name);
    for (const unit of file.units) {
      for (const step of q.make_steps(file, unit)) assert.ok(q.step_items(step, {}).length > 0, `${name} ${step.id}`);
    }
  }
});

test("the time told follows from what is asked of this person: more members, more minutes; texts and hidden items only at most", () => {
  const { minutes_for } = time;
  const sections = [{ id: "m", about: "member", items: [scale("a"), scale("b"), scale("c")] }];
  const members = (n) => Array.from({ length: n }, (_, i) => ({ id: `m${i}`, name: {} }));
  assert.deepEqual(minutes_for(round(sections, { members: [] }).steps), { from: 1, to: 1 });
  assert.deepEqual(minutes_for(round(sections, { members: members(8) }).steps), { from: 2, to: 5 });    // 8·(3+3·4) s, 8·(8+3·8) s
  assert.deepEqual(minutes_for(round(sections, { members: members(20) }).steps), { from: 5, to: 11 });
  const more = [{ id: "m", about: "member", items: [...sections[0].items, text("t"), scale("h", { show_if: { item: "a", is: ["poor"] } })] }];
  assert.deepEqual(minutes_for(round(more, { members: members(8) }).steps), { from: 2, to: 14 });  // 8·(8+4·8+60) s
});

test("of answers that come back, what is no answer of this questionnaire any more is left out", () => {
  const set = round([{ id: "t", about: "team", items: [scale("s"), choice("multiple"), choice("rank"), choice("nps"), choice("single"), { id: "n", type: "number", label: {} }, text("t")] }]);
  const cases = [  // kept, still valid
    [{ team: { s: "good", multiple: ["a"], rank: ["b", "a"], nps: 3, single: "c", n: "x", t: "w" } }, { team: { s: "good", multiple: ["a"], rank: ["b", "a"], nps: 3, single: "c", n: "x", t: "w" } }],
    [{ team: { s: "gone", multiple: ["a", "z", "a"], rank: "b", nps: 11, single: 3, n: 4, t: "" } }, { team: { multiple: ["a"] } }],
    [{ m1: { s: "good" }, team: { unknown: "good" } }, {}], [{ team: ["s"] }, {}], [null, {}], ["x", {}], [[], {}], [{ team: null }, {}],
    [{ team: { nps: 3.5 } }, {}], [JSON.parse('{"__proto__": {"s": "good"}}'), {}],
  ];
  for (const [kept, expected] of cases) assert.deepEqual(still_valid(set.file, set.steps, kept), expected, JSON.stringify(kept));
});

test("what is missing is said with the number that is asked for", async () => {
  const { problem_text } = await load("respond/items/problem_words.ts");
  const i18n = { t: (key, values) => `${key} ${JSON.stringify(values ?? {})}`, text: () => "" };
  const told = (kind, item, given) => problem_text(i18n, { kind, step: 0, about: "team", item: { id: "i", label: {}, ...item } }, { team: { i: given } });
  const options = ["a", "b", "c", "d"].map((id) => ({ id, label: {} }));
  const table = [
    ["required", { type: "multiple", options, min: 2 }, undefined, 'choices_missing {"n":2}'],
    ["required", { type: "multiple", options }, undefined, "several_missing {}"],
    ["required", { type: "rank", options }, undefined, "several_missing {}"],
    ["required", { type: "number" }, undefined, "number_missing {}"],
    ["required", { type: "scale" }, undefined, "required_missing {}"],
    ["too_few", { type: "multiple", options, min: 3 }, ["a"], 'choices_missing {"n":2}'],
    ["too_many", { type: "multiple", options, max: 1 }, ["a", "b", "c"], 'choices_over {"n":2}'],
    ["too_long", { type: "text", max_length: 3 }, "好😀好好好", 'too_long {"n":2}'],
  ];
  for (const [kind, item, given, expected] of table) assert.equal(told(kind, item, given), expected, `${kind} ${item.type}`);
});
