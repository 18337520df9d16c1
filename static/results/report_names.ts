// Names of items, groups, units and members in one language, out of the round file that came with a report.
import { list_en } from "./phrases_en";
import { list_zh } from "./phrases_zh_cn";
import { pick } from "../shared/staff/format";
import type { Names } from "./facts";
import type { Item, RoundFile } from "../shared/staff/types";

export function names_of(file: RoundFile, lang: string): Names {
  const category = (id: string): string => {
    const found = file.categories.filter((c) => c.id === id)[0];
    return found ? pick(found.label, lang, id) : id;
  };
  return {
    item: (item: Item) => pick(item.label, lang, item.id),
    category,
    group: (categories: string[]) => list_names(categories.map(category), lang),
  };
}

export function list_names(names: string[], lang: string): string {
  return lang === "en" ? list_en(names) : list_zh(names);
}

export function member_name(file: RoundFile, id: string, lang: string): { name: string; post: string; head: boolean } {
  for (const unit of file.units) {
    for (const m of unit.members || []) {
      if (m.id === id) return { name: pick(m.name, lang, id), post: pick(m.post, lang), head: m.head === true };
    }
  }
  return { name: id, post: "", head: false };
}
