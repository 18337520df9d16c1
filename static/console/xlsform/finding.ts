// What stands in the way of an import, and what is said beside one: by sheet, row and column, as codes with values. The
// words are in shared/strings/staff-exchange-*.ts.
import type { Findings as FindingWords } from "../../shared/strings/staff-exchange-en";

export type FindingKind = keyof FindingWords;

export interface Finding {
  sheet: string;
  row: number;              ///< as spreadsheets count: the head is row 1; 0: the sheet as a whole
  column?: string;          ///< its head as written
  kind: FindingKind;
  values: Readonly<Record<string, string | number>>;
}

/// Gathers everything that is wrong (`errors`: nothing is imported then) or worth knowing (`notes`).
export class Report {
  readonly errors: Finding[] = [];
  readonly notes: Finding[] = [];

  error(sheet: string, row: number, column: string | null, kind: FindingKind, values: Finding["values"] = {}): void {
    this.errors.push({ sheet, row, ...(column !== null && { column }), kind, values });
  }
  note(sheet: string, row: number, column: string | null, kind: FindingKind, values: Finding["values"] = {}): void {
    this.notes.push({ sheet, row, ...(column !== null && { column }), kind, values });
  }
}

const kOrder = ["settings", "candor", "survey", "choices"];

/// By sheet, then by row, each once.
export function sorted(findings: readonly Finding[]): Finding[] {
  const rank = (finding: Finding) => (kOrder.indexOf(finding.sheet) + 1 || kOrder.length + 1);
  return [...findings].sort((one, other) => rank(one) - rank(other) || one.sheet.localeCompare(other.sheet) || one.row - other.row);
}
