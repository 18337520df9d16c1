// Small steps on lists that never change what they were given, and ids for what is new. Pure.

export function replaced<T>(list: readonly T[], at: number, change: (entry: T) => T): readonly T[] {
  return list.map((entry, index) => (index === at ? change(entry) : entry));
}

export function inserted<T>(list: readonly T[], at: number, entry: T): readonly T[] {
  return [...list.slice(0, at), entry, ...list.slice(at)];
}

export function removed<T>(list: readonly T[], at: number): readonly T[] {
  return list.filter((_, index) => index !== at);
}

/// `to`: where it stands afterwards; beyond the ends: at the end.
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const entry = list[from];
  if (entry === undefined) return list;
  const rest = removed(list, from);
  return inserted(rest, Math.max(0, Math.min(to, rest.length)), entry);
}

/// An id that is not taken: the stem itself, or the stem and the first number from 2 that is free. Ids are at most 64
/// characters long.
export function fresh_id(taken: Iterable<string>, stem: string): string {
  const used = new Set(taken);
  const short = stem.slice(0, 56);
  if (!used.has(short)) return short;
  let number = 2;
  while (used.has(`${short}-${number}`)) number += 1;
  return `${short}-${number}`;
}

/// The object without that key; a key whose value would be undefined is no part of a round file.
export function without<T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> {
  const { [key]: _, ...rest } = value;
  return rest;
}

/// Sets a key, or leaves it out where there is nothing to set.
export function with_optional<T extends object, K extends keyof T>(value: T, key: K, next: T[K] | undefined): T {
  return next === undefined ? (without(value, key) as T) : { ...value, [key]: next };
}
