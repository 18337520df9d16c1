// What a text is about, in words: the ratee and the question. Made once a round, as ten thousand units are searched else
// for every text.
import { pick } from "../../shared/staff/format";
import type { RoundFile } from "../../shared/staff/types";
import type { ReadText } from "../../shared/staff/reading";
import { text_items } from "../../shared/staff/reading";
import type { ReadingWords } from "../../shared/strings/reading-en";

export interface TextNames {
  unit: (id: string) => string;
  item: (id: string) => string;
  /// "The team: What should change first?"
  heading: (text: Pick<ReadText, "unit" | "about" | "item">) => string;
}

export function text_names(file: RoundFile, lang: string, r: ReadingWords): TextNames {
  const units = new Map(file.units.map((unit) => [unit.id, unit]));
  const items = new Map(text_items(file).map((item) => [item.id, item]));
  const unit = (id: string) => pick(units.get(id)?.name, lang, id);
  const item = (id: string) => pick(items.get(id)?.label, lang, id);
  const about = (text: Pick<ReadText, "unit" | "about">) => {
    if (text.about === "team") return r.about_team;
    if (text.about === "-" || text.about === "none") return r.about_none;
    return pick((units.get(text.unit)?.members ?? []).find((member) => member.id === text.about)?.name, lang, text.about);
  };
  return { unit, item, heading: (text) => r.heading(about(text), item(text.item)) };
}
