// Times of a round: opening, closing, grace, how long answers are kept. Typed in the reader's own time zone, which is
// named, and kept in UTC.
import { useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { TextField } from "../shared/components/field";
import { round_path } from "../shared/staff/api";
import { local_input, utc_instant, zone_name } from "../shared/staff/format";
import { ProblemNotice } from "../shared/staff/problem_notice";
import { use_call } from "../shared/staff/use_call";
import type { FullRound, Meta } from "../shared/staff/types";
import { whole_number } from "./open_dialog";
import type { RoundProps } from "./round_props";
import { use_words } from "./use_words";

const kHour_s = 3600;
const kMostGrace_h = 168;
const kDefaultGrace_h = 24;

/** What is wrong with the end of keeping, if anything. `last_ms`: when casting ends, since 1970, or null; `now_ms` likewise. */
export function retention_problem(meta: Meta, retain_until: string | null, last_ms: number | null, now_ms: number): "early" | "later" | null {
  if (retain_until === null) return meta.state === "open" && meta.retain_until ? "later" : null;
  if (Date.parse(retain_until) <= Math.max(now_ms, last_ms ?? 0)) return "early";
  return meta.state === "open" && meta.retain_until && Date.parse(retain_until) > Date.parse(meta.retain_until) ? "later" : null;
}

function grace_text(meta: Meta): string {
  const hours = Math.round(meta.grace_s / kHour_s);
  return String(meta.state === "draft" && hours === 0 ? kDefaultGrace_h : hours);
}

export function Times(props: RoundProps & { only_closing?: boolean }) {
  const { s, c } = use_words();
  const { meta } = props.full;
  const calling = use_call();
  const [opens, set_opens] = useState(local_input(meta.opens_at));
  const [closes, set_closes] = useState(local_input(meta.closes_at));
  const [grace, set_grace] = useState(grace_text(meta));
  const [retain, set_retain] = useState(local_input(meta.retain_until));
  const [tried, set_tried] = useState(false);
  const graced = meta.access === "credential";
  const opens_at = props.only_closing ? meta.opens_at : utc_instant(opens);
  const closes_at = utc_instant(closes);
  const grace_hours = graced ? whole_number(grace, 0, kMostGrace_h) : 0;
  // A field shows minutes; what was not touched stays as it is to the second.
  const retain_until = retain === local_input(meta.retain_until) ? meta.retain_until : utc_instant(retain);
  const disorder = opens_at !== null && closes_at !== null && opens_at >= closes_at;
  const past = closes_at !== null && Date.parse(closes_at) <= Date.now();
  const closing_error = disorder ? s.times.order : past ? s.times.past : undefined;
  const last_ms = closes_at ? Date.parse(closes_at) + (grace_hours ?? 0) * kHour_s * 1000 : null;
  const retain_error = retention_problem(meta, retain_until, last_ms, Date.now());
  const submit = async (event: Event) => {
    event.preventDefault();
    set_tried(true);
    if (closing_error || grace_hours === null || retain_error) return;
    const json = { opens_at, closes_at, ...(graced && { grace_hours }), retain_until };
    const done = await calling.run<FullRound>(round_path(meta.id, "/times"), { method: "PUT", json, if_match: props.tag });
    if (done) props.take(done.value, done.etag, s.times.saved);
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <ProblemNotice problem={calling.problem} attempt={calling.attempt} on_reload={() => void props.refresh()} />
      <p class="quiet">{s.times.zone(zone_name())}</p>
      <div class="pair">
        {!props.only_closing && (
          <TextField
            id="opens" type="datetime-local" label={s.times.opens} hint={s.times.opens_hint} value={opens} on_input={set_opens}
          />
        )}
        <TextField
          id="closes" type="datetime-local" label={s.times.closes} hint={s.times.closes_hint} value={closes} on_input={set_closes}
          error={tried ? closing_error : undefined}
        />
        {graced && (
          <TextField
            id="grace" label={c.times.grace} hint={c.times.grace_hint} value={grace} on_input={set_grace}
            attributes={{ inputMode: "numeric" }} error={tried && grace_hours === null ? c.times.grace_wrong : undefined}
          />
        )}
        <TextField
          id="retain" type="datetime-local" label={c.times.retain} value={retain} on_input={set_retain}
          hint={meta.state === "draft" ? c.times.retain_hint : c.times.retain_open_hint}
          error={tried && retain_error ? (retain_error === "early" ? c.times.retain_early : c.times.retain_later) : undefined}
        />
      </div>
      <Button type="submit" disabled={calling.busy}>{calling.busy ? s.working : s.times.save}</Button>
    </form>
  );
}
