// What people wrote about a unit, under whom and what it is about: texts that an organizer has read and cleared, shuffled.
// They come by a request of their own after everything else; where it fails, a line says so and the rest stands.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { Button } from "../shared/components/button";
import { round_path } from "../shared/staff/api";
import { pick } from "../shared/staff/format";
import { min_text_of, text_items } from "../shared/staff/reading";
import type { UnitComments } from "../shared/staff/reading";
import { ShownWords } from "../shared/staff/shown_words";
import { use_loaded } from "../shared/staff/use_loaded";
import type { Loaded } from "../shared/staff/use_loaded";
import type { UnitReport } from "../shared/staff/types";
import { member_name } from "./report_names";
import { use_words } from "./use_words";

/** Why no texts stand here though they are asked for; null where they may. */
export type Silence = "too_few" | null;

/** A unit's texts are asked for where it is shown by itself, released, and the round asks something in words. */
export function asks_for_comments(report: UnitReport): boolean {
  const { result, round, round_file } = report;
  return round.state === "released" && round.purged_at === null && !result.suppressed && result.units === undefined && text_items(round_file).length > 0;
}

/** With too few valid ballots behind the shown groups nobody reads texts. */
export function silence_of(report: UnitReport): Silence {
  const valid = (report.result.groups ?? []).reduce((sum, group) => sum + group.valid, 0);
  return valid < min_text_of(report.round_file) ? "too_few" : null;
}

export type Entries = UnitComments["items"];

/** Texts about one ratee by question, in the order of the questions; unknown questions last. */
export function by_item(report: UnitReport, entries: Entries, about: string): { item: string; label: string; texts: string[] }[] {
  const own = entries.filter((entry) => same_ratee(entry.about, about));
  const asked = text_items(report.round_file).map(({ id }) => id);
  const ids = [...new Set([...asked, ...own.map((entry) => entry.item)])];
  return ids
    .map((id) => ({ item: id, label: id, texts: own.filter((entry) => entry.item === id).map((entry) => entry.text) }))
    .filter(({ texts }) => texts.length > 0);
}

function same_ratee(one: string, other: string): boolean {
  const general = (about: string) => about === "-" || about === "none";
  return one === other || (general(one) && general(other));
}

/** Ratees that texts are about and that have no figures of their own on the page. */
export function ratees_without_figures(report: UnitReport, entries: Entries): string[] {
  const shown = (report.result.results ?? []).map((result) => result.about);
  const all = [...new Set(entries.map((entry) => entry.about))];
  return all.filter((about) => !shown.some((other) => same_ratee(about, other)));
}

interface Context { report: UnitReport; loaded: Loaded<UnitComments> | null }

const context = createContext<Context | null>(null);
export const CommentsProvider = context.Provider;

/** Asks once the report stands there. */
export function use_comments(report: UnitReport): Loaded<UnitComments> | null {
  const wanted = asks_for_comments(report) && silence_of(report) === null;
  const loaded = use_loaded<UnitComments>(wanted ? round_path(report.round.id, `/units/${encodeURIComponent(report.result.unit)}/comments`) : null);
  return wanted ? loaded : null;
}

/** Below the figures about a ratee. */
export function RateeComments(props: { about: string }) {
  const { lang, w } = use_words();
  const found = useContext(context);
  if (!found) return null;
  const entries = found.loaded?.value?.items ?? [];
  const items = new Map(text_items(found.report.round_file).map((item) => [item.id, item]));
  return (
    <>
      {by_item(found.report, entries, props.about).map(({ item, texts }) => (
        <section key={item} class="comments">
          <h3>{pick(items.get(item)?.label, lang, item)}</h3>
          <p class="quiet">{w.comments.count(texts.length)}</p>
          <ul>{texts.map((text, at) => <li key={at} dir="auto"><ShownWords text={text} spoken={w.comments.taken_out} /></li>)}</ul>
        </section>
      ))}
    </>
  );
}

/** What is left to say: texts about ratees without figures, that none may be shown, that they could not be loaded. */
export function OtherComments() {
  const { lang, w } = use_words();
  const found = useContext(context);
  if (!found || !asks_for_comments(found.report)) return null;
  const { report, loaded } = found;
  const k = min_text_of(report.round_file);
  const name = (about: string) => {
    if (about === "team") return w.team;
    return about === "-" || about === "none" ? w.about_none : member_name(report.round_file, about, lang).name;
  };
  return (
    <>
      {ratees_without_figures(report, loaded?.value?.items ?? []).map((about) => (
        <section key={about} class="ratee" aria-labelledby={`comments-${about}`}>
          <h2 id={`comments-${about}`}>{name(about)}</h2>
          <RateeComments about={about} />
        </section>
      ))}
      {silence_of(report) === "too_few" && <p class="part comments-note">{w.comments.too_few(k)}</p>}
      {loaded?.value?.withheld && <p class="part comments-note">{w.comments.withheld}</p>}
      {loaded && !loaded.value && !loaded.problem && <p class="part quiet" role="status">{w.comments.loading}</p>}
      {loaded?.problem && (
        <p class="part comments-note" role="status">{w.comments.failed} <Button kind="plain" on_click={() => void loaded.reload()}>{w.comments.retry}</Button></p>
      )}
    </>
  );
}
