// What a tree of units shows: which rows, in what order, given what is folded and what is searched for. Pure; linear in the
// number of units.
import type { Unit } from "../../shared/round_file";
import { pick } from "../../shared/staff/format";
import { in_tree_order } from "../../shared/staff/tree";

export interface UnitRow {
  unit: Unit;
  depth: number;
  parents: boolean;  ///< whether units hang below it
  folded: boolean;
  place: number;     ///< among its siblings, from 1
  siblings: number;
}

/// All units, as if nothing were folded. Kept while the units are the same.
export function all_rows(units: readonly Unit[]): readonly UnitRow[] {
  const branches = in_tree_order(units);
  const above: number[] = [];       // the last row at each depth
  const groups = new Map<number, number>();  // by the row of the parent (-1: the top): how many are below
  const parent_row = branches.map(({ depth }, at) => {
    above[depth] = at;
    const row = depth === 0 ? -1 : above[depth - 1] ?? -1;
    groups.set(row, (groups.get(row) ?? 0) + 1);
    return row;
  });
  const seen = new Map<number, number>();
  return branches.map(({ unit, depth }, at) => {
    const row = parent_row[at] ?? -1;
    const place = (seen.get(row) ?? 0) + 1;
    seen.set(row, place);
    return { unit, depth, parents: groups.has(at), folded: false, place, siblings: groups.get(row) ?? 1 };
  });
}

/// Without what hangs below a folded one.
export function shown_rows(rows: readonly UnitRow[], folded: ReadonlySet<string>): readonly UnitRow[] {
  const shown: UnitRow[] = [];
  let hidden_below = Infinity;
  for (const row of rows) {
    if (row.depth > hidden_below) continue;
    const is_folded = row.parents && folded.has(row.unit.id);
    hidden_below = is_folded ? row.depth : Infinity;
    shown.push(is_folded ? { ...row, folded: true } : row);
  }
  return shown;
}

/// Units whose name, id, or a member's name or post has all the words, as a flat list.
export function found_rows(rows: readonly UnitRow[], search: string): readonly UnitRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ unit }) => {
    const text = searchable(unit);
    return words.every((word) => text.includes(word));
  }).map((row, at, all) => ({ ...row, depth: 0, parents: false, place: at + 1, siblings: all.length }));
}

const texts = new WeakMap<Unit, string>();

/// Kept by unit: an edit makes one new unit, and the others need not be read again.
function searchable(unit: Unit): string {
  const known = texts.get(unit);
  if (known !== undefined) return known;
  const people = (unit.members ?? []).map((member) => `${values(member.name)} ${values(member.post)}`);
  const text = `${unit.id} ${values(unit.name)} ${people.join(" ")}`.toLowerCase();
  texts.set(unit, text);
  return text;
}

function values(text: Readonly<Record<string, string>> | undefined): string {
  return text ? Object.values(text).join(" ") : "";
}

/// The row to go to for a key of a tree (WAI-ARIA practices), or what to fold or unfold.
export type TreeMove = { to: number } | { fold: string } | { unfold: string } | null;

export function tree_move(rows: readonly UnitRow[], at: number, key: string, page: number): TreeMove {
  const row = rows[at];
  const last = rows.length - 1;
  switch (key) {
    case "ArrowDown": return at < last ? { to: at + 1 } : null;
    case "ArrowUp": return at > 0 ? { to: at - 1 } : null;
    case "PageDown": return { to: Math.min(last, at + page) };
    case "PageUp": return { to: Math.max(0, at - page) };
    case "Home": return { to: 0 };
    case "End": return { to: last };
    case "ArrowRight":
      if (!row?.parents) return null;
      return row.folded ? { unfold: row.unit.id } : { to: at + 1 };
    case "ArrowLeft": {
      if (row?.parents && !row.folded) return { fold: row.unit.id };
      for (let above = at - 1; row && above >= 0; above--) {
        if ((rows[above]?.depth ?? 0) < row.depth) return { to: above };
      }
      return null;
    }
    default: return null;
  }
}

/// The next row, from `at` around, whose name begins with what was typed; -1 where none does.
export function typed_ahead(rows: readonly UnitRow[], at: number, typed: string, lang: string): number {
  for (let step = 1; step <= rows.length; step++) {
    const next = (at + step) % rows.length;
    const unit = rows[next]?.unit;
    if (unit && pick(unit.name, lang, unit.id).toLowerCase().startsWith(typed.toLowerCase())) return next;
  }
  return -1;
}
