// The three sentences in English. Words only: every number arrives in the facts.
import { response_share } from "./facts";
import type { Comparison, Standing } from "./compare";
import type { Facts } from "./facts";
import type { Phrases } from "./phrases";

export function list_en(names: string[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}

function quoted(names: string[]): string {
  return list_en(names.map((n) => `“${n}”`));
}

function people(n: number): string {
  return n === 1 ? "1 person" : `${n} people`;
}

function answers(n: number): string {
  return n === 1 ? "1 answer" : `${n} answers`;
}

function turnout(f: Facts): string {
  const where = f.left_out.length > 0 ? " in the groups shown here" : "";
  if (f.due === null) return `${f.returned === 1 ? "1 ballot was" : `${f.returned} ballots were`} returned${where}`;
  if (f.returned > f.due) return `${f.returned} ballots were returned${where}, though ${people(f.due)} were due`;
  if (f.returned === f.due) return `All ${people(f.due)} due${where} answered`;
  return `${f.returned} of the ${people(f.due)} due${where} answered`;
}

function score_part(f: Facts): string {
  if (!f.score) return "";
  const range = f.score.range ? ` on a scale from ${f.score.range.low} to ${f.score.range.high}` : "";
  return `the ${f.score.of_team ? "team’s " : ""}${f.score.weighted ? "weighted " : ""}score is ${f.score.score}${range}`;
}

function outcome(f: Facts): string {
  const parts: string[] = [];
  if (f.headline) parts.push(`${f.headline.rate}% of the ${f.headline.n} who rated “${f.headline.name}” did so favourably`);
  if (f.score) parts.push(score_part(f));
  if (parts.length > 0) return `${turnout(f)}; ${parts.join(", and ")}.`;
  if (f.members > 0) return `${turnout(f)}; the figures are about ${people(f.members)}, each shown below.`;
  return `${turnout(f)}; no score came of it.`;
}

function share(s: Standing, most: string): string {
  return s.names.length > 1 ? `${quoted(s.names)} share the ${most} score (${s.score})` : `${quoted(s.names)} has the ${most} score (${s.score})`;
}

function compared(c: Comparison): string {
  switch (c.kind) {
    case "nothing": return "No item has a score, so none can be called strongest or weakest.";
    case "single":
      return c.scored > 1 ? "The items are on different scales, so none can be called strongest or weakest."
        : "Only one item is scored, so there is nothing to compare it with.";
    case "too_few": return `With ${answers(c.answers)} to an item, the ${c.count} items cannot be told apart reliably.`;
    case "equal": return `All ${c.count} items have the same score (${c.score}).`;
    case "close":
      return `The ${c.count} items lie close together: ${share(c.top, "highest")}, ${share(c.bottom, "lowest")}; ` +
        "a difference this small should not be built on.";
    case "apart": return `Of ${c.count} items, ${share(c.top, "highest")}, and ${share(c.bottom, "lowest")}.`;
  }
}

function grouped(c: Comparison): string {
  switch (c.kind) {
    case "equal": return `Only one item is scored; all ${c.count} groups gave it the same score (${c.score}).`;
    case "close":
      return `Only one item is scored; the groups lie close together, from ${c.bottom.score} (${list_en(c.bottom.names)}) ` +
        `to ${c.top.score} (${list_en(c.top.names)}), a difference too small to build on.`;
    case "apart":
      return `Only one item is scored; ${list_en(c.top.names)} gave it the highest score (${c.top.score}), ` +
        `${list_en(c.bottom.names)} the lowest (${c.bottom.score}).`;
    case "too_few": return `Only one item is scored, and with ${answers(c.answers)} in a group the groups cannot be told apart reliably.`;
    case "nothing":
    case "single": return "Only one item is scored, so there is nothing to compare it with.";
  }
}

function share_of_due(percent: number | null): string {
  return percent === null || percent > 100 ? "" : `: ${percent}% of those due answered`;
}

function response(f: Facts): string {
  const percent = response_share(f);
  if (f.quorum && !f.quorum.met) {
    return `The quorum of ${f.quorum.at_least} is not met, so the figures stand only for those who answered`;
  }
  if (f.quorum) return `The quorum of ${f.quorum.at_least} is met${share_of_due(percent)}`;
  if (percent === null) return "How many people were due is not recorded, so nobody can say how many kept silent";
  return `${percent}% of those due answered`;
}

function bounds(f: Facts): string | null {
  if (!f.bounds) return null;
  if (f.bounds.silent === 0) return "nobody due is missing from the rate";
  return `whatever the ${people(f.bounds.silent)} without a rating think, between ${f.bounds.low}% and ${f.bounds.high}% of all due would be favourable`;
}

function unknown(f: Facts): string | null {
  if (f.dont_know.of === 0) return null;
  if (f.dont_know.count === 0) return null;
  return `“don’t know” or the like makes up ${f.dont_know.count} of ${f.dont_know.of} answers`;
}

function certainty(f: Facts): string {
  const parts = [response(f), bounds(f), unknown(f)];
  if (f.invalid > 0) parts.push(f.invalid === 1 ? "1 ballot was invalid" : `${f.invalid} ballots were invalid`);
  for (const names of f.merged) parts.push(`${list_en(names)} are shown together, because a group of fewer than ${f.min_cell} is never shown alone`);
  if (f.left_out.length > 0) {
    parts.push(`${list_en(f.left_out)} ${f.left_out.length > 1 ? "are" : "is"} left out, with fewer than ${f.min_cell} ballots together`);
  }
  return `${parts.filter((p) => p !== null).join("; ")}.`;
}

export const phrases_en: Phrases = {
  outcome,
  extremes: (f) => (f.items.kind === "single" && f.groups ? grouped(f.groups) : compared(f.items)),
  certainty,
};
