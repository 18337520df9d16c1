// Tables as people read them in a spreadsheet: text by rows, whatever the file was. Knows no file format.
import type { Problems } from "../../shared/strings/staff-exchange-en";

export interface Sheet {
  name: string;
  /// rows[0] is row 1 of the sheet, empty ones included; rows may differ in length.
  rows: readonly (readonly string[])[];
}

export type Sheets = readonly Sheet[];

export type ProblemKind = keyof Problems;

/// Why a file cannot be read as a workbook. `values`: what the words name.
export interface WorkbookProblem {
  kind: ProblemKind;
  values: Readonly<Record<string, string | number>>;
}

export type ReadResult = { sheets: Sheets; problem?: undefined } | { problem: WorkbookProblem; sheets?: undefined };

export const kMaxFileBytes = 20 * 1024 * 1024;
export const kMaxUnpackedBytes = 100 * 1024 * 1024;  // of all parts that are read; fills about three times that in memory
export const kMaxRows = 250_000;                     // in a sheet
export const kMaxColumns = 2_000;
export const kMaxCells = 3_000_000;                  // rows times columns, all sheets together
export const kMaxSheets = 100;

export class Unreadable extends Error {
  constructor(readonly problem: WorkbookProblem) {
    super(problem.kind);
  }
}

export function unreadable(kind: ProblemKind, values: WorkbookProblem["values"] = {}): Unreadable {
  return new Unreadable({ kind, values });
}
