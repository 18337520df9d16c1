// What an item that is ranked says, in English.

export const rank_en = {
  rank_hint: "Choose in order, the first one first. You need not rank all of them.",
  rank_add: "{option}, rank it number {n}",
  rank_up: "Up: {option}",
  rank_down: "Down: {option}",
  rank_remove: "Take out: {option}",
  rank_told: "{option}: number {n} of {of}",
  rank_out: "{option}: not ranked",
};

export type RankKey = keyof typeof rank_en;
