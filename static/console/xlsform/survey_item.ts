// One row of `survey` → one item. What shows it (relevant) is read later, when all items of its section are known.
import type { Item, Option } from "../../shared/round_file";
import type { List } from "./choices";
import { is_exact } from "./exact";
import { parse_constraint } from "./expressions";
import type { Subject } from "./expressions";
import type { FindingKind, Report } from "./finding";
import { short } from "./survey_columns";
import type { Row, Table } from "./table";
import type { PlainKind, SelectKind } from "./types";
import { read_yes } from "./values";

export interface ItemRow {
  table: Table;
  row: Row;
  kind: SelectKind | PlainKind;
  list: List | null;        ///< of selects and ranks
  list_name: string;
  report: Report;
}

const kLongestText = 10_000;
const kMostDecimals = 6;
const kUsualDecimals = 2;

const complain = (at: ItemRow, base: string, kind: FindingKind, values = {}) => (
  at.report.error(at.table.sheet, at.row.row, at.table.title(base), kind, values));

/// `id`: as the round file will have it. Says everything that is wrong with the row.
export function read_item(at: ItemRow, id: string): Item {
  const { table, row } = at;
  const candor_type = table.cell(row, "candor_type");
  const label = table.text(row, "label");
  const hint = table.text(row, "hint");
  const head = { id, label, ...(Object.keys(hint).length > 0 && { hint }) };
  if (candor_type !== "" && !fits(candor_type, at)) complain(at, "candor_type", "candor_type_wrong", { found: candor_type });
  check_candor_columns(at, candor_type);
  switch (at.kind) {
    case "note": return { ...head, type: "info", ...nothing_asked(at) };
    case "text": return { ...head, type: "text", ...text_part(at) };
    case "integer": return candor_type === "nps" ? { ...head, type: "nps", ...nps_part(at) } : { ...head, type: "number", ...number_part(at) };
    case "decimal": return { ...head, type: "number", ...number_part(at) };
    case "select_one": return candor_type === "scale" ? { ...head, type: "scale", ...scale_part(at) } : { ...head, type: "single", ...options_part(at, 2) };
    case "select_multiple": return { ...head, type: "multiple", ...options_part(at, 1), ...choices_part(at) };
    case "rank": return { ...head, type: "rank", ...options_part(at, 2) };
  }
}

function fits(candor_type: string, at: ItemRow): boolean {
  return (candor_type === "scale" && at.kind === "select_one") || (candor_type === "nps" && at.kind === "integer");
}

/// Candor's own columns belong to some types only.
function check_candor_columns(at: ItemRow, candor_type: string): void {
  const foreign = ["candor_about", "candor_of"];
  if (!(candor_type === "scale")) foreign.push("candor_weight");
  if (at.kind !== "decimal" && at.kind !== "integer" || candor_type === "nps") foreign.push("candor_decimals", "candor_min", "candor_max");
  for (const base of foreign) {
    const found = at.table.cell(at.row, base);
    if (found !== "") complain(at, base, "candor_column_idle", { column: base, found: short(found) });
  }
}

function required_part(at: ItemRow): { required?: boolean } {
  const required = read_yes(at.report, at.table, at.row, "required");
  return required === undefined ? {} : { required };
}

function nothing_asked(at: ItemRow): object {
  if (read_yes(at.report, at.table, at.row, "required") === true) complain(at, "required", "note_required");
  return no_constraint(at);
}

function no_constraint(at: ItemRow): object {
  const found = at.table.cell(at.row, "constraint");
  if (found !== "") complain(at, "constraint", "constraint_idle", { found: short(found) });
  return {};
}

function text_part(at: ItemRow): Partial<Item> {
  const required = read_yes(at.report, at.table, at.row, "required");
  if (required === true) at.report.note(at.table.sheet, at.row.row, at.table.title("required"), "text_required");
  const { min, max } = bounds(at, "length");
  if (min !== undefined && min !== "0") complain(at, "constraint", "text_min", { found: short(at.table.cell(at.row, "constraint")) });
  const whole = max !== undefined ? whole_number(at, "constraint", max, 1, kLongestText) : undefined;
  return { ...(required === false && { required }), ...(whole !== undefined && { max_length: whole }) };
}

function nps_part(at: ItemRow): Partial<Item> {
  const { min = "0", max = "10" } = bounds(at, "value");
  if (min !== "0" || max !== "10") complain(at, "constraint", "nps_bounds", { found: short(at.table.cell(at.row, "constraint")) });
  return required_part(at);
}

function number_part(at: ItemRow): Partial<Item> {
  const own = (base: string) => at.table.cell(at.row, base);
  const written = bounds(at, "value");
  const min = own("candor_min") || written.min;
  const max = own("candor_max") || written.max;
  for (const base of ["candor_min", "candor_max"]) {
    if (own(base) !== "" && !is_exact(own(base))) complain(at, base, "number_wrong", { found: own(base) });
  }
  let decimals = own("candor_decimals") === "" ? undefined : whole_number(at, "candor_decimals", own("candor_decimals"), 0, kMostDecimals);
  if (own("candor_decimals") === "" && at.kind === "decimal") {
    decimals = kUsualDecimals;
    at.report.note(at.table.sheet, at.row.row, at.table.title("type"), "decimals_guessed", { n: kUsualDecimals });
  }
  return { ...required_part(at), ...(min !== undefined && { min }), ...(max !== undefined && { max }), ...(decimals !== undefined && { decimals }) };
}

function whole_number(at: ItemRow, base: string, text: string, low: number, high: number): number | undefined {
  if (/^\d{1,9}$/.test(text) && Number(text) >= low && Number(text) <= high) return Number(text);
  complain(at, base, "whole_wrong", { found: short(text), low, high });
  return undefined;
}

function bounds(at: ItemRow, subject: Subject): { min?: string; max?: string } {
  const text = at.table.cell(at.row, "constraint");
  if (text === "") return {};
  const found = parse_constraint(text, subject, subject !== "value" || at.kind === "integer");
  if (found === null) complain(at, "constraint", "constraint_wrong", { found: short(text) });
  return found ?? {};
}

function scale_part(at: ItemRow): Partial<Item> {
  const weight = at.table.cell(at.row, "candor_weight");
  if (weight !== "" && (!is_exact(weight) || weight.startsWith("-"))) complain(at, "candor_weight", "number_wrong", { found: weight });
  if (at.list === null) complain(at, "type", "list_missing", { list: at.list_name });
  else if (at.list.scale === "") complain(at, "candor_type", "list_no_scale", { list: at.list_name });
  no_constraint(at);
  return { ...required_part(at), scale: at.list?.scale ?? "", ...(weight !== "" && { weight }) };
}

function options_part(at: ItemRow, fewest: number): { options: readonly Option[] } & Partial<Item> {
  if (at.list === null) complain(at, "type", "list_missing", { list: at.list_name });
  else if (at.list.options.length < fewest) complain(at, "type", "options_few", { list: at.list_name, least: fewest });
  if (at.kind !== "select_multiple") no_constraint(at);
  const options = at.list?.options.map(({ option: { id, label } }) => ({ id, label })) ?? [];
  return { ...required_part(at), options };
}

function choices_part(at: ItemRow): Partial<Item> {
  const { min, max } = bounds(at, "count");
  const most = at.list?.options.length ?? 0;
  const low = min === undefined ? undefined : whole_number(at, "constraint", min, 0, most);
  const high = max === undefined ? undefined : whole_number(at, "constraint", max, 1, most);
  if (low !== undefined && high !== undefined && low > high) complain(at, "constraint", "bounds_crossed");
  return { ...(low !== undefined && { min: low }), ...(high !== undefined && { max: high }) };
}
