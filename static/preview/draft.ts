// A draft as the respondent's page can show it: what is missing or half written is filled in or left out, and nothing
// throws. Knows no component.
import { type Text, text_in } from "../shared/i18n";
import type { Category, Item, ItemType, Member, Option, RoundFile, Section, Unit } from "../shared/round_file";
import type { LoadedRound } from "../respond/load_round";

export interface PreviewMessage {
  type: "candor-preview";
  file: unknown;         ///< a round file, however unfinished
  unit?: unknown;        ///< id; else the first
  category?: unknown;    ///< id; else the first
  language?: unknown;
  start_at?: unknown;    ///< 0 welcome, 1… cards, then the review; a new one leads there
}

export interface Preview { loaded: LoadedRound; category: Category }

const types: readonly ItemType[] = ["scale", "single", "multiple", "number", "rank", "text", "nps", "info"];
const abouts: readonly Section["about"][] = ["team", "member", "none"];
const number_form = /^-?\d+(\.\d+)?(%|\/[1-9]\d*)?$/;
const share_form = /^\d+(\.\d+)?%?$|^\d+\/[1-9]\d*$/;

type Loose = Readonly<Record<string, unknown>>;

export function complete_draft(message: PreviewMessage): Preview {
  const file = object_of(message.file);
  const languages = unique(list_of(file.languages).filter((tag): tag is string => typeof tag === "string" && tag !== ""));
  const shown = languages.length > 0 ? languages : ["zh-CN", "en"];
  const named = (label: unknown, id: string) => named_text(label, id, shown);
  const categories = with_ids(file.categories).map((entry): Category => (
    { id: entry.id, label: named(entry.label, entry.id), confidential: entry.confidential !== false }));
  const units = with_ids(file.units);
  const unit = complete_unit(units.find((entry) => entry.id === message.unit) ?? units[0] ?? { id: "-" }, named);
  const rules = object_of(file.rules);
  const quota = complete_quota(rules.quota);
  const round: RoundFile = {
    candor_round: 1, id: typeof file.id === "string" ? file.id : "draft", title: named(file.title, typeof file.id === "string" ? file.id : "—"), languages: shown,
    asked_by: text_of(file.asked_by), intro: text_of(file.intro), use_of_answers: text_of(file.use_of_answers), thanks: text_of(file.thanks),
    contact: typeof file.contact === "string" ? file.contact : "",
    scales: Object.fromEntries(Object.entries(object_of(file.scales)).map(([id, scale]) => (
      [id, { options: complete_options(object_of(scale).options, named) }]))),
    sections: with_ids(file.sections).map((entry) => complete_section(entry, named)),
    categories: categories.length > 0 ? categories : [{ id: "-", label: named({}, "—") }], units: [unit],
    rules: { ...(quota && { quota }), min_cell: count_of(rules.min_cell) ?? 5, min_text: count_of(rules.min_text) ?? 10 },
    access: { mode: (["open", "ticket", "credential"] as const).find((mode) => mode === object_of(file.access).mode) ?? "ticket" },
  };
  const category = round.categories.find((entry) => entry.id === message.category) ?? round.categories[0] as Category;
  return { loaded: loaded_of(round, unit), category };
}

/// As if a server had opened the round; there is none to be asked, and nothing to be compared with.
function loaded_of(round: RoundFile, unit: Unit): LoadedRound {
  return {
    round, unit, part: 1, units: [], m: new Uint8Array(32), box_key: null, compared: true, entry: { unit, groups: [], comment_key: null },
    page: { round: round.id, state: "open", takes_ballots: true, opens_at: null, closes_at: null, manifest_hash: "", manifest: "", core: "" },
  };
}

type Named = (label: unknown, id: string) => Text;

function complete_unit(entry: Loose & { id: string }, named: Named): Unit {
  const due = object_of(entry.due);
  return {
    id: entry.id, name: named(entry.name, entry.id === "-" ? "—" : entry.id), items: complete_items(entry.items, named),
    members: with_ids(entry.members).map((member): Member => (
      { id: member.id, name: named(member.name, member.id), post: text_of(member.post), kind: typeof member.kind === "string" ? member.kind : "" })),
    ...(Object.keys(due).length > 0 && { due: Object.fromEntries(Object.entries(due).map(([id, n]) => [id, count_of(n) ?? 0])) }),
  };
}

function complete_section(entry: Loose & { id: string }, named: Named): Section {
  return {
    id: entry.id, about: abouts.find((about) => about === entry.about) ?? "team", of: typeof entry.of === "string" ? entry.of : "",
    title: named(entry.title, entry.id), hint: text_of(entry.hint), items: complete_items(entry.items, named),
  };
}

function complete_items(items: unknown, named: Named): readonly Item[] {
  return with_ids(items).filter((entry) => types.includes(entry.type as ItemType)).map((entry): Item => {
    const rule = object_of(entry.show_if);
    const show_if = typeof rule.item === "string" && rule.item !== "" && Array.isArray(rule.is)
      ? { item: rule.item, is: rule.is.filter((id): id is string => typeof id === "string") } : null;
    const min = bound_of(entry.min);
    const max = bound_of(entry.max);
    return {
      id: entry.id, type: entry.type as ItemType, label: named(entry.label, entry.id), hint: text_of(entry.hint),
      scale: typeof entry.scale === "string" ? entry.scale : "", options: complete_options(entry.options, named), required: entry.required === true,
      ...(show_if && { show_if }), ...(min !== null && { min }), ...(max !== null && { max }),
      decimals: Math.min(count_of(entry.decimals) ?? 0, 6), ...(count_of(entry.max_length) && { max_length: entry.max_length as number }),
    };
  });
}

function complete_options(options: unknown, named: Named): readonly Option[] {
  return with_ids(options).map((entry) => ({ id: entry.id, label: named(entry.label, entry.id), scored: entry.scored !== false }));
}

function complete_quota(value: unknown) {
  const { scale, option, at_most, rounding } = object_of(value);
  if (typeof scale !== "string" || typeof option !== "string" || !share_form.test(String(at_most))) return null;
  return { scale, option, at_most: String(at_most), rounding: rounding === "half_up" ? "half_up" as const : "floor" as const };
}

function object_of(value: unknown): Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value as Loose : {};
}

function list_of(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function unique(values: readonly string[]): readonly string[] {
  return values.filter((value, at) => values.indexOf(value) === at);
}

/// Entries that have an id of their own; of two with the same one the first.
function with_ids(value: unknown): readonly (Loose & { id: string })[] {
  const entries = list_of(value).map(object_of).filter((entry): entry is Loose & { id: string } => typeof entry.id === "string" && entry.id !== "");
  return entries.filter((entry, at) => entries.findIndex((other) => other.id === entry.id) === at);
}

function text_of(value: unknown): Text {
  return Object.fromEntries(Object.entries(object_of(value)).filter(([, text]) => typeof text === "string")) as Text;
}

/// In whichever language there is one, else the id.
function named_text(label: unknown, id: string, languages: readonly string[]): Text {
  const text = text_of(label);
  const any = text_in(text, languages[0] ?? "", [...languages, ...Object.keys(text)]).trim();
  return Object.fromEntries(languages.map((tag) => [tag, text[tag]?.trim() ? text[tag] as string : any || id]));
}

function count_of(value: unknown): number | null {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : null;
}

function bound_of(value: unknown): string | number | null {
  return (typeof value === "number" || typeof value === "string") && number_form.test(String(value)) ? value : null;
}
