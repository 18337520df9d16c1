// What an XLSForm does not carry, told before it is written.
import type { RoundFile } from "../../shared/round_file";
import { is_name } from "./ids";

export interface Loss {
  kind: "units" | "member_sections" | "candor_columns" | "counting" | "empty_sections" | "names" | "not_anonymous";
  values: Readonly<Record<string, string | number>>;
}

export function losses_of(round: RoundFile): Loss[] {
  const losses: Loss[] = [{ kind: "not_anonymous", values: {} }];
  const add = (kind: Loss["kind"], n: number) => { if (n > 0) losses.push({ kind, values: { n } }); };
  const items = round.sections.reduce<string[]>((ids, section) => ids.concat(section.items.map((item) => item.id)), []);
  add("units", round.units.length);
  add("member_sections", round.sections.filter((section) => section.about === "member").length);
  add("candor_columns", Object.keys(round.scales ?? {}).length);
  add("counting", (round.rules?.quota ? 1 : 0) + (round.rules?.flags?.length ?? 0) + round.categories.length);
  add("empty_sections", round.sections.filter((section) => section.items.length === 0).length);
  const all = [...round.sections.map((section) => section.id), ...items].map((id) => id.toLowerCase());
  add("names", all.filter((id, at) => all.indexOf(id) !== at || !is_name(id)).length);
  return losses;
}
