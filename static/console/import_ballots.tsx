// Counting ballots that were collected elsewhere: a CSV into a draft, which is closed by it.
import { useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { round_path } from "../shared/staff/api";
import { Confirm } from "../shared/staff/confirm";
import { FileField } from "../shared/staff/file_field";
import { use_language } from "../shared/staff/language";
import { ProblemNotice } from "../shared/staff/problem_notice";
import { use_call } from "../shared/staff/use_call";
import type { RoundProps } from "./round_props";

export function ImportBallots(props: RoundProps) {
  const { s } = use_language();
  const calling = use_call();
  const [file, set_file] = useState<File | null>(null);
  const [tried, set_tried] = useState(false);
  const [asking, set_asking] = useState(false);
  const send = async () => {
    if (!file) return;
    const request = { method: "POST" as const, body: file, content_type: "text/csv", if_match: props.tag };
    const done = await calling.run<{ ballots: number; comments: number }>(round_path(props.full.meta.id, "/import"), request);
    set_asking(false);
    if (done) await props.refresh(s.import.done(done.value.ballots, done.value.comments));
  };
  const words = calling.problem?.kind === "invalid" ? `${s.problem.kinds["invalid"]} ${s.problem.nothing_changed}` : undefined;
  return (
    <div>
      <p>{s.import.lead}</p>
      {!asking && <ProblemNotice problem={calling.problem} attempt={calling.attempt} words={words} on_reload={() => void props.refresh()} />}
      <FileField
        id="ballots-file" label={s.import.file} hint={s.import.hint} accept=".csv,text/csv" on_file={set_file}
        error={tried && !file ? s.import.missing : undefined}
      />
      <Button on_click={() => { set_tried(true); if (file) { calling.clear(); set_asking(true); } }}>{s.import.start}</Button>
      {asking && file && (
        <Confirm
          id="import" title={s.import.dialog} confirm={s.import.confirm} calling={calling}
          on_confirm={() => void send()} on_close={() => set_asking(false)}
        >
          <p>{s.import.text(file.name)}</p>
        </Confirm>
      )}
    </div>
  );
}
