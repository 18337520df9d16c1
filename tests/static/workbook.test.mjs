// Workbooks by strangers and by ourselves: what is written is read again cell by cell; what is hostile, broken or no workbook
// is refused with its reason, and soon.
import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { load } from "./support.mjs";
import { sheet_part, workbook_zip, zip } from "./workbook_bytes.mjs";

const { read_workbook } = await load("console/workbook/read.ts");
const { write_workbook } = await load("console/workbook/write.ts");
const { number_text } = await load("console/workbook/numbers.ts");
const { workbook_problem_words } = await load("console/workbook/problem_words.ts");
const { kMaxCells, kMaxFileBytes, kMaxRows, kMaxUnpackedBytes } = await load("console/workbook/sheets.ts");

const bytes = (text) => new TextEncoder().encode(text);
const cell = (address, type, value, style = "") => `<c r="${address}" ${type && `t="${type}"`} ${style}><v>${value}</v></c>`;
const of_cells = (...cells) => workbook_zip([sheet_part(`<row r="1">${cells.join("")}</row>`)]);

test("what is written is read again, whatever stands in the cells", async () => {
  const sheets = [
    { name: "survey", rows: [["a", "007", "=1+1", ""], ["", "line\r\nline\ttab", "_x0041_ <&>\"'", " space "], [], ["\u0007\uFFFD\u0085", "🙂中文", "null", "TRUE"]] },
    { name: "单位 & <b>", rows: [["1"]] },
    { name: "empty", rows: [] },
  ];
  const { sheets: back } = await read_workbook(await write_workbook(sheets));
  assert.deepEqual(back.map(({ name }) => name), sheets.map(({ name }) => name));
  back.forEach((sheet, at) => {
    const expected = sheets[at].rows.map((row) => [...row]);
    assert.deepEqual(sheet.rows.map((row) => [...row].join("|").replace(/\|+$/, "")), expected.map((row) => row.join("|").replace(/\|+$/, "")));
  });
});

test("the same sheets give the same bytes", async () => {
  const sheets = [{ name: "a", rows: [["x", "y"]] }];
  const [one, other] = await Promise.all([write_workbook(sheets), write_workbook(sheets)]);
  assert.deepEqual(await one.arrayBuffer(), await other.arrayBuffer());
});

test("10,000 rows go out and come in within seconds", async (t) => {
  const rows = Array.from({ length: 10_000 }, (_, at) => [`unit-${at}`, at ? `unit-${Math.floor(at / 8)}` : "", `第${at}车间`, "12", "7"]);
  const begun = Date.now();
  const { sheets } = await read_workbook(await write_workbook([{ name: "units", rows }]));
  t.diagnostic(`${Date.now() - begun} ms`);
  assert.deepEqual(sheets[0].rows[9_999], rows[9_999]);
  assert.equal(sheets[0].rows.length, 10_000);
});

test("numbers read as people see them", () => {
  const table = { 80: "80", "80.0": "80", "0.29999999999999999": "0.3", "0.30000000000000004": "0.3", "1.5E6": "1500000", "-0.5": "-0.5", "1e-7": "0.0000001",
    0: "0", "-0": "0", abc: "abc", 100000000000000000000: "100000000000000000000", "1.005": "1.005", "33.3": "33.3" };
  for (const [raw, expected] of Object.entries(table)) assert.equal(number_text(raw), expected, raw);
});

test("cells of every type are texts: formulas by their value, errors as they show, dates as dates", async () => {
  const styles = '<numFmts count="1"><numFmt numFmtId="170" formatCode="yyyy/m/d"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>';
  const row = [
    cell("A1", "s", "0"), '<c r="B1" t="str"><f>1&amp;"x"</f><v>1x</v></c>', cell("C1", "", "42"), cell("D1", "b", "1"), cell("E1", "e", "#REF!"),
    cell("F1", "", "46000", 's="1"'), '<c r="G1" t="inlineStr"><is><r><t>rich </t></r><r><t>text</t></r></is></c>', '<c r="H1"><f>1/3</f><v>0.333333333333333</v></c>',
    cell("J1", "", "46000.5", 's="1"'),
  ];
  const file = workbook_zip([sheet_part(`<row r="3">${row.map((text) => text.replace('1" ', '3" ')).join("").replace(/([A-J])1"/g, '$13"')}</row>`)], {
    "xl/sharedStrings.xml": '<sst><si><t xml:space="preserve"> shared </t></si></sst>', "xl/styles.xml": `<styleSheet>${styles}</styleSheet>`,
  });
  const { sheets } = await read_workbook(file);
  assert.deepEqual(sheets[0].rows[2], [" shared ", "1x", "42", "TRUE", "#REF!", "2025-12-09", "rich text", "0.333333333333333", "", "2025-12-09T12:00:00"]);
  assert.deepEqual([...sheets[0].rows[0]], Array(10).fill(""), "rows keep the numbers they have in the sheet");
});

test("CSV comes in the same way: commas, semicolons, tabs; UTF-8, UTF-16, GB18030", async () => {
  const gbk = Uint8Array.from([0xb5, 0xa5, 0xce, 0xbb, 0x2c, 0x61, 0x0d, 0x0a]);
  const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from("单位\t名\n", "utf16le")]);
  const table = [
    [bytes("a,b\r\nc,\"d \"\"e\"\"\n,f\"\r\n"), [["a", "b"], ["c", 'd "e"\n,f']]],
    [bytes("\uFEFFa;b,c;d\n1;2;3"), [["a", "b,c", "d"], ["1", "2", "3"]]], [bytes("a\tb\n,"), [["a", "b"], [","]]], [bytes("a,b\n\n,\n"), [["a", "b"], [""], ["", ""]]],
    [bytes('"a,b"'), [["a,b"]]], [bytes("a,"), [["a", ""]]], [bytes("a\rb"), [["a"], ["b"]]],
    [gbk, [["单位", "a"]]], [utf16, [["单位", "名"]]],
  ];
  for (const [file, expected] of table) assert.deepEqual((await read_workbook(file)).sheets[0].rows, expected, JSON.stringify(expected));
  const named = Object.assign(new Blob(["x"]), { name: "units.2026.csv" });
  assert.equal((await read_workbook(named)).sheets[0].name, "units.2026");
});

const bomb = deflateRawSync(Buffer.alloc(20 * 1024 * 1024, 0x20));
const far = (address) => of_cells(cell(address, "", "1"));
const bad_files = [
  ["nothing", new Uint8Array(0), "empty"],
  ["too large", { size: kMaxFileBytes + 1 }, "too_large"],
  ["an old workbook", Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), "old_workbook"],
  ["a PDF", bytes("%PDF-1.7\n"), "not_workbook"],
  ["zeros", new Uint8Array(100), "not_workbook"],
  ["a text in no encoding", Uint8Array.from([0x61, 0xff, 0x2c]), "encoding"],
  ["a quote left open", bytes('a,"b\nc'), "open_quote"],
  ["something after a quote", bytes('a,"b"c'), "open_quote"],
  ["an archive cut short", workbook_zip([sheet_part("")]).subarray(0, 200), "damaged"],
  ["an archive without a workbook", zip({ "a.txt": "a" }), "not_workbook"],
  ["OpenDocument", zip({ mimetype: "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>" }), "not_spreadsheet"],
  ["an encrypted archive", workbook_zip([sheet_part("")], {}, { flags: 1 }), "locked"],
  ["an unknown way of packing", workbook_zip([sheet_part("")], {}, { method: 12 }), "damaged"],
  ["a part that is no XML", workbook_zip([sheet_part("<row r=\"1\"><c r=\"A1\"><v>1</v></row")]), "damaged"],
  ["a sheet that is not there", workbook_zip([sheet_part("")], {}, { drop: "xl/worksheets/sheet1.xml" }), "damaged"],
  ["a part twice", workbook_zip([sheet_part("")], {}, { twice: "xl/workbook.xml" }), "damaged"],
  ["a bomb that says its size", workbook_zip([sheet_part("")], {}, { raw: { "xl/sharedStrings.xml": { packed: bomb, size: kMaxUnpackedBytes + 1 } } }), "too_much_inside"],
  ["a bomb that lies about its size", workbook_zip([sheet_part("")], {}, { raw: { "xl/sharedStrings.xml": { packed: bomb, size: 1000 } } }), "damaged"],
  ["a part shorter than it says", workbook_zip([sheet_part("")], {}, { raw: { "xl/sharedStrings.xml": { packed: deflateRawSync("<sst/>"), size: 1000 } } }), "damaged"],
  ["many small bombs", workbook_zip([sheet_part("")], {}, {
    raw: Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`xl/a${n}.xml`, { packed: bomb, size: 20 * 1024 * 1024 }])),
  }), "too_much_inside"],
  ["entities that expand", workbook_zip([sheet_part("")], {
    "xl/sharedStrings.xml": '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>',
  }), "declares"],
  ["an entity from outside", workbook_zip([`<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>${sheet_part("")}`]), "declares"],
  ["UTF-16 inside", workbook_zip([sheet_part("")], { "xl/sharedStrings.xml": Buffer.from("\uFEFF<sst/>", "utf16le") }), "declares"],
  ["a cell at the end of the world", far("XFD1048576"), "too_many_rows"],
  ["a cell beyond it", far("A99999999"), "damaged"],
  ["a cell in a column of many letters", far("ZZZZZZZZ1"), "damaged"],
  ["an address that is none", far("1A"), "damaged"],
  ["an address written in other letters", of_cells('<c r="A&#49;"><v>1</v></c>'), "damaged"],
  ["a row with a number in other notation", workbook_zip([sheet_part('<row r="1e7"><c r="A1"><v>1</v></c></row>')]), "damaged"],
  ["a row with a second number", workbook_zip([sheet_part('<row r="1" x:r="900000000"><c r="A1"><v>1</v></c></row>')]), "damaged"],
  ["a tag that hides its address", workbook_zip([sheet_part('<row a=">" r=900000000><c r="A1"><v>1</v></c></row>')]), "damaged"],
  ["a wide and long sheet", workbook_zip([sheet_part('<row r="1"><c r="AAA1"><v>1</v></c></row><row r="9000"><c r="A9000"><v>1</v></c></row>')]), "too_many_cells"],
];

for (const [name, file, kind] of bad_files) {
  test(`refused: ${name}`, async () => {
    const begun = Date.now();
    const { problem, sheets } = await read_workbook(file);
    assert.equal(problem?.kind, kind, JSON.stringify(sheets ?? problem).slice(0, 200));
    assert.ok(Date.now() - begun < 5_000, `${Date.now() - begun} ms`);
    assert.match(workbook_problem_words(problem, "en"), /^[A-Z“].*[.]$/);
    assert.match(workbook_problem_words(problem, "zh-CN"), /[\u4e00-\u9fff].*。$/);
    assert.doesNotMatch(workbook_problem_words(problem, "en") + workbook_problem_words(problem, "zh-CN"), /\{\w+\}/);
  });
}

test("limits: the last row that may be is read, cells formatted far outside do not count", async () => {
  const last = await read_workbook(workbook_zip([sheet_part(`<row r="${kMaxRows}"><c r="A${kMaxRows}"><v>1</v></c></row>`)]));
  assert.equal(last.sheets?.[0].rows.length, kMaxRows);
  const beyond = await read_workbook(workbook_zip([sheet_part(`<row r="${kMaxRows + 1}"><c r="A${kMaxRows + 1}"><v>1</v></c></row>`)]));
  assert.equal(beyond.problem?.kind, "too_many_rows");
  const formatted = await read_workbook(workbook_zip([sheet_part('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576" s="1"><c r="XFD1048576" s="0"/></row>')]));
  assert.deepEqual(formatted.sheets?.[0].rows, [["1"]]);
  assert.ok(kMaxCells >= 2_000_000);
});

test("what lies beside the sheets is never unpacked", async () => {
  const file = workbook_zip([sheet_part('<row r="1"><c r="A1"><v>1</v></c></row>')], {}, {
    raw: { "xl/media/image1.png": { packed: bomb, size: 0xfffffff0 }, "xl/vbaProject.bin": { packed: bomb, size: 0xfffffff0 } },
  });
  assert.deepEqual((await read_workbook(file)).sheets[0].rows, [["1"]]);
});
