// What an item that is ranked says, in Chinese.
import type { RankKey } from "./rank-en";

export const rank_zh_cn: Readonly<Record<RankKey, string>> = {
  rank_hint: "请按先后顺序点选，排在最前的先选。不必全部排序。",
  rank_add: "{option}，排在第 {n} 位",
  rank_up: "上移：{option}",
  rank_down: "下移：{option}",
  rank_remove: "移出：{option}",
  rank_told: "{option}：第 {n} 位，共 {of} 位",
  rank_out: "{option}：未排序",
};
