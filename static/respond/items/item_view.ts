// What every item type gets to draw itself with. A type is one component; `items/index.ts` lists them.
import type { FunctionComponent } from "preact";
import type { Item, Option } from "../../shared/round_file";
import type { QuotaState } from "../quota";
import type { Value } from "../questionnaire";

export interface ItemViewProps {
  id: string;  ///< of the field: links in error summaries lead here
  item: Item;
  options: readonly Option[];
  value: Value | undefined;
  error: string | undefined;
  quota: QuotaState | null;
  others_over_quota: readonly string[];  ///< names of the other members who got the quota's option
  on_change: (value: Value | undefined) => void;
}

export type ItemView = FunctionComponent<ItemViewProps>;
