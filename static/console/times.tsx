// Opening and closing time of a round: typed in the reader's own time zone, which is named, and kept in UTC.
import { useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { TextField } from "../shared/components/field";
import { round_path } from "../shared/staff/api";
import { local_input, utc_instant, zone_name } from "../shared/staff/format";
import { use_language } from "../shared/staff/language";
import { ProblemNotice } from "../shared/staff/problem_notice";
import { use_call } from "../shared/staff/use_call";
import type { FullRound } from "../shared/staff/types";
import type { RoundProps } from "./round_props";

export function Times(props: RoundProps & { only_closing?: boolean }) {
  const { s } = use_language();
  const { meta } = props.full;
  const calling = use_call();
  const [opens, set_opens] = useState(local_input(meta.opens_at));
  const [closes, set_closes] = useState(local_input(meta.closes_at));
  const [tried, set_tried] = useState(false);
  const opens_at = props.only_closing ? meta.opens_at : utc_instant(opens);
  const closes_at = utc_instant(closes);
  const disorder = opens_at !== null && closes_at !== null && opens_at >= closes_at;
  const past = closes_at !== null && Date.parse(closes_at) <= Date.now();
  const closing_error = disorder ? s.times.order : past ? s.times.past : undefined;
  const submit = async (event: Event) => {
    event.preventDefault();
    set_tried(true);
    if (closing_error) return;
    const request = { method: "PUT" as const, json: { opens_at, closes_at }, if_match: props.tag };
    const done = await calling.run<FullRound>(round_path(meta.id, "/times"), request);
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
      </div>
      <Button type="submit" disabled={calling.busy}>{calling.busy ? s.working : s.times.save}</Button>
    </form>
  );
}
