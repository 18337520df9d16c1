// Round file → XLSForm: a form that other tools open, with what they do not know in columns and a sheet of our own
// (candor_…), so that it comes back as it went. Units and members stay here. Pure.
import type { Item, Option, RoundFile, Section } from "../../shared/round_file";
import type { Text } from "../../shared/i18n";
import type { Sheet, Sheets } from "../workbook/sheets";
import { from_xpath, to_xpath } from "./exact";
import { write_constraint, write_relevant } from "./expressions";
import { kHeadParts, to_paths } from "./head_paths";
import { Names } from "./ids";
import { head_of_language } from "./languages";

const kSurveyHeads = ["type", "name"];
const kSurveyTail = ["required", "relevant", "constraint", "appearance", "candor_type", "candor_id", "candor_weight", "candor_about", "candor_of",
  "candor_decimals", "candor_min", "candor_max"];
const kChoicesTail = ["candor_scale", "candor_value", "candor_scored", "candor_favourable"];

type Cells = Record<string, string | undefined>;

export function write_xlsform(round: RoundFile): Sheets {
  const languages = languages_of(round);
  const writer = new Writer(round);
  writer.write();
  const heads = (base: string) => languages.map((tag) => `${base}::${head_of_language(tag, languages)}`);
  const cells = (row: { cells: Cells; label?: Text; hint?: Text }, first: readonly string[], texts: readonly ("label" | "hint")[], tail: readonly string[]) => [
    ...first.map((key) => row.cells[key] ?? ""),
    ...texts.reduce<string[]>((list, base) => list.concat(languages.map((tag) => row[base]?.[tag] ?? "")), []),
    ...tail.map((key) => row.cells[key] ?? ""),
  ];
  return [
    { name: "survey", rows: [[...kSurveyHeads, ...heads("label"), ...heads("hint"), ...kSurveyTail],
      ...writer.survey.map((row) => cells(row, kSurveyHeads, ["label", "hint"], kSurveyTail))] },
    { name: "choices", rows: [["list_name", "name", ...heads("label"), ...kChoicesTail],
      ...writer.choices.map((row) => cells(row, ["list_name", "name"], ["label"], kChoicesTail))] },
    settings_sheet(round, languages),
    candor_sheet(round),
  ];
}

/// Those of the round, and after them those of single texts.
function languages_of(round: RoundFile): string[] {
  const found = [...round.languages];
  const add = (text: Text | undefined) => { for (const tag of Object.keys(text ?? {})) if (!found.includes(tag)) found.push(tag); };
  const add_options = (options: readonly Option[] | undefined) => options?.forEach((option) => add(option.label));
  for (const scale of Object.values(round.scales ?? {})) add_options(scale.options);
  for (const section of round.sections) {
    [section.title, section.hint].forEach(add);
    for (const item of section.items) {
      [item.label, item.hint].forEach(add);
      add_options(item.options);
    }
  }
  return found;
}

function settings_sheet(round: RoundFile, languages: readonly string[]): Sheet {
  const [first = "en"] = languages;
  const title = round.title[first] ?? Object.values(round.title)[0] ?? round.id;
  return { name: "settings", rows: [["form_title", "form_id", "default_language"], [title, round.id, head_of_language(first, languages)]] };
}

function candor_sheet(round: RoundFile): Sheet {
  const rows = kHeadParts.filter((part) => round[part] !== undefined).reduce<string[][]>((list, part) => (
    list.concat(to_paths(round[part], `/${part}`).map(({ path, value }) => [path, value]))), []);
  if (round.scales && Object.keys(round.scales).length === 0) rows.push(["/scales", "{}"]);
  return { name: "candor", rows: [["key", "value"], ...rows] };
}

interface Written {
  cells: Cells;
  label?: Text;
  hint?: Text;
}

class Writer {
  readonly survey: Written[] = [];
  readonly choices: Written[] = [];
  private readonly names = new Names();
  private readonly lists = new Names();
  private readonly list_of_scale = new Map<string, string>();

  constructor(private readonly round: RoundFile) {}

  write(): void {
    const scales = this.round.scales ?? {};
    for (const id of Object.keys(scales)) {
      const list = this.lists.take(id);
      this.list_of_scale.set(id, list);
      for (const option of scales[id]?.options ?? []) this.choices.push({ cells: { list_name: list, name: option.id, ...scale_cells(id, option) }, label: option.label });
    }
    for (const section of this.round.sections) this.write_section(section);
  }

  private write_section(section: Section): void {
    const name = this.names.take(section.id);
    this.survey.push({
      cells: { type: "begin_group", name, candor_id: differs(section.id, name), candor_about: section.about, candor_of: section.of },
      ...(section.title && { label: section.title }),
    });
    if (section.hint) {
      this.survey.push({ cells: { type: "note", name: this.names.take(`${section.id}_hint`), candor_type: "section_hint" }, label: section.hint });
    }
    const names = new Map<string, string>();
    for (const item of section.items) this.write_item(section, item, names);
    this.survey.push({ cells: { type: "end_group" } });
  }

  /// `names`: of the section's items so far, by id.
  private write_item(section: Section, item: Item, names: Map<string, string>): void {
    const name = this.names.take(item.id);
    names.set(item.id, name);
    const shower = section.items.find((other) => other.id === item.show_if?.item);
    const relevant = item.show_if && write_relevant(names.get(item.show_if.item) ?? item.show_if.item, item.show_if.is, shower?.type === "multiple");
    this.survey.push({
      cells: { name, candor_id: differs(item.id, name), required: yes_no(item.required), relevant, ...this.type_cells(item, name) },
      label: item.label, ...(item.hint && { hint: item.hint }),
    });
  }

  private type_cells(item: Item, name: string): Cells {
    switch (item.type) {
      case "scale": return {
        type: `select_one ${this.list_of_scale.get(item.scale ?? "") ?? item.scale ?? ""}`, appearance: "likert", candor_type: "scale", candor_weight: digits(item.weight),
      };
      case "single": return { type: `select_one ${this.own_list(item, name)}` };
      case "multiple": return { type: `select_multiple ${this.own_list(item, name)}`, constraint: write_constraint("count", digits(item.min), digits(item.max)) };
      case "rank": return { type: `rank ${this.own_list(item, name)}` };
      case "number": return number_cells(item);
      case "nps": return { type: "integer", constraint: write_constraint("value", "0", "10"), candor_type: "nps" };
      case "text": return { type: "text", constraint: write_constraint("length", undefined, digits(item.max_length)) };
      case "info": return { type: "note" };
    }
  }

  private own_list(item: Item, name: string): string {
    const list = this.lists.take(name);
    for (const option of item.options ?? []) this.choices.push({ cells: { list_name: list, name: option.id }, label: option.label });
    return list;
  }
}

/// Bounds that a constraint would not give back as they were written ("20%") stand in columns of their own.
function number_cells(item: Item): Cells {
  const min = digits(item.min);
  const max = digits(item.max);
  const kept = (bound: string | undefined) => (bound !== undefined && from_xpath(to_xpath(bound)) !== bound ? bound : undefined);
  return {
    type: item.decimals ? "decimal" : "integer", constraint: write_constraint("value", min, max), candor_decimals: digits(item.decimals),
    candor_min: kept(min), candor_max: kept(max),
  };
}

function scale_cells(scale: string, option: Option): Cells {
  return { candor_scale: scale, candor_value: digits(option.value), candor_scored: yes_no(option.scored), candor_favourable: yes_no(option.favourable) };
}

const differs = (id: string, name: string) => (id === name ? undefined : id);
const yes_no = (value: boolean | undefined) => (value === undefined ? undefined : value ? "yes" : "no");
const digits = (value: string | number | undefined) => (value === undefined ? undefined : String(value));
