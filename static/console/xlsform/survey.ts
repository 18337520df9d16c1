// The sheet `survey` → sections: a group is a section, what stands in no group becomes one.
import type { Item, Section } from "../../shared/round_file";
import type { List } from "./choices";
import type { Report } from "./finding";
import { is_free_id, is_name, is_plain_id } from "./ids";
import { read_show_if } from "./show_if";
import { check_columns, short } from "./survey_columns";
import { read_item } from "./survey_item";
import type { Row, Table } from "./table";
import { parse_type } from "./types";
import type { PlainKind, SelectKind } from "./types";
import { check_texts } from "./values";

export interface Asked {
  item: Item;
  name: string;             ///< XLSForm's
  row: Row;
  list: List | null;
}

export interface Group {
  section: Omit<Section, "items">;
  row: number;
  loose: boolean;           ///< made for questions in no group
  asked: Asked[];
}

const kMostSections = 100;
const kMostItems = 500;
const kLongestKind = 64;
const kAbouts = ["team", "member", "none"] as const;

/// Reads row by row, and says everything that is wrong.
export class SurveyReader {
  readonly groups: Group[] = [];
  private open: Group | null = null;
  private depth = 0;
  private readonly names = new Set<string>();

  constructor(private readonly table: Table, private readonly lists: ReadonlyMap<string, List>, private readonly report: Report) {}

  read(): readonly Group[] {
    check_columns(this.table, this.report);
    for (const row of this.table.rows) this.read_row(row, this.table.cell(row, "type"));
    if (this.depth > 0 && this.open) this.report.error(this.table.sheet, this.open.row, this.table.title("type"), "group_open");
    for (const group of this.groups) read_show_if(this.table, group, this.report);
    return this.groups;
  }

  private error(row: Row, base: string, kind: Parameters<Report["error"]>[3], values = {}): void {
    this.report.error(this.table.sheet, row.row, this.table.title(base), kind, values);
  }

  private read_row(row: Row, type_cell: string): void {
    if (type_cell === "") return this.error(row, "type", "type_missing");
    const type = parse_type(type_cell);
    switch (type.kind) {
      case "refused": return this.error(row, "type", type.reason, { type: short(type_cell) });
      case "begin_group": return this.begin_group(row);
      case "end_group": return this.end_group(row);
      default: return this.add_item(row, type as { kind: SelectKind | PlainKind; list?: string });
    }
  }

  private begin_group(row: Row): void {
    this.depth += 1;
    if (this.depth > 1) return this.error(row, "type", "group_nested");
    if (this.groups.length === kMostSections) this.error(row, "type", "too_many_sections", { most: kMostSections });
    const name = this.take_name(row);
    const id = this.id_of(row, name, "s");
    if (this.groups.some((group) => group.section.id === id)) this.error(row, "name", "section_twice", { id });
    if (this.table.cell(row, "relevant") !== "") this.error(row, "relevant", "group_relevant");
    for (const base of ["required", "constraint", "hint", "candor_type", "candor_weight", "candor_decimals", "candor_min", "candor_max"]) {
      const found = base === "hint" ? Object.keys(this.table.text(row, "hint")).length > 0 : this.table.cell(row, base) !== "";
      if (found && !/^(no|false|false\(\))$/i.test(this.table.cell(row, base))) this.error(row, base, "group_column", { column: this.table.title(base) });
    }
    check_texts(this.report, this.table, row, "label");
    this.open = { section: { id, ...this.about(row), title: this.table.text(row, "label") }, row: row.row, loose: false, asked: [] };
    this.groups.push(this.open);
  }

  private about(row: Row): Pick<Section, "about" | "of"> {
    const about = this.table.cell(row, "candor_about") || "team";
    const of = this.table.cell(row, "candor_of");
    const known = kAbouts.find((candidate) => candidate === about);
    if (!known) this.error(row, "candor_about", "about_wrong", { found: short(about) });
    if (of !== "" && known !== "member") this.error(row, "candor_of", "of_idle");
    if ([...of].length > kLongestKind) this.error(row, "candor_of", "text_too_long", { most: kLongestKind });
    return { about: known ?? "team", ...(of !== "" && { of }) };
  }

  private end_group(row: Row): void {
    if (this.depth === 0) return this.error(row, "type", "group_stray");
    this.depth -= 1;
    if (this.depth === 0) this.open = null;
    return undefined;
  }

  private add_item(row: Row, type: { kind: SelectKind | PlainKind; list?: string }): void {
    const name = this.take_name(row);
    check_texts(this.report, this.table, row, "label");
    check_texts(this.report, this.table, row, "hint");
    if (this.table.cell(row, "candor_type") === "section_hint") return this.take_section_hint(row, type.kind);
    const group = this.open ?? this.loose_group(row);
    if (group.asked.length === kMostItems) this.error(row, "type", "too_many_items", { most: kMostItems });
    const list_name = type.list ?? "";
    const list = this.lists.get(list_name) ?? null;
    const item = read_item({ table: this.table, row, kind: type.kind, list, list_name, report: this.report }, this.id_of(row, name, "q"));
    if (Object.keys(item.label).length === 0 && !this.table.has("candor_id")) this.error(row, "label", "label_missing");
    group.asked.push({ item, name, row, list });
  }

  /// Sections have hints, groups have none: it stands as a note at their head.
  private take_section_hint(row: Row, kind: string): void {
    if (kind !== "note" || !this.open || this.open.asked.length > 0 || this.open.section.hint) return this.error(row, "candor_type", "section_hint_wrong");
    this.open.section.hint = this.table.text(row, "label");
    return undefined;
  }

  private loose_group(row: Row): Group {
    const last = this.groups[this.groups.length - 1];
    if (last?.loose) return last;
    const taken = new Set(this.groups.map((group) => group.section.id));
    let number = this.groups.length + 1;
    while (taken.has(`s${number}`)) number += 1;
    const group: Group = { section: { id: `s${number}`, about: "team", title: {} }, row: row.row, loose: true, asked: [] };
    this.report.note(this.table.sheet, row.row, null, "loose_items");
    this.groups.push(group);
    return group;
  }

  /// Names stand once in the whole form: `${x}` would mean two questions otherwise.
  private take_name(row: Row): string {
    const name = this.table.cell(row, "name");
    if (name === "") this.error(row, "name", "name_missing");
    else if (!is_name(name) && !is_plain_id(name)) this.error(row, "name", "name_wrong", { name: short(name) });
    else if (this.names.has(name)) this.error(row, "name", "name_twice", { name });
    this.names.add(name);
    return name;
  }

  private id_of(row: Row, name: string, letter: "q" | "s"): string {
    const own = this.table.cell(row, "candor_id");
    const is_good = letter === "s" ? is_plain_id : is_free_id;
    if (own !== "") {
      if (!is_good(own)) this.error(row, "candor_id", "id_wrong", { id: short(own) });
      return own;
    }
    if (is_good(name)) return name;
    if (name === "" || !is_name(name)) return `${letter}${row.row}`;
    let id = `${letter}${row.row}`;
    const used = new Set(this.table.rows.map((other) => this.table.cell(other, "name")));
    while (used.has(id)) id += "_";
    this.report.note(this.table.sheet, row.row, this.table.title("name"), "item_renamed", { from: short(name), to: id });
    return id;
  }
}
