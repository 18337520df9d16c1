// The registrar's way: what to run, and the upload of the file of hashes that it writes.
import { useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { Notice } from "../shared/components/notice";
import { link_to, round_path } from "../shared/staff/api";
import { CommandLine } from "../shared/staff/command_line";
import { FileField } from "../shared/staff/file_field";
import { ProblemNotice } from "../shared/staff/problem_notice";
import { use_call } from "../shared/staff/use_call";
import type { Imported } from "../shared/staff/types";
import { codes_command } from "./commands";
import type { RoundProps } from "./round_props";
import { use_words } from "./use_words";

export function HashesForm(props: RoundProps & { replaces: boolean }) {
  const { s, w } = use_words();
  const { id } = props.full.meta;
  const calling = use_call();
  const [file, set_file] = useState<File | null>(null);
  const [tried, set_tried] = useState(false);
  const [attempt, set_attempt] = useState(0);
  const submit = async (event: Event) => {
    event.preventDefault();
    set_tried(true);
    if (!file) return;
    const request = { method: "PUT" as const, body: file, content_type: "application/json", if_match: props.tag };
    const done = await calling.run<Imported>(round_path(id, "/claim-hashes"), request);
    if (!done) return;
    set_tried(false);
    set_file(null);
    set_attempt(attempt + 1);
    await props.refresh(w.hashes.done(done.value.roster.people));
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <p>{w.hashes.lead}</p>
      <CommandLine text={codes_command(id)} />
      <p>{w.hashes.keeps}</p>
      <p><a href={link_to(round_path(id, "/file"))} download={`${id}.round.json`}>{w.hashes.round_file}</a></p>
      {props.replaces && <Notice kind="warning"><p>{w.invited.replaces_server}</p></Notice>}
      <ProblemNotice
        problem={calling.problem} attempt={calling.attempt} on_reload={() => void props.refresh()}
        words={calling.problem?.diagnostics.length ? `${s.problem.kinds["invalid"]} ${s.problem.nothing_changed}` : undefined}
      />
      <FileField
        key={attempt} id="hashes-file" label={w.hashes.file} accept=".json,application/json" on_file={set_file}
        error={tried && !file ? w.hashes.missing : undefined}
      />
      <Button type="submit" disabled={calling.busy}>{calling.busy ? s.working : w.hashes.submit}</Button>
    </form>
  );
}
