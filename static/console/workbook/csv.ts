// CSV as spreadsheets save it: commas, semicolons or tabs; UTF-8, UTF-16 with a byte order mark, or GB18030.
import { kMaxCells, kMaxColumns, kMaxRows, unreadable } from "./sheets";

/// Throws Unreadable `encoding`.
export function decode_text(bytes: Uint8Array): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
  for (const encoding of utf16 ? [utf16] : ["utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not this one.
    }
  }
  throw unreadable("encoding");
}

/// Which of the three there are most of in the first line, outside of quotes; the comma, where there are none.
function find_delimiter(text: string): string {
  const counts: Record<string, number> = { ",": 0, ";": 0, "\t": 0 };
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? "";
    if (letter === '"') quoted = !quoted;
    else if (!quoted && (letter === "\n" || letter === "\r")) break;
    else if (!quoted && letter in counts) counts[letter] = (counts[letter] ?? 0) + 1;
  }
  return [",", ";", "\t"].reduce((best, next) => ((counts[next] ?? 0) > (counts[best] ?? 0) ? next : best));
}

/// RFC 4180, with CR, LF or both at the end of a line. Throws Unreadable `open_quote`, `too_many_rows`, `too_many_cells`.
export function parse_csv(text: string): string[][] {
  const delimiter = find_delimiter(text);
  const rows: string[][] = [];
  let row: string[] = [];
  let cells = 0;
  let at = 0;
  const add = (value: string) => {
    cells += 1;
    if (cells > kMaxCells) throw unreadable("too_many_cells", { most: kMaxCells });
    row.push(value);
  };
  const end_row = () => {
    if (rows.length >= kMaxRows || row.length > kMaxColumns) {
      throw unreadable("too_many_rows", { sheet: "CSV", rows: kMaxRows, columns: kMaxColumns });
    }
    rows.push(row);
    row = [];
  };
  while (at < text.length) {
    const cell = text[at] === '"' ? read_quoted(text, at, rows.length + 1) : read_plain(text, at, delimiter);
    add(cell.value);
    at = cell.next;
    if (text[at] === delimiter) {
      at += 1;
      if (at < text.length) continue;
      add("");
    }
    at += text[at] === "\r" && text[at + 1] === "\n" ? 2 : 1;
    end_row();
  }
  return rows;
}

interface Cell {
  value: string;
  next: number;  ///< where the delimiter or the end of the line stands
}

function read_plain(text: string, start: number, delimiter: string): Cell {
  let next = start;
  while (next < text.length && text[next] !== delimiter && text[next] !== "\r" && text[next] !== "\n") next += 1;
  return { value: text.slice(start, next), next };
}

function read_quoted(text: string, start: number, row: number): Cell {
  let end = start + 1;
  for (;;) {
    end = text.indexOf('"', end);
    if (end < 0) throw unreadable("open_quote", { row });
    if (text[end + 1] !== '"') break;
    end += 2;
  }
  const after = text[end + 1];
  if (after !== undefined && !",;\t\r\n".includes(after)) throw unreadable("open_quote", { row });
  return { value: text.slice(start + 1, end).replace(/""/g, '"'), next: end + 1 };
}
