// The sheet `choices`: lists of options. A list whose rows name a scale (candor_scale) is one.
import type { Option } from "../../shared/round_file";
import { is_exact } from "./exact";
import type { Report } from "./finding";
import { is_free_id, is_plain_id } from "./ids";
import { check_columns } from "./survey_columns";
import { Table, is_blank } from "./table";
import type { Row } from "./table";
import { check_texts, read_yes } from "./values";

export interface List {
  row: number;                                   ///< where it begins
  scale: string;                                 ///< id; "" for what is none
  options: { name: string; option: Option }[];   ///< by XLSForm's name
}

const kMostOptions = 250;

/// By list_name, in the order of the sheet.
export function read_choices(table: Table, report: Report): Map<string, List> {
  const lists = new Map<string, List>();
  check_columns(table, report);
  for (const row of table.rows) {
    const name = table.cell(row, "list_name");
    if (name === "") {
      report.error(table.sheet, row.row, table.title("list_name"), "list_name_missing");
      continue;
    }
    const list = lists.get(name) ?? { row: row.row, scale: table.cell(row, "candor_scale"), options: [] };
    lists.set(name, list);
    check_scale(table, row, list, report);
    add_option(table, row, name, list, report);
    if (list.options.length === kMostOptions + 1) report.error(table.sheet, row.row, null, "too_many_options", { list: name, most: kMostOptions });
  }
  return lists;
}

function check_scale(table: Table, row: Row, list: List, report: Report): void {
  const scale = table.cell(row, "candor_scale");
  if (scale !== list.scale) report.error(table.sheet, row.row, table.title("candor_scale"), "scale_differs", { found: scale, expected: list.scale });
  else if (scale !== "" && !is_plain_id(scale)) report.error(table.sheet, row.row, table.title("candor_scale"), "id_wrong", { id: scale });
}

function add_option(table: Table, row: Row, list_name: string, list: List, report: Report): void {
  const name = table.cell(row, "name");
  const at = (kind: "option_name_missing" | "option_twice", values = {}) => report.error(table.sheet, row.row, table.title("name"), kind, values);
  if (name === "") return at("option_name_missing");
  if (list.options.some((other) => other.name === name)) return at("option_twice", { option: name, list: list_name });
  let id = name;
  if (!is_free_id(name)) {
    const taken = new Set(list.options.map(({ option }) => option.id));
    id = `o${list.options.length + 1}`;
    while (taken.has(id)) id += "_";
    report.note(table.sheet, row.row, table.title("name"), "option_renamed", { from: name, to: id });
  }
  const label = table.text(row, "label");
  if (Object.keys(label).length === 0 && !table.has("candor_scale")) report.error(table.sheet, row.row, "label", "label_missing");
  check_texts(report, table, row, "label");
  list.options.push({ name, option: { id, label, ...scale_part(table, row, list, report) } });
  return undefined;
}

/// What only options of scales have.
function scale_part(table: Table, row: Row, list: List, report: Report): Partial<Option> {
  const value = table.cell(row, "candor_value");
  const scored = read_yes(report, table, row, "candor_scored");
  const favourable = read_yes(report, table, row, "candor_favourable");
  if (list.scale === "") {
    if (value || scored !== undefined || favourable !== undefined) report.error(table.sheet, row.row, table.title("candor_value"), "value_without_scale");
    return {};
  }
  const column = table.title("candor_value");
  if (value !== "" && !is_exact(value)) report.error(table.sheet, row.row, column, "number_wrong", { found: value });
  if (scored === false && (value !== "" || favourable === true)) report.error(table.sheet, row.row, column, "unscored_with_value");
  if (scored !== false && is_blank(value)) report.error(table.sheet, row.row, column, "value_missing");
  return { ...(scored !== undefined && { scored }), ...(value !== "" && { value }), ...(favourable !== undefined && { favourable }) };
}
