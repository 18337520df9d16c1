// Edits of scales: new ones, their options, who uses them, and what one would be ashamed of in them. Pure.
import type { Option, RoundFile } from "../../shared/round_file";
import { pick } from "../../shared/staff/format";
import { to_number } from "../../shared/staff/rational";
import { all_items } from "./integrity";
import { options_in_languages } from "./item_edits";
import { fresh_id, without } from "./lists";
import { grade_presets } from "./presets";

export const kMostScales = 200;

export function with_scale_options(file: RoundFile, id: string, change: (options: readonly Option[]) => readonly Option[]): RoundFile {
  const scale = file.scales?.[id];
  return scale ? { ...file, scales: { ...file.scales, [id]: { ...scale, options: change(scale.options) } } } : file;
}

export interface Added {
  file: RoundFile;
  id: string;
}

export function with_scale(file: RoundFile, stem: string, options: readonly Option[]): Added {
  const id = fresh_id(Object.keys(file.scales ?? {}), stem);
  return { file: { ...file, scales: { ...file.scales, [id]: { options: options_in_languages(options, file.languages) } } }, id };
}

/// A ready scale by its id among the presets; one that is there already with the same grades is taken again.
export function with_grades(file: RoundFile, preset_id: string): Added {
  const preset = grade_presets.find(({ id }) => id === preset_id) ?? grade_presets[0];
  if (!preset) return { file, id: "" };
  const same = Object.entries(file.scales ?? {}).find(([, { options }]) => signature(options) === signature(preset.options));
  return same ? { file, id: same[0] } : with_scale(file, preset.scale_id, preset.options);
}

function signature(options: readonly Option[]): string {
  return options.map(({ id, value, favourable }) => `${id}=${value ?? ""}${favourable ? "+" : ""}`).join(" ");
}

/// For a question of type scale that does not say which: the round's first, or a ready one.
export function with_some_scale(file: RoundFile): Added {
  const first = Object.keys(file.scales ?? {})[0];
  return first !== undefined ? { file, id: first } : with_grades(file, "");
}

export const kBlankScale: readonly Option[] = [
  { id: "good", label: {}, value: "100", favourable: true }, { id: "fair", label: {}, value: "60" }, { id: "poor", label: {}, value: "0" },
  { id: "unknown", label: { "zh-CN": "不了解", en: "Don't know" }, scored: false },
];

export function new_option(options: readonly Option[]): Option {
  return { id: fresh_id(options.map(({ id }) => id), "option"), label: {}, value: "0" };
}

/// Scored: it has a value and may be favourable. Not: "don't know", in no score.
export function with_scored(option: Option, scored: boolean): Option {
  if (scored) return { ...without(option, "scored"), value: option.value ?? "0" };
  return { ...without(without(option, "value"), "favourable"), scored: false };
}

export function is_scored(option: Option): boolean {
  return option.scored !== false;
}

/// An option may go while two stay, one of them scored.
export function can_remove(options: readonly Option[], at: number): boolean {
  return options.length > 2 && options.some((option, place) => place !== at && is_scored(option));
}

export function users_of(file: RoundFile, scale: string): readonly { label: Readonly<Record<string, string>>; id: string }[] {
  return all_items(file).filter((item) => item.type === "scale" && item.scale === scale);
}

export type ScaleFault = "not_falling" | "no_favourable" | "no_unscored";

export function scale_faults(options: readonly Option[]): readonly ScaleFault[] {
  const values = options.filter(is_scored).map(({ value }) => to_number(value) ?? NaN);
  const falling = values.every((value, at) => at === 0 || value < (values[at - 1] ?? NaN));
  return [
    ...(falling ? [] : ["not_falling" as const]),
    ...(options.some(({ favourable }) => favourable) ? [] : ["no_favourable" as const]),
    ...(options.every(is_scored) ? ["no_unscored" as const] : []),
  ];
}

/// A scale has no name of its own: its grades are what people know it by.
export function scale_name(options: readonly Option[], lang: string, fallback: string): string {
  return options.map((option) => pick(option.label, lang, option.id)).join(" / ") || fallback;
}
