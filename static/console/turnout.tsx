// Turnout as far as it may be told: by unit, from k on, in steps of k, at most hourly while the round is open.
import { Button } from "../shared/components/button";
import { Table } from "../shared/components/table";
import { round_path } from "../shared/staff/api";
import { date_time, pick, whole_percent } from "../shared/staff/format";
import { use_language } from "../shared/staff/language";
import { ProblemNotice } from "../shared/staff/problem_notice";
import { use_loaded } from "../shared/staff/use_loaded";
import type { Turnout } from "../shared/staff/types";
import type { RoundProps } from "./round_props";

export function TurnoutPart(props: RoundProps) {
  const { s, lang } = use_language();
  const { meta, file } = props.full;
  const loaded = use_loaded<Turnout>(round_path(meta.id, "/turnout"));
  const open = meta.state === "open";
  const unit = (id: string) => pick(file.units.filter((u) => u.id === id)[0]?.name, lang, id);
  const turnout = loaded.value;
  return (
    <section class="part" aria-labelledby="turnout">
      <h2 id="turnout">{s.turnout.title}</h2>
      <ProblemNotice problem={loaded.problem} on_retry={() => void loaded.reload()} />
      {!turnout && !loaded.problem && <p role="status" class="quiet">{s.loading}</p>}
      {turnout && (
        <>
          <p class="quiet">
            {open ? s.turnout.why(turnout.min_cell) : s.turnout.exact}{" "}
            {open && turnout.computed_at && times_of(turnout, s.turnout, lang)}
          </p>
          <Table
            caption={s.turnout.caption} hide_caption rows={turnout.items} row_id={(r) => r.unit} empty={s.turnout.none}
            columns={[
              { id: "unit", head: s.turnout.unit, row_head: true, cell: (r) => unit(r.unit) },
              { id: "returned", head: s.turnout.returned, number: true, cell: (r) => returned_words(r.returned, open, turnout.min_cell, s.turnout) },
              { id: "due", head: s.turnout.due, number: true, cell: (r) => r.due ?? s.rounds.unknown_due },
              { id: "share", head: s.turnout.share, cell: (r) => <Share returned={r.returned} due={r.due} open={open} /> },
            ]}
          />
          {open && <Button on_click={() => void loaded.reload()}>{s.turnout.refresh}</Button>}
        </>
      )}
    </section>
  );
}

interface TurnoutWords {
  below: (k: number) => string;
  at_least: (n: number) => string;
  computed: (when: string, next: string) => string;
  computed_only: (when: string) => string;
}

/** null: fewer than k. While open a number is the least it can be. */
export function returned_words(returned: number | null, open: boolean, min_cell: number, words: TurnoutWords): string {
  if (returned === null) return words.below(min_cell);
  return open ? words.at_least(returned) : String(returned);
}

function times_of(turnout: Turnout, words: TurnoutWords, lang: string): string {
  const when = date_time(turnout.computed_at, lang);
  return turnout.next_at ? words.computed(when, date_time(turnout.next_at, lang)) : words.computed_only(when);
}

/** A bar in the table's own line; the number beside it says the same. While open it is the least it can be. */
function Share(props: { returned: number | null; due: number | null; open: boolean }) {
  if (props.returned === null || !props.due) return <span class="quiet">–</span>;
  const { returned, due } = props;
  const percent = Math.min(100, props.open ? Math.floor((100 * returned) / due) : whole_percent(returned, due));
  return (
    <span class="share">
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect class="share-ground" width="100" height="8" />
        <rect class="share-part" width={percent} height="8" />
      </svg>
      <span class="numbers">{percent}%</span>
    </span>
  );
}
