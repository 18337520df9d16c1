// What follows from a questionnaire's rules, in sentences that name its own units, categories and grades. Pure. The rules
// themselves: docs/scoring.md; nothing is counted here.
import { parse_share, quota_limit } from "../../respond/quota";
import type { Category, Item, RoundFile, Section, Unit } from "../../shared/round_file";
import { kDefaultMinCell, kDefaultMinText, options_of } from "../../shared/round_file";
import { pick } from "../../shared/staff/format";
import { to_number } from "../../shared/staff/rational";
import type { DesignerRulesWords } from "../../shared/strings/designer-rules-en";

/// What a sentence follows from.
export type Cause = "access" | "quota" | "min_cell" | "categories" | "quorum" | "weights" | "base" | "score" | "members_see" | "min_text" | "flags";

export interface Consequence {
  cause: Cause;
  text: string;
}

const kMostNames = 5;
const kExampleSizes = [3, 5, 7, 9];

interface Scene {
  file: RoundFile;
  lang: string;
  words: DesignerRulesWords;
  min_cell: number;
}

export function consequences(file: RoundFile, lang: string, words: DesignerRulesWords): readonly Consequence[] {
  const scene: Scene = { file, lang, words, min_cell: file.rules?.min_cell ?? kDefaultMinCell };
  const parts: readonly [Cause, (scene: Scene) => readonly string[]][] = [
    ["access", of_access], ["quota", of_quota], ["min_cell", of_min_cell], ["categories", of_open_categories],
    ["quorum", of_quorum], ["weights", of_weights], ["base", of_base], ["score", of_scores],
    ["members_see", of_members_see], ["min_text", of_min_text], ["flags", of_flags],
  ];
  return parts.reduce<readonly Consequence[]>((all, [cause, make]) => (
    [...all, ...make(scene).map((text) => ({ cause, text }))]), []);
}

/// A part of a whole, as people read it: "30 %", "33.3 %"; for showing only.
export function share_text(part: number, whole: number, lang: string): string {
  const percent = Math.round((part / whole) * 1000) / 10;
  return lang === "en" ? `${percent} %` : `${percent}%`;
}

function unit_names(scene: Scene, units: readonly Unit[]): string {
  const { words, lang } = scene;
  const names = units.slice(0, kMostNames).map((unit) => pick(unit.name, lang, unit.id));
  const rest = units.length - names.length;
  return words.more(rest > 0 ? names.join(lang === "en" ? ", " : "、") : words.and(names), rest);
}

function category_name(scene: Scene, category: Category): string {
  return pick(category.label, scene.lang, category.id);
}

function is_protected(category: Category): boolean {
  return category.confidential !== false;
}

function due_of(unit: Unit, category: Category): number {
  return unit.due?.[category.id] ?? 0;
}

function of_access({ file, words }: Scene): readonly string[] {
  return file.access?.mode === "open" ? [words.follows.access_open] : [];
}

function of_quota(scene: Scene): readonly string[] {
  const { file, words, lang } = scene;
  const quota = file.rules?.quota;
  if (!quota) return [];
  const asking = file.sections.filter((section) => section.about === "member"
    && section.items.some((item) => item.type === "scale" && item.scale === quota.scale));
  if (asking.length === 0) return [words.follows.quota_unused];
  const option = option_name(file, quota.scale, quota.option, lang);
  const sizes = [...new Set(file.units.map((unit) => unit.members?.length ?? 0))].filter((size) => size > 0).sort((a, b) => a - b);
  const limits = (sizes.length > 0 ? sizes : kExampleSizes).map((size) => (
    { size, limit: quota_limit(quota.at_most, quota.rounding ?? "floor", size) ?? size }));
  const listed = (kept: typeof limits) => kept.map(({ size }) => String(size)).join(lang === "en" ? ", " : "、");
  const nobody = limits.filter(({ limit }) => limit === 0);
  const any = limits.filter(({ size, limit }) => limit >= size);
  const some = limits.filter(({ size, limit }) => limit > 0 && limit < size);
  return [
    ...some.map(({ size, limit }) => words.follows.quota_at_most(size, limit, option)),
    ...(nobody.length > 0 ? [words.follows.quota_nobody(listed(nobody), option)] : []),
    ...(any.length > 0 ? [words.follows.quota_any(listed(any), option)] : []),
    ...(file.rules?.invalid?.includes("over_quota") ? [] : [words.follows.quota_counted]),
  ];
}

function option_name(file: RoundFile, scale: string, option: string, lang: string): string {
  const found = file.scales?.[scale]?.options.find((candidate) => candidate.id === option);
  return pick(found?.label, lang, option);
}

function of_min_cell(scene: Scene): readonly string[] {
  const { file, words, min_cell: k } = scene;
  const kept = file.categories.filter(is_protected);
  const [first, second] = kept;
  if (!first) return [];
  const merging = !second ? words.follows.protected_alone(category_name(scene, first), k)
    : kept.length === 2 ? words.follows.protected_pair(category_name(scene, second), category_name(scene, first), k)
      : words.follows.protected_many(k);
  return [merging, ...(second ? [words.follows.protected_nothing(k)] : []), ...small_groups(scene, kept)];
}

/// Where too few are due for a group of their own, by category; and where all protected together are too few.
function small_groups(scene: Scene, kept: readonly Category[]): readonly string[] {
  const { file, words, min_cell: k } = scene;
  const stated = file.units.filter((unit) => unit.due !== undefined);
  const all_due = (unit: Unit) => kept.reduce((sum, category) => sum + due_of(unit, category), 0);
  const tiny = stated.filter((unit) => all_due(unit) > 0 && all_due(unit) < k);
  const by_category = kept.map((category) => ({
    category,
    units: stated.filter((unit) => due_of(unit, category) > 0 && due_of(unit, category) < k && all_due(unit) >= k),
  }));
  return [
    ...by_category.filter(({ units }) => units.length > 0)
      .map(({ category, units }) => words.follows.small(category_name(scene, category), k, unit_names(scene, units))),
    ...(tiny.length > 0 ? [words.follows.tiny(k, unit_names(scene, tiny))] : []),
  ];
}

function of_open_categories(scene: Scene): readonly string[] {
  return scene.file.categories.filter((category) => !is_protected(category))
    .map((category) => scene.words.follows.open(category_name(scene, category)));
}

function of_quorum(scene: Scene): readonly string[] {
  const { file, words, lang } = scene;
  const quorum = file.rules?.quorum;
  if (!quorum) return [];
  const all_due = (unit: Unit) => file.categories.reduce((sum, category) => sum + due_of(unit, category), 0);
  const stated = file.units.filter((unit) => unit.due !== undefined && all_due(unit) > 0);
  const silent = file.units.filter((unit) => unit.due === undefined);
  return [
    ...stated.slice(0, kMostNames).map((unit) => (
      words.follows.quorum(pick(unit.name, lang, unit.id), people_needed(quorum.at_least, all_due(unit)), all_due(unit)))),
    words.follows.quorum_marked,
    ...(silent.length > 0 ? [words.follows.quorum_unknown(unit_names(scene, silent))] : []),
  ];
}

/// The least whole number that is at least that share of `due`. Adds up remainders, so that no product can lose digits.
export function people_needed(share: string | number, due: number): number {
  const parts = parse_share(share);
  if (!parts || parts.denominator === 0) return due;
  let whole = 0;
  let remainder = 0;
  for (let i = 0; i < due; i++) {
    remainder += parts.numerator;
    if (remainder < parts.denominator) continue;
    remainder -= parts.denominator;
    whole += 1;
  }
  return Math.min(remainder > 0 ? whole + 1 : whole, due);
}

function of_weights(scene: Scene): readonly string[] {
  const { file, words, lang } = scene;
  if (file.categories.length < 2) return [];
  const weights = file.categories.map((category) => to_number(category.weight ?? 1) ?? 0);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  if (whole <= 0) return [words.follows.weights_none];
  const alike = weights.every((weight) => weight === weights[0]);
  const shares = file.categories.map((category, at) => words.follows.share(category_name(scene, category), share_text(weights[at] ?? 0, whole, lang)));
  const empty = file.rules?.empty_category === "void" ? words.follows.void : words.follows.renormalise;
  return [alike ? words.follows.weights_alike : words.follows.weights(words.and(shares)), empty];
}

function of_base({ file, words, lang }: Scene): readonly string[] {
  const base = file.rules?.base ?? "scored";
  if (base === "scored") return [];
  const scored = scored_items(file);
  const unscored = scored.reduce<readonly string[]>((names, item) => (
    [...names, ...options_of(file, item).filter((option) => option.scored === false).map((option) => pick(option.label, lang, option.id))]), []);
  const quoted = [...new Set(unscored)].map((name) => `“${name}”`);
  const option = quoted.length > 0 ? words.and(quoted) : words.follows.dont_know;
  return [base === "valid" ? words.follows.base_valid(option) : words.follows.base_returned(option)];
}

function scored_items(file: RoundFile): readonly Item[] {
  return file.sections.reduce<readonly Item[]>((items, section) => [...items, ...section.items.filter((item) => item.type === "scale")], []);
}

function of_scores(scene: Scene): readonly string[] {
  const abouts = (["team", "member", "none"] as const).filter((about) => (
    scene.file.sections.some((section) => section.about === about && section.items.some((item) => item.type === "scale"))));
  return abouts.map((about) => score_of(scene, about));
}

function score_of({ file, words, lang }: Scene, about: Section["about"]): string {
  const items = file.sections.filter((section) => section.about === about)
    .reduce<readonly Item[]>((all, section) => [...all, ...section.items], [])
    .filter((item) => item.type === "scale" && (to_number(item.weight ?? 0) ?? 0) > 0);
  const whom = words.follows.about[about];
  const [first, second] = items;
  if (!first) return words.follows.score_none(whom);
  if (!second) return words.follows.score_one(whom, pick(first.label, lang, first.id));
  const whole = items.reduce((sum, item) => sum + (to_number(item.weight ?? 0) ?? 0), 0);
  const shares = items.map((item) => words.follows.of_item(pick(item.label, lang, item.id), share_text(to_number(item.weight ?? 0) ?? 0, whole, lang)));
  return words.follows.score_many(whom, words.and(shares));
}

function of_members_see({ file, words }: Scene): readonly string[] {
  if (!file.sections.some((section) => section.about === "member")) return [];
  return [words.follows.members_see[file.rules?.members_see ?? "own"]];
}

function of_min_text({ file, words }: Scene): readonly string[] {
  const asks = file.sections.some((section) => section.items.some((item) => item.type === "text"))
    || file.units.some((unit) => (unit.items ?? []).some((item) => item.type === "text"));
  return asks ? [words.follows.comments(file.rules?.min_text ?? kDefaultMinText)] : [];
}

/// A flag's condition in its parts; null where it is none.
export interface FlagCondition {
  operand: "favourable" | "option" | "score";
  option: string;
  comparison: "<" | "<=" | ">" | ">=";
  threshold: string;
}

export function parse_condition(when: string): FlagCondition | null {
  const match = /^(favourable|score|option:([A-Za-z0-9_.-]{1,64})) *(<=|>=|<|>) *(\S+)$/.exec(when.trim());
  if (!match) return null;
  const option = match[2] ?? "";
  return {
    operand: option ? "option" : (match[1] as "favourable" | "score"), option,
    comparison: match[3] as FlagCondition["comparison"], threshold: match[4] ?? "",
  };
}

export function condition_text({ operand, option, comparison, threshold }: FlagCondition): string {
  return `${operand === "option" ? `option:${option}` : operand} ${comparison} ${threshold}`;
}

function of_flags({ file, words, lang }: Scene): readonly string[] {
  const items = scored_items(file);
  return (file.rules?.flags ?? []).reduce<readonly string[]>((sentences, flag) => {
    const condition = parse_condition(flag.when);
    if (!condition) return sentences;
    const item = items.find((candidate) => candidate.id === flag.item);
    const operand = condition.operand === "option"
      ? words.follows.option_share(option_name(file, item?.scale ?? "", condition.option, lang)) : words.flags.operands[condition.operand];
    const told = words.follows.flag_words(operand, words.flags.comparisons[condition.comparison], condition.threshold);
    return [...sentences, words.follows.flag(pick(flag.label, lang, flag.id), pick(item?.label, lang, words.follows.missing_item), told)];
  }, []);
}
