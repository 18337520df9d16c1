// A sheet of an XLSForm as rows with named columns: heads in all the spellings that form tools take, texts by language.
import type { Sheet } from "../workbook/sheets";
import type { Report } from "./finding";
import { guess_language, tag_of_head } from "./languages";

export interface Head {
  base: string;             ///< "type", "label", "media::image": small letters, one spelling
  language: string | null;  ///< as written
  title: string;            ///< as written
  at: number;               ///< which column
}

export interface Row {
  row: number;              ///< as spreadsheets count
  cells: readonly string[];
}

const kTexts = ["label", "hint", "caption", "guidance_hint", "constraint_message", "required_message", "image", "audio", "video", "big-image"];
const kAliases: Readonly<Record<string, string>> = {
  caption: "label", command: "type", tag: "name", value: "name", relevance: "relevant", "bind::relevant": "relevant",
  "bind::required": "required", "bind::constraint": "constraint", constraining_message: "constraint_message",
  "bind::jr:constraintmsg": "constraint_message", "bind::jr:requiredmsg": "required_message", requiredmsg: "required_message",
  "control::appearance": "appearance", read_only: "readonly", "bind::readonly": "readonly", calculate: "calculation",
  "bind::calculate": "calculation", image: "media::image", audio: "media::audio", video: "media::video", "big-image": "media::big-image",
  title: "form_title", set_form_title: "form_title", id_string: "form_id", set_form_id: "form_id",
};

function parse_head(title: string, at: number): Head {
  const text = title.trim();
  const [, base = text, language = null] = /^((?:media\s*::\s*)?[\w -]+?)\s*::?\s*(\S.*)$/.exec(text) ?? [];
  const plain = spelled(base).replace(/^media::/, "");
  if (language !== null && kTexts.includes(plain)) return { base: alias(plain), language, title: text, at };
  return { base: alias(spelled(text)), language: null, title: text, at };
}

const spelled = (text: string) => text.toLowerCase().replace(/\s*::?\s*/g, "::").replace(/^(bind::jr)::/, "$1:").replace(/\s+/g, "_");
const alias = (base: string) => kAliases[base] ?? base;

export const is_blank = (text: string | undefined) => text === undefined || text.trim() === "";

export class Table {
  readonly sheet: string;
  readonly heads: readonly Head[];
  readonly rows: readonly Row[];
  readonly head_row: number;
  private tags = new Map<number, string>();

  /// Says which heads stand twice.
  constructor(sheet: Sheet, report: Report) {
    this.sheet = sheet.name.trim().toLowerCase();
    const first = sheet.rows.findIndex((row) => row.some((cell) => !is_blank(cell)));
    const titles = sheet.rows[first] ?? [];
    this.rows = sheet.rows.slice(first + 1).map((cells, index) => ({ row: first + index + 2, cells })).filter(({ cells }) => !cells.every(is_blank));
    this.head_row = first + 1;
    const seen = new Set<string>();
    this.heads = titles.map(parse_head).filter((head) => {
      const key = `${head.base}::${(head.language ?? "").toLowerCase()}`;
      const again = head.title !== "" && seen.has(key);
      if (again) report.error(this.sheet, this.head_row, head.title, "column_twice", { column: head.title });
      seen.add(key);
      return head.title !== "" && !again;
    });
  }

  has(base: string): boolean {
    return this.heads.some((head) => head.base === base);
  }
  head(base: string): Head | undefined {
    return this.heads.find((head) => head.base === base);
  }
  /// What a person wrote there, without spaces around it; "" where the column is not there.
  cell(row: Row, base: string): string {
    const head = this.head(base);
    return head ? (row.cells[head.at] ?? "").trim() : "";
  }
  title(base: string): string {
    return this.head(base)?.title ?? base;
  }
  /// By language; blank cells are no texts.
  text(row: Row, base: string): Record<string, string> {
    const text: Record<string, string> = {};
    for (const head of this.heads) {
      const tag = this.tags.get(head.at);
      const words = row.cells[head.at];
      if (head.base === base && tag !== undefined && words !== undefined && !is_blank(words)) text[tag] = words;
    }
    return text;
  }
  /// The languages of its texts in the order of its columns. `plain`: that of columns that name none.
  find_languages(known: readonly string[], plain: string | null, report: Report): string[] {
    const found: string[] = [];
    const by_base = new Set<string>();
    for (const head of this.heads.filter(({ base }) => base === "label" || base === "hint")) {
      const tag = head.language !== null ? tag_of_head(head.language, known) : plain ?? this.guess(head);
      if (tag === null) report.error(this.sheet, this.head_row, head.title, "language_unknown", { language: head.language ?? "" });
      else if (by_base.has(`${head.base} ${tag}`)) report.error(this.sheet, this.head_row, head.title, "language_twice", { language: tag });
      else this.tags.set(head.at, tag);
      if (tag !== null) {
        by_base.add(`${head.base} ${tag}`);
        if (!found.includes(tag)) found.push(tag);
      }
    }
    return found;
  }
  private guess(head: Head): string {
    return guess_language(this.rows.map(({ cells }) => cells[head.at] ?? ""));
  }
}
