// What two people made of the same file, put together; and what is different between two files. Lists of things with ids
// are compared by id, so that moving and editing go together. Pure; knows nothing of rounds.

export type Data = string | number | boolean | null | readonly Data[] | { readonly [key: string]: Data | undefined };
type Entry = { readonly [key: string]: Data | undefined } & { readonly id: string };
type Record_ = { readonly [key: string]: Data | undefined };
/// From the outside in: keys, and in lists of things with ids the ids.
export type Path = readonly string[];

export interface Conflict {
  path: Path;
  base: Data | undefined;
  mine: Data | undefined;    ///< undefined: removed
  theirs: Data | undefined;
}

export interface Merged<T> {
  value: T;  ///< where both changed the same, mine stands
  conflicts: readonly Conflict[];
}

export interface Difference {
  path: Path;
  kind: "added" | "removed" | "changed" | "moved";
  before: Data | undefined;
  after: Data | undefined;
}

/// `base`: what both began with.
export function merge<T>(base: T, mine: T, theirs: T): Merged<T> {
  const conflicts: Conflict[] = [];
  const value = merge_at(base as Data, mine as Data, theirs as Data, [], conflicts);
  return { value: value as T, conflicts };
}

export function same(a: Data | undefined, b: Data | undefined): boolean {
  if (a === b) return true;
  if (is_list(a) && is_list(b)) return a.length === b.length && a.every((entry, at) => same(entry, b[at]));
  if (is_record(a) && is_record(b)) return all_keys(a, b).every((key) => same(a[key], b[key]));
  return false;
}

function is_list(value: Data | undefined): value is readonly Data[] {
  return Array.isArray(value);
}

function is_record(value: Data | undefined): value is Record_ {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function has_ids(value: Data | undefined): value is readonly Entry[] {
  if (!is_list(value)) return false;
  const ids = value.map((entry) => (is_record(entry) && typeof entry.id === "string" ? entry.id : null));
  return !ids.includes(null) && new Set(ids).size === ids.length;
}

function all_keys(...records: readonly Record_[]): readonly string[] {
  const keys = new Set<string>();
  for (const record of records) for (const key of Object.keys(record)) keys.add(key);
  return [...keys];
}

function merge_at(
  base: Data | undefined, mine: Data | undefined, theirs: Data | undefined, path: Path, conflicts: Conflict[],
): Data | undefined {
  if (same(mine, theirs) || same(theirs, base)) return mine;
  if (same(mine, base)) return theirs;
  if (is_record(base) && is_record(mine) && is_record(theirs)) return merge_records(base, mine, theirs, path, conflicts);
  if (has_ids(base) && has_ids(mine) && has_ids(theirs)) return merge_lists(base, mine, theirs, path, conflicts);
  conflicts.push({ path, base, mine, theirs });
  return mine;
}

function merge_records(base: Record_, mine: Record_, theirs: Record_, path: Path, conflicts: Conflict[]): Record_ {
  const merged: Record<string, Data> = {};
  for (const key of all_keys(mine, theirs, base)) {
    const value = merge_at(base[key], mine[key], theirs[key], [...path, key], conflicts);
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}

function merge_lists(
  base: readonly Entry[], mine: readonly Entry[], theirs: readonly Entry[], path: Path, conflicts: Conflict[],
): readonly Data[] {
  const [in_base, in_mine, in_theirs] = [by_id(base), by_id(mine), by_id(theirs)];
  const merged = new Map<string, Data>();
  for (const id of new Set([...in_mine.keys(), ...in_theirs.keys()])) {
    const value = merge_at(in_base.get(id), in_mine.get(id), in_theirs.get(id), [...path, id], conflicts);
    if (value !== undefined) merged.set(id, value);
  }
  return merged_order(base, mine, theirs).filter((id) => merged.has(id)).map((id) => merged.get(id) as Data);
}

function by_id(list: readonly Entry[]): Map<string, Entry> {
  return new Map(list.map((entry) => [entry.id, entry]));
}

function ids_of(list: readonly Entry[]): readonly string[] {
  return list.map((entry) => entry.id);
}

/// The order of whoever moved something (mine, where both did); what only the other one added follows its neighbour.
function merged_order(base: readonly Entry[], mine: readonly Entry[], theirs: readonly Entry[]): readonly string[] {
  const [kept, moved] = is_reordered(base, mine) ? [theirs, mine] : [mine, theirs];
  const order = [...ids_of(moved)];
  const placed = new Set(order);
  ids_of(kept).forEach((id, at, ids) => {
    if (placed.has(id)) return;
    const before = ids[at - 1];
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, id);
    placed.add(id);
  });
  return order;
}

/// Whether what is in both stands in another order.
function is_reordered(before: readonly Entry[], after: readonly Entry[]): boolean {
  const [in_before, in_after] = [by_id(before), by_id(after)];
  const old_order = ids_of(before).filter((id) => in_after.has(id));
  const new_order = ids_of(after).filter((id) => in_before.has(id));
  return old_order.some((id, at) => id !== new_order[at]);
}

/// What turns `before` into `after`, in the order of `after`; removed things first where they stood.
export function differences(before: unknown, after: unknown): readonly Difference[] {
  const found: Difference[] = [];
  compare_at(before as Data, after as Data, [], found);
  return found;
}

function compare_at(before: Data | undefined, after: Data | undefined, path: Path, found: Difference[]): void {
  if (same(before, after)) return;
  if (is_record(before) && is_record(after)) {
    for (const key of all_keys(before, after)) compare_at(before[key], after[key], [...path, key], found);
  } else if (has_ids(before) && has_ids(after)) {
    compare_lists(before, after, path, found);
  } else {
    const kind = before === undefined ? "added" : after === undefined ? "removed" : "changed";
    found.push({ path, kind, before, after });
  }
}

function compare_lists(before: readonly Entry[], after: readonly Entry[], path: Path, found: Difference[]): void {
  const [in_before, in_after] = [by_id(before), by_id(after)];
  for (const entry of before) {
    if (!in_after.has(entry.id)) found.push({ path: [...path, entry.id], kind: "removed", before: entry, after: undefined });
  }
  if (is_reordered(before, after)) found.push({ path, kind: "moved", before, after });
  for (const entry of after) compare_at(in_before.get(entry.id), entry, [...path, entry.id], found);
}
