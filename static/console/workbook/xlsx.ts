// .xlsx by strangers: its parts are unpacked within limits, looked at, and handed on to the library in a plain archive of
// our own making. So the library meets no bomb, no foreign part and no cell at the end of the world. Loaded when needed.
import { strFromU8, strToU8, zipSync } from "fflate";
import read_workbook_file from "read-excel-file/universal";
import { list_entries, unpack } from "./archive";
import type { Entry } from "./archive";
import { number_text } from "./numbers";
import { kMaxCells, kMaxColumns, kMaxRows, kMaxSheets, kMaxUnpackedBytes, unreadable } from "./sheets";
import type { Sheet, Sheets } from "./sheets";

const kParts = /^xl\/(?:[^/]+\/)*[^/]+\.(?:xml|rels)$/;
const kWorksheet = /^xl\/worksheets\/[^/]+\.xml$/;
const kLastRow = 1_048_576;  // of any spreadsheet
const kUnused = /^xl\/(?:drawings|charts|media|theme|externalLinks|pivotTables|pivotCache|printerSettings|customXml)\//;

/// Throws Unreadable.
export async function read_xlsx(bytes: Uint8Array): Promise<Sheets> {
  const parts = vetted_parts(list_entries(bytes));
  const archive = zipSync(parts, { level: 0 });  // stored: the library unpacks it without a worker, which the pages forbid
  const buffer = archive.buffer.slice(archive.byteOffset, archive.byteOffset + archive.byteLength) as ArrayBuffer;
  let sheets;
  try {
    sheets = await read_workbook_file(buffer, { trim: false, parseNumber: number_text });
  } catch {
    throw unreadable("damaged");
  }
  return sheets.map(({ sheet, data }): Sheet => ({ name: sheet, rows: data.map((row) => row.map(cell_text)) }));
}

/// Every part that may matter, unpacked, by name.
function vetted_parts(entries: readonly Entry[]): Record<string, Uint8Array> {
  if (!entries.some((entry) => entry.name === "xl/workbook.xml")) {
    throw unreadable(entries.some((entry) => entry.name === "content.xml") ? "not_spreadsheet" : "not_workbook");
  }
  const wanted = entries.filter((entry) => kParts.test(entry.name) && !kUnused.test(entry.name));
  const size = wanted.reduce((sum, entry) => sum + entry.size, 0);
  if (size > kMaxUnpackedBytes) throw unreadable("too_much_inside", { most: kMaxUnpackedBytes / 1024 / 1024 });
  if (wanted.filter((entry) => kWorksheet.test(entry.name)).length > kMaxSheets) throw unreadable("damaged");
  const parts: Record<string, Uint8Array> = Object.create(null);
  let cells = 0;
  for (const entry of wanted) {
    if (entry.name in parts) throw unreadable("damaged");
    let part = unpack(entry);
    const text = strFromU8(part, true);  // bytes as letters: everything looked for is ASCII
    if (text.includes("<!DOCTYPE") || text.includes("<!ENTITY") || part[0] === 0xff || part[0] === 0xfe) throw unreadable("declares");
    if (text.includes("sheetData")) {
      cells += cells_of(text, entry.name);
      if (cells > kMaxCells) throw unreadable("too_many_cells", { most: kMaxCells });
      part = with_error_texts(text, part);
    }
    parts[entry.name] = part;
  }
  return parts;
}

const kTag = /<(?:[^\s<>/:]+:)?(c|row)((?:\s+[^\s=<>"'/]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g;
const kAnyTag = /<(?:[^\s<>/:]+:)?(?:c|row)[\s/>]/g;
const kAddress = /(?:^|[\s:])r\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/// How many cells the sheet spans, rows times columns, as the library lays it out. Nothing is believed but the cells' own
/// addresses; a tag or an address in an unusual spelling is refused rather than guessed at.
function cells_of(text: string, name: string): number {
  let rows = 0;
  let columns = 0;
  let tags = 0;
  for_each_match(kTag, text, ([, tag, attributes, closed]) => {
    tags += 1;
    for_each_match(kAddress, attributes ?? "", ([, double, single]) => {
      const [, letters, digits] = /^([A-Z]{0,3})(\d{1,7})$/.exec(double ?? single ?? "") ?? [];
      if (digits === undefined || (letters === "") !== (tag === "row") || Number(digits) > kLastRow) throw unreadable("damaged");
      if (closed || tag === "row") return;  // formatted, but empty
      rows = Math.max(rows, Number(digits));
      columns = Math.max(columns, column_number(letters ?? ""));
    });
  });
  if (tags !== (text.match(kAnyTag)?.length ?? 0)) throw unreadable("damaged");
  if (rows > kMaxRows || columns > kMaxColumns) {
    throw unreadable("too_many_rows", { sheet: name.replace(/^.*\//, ""), rows: kMaxRows, columns: kMaxColumns });
  }
  return rows * columns;
}

function for_each_match(pattern: RegExp, text: string, use: (found: RegExpExecArray) => void): void {
  const own = new RegExp(pattern.source, "g");
  for (let found = own.exec(text); found; found = own.exec(text)) use(found);
}

function column_number(letters: string): number {
  let number = 0;
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64;
  return number;
}

/// The library reads a cell with an error ("#REF!") as an empty one; a person sees the error. So it becomes a text.
function with_error_texts(text: string, part: Uint8Array): Uint8Array {
  const pattern = /(<(?:[\w.-]+:)?c\s[^>]*?\bt\s*=\s*["'])e(["'])/g;
  return pattern.test(text) ? strToU8(text.replace(pattern, "$1str$2"), true) : part;
}

/// A cell's text as a person would read it: numbers with the 15 digits a spreadsheet keeps, dates as 2026-11-21.
function cell_text(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) return date_text(cell);
  if (typeof cell === "boolean") return cell ? "TRUE" : "FALSE";
  return String(cell);
}

function date_text(date: Date): string {
  if (isNaN(date.getTime())) return "";
  const text = date.toISOString();
  return text.endsWith("T00:00:00.000Z") ? text.slice(0, 10) : text.slice(0, 19);
}
