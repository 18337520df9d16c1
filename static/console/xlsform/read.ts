// XLSForm → round file, for the subset that maps (docs/xlsform.md): all or nothing, and everything that stands in the way
// is said at once. Pure; knows no file format of workbooks, and leaves the rules of a round to the server's check.
import type { Item, RoundFile, Section } from "../../shared/round_file";
import type { Sheet, Sheets } from "../workbook/sheets";
import { read_choices } from "./choices";
import type { List } from "./choices";
import { Report, sorted } from "./finding";
import type { Finding } from "./finding";
import { is_free_id } from "./ids";
import { keep_from_current } from "./keep";
import { read_head, read_settings } from "./settings";
import type { RoundHead, Settings } from "./settings";
import { SurveyReader } from "./survey";
import type { Group } from "./survey";
import { Table } from "./table";

export type Imported =
  | { file: RoundFile; notes: readonly Finding[]; findings?: undefined }
  | { findings: readonly Finding[]; file?: undefined };

const kSheets = ["survey", "choices", "settings", "candor"];
const kRefusedSheets = ["external_choices", "entities", "osm", "cascades"];
const kSilentSheets = /^_|^(readme|notes?)$/;
const kMostScales = 200;

/// `current`: the draft that is replaced; its id, units and members stay, and, under a form by another tool, all that such
/// a form does not say (categories, rules, introduction).
export function read_xlsform(sheets: Sheets, current?: RoundFile): Imported {
  const report = new Report();
  const tables = find_tables(sheets, report);
  const survey = tables.get("survey");
  if (!survey) return { findings: sorted(report.errors) };
  const head = read_head(tables.get("candor") ?? null, report);
  const known = Array.isArray(head?.languages) ? [...head.languages] : [];
  const settings = read_settings(tables.get("settings") ?? null, known, report);
  const choices = tables.get("choices") ?? null;
  const languages = find_languages([survey, ...(choices ? [choices] : [])], known, settings, report);
  const lists = choices ? read_choices(choices, report) : new Map<string, List>();
  const groups = new SurveyReader(survey, lists, report).read();
  if (groups.length === 0 && report.errors.length === 0 && head === null) report.error("survey", 0, null, "nothing_asked");
  check_item_ids(groups, current, report);
  check_scales(lists, groups, report);
  if (report.errors.length > 0) return { findings: sorted(report.errors) };
  const file = assemble({ head, settings, languages, lists, groups }, current, report);
  return { file, notes: sorted(report.notes) };
}

function find_tables(sheets: Sheets, report: Report): Map<string, Table> {
  const tables = new Map<string, Table>();
  for (const sheet of sheets) {
    const name = sheet.name.trim().toLowerCase();
    if (kSheets.includes(name) && tables.has(name)) report.error(name, 0, null, "sheet_twice", { sheet: name });
    else if (kSheets.includes(name)) tables.set(name, new Table(sheet, report));
    else if (kRefusedSheets.includes(name) && sheet.rows.length > 1) report.error(sheet.name, 0, null, "sheet_refused", { sheet: sheet.name });
    else if (!kSilentSheets.test(name)) report.note(sheet.name, 0, null, "sheet_left", { sheet: sheet.name });
  }
  const survey = tables.get("survey");
  if (!survey) report.error("survey", 0, null, "survey_missing", { sheets: names_of(sheets) });
  for (const base of survey ? ["type", "name"] : []) {
    if (survey && !survey.has(base)) report.error("survey", survey.head_row, null, "column_missing", { column: base });
  }
  const choices = tables.get("choices");
  for (const base of choices && choices.rows.length > 0 ? ["list_name", "name"] : []) {
    if (choices && !choices.has(base)) report.error("choices", choices.head_row, null, "column_missing", { column: base });
  }
  return tables;
}

function names_of(sheets: Sheets): string {
  return sheets.slice(0, 10).map((sheet: Sheet) => sheet.name).join(", ");
}

/// All languages of the form, the default one first.
function find_languages(tables: readonly Table[], known: readonly string[], settings: Settings, report: Report): string[] {
  const found = settings.language !== null ? [settings.language] : [];
  for (const table of tables) {
    for (const tag of table.find_languages(known, settings.language, report)) if (!found.includes(tag)) found.push(tag);
  }
  return found;
}

/// Nobody is asked one id twice, as the server has it; ids of units' own items are not given away either.
function check_item_ids(groups: readonly Group[], current: RoundFile | undefined, report: Report): void {
  const own = new Set((current?.units ?? []).reduce<string[]>((ids, unit) => ids.concat((unit.items ?? []).map((item: Item) => item.id)), []));
  const users = new Map<string, Group[]>();
  for (const group of groups) {
    for (const { item, row } of group.asked) {
      const others = users.get(item.id) ?? [];
      if (others.some((other) => same_ratee(other.section, group.section))) report.error("survey", row.row, null, "item_twice", { id: item.id });
      else if (own.has(item.id)) report.error("survey", row.row, null, "item_of_unit", { id: item.id });
      users.set(item.id, [...others, group]);
    }
  }
}

function same_ratee(one: Group["section"], other: Group["section"]): boolean {
  return one.about === other.about && (one.about !== "member" || !one.of || !other.of || one.of === other.of);
}

/// Scales stand once, with at least two options, one of them scored; what nothing uses is said.
function check_scales(lists: ReadonlyMap<string, List>, groups: readonly Group[], report: Report): void {
  const seen = new Set<string>();
  const used = new Set<List>();
  for (const group of groups) for (const { list } of group.asked) if (list) used.add(list);
  for (const [name, list] of lists) {
    if (list.scale === "") {
      if (!used.has(list)) report.note("choices", list.row, null, "list_unused", { list: name });
      continue;
    }
    if (seen.has(list.scale)) report.error("choices", list.row, null, "scale_twice", { scale: list.scale });
    if (list.options.length < 2) report.error("choices", list.row, null, "options_few", { list: name, least: 2 });
    else if (list.options.every(({ option }) => option.scored === false)) report.error("choices", list.row, null, "scale_unscored", { scale: list.scale });
    seen.add(list.scale);
  }
  if (seen.size > kMostScales) report.error("choices", 0, null, "too_many_scales", { most: kMostScales });
}

interface Parts {
  head: RoundHead | null;
  settings: Settings;
  languages: readonly string[];
  lists: ReadonlyMap<string, List>;
  groups: readonly Group[];
}

function assemble(parts: Parts, current: RoundFile | undefined, report: Report): RoundFile {
  const { head, settings } = parts;
  const scales: Record<string, { options: List["options"][number]["option"][] }> = {};
  for (const list of parts.lists.values()) {
    if (list.scale !== "") scales[list.scale] = { options: list.options.map(({ option }) => option) };
  }
  const sections: Section[] = parts.groups.map(({ section, loose, asked }) => ({
    ...section, title: loose ? form_title(parts) : section.title, items: asked.map(({ item }) => item),
  }));
  const has_scales = Object.keys(scales).length > 0;
  const id = current?.id ?? (is_free_id(settings.id) ? settings.id : "imported");
  if (head !== null) {
    const round = { ...head, id, ...(has_scales && { scales }), sections, units: [] as RoundFile["units"] } as unknown as RoundFile;
    return keep_from_current(round, current, false, report);
  }
  const title = settings.title === "" ? {} : form_title(parts);
  const round: RoundFile = {
    candor_round: 1, id, title, languages: parts.languages, ...(has_scales && { scales }), sections, categories: [], units: [], access: { mode: "credential" },
  };
  return keep_from_current(round, current, true, report);
}

/// The form's title under its first language: a workbook has it in one only.
function form_title({ settings, languages }: Parts): Record<string, string> {
  const language = settings.language ?? languages[0];
  return settings.title === "" || language === undefined ? {} : { [language]: settings.title };
}
