// Units as a tree, in file order below each parent. Pure. A parent that is not among them counts as none; those in a
// circle of parents come last. Takes time in proportion to the number of units.
import type { Unit } from "./types";

export interface Branch {
  unit: Unit;
  depth: number;
}

export function in_tree_order(units: readonly Unit[]): Branch[] {
  const ids = new Set(units.map((unit) => unit.id));
  const children = new Map<string | null, Unit[]>();
  for (const unit of units) {
    const parent = unit.parent && ids.has(unit.parent) ? unit.parent : null;
    const below = children.get(parent);
    if (below) below.push(unit);
    else children.set(parent, [unit]);
  }
  const placed = new Set<Unit>();
  const branches: Branch[] = [];
  const place_below = (parent: string | null): void => {
    const waiting = [...(children.get(parent) ?? [])].reverse().map((unit) => ({ unit, depth: 0 }));
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      if (placed.has(next.unit)) continue;
      placed.add(next.unit);
      branches.push(next);
      const depth = next.depth + 1;
      for (const unit of [...(children.get(next.unit.id) ?? [])].reverse()) waiting.push({ unit, depth });
    }
  };
  place_below(null);
  for (const unit of units) {
    if (!placed.has(unit)) place_below(unit.parent ?? null);
  }
  return branches;
}
