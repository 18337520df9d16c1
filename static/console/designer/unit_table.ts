// A table of units as people keep it in a spreadsheet, into the CSV that the server takes (docs/file-formats.md), row for
// row: the server's complaints then name the rows of the sheet. Column names in Chinese or English; units by name or by
// short name; ids are made where there are none. And units back into such a table. Pure.
import type { Category, RoundFile, Unit } from "../../shared/round_file";
import { pick } from "../../shared/staff/format";
import type { DesignerUnitsWords } from "../../shared/strings/designer-units-en";
import { fresh_id } from "./lists";

export type Rows = readonly (readonly string[])[];
export type Converted = { csv: string; findings: readonly [] } | { csv: null; findings: readonly string[] };

/// What columns may be called; lower case. A language may follow after a point: "name.en".
const kColumns: Readonly<Record<string, readonly string[]>> = {
  id: ["unit id", "id", "单位代号", "单位编号", "单位代码"],
  unit: ["unit", "单位"],
  name: ["name", "unit name", "单位名称", "名称"],
  parent: ["parent", "belongs to", "上级单位", "隶属单位"],
  member: ["member id", "成员代号", "成员编号"],
  member_name: ["member", "member_name", "member name", "姓名", "成员", "成员姓名", "班子成员"],
  post: ["post", "职务", "岗位"],
  head: ["head", "主要负责人", "负责人", "一把手"],
  kind: ["kind", "成员类别", "类型"],
};
const kLocalised = ["name", "member_name", "post"];
/// What the server calls them.
const kServer: Readonly<Record<string, string>> = { parent: "parent", head: "head", kind: "kind" };

interface Column {
  at: number;
  meaning: string;          ///< key of kColumns, or "due"
  language: string | null;
  category: string;         ///< of "due"
  head: string;             ///< as it stands
}

/// "A", "B" … "AA".
export function column_letter(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : column_letter(Math.floor(at / 26) - 1) + letter;
}

function find_column(file: RoundFile, rows: Rows, at: number): Column | null {
  const text = (rows[0]?.[at] ?? "").trim();
  // A category may be called like a column of people ("班子成员"): then the cells tell which it is.
  const whole = rows.slice(1).every((row) => /^\d*$/.test((row[at] ?? "").trim()));
  const alike = whole ? category_called(file, text) : undefined;
  if (alike) return { at, meaning: "due", language: null, category: alike.id, head: text };
  const [stem = "", language] = text.split(/\.(?=[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$)/);
  const meaning = Object.keys(kColumns).find((key) => kColumns[key]?.includes(stem.toLowerCase()));
  if (meaning && (language === undefined || kLocalised.includes(meaning))) {
    return { at, meaning, language: language ?? null, category: "", head: text };
  }
  const named = text.replace(/^(due|应参评人数|应参评|应到)\s*[.:：]\s*/i, "");
  const category = category_called(file, named);
  return category ? { at, meaning: "due", language: null, category: category.id, head: text } : null;
}

function category_called(file: RoundFile, name: string): Category | undefined {
  return file.categories.find((entry) => entry.id === name || Object.values(entry.label).includes(name));
}

/// Rows as in the sheet, empty ones included, the first one with the names of columns.
export function units_csv(file: RoundFile, rows: Rows, words: DesignerUnitsWords): Converted {
  const heads = rows[0] ?? [];
  const findings: string[] = [];
  const columns: Column[] = [];
  heads.forEach((head, at) => {
    if (!head.trim()) return;
    const column = find_column(file, rows, at);
    const clash = column && columns.some((other) => (
      other.meaning === column.meaning && other.language === column.language && other.category === column.category));
    if (!column) findings.push(words.table.unknown_column(head.trim(), column_letter(at)));
    else if (clash) findings.push(words.table.twice(head.trim(), column_letter(at)));
    else columns.push(column);
  });
  if (!columns.some(({ meaning }) => meaning === "unit" || meaning === "id" || meaning === "name")) findings.push(words.table.no_unit);
  if (findings.length === 0 && !rows.slice(1).some((row) => row.some((cell) => cell.trim()))) findings.push(words.table.no_rows);
  if (findings.length > 0) return { csv: null, findings };
  return new Conversion(file, columns, rows, words).run();
}

class Conversion {
  private readonly findings: string[] = [];
  private readonly taken: Set<string>;
  private readonly by_name = new Map<string, string[]>();  // ids of the table's units by what they are called
  private readonly ids: string[] = [];                     // by row

  constructor(
    private readonly file: RoundFile, private readonly columns: readonly Column[], private readonly rows: Rows,
    private readonly words: DesignerUnitsWords,
  ) {
    this.taken = new Set(file.units.map((unit) => unit.id));
  }

  run(): Converted {
    this.find_ids();
    const heads = ["unit", ...this.columns.filter((column) => this.head_of(column) !== null).map((column) => this.head_of(column) as string)];
    const named = heads.some((head) => head.startsWith("name"));
    const membered = this.columns.some(({ meaning }) => meaning === "member_name" || meaning === "member");
    const lines = this.rows.slice(1).map((_, at) => this.line(at + 1, named, membered));
    if (this.findings.length > 0) return { csv: null, findings: this.findings };
    const head_line = [...heads, ...(named ? [] : ["name"]), ...(membered ? ["member"] : [])];
    return { csv: [head_line, ...lines].map((line) => line.map(quoted).join(",")).join("\r\n"), findings: [] };
  }

  /// Columns that stand in the server's table under another name; null: not as they are.
  private head_of({ meaning, language, category }: Column): string | null {
    if (meaning === "due") return `due.${category}`;
    if (kLocalised.includes(meaning)) return language ? `${meaning}.${language}` : meaning;
    return kServer[meaning] ?? null;
  }

  private cell(row: number, meaning: string): string {
    const columns = this.columns.filter((column) => column.meaning === meaning);
    for (const { at } of columns) {
      const text = (this.rows[row]?.[at] ?? "").trim();
      if (text) return text;
    }
    return "";
  }

  /// What a row calls its unit: its name where there is one.
  private called(row: number): string {
    return this.cell(row, "unit") || this.cell(row, "name");
  }

  /// A row that names no unit belongs to the one above.
  private find_ids(): void {
    let last = "";
    let last_called = "";
    this.rows.forEach((row, at) => {
      if (at === 0 || !row.some((cell) => cell.trim())) { this.ids.push(""); return; }
      const called = this.called(at);
      const given = this.cell(at, "id");
      const same = (!called || called === last_called) && (!given || given === last);
      if (!same || !last) {
        last = given || this.id_for(called);
        last_called = called;
        for (const name of new Set([called, last, this.cell(at, "name")])) if (name) this.note(name, last);
      }
      this.ids.push(last);
    });
  }

  private note(name: string, id: string): void {
    const known = this.by_name.get(name) ?? [];
    if (!known.includes(id)) this.by_name.set(name, [...known, id]);
  }

  /// The unit that is there already under that id or name; else a new id.
  private id_for(called: string): string {
    const known = this.file.units.filter((unit) => unit.id === called || Object.values(unit.name).includes(called));
    const [only] = known;
    if (only && known.length === 1) return only.id;
    const again = this.by_name.get(called);
    if (again?.[0]) return again[0];
    const id = /^[A-Za-z0-9_.-]{1,64}$/.test(called) && called !== "team" && called !== "-" ? called : fresh_id(this.taken, "u1");
    this.taken.add(id);
    return id;
  }

  private line(row: number, named: boolean, membered: boolean): readonly string[] {
    if (!this.ids[row]) return [""];
    const cells = this.columns.filter((column) => this.head_of(column) !== null).map((column) => (
      column.meaning === "parent" ? this.parent(row) : (this.rows[row]?.[column.at] ?? "").trim()));
    const name = named ? [] : [this.is_first(row) ? this.called(row) : ""];
    return [this.ids[row] as string, ...cells, ...name, ...(membered ? [this.member(row)] : [])];
  }

  private is_first(row: number): boolean {
    return this.ids[row] !== this.ids[row - 1];
  }

  private parent(row: number): string {
    const called = this.cell(row, "parent");
    if (!called) return "";
    const known = this.by_name.get(called) ?? [];
    if (known.length === 1) return known[0] as string;
    this.findings.push(known.length > 1 ? this.words.table.two_names(row + 1, called) : this.words.table.no_parent(row + 1, called));
    return "";
  }

  /// The id that is given, the one the unit's member of that name has, or the next free one.
  private member(row: number): string {
    const name = this.cell(row, "member_name");
    const given = this.cell(row, "member");
    if (given || !name) return given;
    const unit = this.file.units.find((candidate) => candidate.id === this.ids[row]);
    const known = (unit?.members ?? []).filter((member) => Object.values(member.name).includes(name));
    const used = this.used_members.get(this.ids[row] as string) ?? new Set<string>();
    this.used_members.set(this.ids[row] as string, used);
    const [only] = known;
    const id = only && known.length === 1 && !used.has(only.id) ? only.id
      : fresh_id([...used, ...(unit?.members ?? []).map((member) => member.id)], "m1");
    used.add(id);
    return id;
  }
  private readonly used_members = new Map<string, Set<string>>();
}

function quoted(cell: string): string {
  const line = cell.replace(/\s*[\r\n]+\s*/g, " ");  // so that lines of the CSV are rows of the sheet
  return /[",]/.test(line) ? `"${line.replace(/"/g, '""')}"` : line;
}

/// Rows that units_csv reads back into the same units; names and posts in every language of the round.
export function unit_rows(file: RoundFile, lang: string): Rows {
  const categories = file.categories;
  const chinese = lang !== "en";
  const localised = (meaning: string) => file.languages.map((language) => `${meaning}.${language}`);
  const head = [
    chinese ? "单位代号" : "unit id", ...localised(chinese ? "单位名称" : "name"), chinese ? "上级单位" : "parent",
    chinese ? "成员代号" : "member id", ...localised(chinese ? "姓名" : "member"), ...localised(chinese ? "职务" : "post"),
    chinese ? "主要负责人" : "head", chinese ? "成员类别" : "kind", ...categories.map(({ id }) => `due.${id}`),
  ];
  const in_all = (text: Readonly<Record<string, string>> | undefined) => file.languages.map((language) => text?.[language] ?? "");
  const body = file.units.reduce<(readonly string[])[]>((rows, unit) => {
    const members = unit.members && unit.members.length > 0 ? unit.members : [null];
    members.forEach((member, at) => rows.push([
      unit.id, ...in_all(unit.name), unit.parent ?? "", member?.id ?? "", ...in_all(member?.name), ...in_all(member?.post),
      member?.head ? (chinese ? "是" : "yes") : "", member?.kind ?? "",
      ...categories.map(({ id }) => (at === 0 ? due_cell(unit, id) : "")),
    ]));
    return rows;
  }, []);
  return [head, ...body];
}

function due_cell(unit: Unit, category: string): string {
  return unit.due ? String(unit.due[category] ?? 0) : "";
}

/// A model to fill in: the columns under their everyday names, and one unit with one member.
export function model_rows(file: RoundFile, lang: string, words: DesignerUnitsWords): Rows {
  const chinese = lang !== "en";
  const names = file.categories.map((category) => pick(category.label, lang, category.id));
  return [
    chinese ? ["单位", "上级单位", "姓名", "职务", "主要负责人", ...names] : ["unit", "parent", "member", "post", "head", ...names],
    [words.table.model_unit, "", words.table.model_name, words.table.model_post, chinese ? "是" : "yes", ...names.map(() => "10")],
  ];
}

/// Cells apart by tabs, as spreadsheets put them on the clipboard; else by commas.
export function pasted_rows(text: string): Rows {
  return text.replace(/[\r\n ]+$/, "").split(/\r?\n/).map((line) => line.split(line.includes("\t") || text.includes("\t") ? "\t" : ","));
}
