// A rehearsal of a draft: the whole round with made-up respondents, of which the server keeps nothing.
import { useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { Notice } from "../shared/components/notice";
import { Table } from "../shared/components/table";
import { round_path } from "../shared/staff/api";
import { CommandLine } from "../shared/staff/command_line";
import { ProblemNotice } from "../shared/staff/problem_notice";
import { use_call } from "../shared/staff/use_call";
import type { Rehearsal } from "../shared/staff/types";
import { rehearse_command } from "./commands";
import type { RoundProps } from "./round_props";
import { use_words } from "./use_words";

export function RehearsePart(props: RoundProps) {
  const { c } = use_words();
  const calling = use_call();
  const [done, set_done] = useState<Rehearsal | null>(null);
  const too_large = calling.problem?.kind === "too_large";
  const start = async () => {
    set_done(null);
    const answer = await calling.run<Rehearsal>(round_path(props.full.meta.id, "/rehearse"), { method: "POST", json: {} });
    if (answer) set_done(answer.value);
  };
  return (
    <section class="part" aria-labelledby="rehearse">
      <h2 id="rehearse">{c.rehearse.title}</h2>
      <p>{c.rehearse.lead}</p>
      <ProblemNotice problem={calling.problem} attempt={calling.attempt} words={too_large ? c.rehearse.too_large : undefined} />
      {too_large && <CommandLine text={rehearse_command(props.full.meta.id)} />}
      <Button disabled={calling.busy} on_click={() => void start()}>{c.rehearse.start}</Button>
      <div role="status" class="after">
        {calling.busy && <p class="quiet">{c.rehearse.running}</p>}
        {done && <Outcome done={done} />}
      </div>
      {done && (
        <details open={done.checks.some((check) => !check.ok)}>
          <summary>{c.rehearse.checks(done.checks.length)}</summary>
          <Checks done={done} />
        </details>
      )}
    </section>
  );
}

function Outcome({ done }: { done: Rehearsal }) {
  const { c } = use_words();
  const failed = done.checks.filter((check) => !check.ok).length;
  return (
    <Notice kind={failed ? "error" : "success"} title={failed ? c.rehearse.failed(failed) : c.rehearse.passed}>
      <p>{c.rehearse.summary(done.ballots, done.comments, done.seconds.toFixed(1))}</p>
    </Notice>
  );
}

/** Names and remarks of checks are the server's own words, English. */
function Checks({ done }: { done: Rehearsal }) {
  const { c } = use_words();
  return (
    <Table
      caption={c.rehearse.caption} hide_caption rows={done.checks} row_id={(check, at) => `${at} ${check.name}`}
      columns={[
        { id: "check", head: c.rehearse.check, row_head: true, cell: (check) => <span lang="en">{check.name}</span> },
        { id: "result", head: c.rehearse.result, cell: (check) => (check.ok ? c.rehearse.ok : <strong class="failed">{c.rehearse.bad}</strong>) },
        { id: "detail", head: c.rehearse.detail, cell: (check) => <span lang="en">{check.detail}</span> },
      ]}
    />
  );
}
