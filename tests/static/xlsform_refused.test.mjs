// What an XLSForm cannot bring: each by sheet, row, column and reason, exactly. A case is a sound form with one thing
// changed; all findings of a form are told at once, and then nothing is imported.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./support.mjs";

const { read_xlsform } = await load("console/xlsform/read.ts");
const { finding_text } = await load("console/xlsform/finding_words.ts");
const { exchange_en } = await load("shared/strings/staff-exchange-en.ts");
const { exchange_zh_cn } = await load("shared/strings/staff-exchange-zh-CN.ts");

const survey_head = ["type", "name", "label", "required", "relevant", "constraint"];
const sound = () => ({
  survey: [
    [...survey_head],
    ["begin_group", "g", "Group"],
    ["select_one yn", "a", "A?"],
    ["select_multiple yn", "m", "Which?"],
    ["integer", "n", "How many?"],
    ["text", "t", "Why?"],
    ["end_group"],
  ],
  choices: [["list_name", "name", "label"], ["yn", "y", "Yes"], ["yn", "n", "No"]],
});
const sheets_of = (form) => Object.entries(form).map(([name, rows]) => ({ name, rows }));

/** Puts `cells` (by head) into row `row` of a sheet, adding columns where they are missing. */
function with_cells(sheet, row, cells) {
  return (form) => {
    const rows = form[sheet];
    for (const [head, value] of Object.entries(cells)) {
      if (!rows[0].includes(head)) rows[0].push(head);
      const at = rows[0].indexOf(head);
      rows[row - 1] = Array.from({ length: Math.max(at + 1, rows[row - 1]?.length ?? 0) }, (_, n) => rows[row - 1]?.[n] ?? "");
      rows[row - 1][at] = value;
    }
  };
}
const survey = (row, cells) => with_cells("survey", row, cells);
const choices = (row, cells) => with_cells("choices", row, cells);
const typed = (type) => survey(5, { type });
const insert = (row, ...cells) => (form) => form.survey.splice(row - 1, 0, cells);
const scale_columns = (...rows) => (form) => {
  form.choices[0].push("candor_scale", "candor_value", "candor_scored", "candor_favourable");
  rows.forEach((cells, at) => form.choices[at + 1].push(...cells));
};
const candor = (...rows) => (form) => {
  form.candor = [["key", "value"], ["/candor_round", "1"], ["/title/en", "T"], ["/languages/0", "en"], ["/categories/0/id", "A"], ["/categories/0/label/en", "All"], ["/access/mode", "open"], ...rows];
};
const control = "a\u0007b";

const cases = [
  // sheets and columns
  ["no survey", (form) => { delete form.survey; }, "survey: There is no sheet named “survey”. The sheets here: choices."],
  ["survey twice", (form) => { form[" Survey"] = form.survey; }, "survey: Two sheets are named “survey”."],
  ["external choices", (form) => { form.external_choices = [["list_name"], ["a"]]; }, "external_choices: The sheet “external_choices” holds lists that questions look things up in. Candor has no such lists."],
  ["an empty form", (form) => { form.survey = [["type", "name", "label"]]; }, "survey: There are no questions."],
  ["no column name", (form) => { form.survey = [["type", "label"], ["note", "Hello"]]; },
    "survey, row 1: The column “name” is missing.", "survey, row 2, column “name”: The row has no name."],
  ["a column twice", survey(2, { " Label": "x" }), "survey, row 1, column “Label”: The column “Label” stands twice."],
  ["an unknown column", survey(3, { weights: "3" }), "survey, row 3, column “weights”: The column “weights” means nothing here, and 1 cells are filled."],
  ["a language without a code", survey(3, { "label::Klingon": "x" }), "survey, row 1, column “label::Klingon”: It is not clear which language “Klingon” is."],
  ["a language twice", survey(3, { "label::中文 (zh)": "x", "label::Chinese": "y" }),
    "survey, row 1, column “label::Chinese”: Two columns are in the language “zh-CN”."],
  ["a language with and without its name", survey(3, { "label::English (en)": "x" }), "survey, row 1, column “label::English (en)”: Two columns are in the language “en”."],
  ["a default language unknown", (form) => { form.settings = [["default_language"], ["Klingon"]]; }, "settings, row 2, column “default_language”: It is not clear which language “Klingon” is."],
  ["settings twice", (form) => { form.settings = [["form_title"], ["A"], ["B"]]; }, "settings, row 3: “settings” has more than one row beneath its head."],
  ["settings unknown", (form) => { form.settings = [["public_key"], ["MIIB"]]; }, "settings, row 2, column “public_key”: The column “public_key” means nothing here, and 1 cells are filled."],

  // types
  ["no type", survey(5, { type: "" }), "survey, row 5, column “type”: The row has no type."],
  ["an unknown type", typed("matrix"), "survey, row 5, column “type”: “matrix” is no type that is known."],
  ["calculate", typed("calculate"), "survey, row 5, column “type”: “calculate” is no question that Candor asks."],
  ["range", typed("range"), "survey, row 5, column “type”: “range” is no question that Candor asks."],
  ["geopoint", typed("geopoint"), "survey, row 5, column “type”: “geopoint” asks for a file, a picture, a code or a place. Candor asks for none, as they give people away."],
  ["image", typed("image"), "survey, row 5, column “type”: “image” asks for a file, a picture, a code or a place. Candor asks for none, as they give people away."],
  ["audio", typed("audio"), "survey, row 5, column “type”: “audio” asks for a file, a picture, a code or a place. Candor asks for none, as they give people away."],
  ["barcode", typed("barcode"), "survey, row 5, column “type”: “barcode” asks for a file, a picture, a code or a place. Candor asks for none, as they give people away."],
  ["deviceid", typed("deviceid"), "survey, row 5, column “type”: “deviceid” records who answers, when or where. Candor never does."],
  ["start", typed("start"), "survey, row 5, column “type”: “start” records who answers, when or where. Candor never does."],
  ["date", typed("date"), "survey, row 5, column “type”: “date”: dates and times are not asked here."],
  ["a repeat", typed("begin_repeat"), "survey, row 5, column “type”: “begin_repeat”: repeated groups are not taken."],
  ["options from a file", typed("select_one_from_file towns.csv"), "survey, row 5, column “type”: “select_one_from_file towns.csv” takes its options from elsewhere."],
  ["external options", typed("select_one_external towns"), "survey, row 5, column “type”: “select_one_external towns” takes its options from elsewhere."],
  ["or_other", typed("select_one yn or_other"), "survey, row 5, column “type”: “select_one yn or_other” lets people add an option of their own."],
  ["a select without a list", typed("select_one"), "survey, row 5, column “type”: “select_one” does not name one list of options."],
  ["a list that is not there", typed("select_one color"), "survey, row 5, column “type”: There is no list “color” in “choices”."],

  // names, labels, groups
  ["no name", survey(5, { name: "" }), "survey, row 5, column “name”: The row has no name."],
  ["a name with a space", survey(5, { name: "how many" }), "survey, row 5, column “name”: “how many” is no name for a question."],
  ["a name twice", survey(5, { name: "a" }), "survey, row 5, column “name”: The name “a” stands twice.",
    "survey, row 5: The id “a” would be asked of the same people about the same twice."],
  ["no label", survey(5, { label: " " }), "survey, row 5, column “label”: There is no label."],
  ["a label too long", survey(5, { label: "字".repeat(2001) }), "survey, row 5, column “label”: The text is longer than 2000 characters."],
  ["control characters", survey(5, { label: control }), "survey, row 5, column “label”: The text holds control characters."],
  ["a group in a group", (form) => form.survey.splice(4, 0, ["begin_group", "h", "H"], ["end_group"]), "survey, row 5, column “type”: A group stands within a group."],
  ["an end without a beginning", insert(8, "end_group"), "survey, row 8, column “type”: The group ends that never began."],
  ["a group that never ends", (form) => form.survey.pop(), "survey, row 2, column “type”: The group that begins here never ends."],
  ["a group that depends", survey(2, { relevant: "${a} = 'y'" }), "survey, row 2, column “relevant”: The whole group depends on another answer."],
  ["a group required", survey(2, { required: "yes" }), "survey, row 2, column “required”: “required” means nothing for a group."],
  ["two groups with one id", (form) => form.survey.push(["begin_group", "g2", "G"], ["note", "x", "X"], ["end_group"]) && survey(8, { candor_id: "g" })(form),
    "survey, row 8, column “name”: Two groups have the id “g”."],

  // columns that act
  ["a default", survey(5, { default: "7" }), "survey, row 5, column “default”: An answer is given beforehand: 7. Candor does not suggest answers."],
  ["a calculation", survey(5, { calculation: "1 + 1" }), "survey, row 5, column “calculation”: Something is calculated here: 1 + 1. Nothing is calculated in a questionnaire."],
  ["a choice filter", survey(3, { choice_filter: "town=${t}" }), "survey, row 3, column “choice_filter”: The options depend on another answer: town=${t}."],
  ["parameters", survey(3, { parameters: "randomize=true" }), "survey, row 3, column “parameters”: The question has parameters: randomize=true."],
  ["a picture", survey(3, { "media::image": "a.png" }), "survey, row 3, column “media::image”: A picture, sound or film belongs to it: a.png. Questionnaires here are words only."],
  ["a guidance hint", survey(3, { guidance_hint: "Read slowly" }), "survey, row 3, column “guidance_hint”: There is a guidance hint: Read slowly."],
  ["read only", survey(5, { read_only: "yes" }), "survey, row 5, column “read_only”: The question cannot be answered (read only)."],
  ["an appearance that acts", survey(3, { appearance: "minimal search('towns')" }), "survey, row 3, column “appearance”: The appearance “search('towns')” changes what the question is."],
  ["a constraint on options", survey(3, { constraint: ". != 'n'" }), "survey, row 3, column “constraint”: The constraint means nothing for this type: . != 'n'."],
  ["required by another answer", survey(5, { required: "${a} = 'y'" }), "survey, row 5, column “required”: Found “${a} = 'y'”, expected yes or no."],
  ["a note required", survey(6, { type: "note", required: "yes" }), "survey, row 6, column “required”: A note cannot be required."],

  // relevant
  ["arithmetic", survey(5, { relevant: "${a} + 1 > 3" }), "survey, row 5, column “relevant”: The condition cannot be taken: ${a} + 1 > 3."],
  ["pulldata", survey(5, { relevant: "pulldata('x', 'y', 'z', ${a}) = 'y'" }), "survey, row 5, column “relevant”: The condition cannot be taken: pulldata('x', 'y', 'z', ${a}) = 'y'."],
  ["two questions at once", survey(5, { relevant: "${a} = 'y' or ${m} = 'n'" }), "survey, row 5, column “relevant”: The condition cannot be taken: ${a} = 'y' or ${m} = 'n'."],
  ["both at once", survey(5, { relevant: "${a} = 'y' and ${a} = 'n'" }), "survey, row 5, column “relevant”: The condition cannot be taken: ${a} = 'y' and ${a} = 'n'."],
  ["not", survey(5, { relevant: "not(${a} = 'y')" }), "survey, row 5, column “relevant”: The condition cannot be taken: not(${a} = 'y')."],
  ["a later question", survey(4, { relevant: "${n} = 1" }), "survey, row 4, column “relevant”: The condition looks at “n”, which is no earlier question of the same group."],
  ["a question of another group", (form) => form.survey.push(["begin_group", "h", "H"], ["note", "x", "X", "", "${a} = 'y'"], ["end_group"]),
    "survey, row 9, column “relevant”: The condition looks at “a”, which is no earlier question of the same group."],
  ["a number decides", (form) => form.survey.splice(5, 0, ["integer", "k", "K?", "", "${n} = 1"]),
    "survey, row 6, column “relevant”: The condition looks at “n”, which does not offer options."],
  ["equals of several", survey(5, { relevant: "${m} = 'y'" }), "survey, row 5, column “relevant”: “m” takes several options; “=” would mean: this one alone."],
  ["an option that is none", survey(5, { relevant: "${a} = 'maybe'" }), "survey, row 5, column “relevant”: “maybe” is no option of “a”."],
  ["a text that depends", survey(6, { relevant: "${a} = 'y'" }),
    "survey, row 6, column “relevant”: A text hangs on another answer. Texts are kept apart from all answers, so Candor shows them to everybody."],

  // constraints
  ["a pattern", survey(5, { constraint: "regex(., '[0-9]+')" }), "survey, row 5, column “constraint”: The constraint cannot be taken: regex(., '[0-9]+')."],
  ["either bound", survey(5, { constraint: ". < 3 or . > 5" }), "survey, row 5, column “constraint”: The constraint cannot be taken: . < 3 or . > 5."],
  ["a bound by another answer", survey(5, { constraint: ". <= ${n}" }), "survey, row 5, column “constraint”: The constraint cannot be taken: . <= ${n}."],
  ["an open bound of a decimal", survey(5, { type: "decimal", constraint: ". > 0" }), "survey, row 5, column “constraint”: The constraint cannot be taken: . > 0."],
  ["two lower bounds", survey(5, { constraint: ". >= 0 and . >= 1" }), "survey, row 5, column “constraint”: The constraint cannot be taken: . >= 0 and . >= 1."],
  ["more options than there are", survey(4, { constraint: "count-selected(.) <= 3" }), "survey, row 4, column “constraint”: Found “3”, expected a whole number from 1 to 2."],
  ["at least more than at most", survey(4, { constraint: "count-selected(.) >= 2 and count-selected(.) <= 1" }), "survey, row 4, column “constraint”: More options must be chosen than may be."],
  ["a text at least so long", survey(6, { constraint: "string-length(.) >= 10" }), "survey, row 6, column “constraint”: A text is asked to be at least so long: string-length(.) >= 10."],
  ["a text too long", survey(6, { constraint: "string-length(.) <= 20000" }), "survey, row 6, column “constraint”: Found “20000”, expected a whole number from 1 to 10000."],

  // choices
  ["an option without a list", choices(3, { list_name: "" }), "choices, row 3, column “list_name”: The option belongs to no list.",
    "survey, row 3, column “type”: The list “yn” needs at least 2 options."],
  ["an option without a name", choices(3, { name: "" }), "choices, row 3, column “name”: The option has no name.", "survey, row 3, column “type”: The list “yn” needs at least 2 options."],
  ["an option twice", choices(3, { name: "y" }), "choices, row 3, column “name”: The option “y” stands twice in the list “yn”.", "survey, row 3, column “type”: The list “yn” needs at least 2 options."],
  ["an option without a label", choices(3, { label: "" }), "choices, row 3, column “label”: There is no label."],
  ["a picture of an option", choices(3, { image: "n.png" }), "choices, row 3, column “image”: A picture, sound or film belongs to it: n.png. Questionnaires here are words only."],
  ["too many options", (form) => { for (let n = 0; n < 250; n += 1) form.choices.push(["yn", `o${n}`, "O"]); }, "choices, row 252: The list “yn” has more than 250 options."],

  // Candor's own columns and sheet
  ["a scale without values", scale_columns(["s", "100"], ["s", ""]), "choices, row 3, column “candor_value”: The option has no value."],
  ["a value that is no number", scale_columns(["s", "100"], ["s", "ten"]), "choices, row 3, column “candor_value”: “ten” is no number as round files write them."],
  ["a value without a scale", scale_columns(["", "100"], ["", ""]), "choices, row 2, column “candor_value”: The option has a value, but its list is no scale."],
  ["an unscored option with a value", scale_columns(["s", "100"], ["s", "0", "no"]), "choices, row 3, column “candor_value”: The option is not scored, but has a value or is favourable."],
  ["no option scored", scale_columns(["s", "", "no"], ["s", "", "no"]), "choices, row 2: No option of the scale “s” is scored."],
  ["two scales in one list", scale_columns(["s", "1"], ["z", "0"]), "choices, row 3, column “candor_scale”: The rows of a list name different scales: “z” here, “s” above."],
  ["favourable neither yes nor no", scale_columns(["s", "1", "", "perhaps"], ["s", "0"]), "choices, row 2, column “candor_favourable”: Found “perhaps”, expected yes or no."],
  ["a scale that is none", survey(3, { candor_type: "scale" }), "survey, row 3, column “candor_type”: The list “yn” is no scale."],
  ["nps of a text", survey(6, { candor_type: "nps" }), "survey, row 6, column “candor_type”: candor_type “nps” does not go with the type of this row."],
  ["nps to 5", survey(5, { candor_type: "nps", constraint: ". <= 5" }), "survey, row 5, column “constraint”: A recommendation (nps) goes from 0 to 10, not: . <= 5."],
  ["a weight of a number", survey(5, { candor_weight: "3" }), "survey, row 5, column “candor_weight”: “candor_weight” (3) means nothing for this row."],
  ["about whom", survey(2, { candor_about: "boss" }), "survey, row 2, column “candor_about”: Found “boss”: a section is about the team, a member, or none."],
  ["a kind without members", survey(2, { candor_of: "leader" }), "survey, row 2, column “candor_of”: candor_of names a kind of members, but the section is not about members."],
  ["a hint too late", (form) => form.survey.splice(3, 0, ["note", "h", "Hint"]) && survey(4, { candor_type: "section_hint" })(form),
    "survey, row 4, column “candor_type”: A section's hint must be the first row of its group, a note, and the only one."],
  ["an id that is none", survey(5, { candor_id: "team" }), "survey, row 5, column “candor_id”: “team” is no id."],
  ["decimals", survey(5, { candor_decimals: "9" }), "survey, row 5, column “candor_decimals”: Found “9”, expected a whole number from 0 to 6."],
  ["an unknown key", candor(["/rules/colour", "red"]), "candor, row 8: “/rules/colour” is no key, or not with this value."],
  ["a key twice", candor(["/contact", "a"], ["/contact", "b"]), "candor, row 9: “/contact” stands twice, or beneath a key that has a value."],
  ["a gap in a list", candor(["/categories/2/id", "C"]), "candor, row 8: “/categories/2/id”: the entries before it are missing."],
  ["a value of none", candor(["/rules/base", "all"]), "candor, row 8: Found “all”, expected one of scored, valid, returned."],
  ["a number that is none", candor(["/rules/min_cell", "five"]), "candor, row 8: Found “five”, expected a whole number from 0 to 999999999."],
  ["no access", (form) => { candor()(form); form.candor.pop(); }, "candor: “/access” is missing."],
  ["a later version", (form) => { candor()(form); form.candor[1][1] = "2"; }, "candor, row 2: Found “2”, expected one of 1.", "candor: “/candor_round” is missing."],
  ["a key that would reach into objects", candor(["/title/constructor", "x"]), "candor, row 8: “/title/constructor” is no key, or not with this value."],
];

const said = (finding, words, lang) => {
  const { where, found } = finding_text(finding, words, lang);
  return lang === "en" ? `${where}: ${found}` : `${where}：${found}`;
};

for (const [name, change, ...expected] of cases) {
  test(`refused: ${name}`, () => {
    const form = sound();
    change(form);
    const { findings, file } = read_xlsform(sheets_of(form));
    assert.equal(file, undefined);
    assert.deepEqual(findings.map((finding) => said(finding, exchange_en, "en")).sort(), [...expected].sort());
    for (const finding of findings) {
      const { where, found, remedy } = finding_text(finding, exchange_zh_cn, "zh-CN");
      assert.match(found, /[\u4e00-\u9fff].*。$/);
      assert.match(remedy, /[\u4e00-\u9fff].*。$/);
      assert.ok(finding.row === 0 || where.includes(`第${finding.row}行`));
      assert.doesNotMatch(finding_text(finding, exchange_en, "en").remedy, /(?<!\$)\{\w+\}/);
    }
  });
}

test("the sound form they are made from is taken", () => {
  const { file, findings } = read_xlsform(sheets_of(sound()));
  assert.deepEqual(findings, undefined);
  assert.equal(file.sections[0].items.length, 4);
});

test("everything that is wrong is told at once, by sheet and row", () => {
  const form = sound();
  survey(6, { type: "geopoint" })(form);
  survey(3, { type: "select_one gone", default: "y" })(form);
  choices(3, { label: "" })(form);
  const { findings } = read_xlsform(sheets_of(form));
  assert.deepEqual(findings.map(({ sheet, row, kind }) => `${sheet} ${row} ${kind}`), ["survey 3 column_default", "survey 3 list_missing", "survey 6 type_media", "choices 3 label_missing"]);
});

test("both languages have the same findings with the same values, and Chinese is punctuated as such", () => {
  const places = (text) => [...new Set(text.match(/(?<!\$)\{\w+\}/g) ?? [])].sort();
  for (const part of ["findings", "problems"]) {
    assert.deepEqual(Object.keys(exchange_zh_cn[part]), Object.keys(exchange_en[part]));
    for (const [kind, pair] of Object.entries(exchange_en[part])) {
      const all = pair.join(" ");
      assert.deepEqual(places(exchange_zh_cn[part][kind].join(" ")), places(all), kind);
      assert.doesNotMatch(exchange_zh_cn[part][kind].join(" "), /[\u4e00-\u9fff][,;:?!()]|[\u4e00-\u9fff]\.(\s|$)/, kind);
    }
  }
});
