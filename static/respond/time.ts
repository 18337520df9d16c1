// How long a questionnaire takes, told before it begins. The one place of the formula:
//
//   shortest = Σ over the cards kCardS[0] + Σ over what is asked kSeconds[type][0], without texts and what is asked only
//              after a certain answer;
//   longest  = the same with the second figures, everything included;
//
// both in seconds, over the cards of this person, so that members count as often as there are members; the shortest is
// rounded down to whole minutes and the longest up. `rank` and `multiple` add kOptionS for each option, which is read.
// The figures are for people who read and think, not for those who tap through. Knows no component and no language.
import type { Item, ItemType } from "../shared/round_file";
import type { Step } from "./questionnaire";

type Range = readonly [number, number];

const kCardS: Range = [3, 8];  // to see whom or what it is about, and to go on
const kOptionS: Range = [1, 2];
const kSeconds: Readonly<Record<ItemType, Range>> = {
  scale: [4, 8], single: [5, 10], multiple: [5, 10], nps: [5, 10], number: [6, 15], rank: [6, 12], info: [2, 5], text: [0, 60],
};

export interface Minutes { from: number; to: number }

export function minutes_for(steps: readonly Step[]): Minutes {
  let from = 0;
  let to = 0;
  for (const step of steps) {
    from += kCardS[0];
    to += kCardS[1];
    for (const { items } of step.blocks) {
      for (const item of items) {
        from += item.show_if ? 0 : seconds(item, 0);
        to += seconds(item, 1);
      }
    }
  }
  return { from: Math.max(1, Math.floor(from / 60)), to: Math.max(1, Math.ceil(to / 60)) };
}

function seconds(item: Item, which: 0 | 1): number {
  const options = item.type === "rank" || item.type === "multiple" ? item.options ?? [] : [];
  return kSeconds[item.type][which] + options.length * kOptionS[which];
}
