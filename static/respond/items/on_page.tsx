// Every item type on the respondent's page. What is rare comes with a later script, fetched beside the welcome where this
// person is asked for it.
import type { Item, ItemType } from "../../shared/round_file";
import { use_i18n } from "../i18n";
import { Later, load_later } from "../later";
import type { Step } from "../questionnaire";
import { useEffect } from "preact/hooks";
import { common_views } from "./common";
import type { ItemView, ItemViewProps } from "./item_view";

function RankLater(props: ItemViewProps) {
  return <Later name="rank" of={props} />;
}

export const page_views: Readonly<Record<ItemType, ItemView>> = { ...common_views, rank: RankLater };

export function use_rare_items(steps: readonly Step[]): void {
  const { language } = use_i18n();
  const is_rare = (item: Item) => item.type === "rank";
  const needed = steps.some((step) => step.blocks.some((block) => block.items.some(is_rare)));
  useEffect(() => { if (needed) load_later("rank", language).catch(() => undefined); }, [needed, language]);
}
