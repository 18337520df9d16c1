// What units and categories of a round are called, by id.
import { pick } from "../shared/staff/format";
import type { RoundFile } from "../shared/staff/types";

export function unit_name(file: RoundFile, id: string, lang: string): string {
  return pick(file.units.filter((u) => u.id === id)[0]?.name, lang, id);
}

export function category_name(file: RoundFile, id: string, lang: string): string {
  return pick(file.categories.filter((c) => c.id === id)[0]?.label, lang, id);
}

/** As options of a SelectField. */
export function unit_options(file: RoundFile, lang: string): { id: string; label: string }[] {
  return file.units.map((u) => ({ id: u.id, label: pick(u.name, lang, u.id) }));
}

export function category_options(file: RoundFile, lang: string): { id: string; label: string }[] {
  return file.categories.map((c) => ({ id: c.id, label: pick(c.label, lang, c.id) }));
}
