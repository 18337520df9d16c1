// Everything the reader may read: leaders their units, organizers every round.
import { PageHead } from "../shared/components/page_head";
import { date_only, pick } from "../shared/staff/format";
import { ProblemNotice } from "../shared/staff/problem_notice";
import { href, use_page_title } from "../shared/staff/route";
import { may_organize, use_account } from "../shared/staff/session";
import { use_loaded } from "../shared/staff/use_loaded";
import type { Readable } from "../shared/staff/types";
import { use_words } from "./use_words";

interface RoundEntry { round: string; first: Readable; units: Readable[] }

/** Items of the same round under one heading, rounds in the order in which they first stand. */
export function by_round(items: Readable[]): RoundEntry[] {
  const found: RoundEntry[] = [];
  for (const item of items) {
    const same = found.filter((f) => f.round === item.round)[0];
    if (same) same.units.push(item);
    else found.push({ round: item.round, first: item, units: [item] });
  }
  return found;
}

const kFewUnits = 6;

export function ListPage(props: { round?: string }) {
  const { s, lang, w } = use_words();
  const { account } = use_account();
  const loaded = use_loaded<{ items: Readable[] }>("/results");
  use_page_title(s.page_title(w.title), loaded.value !== null);
  if (loaded.problem) return <ProblemNotice problem={loaded.problem} on_retry={() => void loaded.reload()} />;
  if (!loaded.value) return <p role="status" class="quiet">{s.loading}</p>;
  const items = loaded.value.items.filter((i) => props.round === undefined || i.round === props.round);
  if (items.length === 0) return <div class="empty"><PageHead title={w.empty_title}>{w.empty}</PageHead></div>;
  const organizes = may_organize(account);
  return (
    <>
      <PageHead title={w.title}>{w.lead}</PageHead>
      {by_round(items).map((entry) => (
        <section key={entry.round} class="result-entry">
          <h2>{organizes
            ? <a href={href(entry.round)}>{pick(entry.first.title, lang, entry.round)}</a>
            : pick(entry.first.title, lang, entry.round)}</h2>
          {entry.first.released_at && <p class="quiet">{w.released(date_only(entry.first.released_at, lang))}</p>}
          {(!organizes || entry.units.length <= kFewUnits) && (
            <ul class="links">
              {entry.units.map((i) => <li key={i.unit}><a href={href(i.round, i.unit)}>{pick(i.unit_name, lang, i.unit)}</a></li>)}
            </ul>
          )}
        </section>
      ))}
    </>
  );
}
