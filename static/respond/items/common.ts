// Item types that every page carries: all but the one that is rare and large.
import type { ItemType } from "../../shared/round_file";
import { InfoItem } from "./info";
import type { ItemView } from "./item_view";
import { MultipleItem } from "./multiple";
import { NumberItem } from "./number";
import { NpsItem, ScaleItem } from "./scale";
import { TextItem } from "./text";

export const common_views: Readonly<Record<Exclude<ItemType, "rank">, ItemView>> = {
  scale: ScaleItem, single: ScaleItem, multiple: MultipleItem, nps: NpsItem, number: NumberItem, text: TextItem, info: InfoItem,
};
