// The round file (docs/file-formats.md) as types, as a frozen round gives it: already checked by the server. Optional
// keys may be absent; `rules_of` and `member_list` fill in the defaults.
import type { Text } from "./i18n";

export interface Option {
  id: string;
  label: Text;
  value?: string | number;
  favourable?: boolean;
  scored?: boolean;
}

export type ItemType = "scale" | "single" | "multiple" | "number" | "rank" | "text" | "nps" | "info";

export interface Item {
  id: string;
  type: ItemType;
  label: Text;
  hint?: Text;
  scale?: string;
  options?: readonly Option[];
  weight?: string | number;
  required?: boolean;
  show_if?: { item: string; is: readonly string[] };
  min?: string | number;
  max?: string | number;
  decimals?: number;
  max_length?: number;
}

export interface Section {
  id: string;
  about: "team" | "member" | "none";
  of?: string;
  title?: Text;
  hint?: Text;
  items: readonly Item[];
}

export interface Category {
  id: string;
  label: Text;
  weight?: string | number;
  confidential?: boolean;
}

export interface Member {
  id: string;
  name: Text;
  post?: Text;
  head?: boolean;
  kind?: string;
}

export interface Unit {
  id: string;
  name: Text;
  parent?: string | null;
  due?: Readonly<Record<string, number>>;
  members?: readonly Member[];
  items?: readonly Item[];
}

export interface Quota {
  scale: string;
  option: string;
  at_most: string | number;
  rounding?: "floor" | "half_up";
}

export type InvalidReason = "blank_ballot" | "over_quota" | "all_same" | "incomplete";

/// Proposes to look closer where `when` ("favourable < 60%", "option:poor > 1/3", "score < 60") holds of an item.
export interface Flag {
  id: string;
  label: Text;
  item: string;
  when: string;
}

export interface Rules {
  base?: "scored" | "valid" | "returned";
  empty_category?: "renormalise" | "void";
  decimals?: number;
  invalid?: readonly InvalidReason[];
  quota?: Quota;
  quorum?: { of: "due"; at_least: string | number };
  min_cell?: number;
  min_text?: number;
  members_see?: "none" | "own" | "all";
  flags?: readonly Flag[];
}

export interface RoundFile {
  candor_round: number;
  id: string;
  title: Text;
  languages: readonly string[];
  asked_by?: Text;
  intro?: Text;
  use_of_answers?: Text;
  contact?: string;
  thanks?: Text;
  scales?: Readonly<Record<string, { options: readonly Option[] }>>;
  sections: readonly Section[];
  categories: readonly Category[];
  units: readonly Unit[];
  rules?: Rules;
  access?: { mode: "open" | "ticket" | "credential" };
}

export const kDefaultMinCell = 5;
export const kDefaultMinText = 10;
export const kDefaultTextLength = 1000;

export function member_list(unit: Unit): readonly Member[] {
  return unit.members ?? [];
}

/// What one chooses from: the scale's options, or the item's own.
export function options_of(round: RoundFile, item: Item): readonly Option[] {
  if (item.type === "scale") return round.scales?.[item.scale ?? ""]?.options ?? [];
  return item.options ?? [];
}
