// Sheets → an .xlsx file: every cell a text, so that "007" stays "007" and "=1+1" is no formula. The first row is bold and
// stays in view. The same sheets give the same bytes. Loaded when needed (write.ts).
import { strToU8, zipSync } from "fflate";
import type { Sheet, Sheets } from "./sheets";

const kHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const kRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const kPackage = "http://schemas.openxmlformats.org/package/2006";
const kTypes = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const kWritten = new Date(1980, 0, 1);
const kNarrowest = 8;
const kWidest = 60;

export function workbook_bytes(sheets: Sheets): Uint8Array<ArrayBuffer> {
  const numbers = sheets.map((_, at) => at + 1);
  const parts: Record<string, string> = {
    "[Content_Types].xml": `<Types xmlns="${kPackage}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`
      + `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kTypes}.sheet.main+xml"/>`
      + `<Override PartName="/xl/styles.xml" ContentType="${kTypes}.styles+xml"/>`
      + `${numbers.map((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${kTypes}.worksheet+xml"/>`).join("")}</Types>`,
    "_rels/.rels": relations([`${relation(1, "officeDocument", "xl/workbook.xml")}`]),
    "xl/workbook.xml": `<workbook xmlns="${kMain}" xmlns:r="${kRelations}"><sheets>`
      + `${sheets.map(({ name }, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations([
      ...numbers.map((n) => relation(n, "worksheet", `worksheets/sheet${n}.xml`)), relation(sheets.length + 1, "styles", "styles.xml"),
    ]),
    "xl/styles.xml": kStyles,
  };
  sheets.forEach((sheet, at) => { parts[`xl/worksheets/sheet${at + 1}.xml`] = sheet_xml(sheet); });
  const files: Record<string, Uint8Array> = {};
  for (const name of Object.keys(parts)) files[name] = strToU8(kHead + (parts[name] ?? ""));
  return zipSync(files, { mtime: kWritten }) as Uint8Array<ArrayBuffer>;
}

const relation = (n: number, type: string, target: string) => `<Relationship Id="rId${n}" Type="${kRelations}/${type}" Target="${target}"/>`;
const relations = (list: readonly string[]) => `<Relationships xmlns="${kPackage}/relationships">${list.join("")}</Relationships>`;

/// 0: as it comes; 1: a text; 2: a text in bold.
const kStyles = `<styleSheet xmlns="${kMain}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>`
  + '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
  + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
  + '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
  + '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
  + '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>'
  + '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';

function sheet_xml(sheet: Sheet): string {
  const rows = sheet.rows.map((row, at) => {
    const cells = row.map((text, column) => (text === "" ? ""
      : `<c r="${column_letters(column)}${at + 1}" s="${at === 0 ? 2 : 1}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`));
    return `<row r="${at + 1}">${cells.join("")}</row>`;
  });
  const widths = columns_of(sheet).map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" style="1" customWidth="1"/>`).join("");
  return `<worksheet xmlns="${kMain}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`
    + `${widths && `<cols>${widths}</cols>`}<sheetData>${rows.join("")}</sheetData></worksheet>`;
}

/// A width for each column, by its longest line; Chinese characters take two places.
function columns_of(sheet: Sheet): number[] {
  const widths: number[] = [];
  for (const row of sheet.rows) {
    row.forEach((text, column) => {
      const longest = Math.max(...text.slice(0, 500).split("\n").map((line) => line.length + (line.match(/[⺀-￯]/g)?.length ?? 0)));
      widths[column] = Math.min(kWidest, Math.max(widths[column] ?? kNarrowest, longest + 2));
    });
  }
  return Array.from(widths, (width) => width ?? kNarrowest);
}

function column_letters(column: number): string {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/// What XML cannot hold, or would not keep, is written as spreadsheets write it: _x000D_.
function escaped(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)|[\0-\x08\x0B-\x1F\x7F-\x9F\uFDD0-\uFDEF\uFFFE\uFFFF]/g, (letter) => (
      `_x${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`))
    .replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
