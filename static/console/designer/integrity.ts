// Keeps a round file whole: whatever names an option, an item, a scale or a kind of member that an edit took away goes or
// adapts with it, in the same step, and is told. Pure; what nothing happened to stays the very same object.
import type { Text } from "../../shared/i18n";
import type { Flag, Item, Member, Option, RoundFile, Section, Unit } from "../../shared/round_file";
import { parse_condition } from "./consequences";
import { fresh_id, with_optional, without } from "./lists";

export type Scales = RoundFile["scales"];

/// What went with an edit: an item is always shown now, a flag or the quota is gone, `min` or `max` came down.
export interface Loss {
  kind: "show_if" | "flag" | "quota" | "choices";
  label: Text | undefined;  ///< of the item or flag
}

export interface Mended<T> {
  value: T;
  losses: readonly Loss[];
}

/// Like `map`, but the very same list where no entry changed.
export function mapped<T>(list: readonly T[], change: (entry: T, at: number) => T): readonly T[] {
  const next = list.map(change);
  return next.every((entry, at) => entry === list[at]) ? list : next;
}

/// Whether some ratee is asked the items of both.
export function overlap(one: Section, other: Section): boolean {
  if (one.about !== other.about) return false;
  return one.about !== "member" || !one.of || !other.of || one.of === other.of;
}

export function can_show(item: Item): boolean {
  return item.type === "scale" || item.type === "single" || item.type === "multiple";
}

/// A whole file from one in which an edit may have left names of what is no longer there.
export function mended(file: RoundFile): Mended<RoundFile> {
  const losses: Loss[] = [];
  const mend = <T extends Section | Unit>(owner: T): T => {
    if (!owner.items) return owner;
    const { value, losses: lost } = mended_items(owner.items, file.scales);
    losses.push(...lost);
    return value === owner.items ? owner : { ...owner, items: value };
  };
  const distinct = with_distinct_ids(file);
  const sections = mapped(distinct.sections, mend);
  const units = mapped(distinct.units, mend);
  const same = sections === file.sections && units === file.units;
  const ruled = mended_rules(same ? file : { ...file, sections, units });
  return { value: ruled.value, losses: [...losses, ...ruled.losses] };
}

/// The items of one section or unit: conditions name earlier items and options that they have.
export function mended_items(items: readonly Item[], scales: Scales): Mended<readonly Item[]> {
  const losses: Loss[] = [];
  const value = mapped(items, (item, at) => {
    const shown = with_sound_condition(item, items.slice(0, at), scales);
    if (shown !== item && !shown.show_if) losses.push({ kind: "show_if", label: item.label });
    const next = with_sound_choices(shown);
    if (next !== shown) losses.push({ kind: "choices", label: item.label });
    return next;
  });
  return { value, losses };
}

function with_sound_condition(item: Item, earlier: readonly Item[], scales: Scales): Item {
  const { show_if } = item;
  if (!show_if) return item;
  const shower = earlier.find((candidate) => candidate.id === show_if.item);
  if (!shower || !can_show(shower) || item.type === "text") return without(item, "show_if");
  const known = options_in(shower, scales).map(({ id }) => id);
  const is = show_if.is.filter((id, at) => known.includes(id) && show_if.is.indexOf(id) === at);
  if (is.length === 0) return without(item, "show_if");
  return is.length === show_if.is.length ? item : { ...item, show_if: { ...show_if, is } };
}

function options_in(item: Item, scales: Scales): readonly Option[] {
  return (item.type === "scale" ? scales?.[item.scale ?? ""]?.options : item.options) ?? [];
}

function with_sound_choices(item: Item): Item {
  if (item.type !== "multiple") return item;
  const count = item.options?.length ?? 0;
  const max = Number(item.max ?? count);
  const min = Number(item.min ?? 0);
  const lower = max > count ? with_optional(item, "max", count > 0 ? count : undefined) : item;
  const most = Math.min(max, count);
  return min > most ? with_optional(lower, "min", most > 0 ? most : undefined) : lower;
}

/// Nobody is asked two items of one id, and units' own ids are unique in the round: the later item gets another id, and
/// what hangs on it in its list follows.
function with_distinct_ids(file: RoundFile): Pick<RoundFile, "sections" | "units"> {
  const taken = new Set(item_ids(file));
  const done: Section[] = [];
  const sections = mapped(file.sections, (section) => {
    const asked = new Set<string>();
    for (const earlier of done.filter((other) => overlap(other, section))) for (const { id } of earlier.items) asked.add(id);
    const next = { ...section, items: renamed_items(section.items, asked, taken) };
    const kept = next.items === section.items ? section : next;
    done.push(kept);
    return kept;
  });
  const asked_before = new Set<string>();
  for (const section of sections) for (const { id } of section.items) asked_before.add(id);
  const units = mapped(file.units, (unit) => {
    if (!unit.items) return unit;
    const items = renamed_items(unit.items, asked_before, taken);
    for (const { id } of items) asked_before.add(id);
    return items === unit.items ? unit : { ...unit, items };
  });
  return { sections, units };
}

function renamed_items(items: readonly Item[], asked: ReadonlySet<string>, taken: Set<string>): readonly Item[] {
  const here = new Set<string>();
  const renames = new Map<string, string>();
  return mapped(items, (item) => {
    const shower = item.show_if && renames.get(item.show_if.item);
    const kept: Item = item.show_if && shower !== undefined ? { ...item, show_if: { ...item.show_if, item: shower } } : item;
    const twice_here = here.has(item.id);
    here.add(item.id);
    if (!twice_here && !asked.has(item.id)) return kept;
    const id = fresh_id(taken, item.id);
    taken.add(id);
    if (!twice_here) renames.set(item.id, id);
    return { ...kept, id };
  });
}

export function item_ids(file: RoundFile): readonly string[] {
  return all_items(file).map(({ id }) => id);
}

/// Of sections and units.
export function all_items(file: RoundFile): readonly Item[] {
  const found: Item[] = [];
  for (const section of file.sections) found.push(...section.items);
  for (const unit of file.units) if (unit.items) found.push(...unit.items);
  return found;
}

function mended_rules(file: RoundFile): Mended<RoundFile> {
  const { rules } = file;
  if (!rules) return { value: file, losses: [] };
  const gone = (rules.flags ?? []).filter((flag) => !is_sound_flag(flag, file));
  const losses: Loss[] = gone.map(({ label }) => ({ kind: "flag", label }));
  let next = gone.length === 0 ? rules : { ...rules, flags: (rules.flags ?? []).filter((flag) => !gone.includes(flag)) };
  const { quota } = rules;
  if (quota && !file.scales?.[quota.scale]?.options.some(({ id }) => id === quota.option)) {
    next = without(next, "quota");
    if (next.invalid) next = { ...next, invalid: next.invalid.filter((reason) => reason !== "over_quota") };
    losses.push({ kind: "quota", label: undefined });
  }
  return { value: next === rules ? file : { ...file, rules: next }, losses };
}

function is_sound_flag(flag: Flag, file: RoundFile): boolean {
  const items = all_items(file).filter(({ id }) => id === flag.item);
  if (items.length === 0 || items.some(({ type }) => type !== "scale")) return false;
  const condition = parse_condition(flag.when);
  if (condition?.operand !== "option") return true;
  return items.every((item) => options_in(item, file.scales).some(({ id, scored }) => id === condition.option && scored !== false));
}

/// The items of that scale, and the quota, go over to `replacement`. Without one, a scale that items use stays.
export function without_scale(file: RoundFile, id: string, replacement?: string): RoundFile {
  if (!file.scales?.[id]) return file;
  const to = replacement !== undefined && replacement !== id ? file.scales[replacement] : undefined;
  if (!to && all_items(file).some((item) => item.scale === id)) return file;
  const replace = <T extends Section | Unit>(owner: T): T => {
    if (!owner.items || replacement === undefined) return owner;
    const items = mapped(owner.items, (item) => (item.scale === id ? { ...item, scale: replacement } : item));
    return items === owner.items ? owner : { ...owner, items };
  };
  const quota = file.rules?.quota;
  const follows = to && quota?.scale === id && replacement !== undefined;
  return mended({
    ...file,
    scales: without(file.scales as Record<string, { options: readonly Option[] }>, id),
    sections: mapped(file.sections, replace), units: mapped(file.units, replace),
    ...(follows && file.rules && { rules: { ...file.rules, quota: { ...quota, scale: replacement } } }),
  }).value;
}

/// The kinds of members, as units and sections name them, in the order in which they are met.
export function member_kinds(file: RoundFile): readonly string[] {
  const kinds = new Set<string>();
  for (const unit of file.units) for (const { kind } of unit.members ?? []) if (kind) kinds.add(kind);
  for (const { of } of file.sections) if (of) kinds.add(of);
  return [...kinds];
}

/// Everywhere a kind of member is named. `to` undefined: nobody is of that kind, and its sections ask about everybody.
export function replaced_kind(file: RoundFile, from: string, to: string | undefined): RoundFile {
  const of_member = (member: Member) => (member.kind === from ? with_optional(member, "kind", to) : member);
  const of_unit = (unit: Unit) => {
    const members = unit.members && mapped(unit.members, of_member);
    return members === unit.members ? unit : with_optional(unit, "members", members);
  };
  const of_section = (section: Section) => (section.of === from ? with_optional(section, "of", to) : section);
  return mended({ ...file, sections: mapped(file.sections, of_section), units: mapped(file.units, of_unit) }).value;
}
