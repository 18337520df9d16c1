// Units as a tree, in file order below each parent. Pure. A parent that is not among them counts as none.
import type { Unit } from "../shared/staff/types";

export interface Branch {
  unit: Unit;
  depth: number;
}

export function in_tree_order(units: Unit[]): Branch[] {
  const ids: { [id: string]: boolean } = {};
  for (const u of units) ids[u.id] = true;
  const branches: Branch[] = [];
  const placed: { [id: string]: boolean } = {};
  function place(unit: Unit, depth: number): void {
    if (placed[unit.id]) return;
    placed[unit.id] = true;
    branches.push({ unit, depth });
    for (const child of units) if (child.parent === unit.id) place(child, depth + 1);
  }
  for (const u of units) if (u.parent === null || !ids[u.parent]) place(u, 0);
  for (const u of units) place(u, 0);
  return branches;
}
