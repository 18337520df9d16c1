// Which columns of `survey` and `choices` are understood, which may be passed over, and why others are refused.
import type { FindingKind, Report } from "./finding";
import type { Head, Row, Table } from "./table";
import { is_blank } from "./table";

const kUnderstood: Readonly<Record<string, readonly string[]>> = {
  survey: ["type", "name", "label", "hint", "required", "relevant", "constraint", "candor_type", "candor_id", "candor_weight", "candor_about",
    "candor_of", "candor_decimals", "candor_min", "candor_max"],
  choices: ["list_name", "name", "label", "candor_scale", "candor_value", "candor_scored", "candor_favourable"],
  settings: ["form_title", "form_id", "default_language"],
};
/// How a question looks, or what is said when an answer is refused: Candor has its own way, the question stays the same.
const kLooks = ["appearance", "constraint_message", "required_message"];
/// Left by form builders; says nothing to anybody.
const kSilent = /^(\$.*|kuid|version|style|_.*|sms_.*|instance::.*)$/;
const kRefused: Readonly<Record<string, FindingKind>> = {
  default: "column_default", calculation: "column_calculates", choice_filter: "column_filter", parameters: "column_parameters",
  "media::image": "column_media", "media::audio": "column_media", "media::video": "column_media", "media::big-image": "column_media",
  guidance_hint: "column_guidance", repeat_count: "column_repeats", trigger: "column_calculates",
};
const kKnownLooks = /^(likert|minimal|compact(-\d+)?|quick(compact(-\d+)?)?|horizontal(-compact)?|vertical|columns(-\d+|-pack|-flex)?|no-buttons|multiline|numbers|thousands-sep|bearing|field-list|table-list|label|list-nolabel|list|autocomplete|search|w\d+|pages|page|theme-grid|distress|vas|rating|spinner|counter)$/;

/// Says what stands in columns that mean nothing here.
export function check_columns(table: Table, report: Report): void {
  for (const head of table.heads) {
    const filled = table.rows.filter(({ cells }) => !is_blank(cells[head.at]));
    if (filled.length > 0 && !(kUnderstood[table.sheet] ?? []).includes(head.base)) check_column(table, head, filled, report);
  }
  note_headless(table, report);
}

function check_column(table: Table, head: Head, filled: readonly Row[], report: Report): void {
  const first = filled[0]?.row ?? 0;
  const refused = kRefused[head.base];
  if (head.base === "appearance") {
    check_looks(table, head, filled, report);
  } else if (kLooks.includes(head.base)) {
    report.note(table.sheet, first, head.title, "looks_left", { column: head.title, n: filled.length });
  } else if (head.base === "readonly") {
    for (const row of filled) {
      if (!/^(no|false|false\(\)|0)$/i.test((row.cells[head.at] ?? "").trim())) report.error(table.sheet, row.row, head.title, "column_readonly");
    }
  } else if (refused) {
    for (const row of filled) report.error(table.sheet, row.row, head.title, refused, { found: short(row.cells[head.at] ?? "") });
  } else if (!kSilent.test(head.base)) {
    if (table.sheet === "choices") report.note(table.sheet, first, head.title, "choice_column_left", { column: head.title });
    else report.error(table.sheet, first, head.title, "column_unknown", { column: head.title, n: filled.length });
  }
}

function check_looks(table: Table, head: Head, filled: readonly Row[], report: Report): void {
  let plain = 0;
  for (const row of filled) {
    const words = (row.cells[head.at] ?? "").trim().split(/\s+/);
    const odd = words.find((word) => !kKnownLooks.test(word.toLowerCase()));
    if (odd !== undefined) report.error(table.sheet, row.row, head.title, "appearance_acts", { found: short(odd) });
    else if (words.join(" ") !== "likert") plain += 1;  // what Candor itself writes
  }
  if (plain > 0) report.note(table.sheet, filled[0]?.row ?? 0, head.title, "looks_left", { column: head.title, n: plain });
}

function note_headless(table: Table, report: Report): void {
  const named = new Set(table.heads.map(({ at }) => at));
  const row = table.rows.find(({ cells }) => cells.some((cell, at) => !named.has(at) && !is_blank(cell)));
  if (row) report.note(table.sheet, row.row, null, "headless_left");
}

/// For messages: never more than a line.
export function short(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return [...line].length > 60 ? `${[...line].slice(0, 59).join("")}…` : line;
}
