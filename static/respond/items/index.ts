// Item types that the page can show. A round with another type is refused when it is opened, not here.
import type { ItemType } from "../../shared/round_file";
import { InfoItem } from "./info";
import type { ItemView } from "./item_view";
import { ScaleItem } from "./scale";
import { TextItem } from "./text";

export const item_views: Partial<Record<ItemType, ItemView>> = { scale: ScaleItem, text: TextItem, info: InfoItem };
