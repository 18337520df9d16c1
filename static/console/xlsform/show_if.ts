// What shows an item: relevant → show_if, on an earlier question of the same group.
import type { Item } from "../../shared/round_file";
import { parse_relevant } from "./expressions";
import type { FindingKind, Report } from "./finding";
import type { Asked, Group } from "./survey";
import { short } from "./survey_columns";
import type { Table } from "./table";

/// Sets `show_if` of the group's items, and says which conditions mean nothing here.
export function read_show_if(table: Table, group: Group, report: Report): void {
  group.asked.forEach((asked, index) => {
    const text = table.cell(asked.row, "relevant");
    if (text === "" || /^(true\(\)|yes|true)$/i.test(text)) return;
    const complain = (kind: FindingKind, values = {}) => report.error(table.sheet, asked.row.row, table.title("relevant"), kind, values);
    const show_if = condition_of(text, group.asked.slice(0, index), asked.item, complain);
    if (show_if) asked.item = { ...asked.item, show_if };
  });
}

function condition_of(text: string, earlier: readonly Asked[], item: Item, complain: (kind: FindingKind, values?: object) => void): Item["show_if"] | null {
  const fail = (kind: FindingKind, values?: object): null => {
    complain(kind, values);
    return null;
  };
  const condition = parse_relevant(text);
  if (condition === null) return fail("relevant_wrong", { found: short(text) });
  if (item.type === "text") return fail("text_relevant");
  const shower = earlier.find((asked) => asked.name === condition.name);
  if (!shower) return fail("relevant_unknown", { name: short(condition.name) });
  const { type, id } = shower.item;
  if (type !== "scale" && type !== "single" && type !== "multiple") return fail("relevant_type", { name: condition.name });
  if (type === "multiple" && condition.uses_equals) return fail("relevant_equals", { name: condition.name, call: `selected(\${${condition.name}}, '${condition.options[0] ?? ""}')` });
  const is: string[] = [];
  for (const name of condition.options) {
    const option = shower.list?.options.find((candidate) => candidate.name === name)?.option.id;
    if (option === undefined) complain("relevant_option", { option: short(name), name: condition.name });
    else if (!is.includes(option)) is.push(option);
  }
  return is.length > 0 ? { item: id, is } : null;
}
