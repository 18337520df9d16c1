// Two people who add something at the same time may give it one id. Before their files are put together mine gets another
// one, everywhere it is named, so that both stand. Pure.
import type { Category, Item, RoundFile, Section, Unit } from "../../shared/round_file";
import { fresh_id } from "./lists";
import { type Data, same } from "./merge";

interface Named { readonly id: string }
type Names = ReadonlyMap<string, string>;  ///< old id → new one

/// Ids that both added, with different contents.
function clashes(base: readonly Named[], mine: readonly Named[], theirs: readonly Named[]): Names {
  const known = new Set(base.map(({ id }) => id));
  const other = new Map(theirs.map((entry) => [entry.id, entry]));
  const taken = new Set([...mine, ...theirs].map(({ id }) => id));
  const names = new Map<string, string>();
  for (const entry of mine) {
    const found = other.get(entry.id);
    if (!found || known.has(entry.id) || same(entry as unknown as Data, found as unknown as Data)) continue;
    const id = fresh_id(taken, entry.id);
    taken.add(id);
    names.set(entry.id, id);
  }
  return names;
}

const named = (names: Names, id: string): string => names.get(id) ?? id;

function all_items(file: RoundFile): readonly Item[] {
  return [...file.sections, ...file.units].reduce<readonly Item[]>((items, owner) => [...items, ...(owner.items ?? [])], []);
}

/// Mine, with other ids where theirs has taken them meanwhile; the very same file where nothing clashes.
export function kept_apart(base: RoundFile, mine: RoundFile, theirs: RoundFile): RoundFile {
  const items = clashes(all_items(base), all_items(mine), all_items(theirs));
  const sections = clashes(base.sections, mine.sections, theirs.sections);
  const categories = clashes(base.categories, mine.categories, theirs.categories);
  const units = clashes(base.units, mine.units, theirs.units);
  const flags = clashes(base.rules?.flags ?? [], mine.rules?.flags ?? [], theirs.rules?.flags ?? []);
  if ([items, sections, categories, units, flags].every((names) => names.size === 0)) return mine;
  return {
    ...mine,
    sections: mine.sections.map((section) => apart_section(section, named(sections, section.id), items)),
    categories: mine.categories.map((category): Category => ({ ...category, id: named(categories, category.id) })),
    units: mine.units.map((unit) => apart_unit(unit, units, categories, items)),
    ...(mine.rules && { rules: { ...mine.rules, ...(mine.rules.flags && {
      flags: mine.rules.flags.map((flag) => ({ ...flag, id: named(flags, flag.id), item: named(items, flag.item) })),
    }) } }),
  };
}

function apart_section(section: Section, id: string, items: Names): Section {
  return { ...section, id, items: section.items.map((item) => apart_item(item, items)) };
}

function apart_item(item: Item, items: Names): Item {
  const renamed = { ...item, id: named(items, item.id) };
  return item.show_if ? { ...renamed, show_if: { ...item.show_if, item: named(items, item.show_if.item) } } : renamed;
}

function apart_unit(unit: Unit, units: Names, categories: Names, items: Names): Unit {
  const due = unit.due && Object.keys(unit.due).reduce<Record<string, number>>((all, id) => (
    { ...all, [named(categories, id)]: unit.due?.[id] ?? 0 }), {});
  return {
    ...unit, id: named(units, unit.id), ...(unit.parent && { parent: named(units, unit.parent) }), ...(due && { due }),
    ...(unit.items && { items: unit.items.map((item) => apart_item(item, items)) }),
  };
}
