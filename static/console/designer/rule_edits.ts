// Edits of rules and categories that keep the file whole. Pure.
import type { Category, RoundFile, Rules, Unit } from "../../shared/round_file";
import { fresh_id, with_optional, without } from "./lists";

/// Undefined leaves the rule at its default: out of the file.
export function with_rule<K extends keyof Rules>(file: RoundFile, key: K, value: Rules[K] | undefined): RoundFile {
  return { ...file, rules: with_optional(file.rules ?? {}, key, value) };
}

/// Takes the category out of every unit's `due` as well. Units that it does not concern stay the very same.
export function without_category(file: RoundFile, id: string): RoundFile {
  return {
    ...file,
    categories: file.categories.filter((category) => category.id !== id),
    units: file.units.map((unit) => without_due(unit, id)),
  };
}

function without_due(unit: Unit, category: string): Unit {
  return unit.due && category in unit.due ? { ...unit, due: without(unit.due as Record<string, number>, category) } : unit;
}

export function units_due(file: RoundFile, category: string): number {
  return file.units.filter((unit) => unit.due && category in unit.due).length;
}

/// Added at the end, under ids that are free.
export function with_categories(file: RoundFile, added: readonly Category[]): RoundFile {
  const categories = added.reduce<readonly Category[]>((all, category) => (
    [...all, { ...category, id: fresh_id(all.map(({ id }) => id), category.id) }]), file.categories);
  return { ...file, categories };
}

/// The ready set stands alone afterwards; what is due in categories that stay by id stays.
export function replace_categories(file: RoundFile, categories: readonly Category[]): RoundFile {
  const gone = file.categories.filter((old) => !categories.some(({ id }) => id === old.id));
  const emptied = gone.reduce((next, { id }) => without_category(next, id), file);
  return { ...emptied, categories };
}
