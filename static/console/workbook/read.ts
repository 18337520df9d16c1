// Workbooks in the browser: a file somebody chose → its sheets, or why not. The library for .xlsx is loaded with the
// first workbook. Knows nothing of what the sheets mean.
import { decode_text, parse_csv } from "./csv";
import { Unreadable, kMaxFileBytes, unreadable } from "./sheets";
import type { ReadResult, Sheets } from "./sheets";

export type { ProblemKind, ReadResult, Sheet, Sheets, WorkbookProblem } from "./sheets";

/// Reads .xlsx and CSV, whatever the name says: the first bytes decide. A CSV is one sheet, named as the file without its
/// ending ("CSV" for bytes). Cells are texts: numbers without needless digits, dates as 2026-11-21, formulas by their value.
export async function read_workbook(file: Blob | Uint8Array): Promise<ReadResult> {
  const size = file instanceof Uint8Array ? file.length : file.size;
  try {
    if (size > kMaxFileBytes) throw unreadable("too_large", { most: kMaxFileBytes / 1024 / 1024 });
    if (size === 0) throw unreadable("empty");
    const bytes = file instanceof Uint8Array ? file : new Uint8Array(await file.arrayBuffer());
    return { sheets: await read_sheets(bytes, name_of(file)) };
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.problem };
    return { problem: { kind: "damaged", values: {} } };
  }
}

function name_of(file: Blob | Uint8Array): string {
  const name = "name" in file && typeof file.name === "string" ? file.name : "";
  return name.replace(/\.[^.]*$/, "") || "CSV";
}

const starts_with = (bytes: Uint8Array, ...start: number[]) => start.every((byte, at) => bytes[at] === byte);

async function read_sheets(bytes: Uint8Array, name: string): Promise<Sheets> {
  if (starts_with(bytes, 0x50, 0x4b)) return (await import("./xlsx")).read_xlsx(bytes);
  if (starts_with(bytes, 0xd0, 0xcf, 0x11, 0xe0)) throw unreadable("old_workbook");  // .xls, or .xlsx with a password
  const text = decode_text(bytes);
  if (text.includes("\0") || starts_with(bytes, 0x25, 0x50, 0x44, 0x46)) throw unreadable("not_workbook");
  return [{ name, rows: parse_csv(text) }];
}
