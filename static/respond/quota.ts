// The quota of a round ("at most a third of the members may be rated excellent"), exact: how many one ballot may give,
// and to whom it has been given. Knows no component and no language.
import { type RoundFile, type Unit, member_list } from "../shared/round_file";
import { type Answers, type Step, answer_of, step_items } from "./questionnaire";

export interface QuotaState {
  option: string;
  limit: number;
  members: number;                     ///< what the limit was worked out from: the unit's members
  given_to: readonly number[];         ///< indices of the steps whose member got the option
}

/// "1/3", "0.3", "30%", "1", with at most 15 digits in all: numerator and denominator below 2^53.
export function parse_share(text: string | number): { numerator: number; denominator: number } | null {
  const match = /^(\d+)(?:\.(\d+))?(%)?$|^(\d+)\/(\d+)$/.exec(String(text));
  if (!match) return null;
  if (match[4] !== undefined) return { numerator: Number(match[4]), denominator: Number(match[5]) };
  const digits = match[2] ?? "";
  return { numerator: Number(`${match[1]}${digits}`), denominator: Number(`1${"0".repeat(digits.length + (match[3] ? 2 : 0))}`) };
}

/// share × members, rounded; null where the share is none. Adds up remainders, so that no product can lose digits.
export function quota_limit(at_most: string | number, rounding: "floor" | "half_up", members: number): number | null {
  const share = parse_share(at_most);
  if (!share || share.denominator === 0) return null;
  if (share.numerator >= share.denominator) return members;
  let whole = 0;
  let remainder = 0;
  for (let i = 0; i < members; i++) {
    remainder += share.numerator;
    if (remainder >= share.denominator) {
      remainder -= share.denominator;
      whole += 1;
    }
  }
  return rounding === "half_up" && remainder >= share.denominator - remainder ? whole + 1 : whole;
}

/// Null where the quota does not concern this item. Only items of the quota's scale about members count.
export function quota_state(
  round: RoundFile, unit: Unit, steps: readonly Step[], answers: Answers, item_id: string,
): QuotaState | null {
  const quota = round.rules?.quota;
  if (!quota) return null;
  const asked = steps.some((step) => step.member && step.blocks.some((block) => block.items
    .some((item) => item.id === item_id && item.type === "scale" && item.scale === quota.scale)));
  const members = member_list(unit).length;
  const limit = asked ? quota_limit(quota.at_most, quota.rounding ?? "floor", members) : null;
  if (limit === null) return null;
  const given_to = steps.map((step, index) => ({ step, index }))
    .filter(({ step }) => step.member && step_items(step, answers)
      .some((item) => item.id === item_id && item.scale === quota.scale && answer_of(answers, step.about, item) === quota.option))
    .map(({ index }) => index);
  return { option: quota.option, limit, members, given_to };
}
