// How people get in: by personal invitation, by tickets on paper, or anybody. Changes one value of the draft's file.
import { useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { Choice } from "../shared/components/choice";
import { round_path } from "../shared/staff/api";
import { ProblemNotice } from "../shared/staff/problem_notice";
import { use_call } from "../shared/staff/use_call";
import type { AccessMode, FullRound, RoundFile } from "../shared/staff/types";
import type { RoundProps } from "./round_props";
import { use_words } from "./use_words";

const kModes: AccessMode[] = ["credential", "ticket", "open"];

/** The same file with another way in; everything else stays as it is. */
export function with_access(file: RoundFile, mode: AccessMode): RoundFile {
  return { ...file, access: { ...file.access, mode } };
}

export function AccessPart(props: RoundProps) {
  const { s, w } = use_words();
  const { meta, file } = props.full;
  const calling = use_call();
  const [mode, set_mode] = useState<AccessMode>(meta.access);
  const invited = meta.codes_by !== null && meta.access === "credential";
  const submit = async (event: Event) => {
    event.preventDefault();
    const request = { method: "PUT" as const, json: with_access(file, mode), if_match: props.tag };
    const done = await calling.run<FullRound>(round_path(meta.id), request);
    if (done) props.take(done.value, done.etag, w.access.saved);
  };
  return (
    <section class="part" aria-labelledby="access">
      <h2 id="access">{w.access.title}</h2>
      {invited ? <><p><strong>{w.access.labels["credential"]}</strong></p><p class="quiet">{w.access.locked}</p></> : (
        <form onSubmit={(event) => void submit(event)} noValidate>
          <ProblemNotice problem={calling.problem} attempt={calling.attempt} on_reload={() => void props.refresh()} />
          <Choice
            id="access-mode" legend={w.access.legend} value={mode} on_change={(id) => set_mode(id as AccessMode)}
            options={kModes.map((id) => ({
              id, label: <>{w.access.labels[id]}<span class="option-hint">{w.access.hints[id]}</span></>,
            }))}
          />
          <Button type="submit" disabled={calling.busy || mode === meta.access}>{calling.busy ? s.working : w.access.save}</Button>
        </form>
      )}
    </section>
  );
}
