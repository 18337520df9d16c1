// A flag's condition ("favourable < 60%", "option:poor > 1/3", "score < 60") read for people. Pure.
import { options_of } from "../shared/round_file";
import { pick } from "../shared/staff/format";
import type { ResultWords } from "./words_en";
import type { Item, RoundFile } from "../shared/staff/types";

/** In words; the condition itself where it has a form unknown here. */
export function condition_words(file: RoundFile, item: Item | undefined, when: string, lang: string, w: ResultWords): string {
  const match = /^\s*(favourable|score|option:([A-Za-z0-9_.-]+))\s*(<=|>=|<|>)\s*(\S+)\s*$/.exec(when);
  if (!match) return when;
  const option = match[2];
  const sign = match[3] as "<" | "<=" | ">" | ">=";
  let what = match[1] === "score" ? w.flag_parts.score : w.flag_parts.favourable;
  if (option) {
    const found = item ? options_of(file, item).filter((o) => o.id === option)[0] : undefined;
    what = w.flag_parts.option(found ? pick(found.label, lang, option) : option);
  }
  const space = lang === "en" ? " " : "";
  return `${what}${space}${w.flag_parts[sign]}${space}${match[4] ?? ""}`;
}
