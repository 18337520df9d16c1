// The sheets `settings` and `candor`: what the form is called, its languages, and the parts of a round that are no
// questions.
import type { RoundFile } from "../../shared/round_file";
import type { Report } from "./finding";
import { from_paths } from "./head_paths";
import { tag_of_head } from "./languages";
import { check_columns, short } from "./survey_columns";
import type { Table } from "./table";

export interface Settings {
  title: string;
  id: string;
  language: string | null;  ///< of columns that name none; null: not said
}

export type RoundHead = Partial<RoundFile>;

/// `known`: the round's own language tags, where the workbook lists them.
export function read_settings(table: Table | null, known: readonly string[], report: Report): Settings {
  if (table === null) return { title: "", id: "", language: null };
  check_columns(table, report);
  const [row, second] = table.rows;
  if (second) report.error(table.sheet, second.row, null, "settings_twice");
  if (!row) return { title: "", id: "", language: null };
  const written = table.cell(row, "default_language");
  const language = written === "" || written.toLowerCase() === "default" ? null : tag_of_head(written, known);
  if (language === null && written !== "" && written.toLowerCase() !== "default") {
    report.error(table.sheet, row.row, table.title("default_language"), "language_unknown", { language: short(written) });
  }
  return { title: table.cell(row, "form_title"), id: table.cell(row, "form_id"), language };
}

/// null where the workbook has no sheet `candor`: a form by another tool.
export function read_head(table: Table | null, report: Report): RoundHead | null {
  if (table === null) return null;
  const at = { path: table.head("key")?.at ?? -1, value: table.head("value")?.at ?? -1, name: table.head("name")?.at ?? -1 };
  const value_at = at.value >= 0 ? at.value : at.name;  // `value` is another word for `name` in the other sheets
  const rows = table.rows.map(({ cells }) => ({ path: (cells[at.path] ?? "").trim(), value: cells[value_at] ?? "" }));
  const head = from_paths(rows, (index, kind, values) => {
    const row = table.rows[index]?.row ?? 0;
    const short_values: Record<string, string | number> = {};
    for (const key of Object.keys(values)) short_values[key] = typeof values[key] === "string" ? short(String(values[key])) : values[key] ?? "";
    report.error(table.sheet, row, null, kind, short_values);
  });
  for (const key of ["candor_round", "title", "languages", "categories", "access"]) {
    if (!(key in head)) report.error(table.sheet, 0, null, "path_missing", { path: `/${key}` });
  }
  return head as RoundHead;
}
