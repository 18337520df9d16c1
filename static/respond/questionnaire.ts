// A questionnaire as plain values: the steps that one respondent goes through, what is asked of whom, which items are
// visible, what stands against casting, and the bodies that are cast. Knows no component, no language, no network.
import { type Json, encode_canonical, well_formed } from "../shared/canonical";
import {
  type Item, type Member, type RoundFile, type Section, type Unit, kDefaultTextLength, member_list,
} from "../shared/round_file";
import { number_answer } from "./number";
import { quota_state } from "./quota";

/// An answer as it is given: option id, text, `nps` as an integer, several option ids, what was typed as a number.
export type Value = string | number | readonly string[];
/// about → item → value. Holds hidden items' answers too, so that showing an item again brings its answer back.
export type Answers = Readonly<Record<string, Readonly<Record<string, Value>>>>;

/// What one section asks of one ratee; `section` is null for the unit's own items.
export interface Block {
  section: Section | null;
  items: readonly Item[];
}

/// One card: the team, one member, or a section about none.
export interface Step {
  id: string;
  about: string;  ///< "team", "-" or a member id
  member: Member | null;
  blocks: readonly Block[];
}

export type ProblemKind = "required" | "over_quota" | "too_long" | "too_few" | "too_many" | "no_number";

export interface Problem {
  kind: ProblemKind;
  step: number;  ///< index into the steps
  about: string;
  item: Item;
}

/// Sections about the team one by one (the unit's own items at the end of the last), then one card per member with
/// all that is asked of them, then sections about none.
export function make_steps(round: RoundFile, unit: Unit): readonly Step[] {
  const steps: Step[] = [];
  const team = round.sections.filter((section) => section.about === "team");
  const own: Block[] = unit.items && unit.items.length > 0 ? [{ section: null, items: unit.items }] : [];
  team.forEach((section, index) => {
    const blocks = [{ section, items: section.items }, ...(index === team.length - 1 ? own : [])];
    steps.push({ id: `team.${section.id}`, about: "team", member: null, blocks });
  });
  if (team.length === 0 && own.length > 0) steps.push({ id: "team", about: "team", member: null, blocks: own });
  for (const member of member_list(unit)) {
    const blocks = round.sections.filter((section) => is_about(section, member))
      .map((section) => ({ section, items: section.items }));
    if (blocks.length > 0) steps.push({ id: `member.${member.id}`, about: member.id, member, blocks });
  }
  for (const section of round.sections.filter((candidate) => candidate.about === "none")) {
    steps.push({ id: `none.${section.id}`, about: "-", member: null, blocks: [{ section, items: section.items }] });
  }
  return steps;
}

function is_about(section: Section, member: Member): boolean {
  return section.about === "member" && (section.of === undefined || section.of === "" || section.of === member.kind);
}

/// What was given, as it was given. Ids may be called like what every object has ("constructor").
export function value_of(answers: Answers, about: string, item: string): Value | undefined {
  const own = (object: object, key: string) => Object.prototype.hasOwnProperty.call(object, key);
  const given = own(answers, about) ? answers[about] : undefined;
  return given && own(given, item) ? given[item] : undefined;
}

/// Items of a block that these answers show: a hidden item's own answer shows nothing further.
export function visible_items(block: Block, answers: Answers, about: string): readonly Item[] {
  const shown = new Set<string>();
  return block.items.filter((item) => {
    const rule = item.show_if;
    const answer = rule ? value_of(answers, about, rule.item) : undefined;
    const chosen = Array.isArray(answer) ? (answer as readonly string[]) : [answer];
    const visible = !rule || (shown.has(rule.item) && rule.is.some((option) => chosen.includes(option)));
    if (visible) shown.add(item.id);
    return visible;
  });
}

/// Items in successive runs: those of one scale that follow each other together, every other one by itself.
export function runs_of(items: readonly Item[]): readonly (readonly Item[])[] {
  const runs: Item[][] = [];
  for (const item of items) {
    const last = runs[runs.length - 1];
    const joins = item.type === "scale" && last?.[0]?.type === "scale" && last[0].scale === item.scale;
    if (joins && last) last.push(item);
    else runs.push([item]);
  }
  return runs;
}

export function step_items(step: Step, answers: Answers): readonly Item[] {
  return step.blocks.reduce<readonly Item[]>((items, block) => [...items, ...visible_items(block, answers, step.about)], []);
}

/// The answer as it would be cast: absent where nothing (or only white space) was given, and where a number is none.
/// Several options stand in the order of the file (`multiple`), or as they were ranked.
export function answer_of(answers: Answers, about: string, item: Item): Value | undefined {
  const value = value_of(answers, about, item.id);
  if (typeof value === "string") {
    if (item.type === "number") return number_answer(item, value) ?? undefined;
    return (item.type === "text" ? clean_text(value) : value) || undefined;
  }
  if (!Array.isArray(value)) return value;
  const ids = (item.options ?? []).map((option) => option.id);
  const chosen = item.type === "rank" ? (value as readonly string[]).filter((id) => ids.includes(id)) : ids.filter((id) => value.includes(id));
  return chosen.length > 0 ? chosen : undefined;
}

function clean_text(value: string): string {
  return well_formed(value).replace(/\0/g, "").trim();
}

/// How many options of a `multiple` may be chosen by whoever answers it.
export function choice_limits(item: Item): { min: number; max: number } {
  return { min: Math.max(1, Number(item.min ?? 1)), max: Number(item.max ?? item.options?.length ?? 0) };
}

export function with_answer(answers: Answers, about: string, item: string, value: Value | undefined): Answers {
  const given: Record<string, Value> = { ...answers[about], ...(value !== undefined && { [item]: value }) };
  if (value === undefined) delete given[item];
  return { ...answers, [about]: given };
}

export function is_ballot_item(item: Item): boolean {
  return item.type !== "text" && item.type !== "info";
}

/// People count characters, not code units.
export function text_length(text: string): number {
  return Array.from(text.trim()).length;
}

/// Whether nothing but texts was answered.
export function is_blank(steps: readonly Step[], answers: Answers): boolean {
  return steps.every((step) => step_items(step, answers)
    .every((item) => !is_ballot_item(item) || answer_of(answers, step.about, item) === undefined));
}

/// What stands against casting, in the order of the steps.
export function find_problems(round: RoundFile, unit: Unit, steps: readonly Step[], answers: Answers): readonly Problem[] {
  const problems: Problem[] = [];
  steps.forEach((step, index) => {
    for (const item of step_items(step, answers)) {
      const kind = problem_of(round, unit, steps, answers, step, item);
      if (kind) problems.push({ kind, step: index, about: step.about, item });
    }
  });
  return problems;
}

function problem_of(
  round: RoundFile, unit: Unit, steps: readonly Step[], answers: Answers, step: Step, item: Item,
): ProblemKind | null {
  const answer = answer_of(answers, step.about, item);
  if (item.type === "text") {
    return typeof answer === "string" && text_length(answer) > (item.max_length ?? kDefaultTextLength) ? "too_long" : null;
  }
  if (item.type === "number" && answer === undefined && String(value_of(answers, step.about, item.id) ?? "").trim() !== "") return "no_number";
  if (answer === undefined) return item.required && is_ballot_item(item) ? "required" : null;
  if (item.type === "multiple") return count_problem(item, answer);
  const quota = quota_state(round, unit, steps, answers, item.id);
  return quota && step.member && answer === quota.option && quota.given_to.length > quota.limit ? "over_quota" : null;
}

function count_problem(item: Item, answer: Value): ProblemKind | null {
  const { min, max } = choice_limits(item);
  const count = Array.isArray(answer) ? answer.length : 0;
  if (count < min) return "too_few";
  return count > max ? "too_many" : null;
}

/// Canonical body of the ballot: every visible, answered item that is no text.
export function ballot_body(steps: readonly Step[], answers: Answers): string {
  return encode_canonical(collect(steps, answers, is_ballot_item));
}

/// Canonical body of the comment; null where no text was written.
export function comment_body(steps: readonly Step[], answers: Answers): string | null {
  const texts = collect(steps, answers, (item) => item.type === "text");
  return Object.keys(texts).length > 0 ? encode_canonical(texts) : null;
}

function collect(steps: readonly Step[], answers: Answers, wanted: (item: Item) => boolean): Record<string, Record<string, Json>> {
  const body = Object.create(null) as Record<string, Record<string, Json>>;
  for (const step of steps) {
    for (const item of step_items(step, answers)) {
      const answer = wanted(item) ? answer_of(answers, step.about, item) : undefined;
      if (answer === undefined) continue;
      const given = body[step.about] ?? Object.create(null) as Record<string, Json>;
      given[item.id] = answer;
      body[step.about] = given;
    }
  }
  return body;
}
