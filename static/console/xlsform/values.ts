// Single cells that mean something: yes or no, texts within their limits.
import type { Report } from "./finding";
import type { Row, Table } from "./table";

const kYes = ["yes", "true", "true()", "1", "是"];
const kNo = ["no", "false", "false()", "0", "否"];
const kLongestLabel = 2000;

/// undefined for an empty cell, and for one that is neither (which is said).
export function read_yes(report: Report, table: Table, row: Row, base: string): boolean | undefined {
  const text = table.cell(row, base);
  if (text === "") return undefined;
  if (kYes.includes(text.toLowerCase())) return true;
  if (kNo.includes(text.toLowerCase())) return false;
  report.error(table.sheet, row.row, table.title(base), "yes_or_no", { found: text });
  return undefined;
}

export function has_control(text: string): boolean {
  return /[\0-\x08\x0B\x0C\x0E-\x1F\x7F]/.test(text);
}

/// Length and control characters, as the server will check them.
export function check_texts(report: Report, table: Table, row: Row, base: string): void {
  for (const head of table.heads.filter((candidate) => candidate.base === base)) {
    const words = row.cells[head.at] ?? "";
    if (has_control(words)) report.error(table.sheet, row.row, head.title, "text_control");
    if (words.length > kLongestLabel && [...words].length > kLongestLabel) {
      report.error(table.sheet, row.row, head.title, "text_too_long", { most: kLongestLabel });
    }
  }
}
