// Sealing a closed round: what it does, and the one act that cannot be undone. The browser's time goes along, so that a
// server with a wrong clock shuts nobody out; and the smallest group, where it is raised.
import { useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { focus_field } from "../shared/focus";
import { kDefaultMinCell } from "../shared/round_file";
import { round_path } from "../shared/staff/api";
import type { Problem } from "../shared/staff/api";
import { Confirm } from "../shared/staff/confirm";
import { date_time, pick } from "../shared/staff/format";
import { use_call } from "../shared/staff/use_call";
import type { CheckWords } from "../shared/strings/staff-check-en";
import { RaiseMinCell, raised_cell } from "./raise_min_cell";
import type { RoundProps } from "./round_props";
import { use_words } from "./use_words";

/** The clocks' difference in words, where that is what the server refuses; undefined for any other problem. */
export function clock_words(problem: Problem | null, words: CheckWords["seal"]): string | undefined {
  if (problem?.kind !== "conflict" || !/clock/.test(problem.detail)) return undefined;
  const found = /(\d+) seconds/.exec(problem.detail);
  if (!found) return words.clocks_any;
  const minutes = Math.ceil(Number(found[1]) / 60);
  return words.clocks(words.duration(Math.floor(minutes / 60), minutes % 60));
}

/** "2026-11-21T05:30:00Z" */
export function utc_text(now: Date): string {
  return now.toISOString().replace(/\.\d{3}Z$/, "Z");
}

export function SealPart(props: RoundProps) {
  const { c, lang } = use_words();
  const { meta, file } = props.full;
  const calling = use_call();
  const [asking, set_asking] = useState(false);
  const [typed, set_typed] = useState("");
  const [wrong, set_wrong] = useState(false);
  const min_cell = file.rules?.min_cell ?? kDefaultMinCell;
  const seal = async () => {
    const raised = raised_cell(typed, min_cell);
    set_wrong(raised === null);
    if (raised === null) return focus_field("seal-min-cell");
    const json = { now: utc_text(new Date()), ...(raised !== undefined && { min_cell: raised }) };
    if (!await calling.run(round_path(meta.id, "/seal"), { method: "POST", json })) return;
    set_asking(false);
    await props.refresh(c.seal.done);
  };
  return (
    <section class="part action" aria-labelledby="sealing">
      <h2 id="sealing">{c.seal.title}</h2>
      <p>{c.seal.lead}</p>
      <ul>{c.seal.steps.map((step) => <li key={step}>{step}</li>)}</ul>
      <Button kind="primary" on_click={() => set_asking(true)}>{c.seal.start}</Button>
      {asking && (
        <Confirm
          id="seal" title={c.seal.dialog(pick(meta.title, lang, meta.id))} confirm={c.seal.confirm} calling={calling}
          problem_words={clock_words(calling.problem, c.seal)} on_confirm={() => void seal()} on_close={() => set_asking(false)}
        >
          <p>{c.seal.text}</p>
          <RaiseMinCell now={min_cell} typed={typed} wrong={wrong} on_input={set_typed} />
          <p class="quiet">{c.seal.clocks_note(date_time(utc_text(new Date()), lang))}</p>
        </Confirm>
      )}
    </section>
  );
}
