// Every item type, with what draws it, for pages that need not be small. The respondent's own page has on_page.tsx.
import type { ItemType } from "../../shared/round_file";
import { rank_en } from "../../shared/strings/rank-en";
import { rank_zh_cn } from "../../shared/strings/rank-zh-CN";
import { give_words } from "../words";
import type { ItemView } from "./item_view";
import { common_views } from "./common";
import "./items.css";
import { RankItem } from "./rank";

give_words("rank", { en: rank_en, "zh-CN": rank_zh_cn });

export const item_views: Readonly<Record<ItemType, ItemView>> = { ...common_views, rank: RankItem };
