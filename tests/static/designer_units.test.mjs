// Units in the designer: the tree stays a tree, tables come in row for row, and what goes out comes in again the same.
import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./support.mjs";

const edits = await load("console/designer/unit_edits.ts");
const rows = await load("console/designer/unit_rows.ts");
const table = await load("console/designer/unit_table.ts");
const { designer_units_en: en } = await load("shared/strings/designer-units-en.ts");
const { designer_units_zh_cn: zh } = await load("shared/strings/designer-units-zh-CN.ts");

const unit = (id, parent = null, more = {}) => ({ id, name: { en: `Unit ${id}` }, parent, members: [], ...more });
const file_of = (...units) => ({
  id: "r", languages: ["zh-CN", "en"], units,
  categories: [{ id: "A", label: { "zh-CN": "上级", en: "Superiors" } }, { id: "C", label: { "zh-CN": "职工", en: "Staff" } }],
});
const ids = (file) => file.units.map(({ id }) => id).join(" ");

function random_of(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function random_units(draw, count) {
  const units = [];
  for (let at = 0; at < count; at += 1) units.push(unit(`u${at}`, at > 0 && draw(4) > 0 ? `u${draw(at)}` : null));
  return units;
}

function random_step(file, draw) {
  const one = file.units[draw(file.units.length)];
  const other = file.units[draw(file.units.length)];
  switch (draw(6)) {
    case 0: return edits.with_parent(file, one.id, other.id);
    case 1: return file.units.length > 3 ? edits.without_unit(file, one.id) : file;
    case 2: return edits.moved_among_siblings(file, one.id, draw(2) ? 1 : -1);
    case 3: return edits.duplicated_unit(file, one.id).file;
    case 4: return edits.added_unit(file, one, null).file;
    default: return edits.with_parent(file, one.id, null);
  }
}

test("whatever is edited, every unit has a parent that is there, and none is below itself", () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const draw = random_of(seed);
    let file = file_of(...random_units(draw, 12));
    for (let step = 0; step < 15 && file.units.length > 0; step += 1) {
      file = random_step(file, draw);
      const known = new Map(file.units.map((entry) => [entry.id, entry]));
      assert.equal(known.size, file.units.length, `seed ${seed}`);
      for (const entry of file.units) {
        let above = entry;
        for (let depth = 0; above.parent; depth += 1) {
          assert.ok(depth <= file.units.length, `seed ${seed}: a circle`);
          above = known.get(above.parent);
          assert.ok(above, `seed ${seed}: a parent that is not there`);
        }
      }
      assert.equal(rows.all_rows(file.units).length, file.units.length, `seed ${seed}`);
    }
  }
});

test("units that an edit does not concern stay the very same", () => {
  const file = file_of(unit("a"), unit("b", "a"), unit("c"));
  const next = edits.with_unit(file, "b", (old) => ({ ...old, name: { en: "B" } }));
  assert.equal(next.units[0], file.units[0]);
  assert.equal(next.units[2], file.units[2]);
  assert.equal(edits.with_unit(file, "gone", () => null), file);
  assert.equal(edits.with_parent(file, "a", "b"), file, "not below itself");
  assert.equal(ids(edits.without_unit(file, "a")), "c");
  assert.equal(ids(edits.moved_among_siblings(file, "c", -1)), "c b a");
  assert.equal(edits.moved_among_siblings(file, "a", -1), file);
});

test("who is due: an empty field is not known, none left is no due at all", () => {
  assert.deepEqual(edits.with_due(unit("a"), "A", 3).due, { A: 3 });
  assert.deepEqual(edits.with_due(unit("a", null, { due: { A: 3, C: 0 } }), "A", null).due, { C: 0 });
  assert.equal("due" in edits.with_due(unit("a", null, { due: { A: 3 } }), "A", null), false);
});

test("pasted members, and one head at most", () => {
  const added = edits.added_members(unit("a"), edits.members_of_lines("李明\t厂长\n\n王芳，书记\nOnly name", "zh-CN"));
  assert.deepEqual(added.members, [
    { id: "m1", name: { "zh-CN": "李明" }, post: { "zh-CN": "厂长" } }, { id: "m1-2", name: { "zh-CN": "王芳" }, post: { "zh-CN": "书记" } },
    { id: "m1-3", name: { "zh-CN": "Only name" } }]);
  const headed = edits.with_head(edits.with_head(added.members, 0, true), 2, true);
  assert.deepEqual(headed.map(({ head }) => head ?? false), [false, false, true]);
});

const shown = (list) => list.map(({ unit: { id }, depth, place, siblings, parents, folded }) => (
  `${"-".repeat(depth)}${id} ${place}/${siblings}${parents ? (folded ? "+" : "*") : ""}`));

test("the rows of the tree: levels, places among siblings, folding and searching", () => {
  const works = { name: { en: "Works", "zh-CN": "工厂" }, members: [{ id: "m", name: { en: "Li Ming" } }] };
  const all = rows.all_rows([unit("a"), unit("b", "a"), unit("c", "b"), unit("d", "a", works), unit("e")]);
  assert.deepEqual(shown(all), ["a 1/2*", "-b 1/2*", "--c 1/1", "-d 2/2", "e 2/2"]);
  assert.deepEqual(shown(rows.shown_rows(all, new Set(["b"]))), ["a 1/2*", "-b 1/2+", "-d 2/2", "e 2/2"]);
  assert.deepEqual(shown(rows.shown_rows(all, new Set(["a", "b", "e"]))), ["a 1/2+", "e 2/2"]);
  for (const [search, expected] of [["工厂", "d"], ["li ming", "d"], ["ming works", "d"], ["nobody", ""], ["UNIT B", "b"]]) {
    assert.equal(rows.found_rows(all, search).map((row) => row.unit.id).join(" "), expected, search);
  }
});

test("keys in the tree go where the practices for trees say", () => {
  const all = rows.all_rows([unit("a"), unit("b", "a"), unit("c", "b"), unit("d")]);
  const folded = rows.shown_rows(all, new Set(["b"]));
  const go = (list, at, key) => JSON.stringify(rows.tree_move(list, at, key, 2));
  const cases = [
    [all, 0, "ArrowDown", { to: 1 }], [all, 3, "ArrowDown", null], [all, 0, "ArrowUp", null], [all, 0, "ArrowRight", { to: 1 }],
    [all, 2, "ArrowLeft", { to: 1 }], [all, 1, "ArrowLeft", { fold: "b" }], [folded, 1, "ArrowRight", { unfold: "b" }],
    [all, 2, "ArrowRight", null], [all, 1, "End", { to: 3 }], [all, 3, "Home", { to: 0 }], [all, 0, "PageDown", { to: 2 }],
    [all, 3, "PageUp", { to: 1 }], [all, 3, "ArrowLeft", null], [all, 0, "x", null],
  ];
  for (const [list, at, key, expected] of cases) assert.equal(go(list, at, key), JSON.stringify(expected), `${key} at ${at}`);
  assert.equal(rows.typed_ahead(all, 0, "unit d", "en"), 3);
  assert.equal(rows.typed_ahead(all, 0, "z", "en"), -1);
});

const convert = (lines, file = file_of()) => table.units_csv(file, lines, en);

test("the model reads back also where a category is called like a column of people", () => {
  const file = { ...file_of(), categories: [{ id: "A", label: { "zh-CN": "班子成员", en: "Member" } }, { id: "C", label: { "zh-CN": "职工", en: "Staff" } }] };
  for (const [lang, words] of [["zh-CN", zh], ["en", en]]) {
    const [heads, first] = table.model_rows(file, lang, words);
    const { csv, findings } = table.units_csv(file, [heads, [...first.slice(0, -2), "3", "20"]], words);
    assert.deepEqual(findings, []);
    assert.match(csv, /^unit,parent,member_name,post,head,due\.A,due\.C,/);
    assert.match(csv, /,3,20,/);
  }
  const people = table.units_csv(file, [["单位", "班子成员"], ["总公司", "李明"]], zh);
  assert.match(people.csv, /^unit,member_name,/, "names are people");
});

test("a table in everyday words becomes the server's CSV, row for row", () => {
  const made = convert([
    ["单位", "上级单位", "姓名", "职务", "主要负责人", "上级", "应参评：职工"],
    ["总公司", "", "李明", "总经理", "是", "6", "97"],
    ["", "", "王芳", "书记", "", "", ""],
    [],
    ["分公司", "总公司", "", "", "", "", "12"],
  ]);
  assert.deepEqual(made.findings, []);
  assert.deepEqual(made.csv.split("\r\n"), [
    "unit,parent,member_name,post,head,due.A,due.C,name,member", "u1,,李明,总经理,是,6,97,总公司,m1", "u1,,王芳,书记,,,,,m1-2", "",
    "u1-2,u1,,,,,12,分公司,",
  ]);
});

test("units and members that are there keep their ids; short names are taken as they are; line ends in cells go", () => {
  const file = file_of(unit("works", null, { name: { "zh-CN": "工厂", en: "Works" }, members: [{ id: "boss", name: { "zh-CN": "李明" } }] }));
  const made = convert([["unit", "member", "Staff"], ["Works", "李明", "3"], ["Works", "New\nname, too", ""], ["branch-7", "", "4"]], file);
  assert.deepEqual(made.csv.split("\r\n"), [
    "unit,member_name,due.C,name,member", "works,李明,3,Works,boss", 'works,"New name, too",,,m1', "branch-7,,4,branch-7,",
  ]);
});

test("what a table lacks or has too much of is named by column or row, in both languages", () => {
  const t = en.table;
  const cases = [
    [[["parent", "member"], ["", "x"]], [t.no_unit]],
    [[["unit"]], [t.no_rows]],
    [[["unit"], [" "]], [t.no_rows]],
    [[[]], [t.no_unit]],
    [[], [t.no_unit]],
    [[["unit", "salary"], ["a", "1"]], [t.unknown_column("salary", "B")]],
    [[["unit", "unit"], ["a", "b"]], [t.twice("unit", "B")]],
    [[["单位", "unit"], ["a", "b"]], [t.twice("unit", "B")]],
    [[["unit", "Staff", "职工"], ["a", "1", "2"]], [t.twice("职工", "C")]],
    [[["unit", "head.en"], ["a", "x"]], [t.unknown_column("head.en", "B")]],
    [[["unit", "parent"], ["a", "nowhere"]], [t.no_parent(2, "nowhere")]],
    [[["unit id", "unit", "parent"], ["1", "Same", ""], ["2", "Same", ""], ["3", "Other", "Same"]], [t.two_names(4, "Same")]],
    [[["a", "b", "c"], ["x"]], [t.unknown_column("a", "A"), t.unknown_column("b", "B"), t.unknown_column("c", "C"), t.no_unit]],
  ];
  for (const [lines, expected] of cases) {
    assert.deepEqual(convert(lines), { csv: null, findings: expected }, JSON.stringify(lines));
    const chinese = table.units_csv(file_of(), lines, zh).findings;
    assert.equal(chinese.length, expected.length);
    for (const text of chinese) assert.match(text, /[\u4e00-\u9fff]/);
  }
  assert.equal(table.column_letter(0), "A");
  assert.equal(table.column_letter(27), "AB");
});

function random_unit(entry, at, draw) {
  return {
    ...entry, name: { en: `N${draw(5)}`, "zh-CN": `名${at}` }, due: draw(3) ? { A: draw(9), C: draw(99) } : undefined,
    members: Array.from({ length: draw(4) }, (_, m) => (
      { id: `p${m}`, name: { en: `P${draw(3)}`, "zh-CN": "某，某" }, head: m === 0, kind: draw(2) ? "leader" : undefined })),
  };
}

test("what was given out is read back under the same ids, parents, members and numbers", () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const draw = random_of(seed);
    const units = random_units(draw, 1 + draw(10)).map((entry, at) => random_unit(entry, at, draw));
    for (const lang of ["en", "zh-CN"]) {
      const made = convert(table.unit_rows(file_of(...units), lang), file_of(...units));
      assert.deepEqual(made.findings, [], `seed ${seed}`);
      const lines = made.csv.split("\r\n").map((line) => line.split(","));
      assert.equal(lines.length, 1 + units.reduce((sum, entry) => sum + Math.max(1, entry.members.length), 0));
      const column = (name) => lines[0].indexOf(name);
      let at = 1;
      for (const entry of units) {
        assert.equal(lines[at][0], entry.id, `seed ${seed}`);
        assert.equal(lines[at][column("parent")], entry.parent ?? "", `seed ${seed}`);
        assert.equal(lines[at][column("due.C")], entry.due ? String(entry.due.C) : "", `seed ${seed}`);
        entry.members.forEach((member, m) => assert.equal(lines[at + m][column("member")], member.id, `seed ${seed}`));
        at += Math.max(1, entry.members.length);
      }
    }
  }
});

test("rows from the clipboard are apart by tabs; by commas only where there is no tab at all", () => {
  assert.deepEqual(table.pasted_rows("unit\tparent\nA, B\t\n"), [["unit", "parent"], ["A, B", ""]]);
  assert.deepEqual(table.pasted_rows("unit,parent\na,b\n"), [["unit", "parent"], ["a", "b"]]);
});
