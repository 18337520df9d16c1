// Edits of units that keep the tree a tree. Pure. Units that an edit does not concern stay the very same: with thousands
// of them nothing is copied that did not change.
import type { Member, RoundFile, Unit } from "../../shared/round_file";
import { fresh_id, inserted, replaced } from "./lists";

export function with_unit(file: RoundFile, id: string, change: (unit: Unit) => Unit): RoundFile {
  const at = file.units.findIndex((unit) => unit.id === id);
  return at < 0 ? file : { ...file, units: replaced(file.units, at, change) };
}

/// The unit and all below it.
export function subtree_ids(units: readonly Unit[], id: string): ReadonlySet<string> {
  const children = new Map<string, string[]>();
  for (const unit of units) {
    if (!unit.parent) continue;
    const below = children.get(unit.parent);
    if (below) below.push(unit.id);
    else children.set(unit.parent, [unit.id]);
  }
  const found = new Set<string>();
  const waiting = [id];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    waiting.push(...(children.get(next) ?? []));
  }
  return found;
}

/// With all below it.
export function without_unit(file: RoundFile, id: string): RoundFile {
  const gone = subtree_ids(file.units, id);
  return { ...file, units: file.units.filter((unit) => !gone.has(unit.id)) };
}

/// `parent` null: at the top. Below itself, or below what is not there: nothing changes.
export function with_parent(file: RoundFile, id: string, parent: string | null): RoundFile {
  if (parent !== null && (subtree_ids(file.units, id).has(parent) || !file.units.some((unit) => unit.id === parent))) return file;
  return with_unit(file, id, (unit) => ({ ...unit, parent }));
}

/// Before (-1) or after (1) the sibling next to it, with everything where it hangs; the first and the last stay.
export function moved_among_siblings(file: RoundFile, id: string, step: -1 | 1): RoundFile {
  const from = file.units.findIndex((unit) => unit.id === id);
  const unit = file.units[from];
  if (!unit) return file;
  const is_sibling = (other: Unit) => (other.parent ?? null) === (unit.parent ?? null);
  let to = from + step;
  while (to >= 0 && to < file.units.length && !is_sibling(file.units[to] as Unit)) to += step;
  const other = file.units[to];
  if (!other) return file;
  const units = [...file.units];
  units[from] = other;
  units[to] = unit;
  return { ...file, units };
}

/// `after`: the unit whose next sibling it becomes; null: at the end, below `parent`.
export function added_unit(file: RoundFile, after: Unit | null, parent: string | null): { file: RoundFile; id: string } {
  const id = fresh_id(file.units.map((unit) => unit.id), "u1");
  const unit: Unit = { id, name: {}, parent: after ? after.parent ?? null : parent, members: [] };
  const at = after ? file.units.indexOf(after) + 1 : file.units.length;
  return { file: { ...file, units: inserted(file.units, at, unit) }, id };
}

/// A copy beside it, with its members and what is due, without what hangs below and without its own items.
export function duplicated_unit(file: RoundFile, id: string): { file: RoundFile; id: string } {
  const at = file.units.findIndex((unit) => unit.id === id);
  const unit = file.units[at];
  if (!unit) return { file, id };
  const { items: _, ...rest } = unit;
  const copy: Unit = { ...rest, id: fresh_id(file.units.map((other) => other.id), id) };
  return { file: { ...file, units: inserted(file.units, at + 1, copy) }, id: copy.id };
}

/// Null: not known.
export function with_due(unit: Unit, category: string, due: number | null): Unit {
  const { [category]: _, ...others } = unit.due ?? {};
  const next = due === null ? others : { ...others, [category]: due };
  const { due: __, ...rest } = unit;
  return Object.keys(next).length > 0 ? { ...rest, due: next } : rest;
}

export function added_members(unit: Unit, added: readonly Omit<Member, "id">[]): Unit {
  const members = added.reduce<readonly Member[]>((all, member) => (
    [...all, { ...member, id: fresh_id(all.map(({ id }) => id), "m1") }]), unit.members ?? []);
  return { ...unit, members };
}

/// Lines of "name", or name and post apart by a tab, a comma or a wide comma, in one language of the round.
export function members_of_lines(text: string, language: string): readonly Omit<Member, "id">[] {
  return text.split(/\r?\n/).map((line) => line.split(/\t|,|，/).map((part) => part.trim()))
    .filter(([name]) => name)
    .map(([name, post]) => ({ name: { [language]: name ?? "" }, ...(post && { post: { [language]: post } }) }));
}

/// One head at most.
export function with_head(members: readonly Member[], at: number, head: boolean): readonly Member[] {
  return members.map((member, index) => {
    if (index === at) return { ...member, head };
    return head && member.head ? { ...member, head: false } : member;
  });
}
