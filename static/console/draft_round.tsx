// A draft: units and people, times, what stands against opening, opening itself; importing or deleting as other ways out.
import { useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { Table } from "../shared/components/table";
import { link_to, round_path } from "../shared/staff/api";
import { Confirm } from "../shared/staff/confirm";
import { FileField } from "../shared/staff/file_field";
import { pick } from "../shared/staff/format";
import { use_language } from "../shared/staff/language";
import { DiagnosticList, ProblemNotice } from "../shared/staff/problem_notice";
import { href } from "../shared/staff/route";
import { use_call } from "../shared/staff/use_call";
import type { FullRound, Unit } from "../shared/staff/types";
import { ImportBallots } from "./import_ballots";
import { OpenDialog } from "./open_dialog";
import type { RoundProps } from "./round_props";
import { Times } from "./times";

export function DraftRound(props: RoundProps) {
  const { s } = use_language();
  const { id } = props.full.meta;
  return (
    <>
      <Opening {...props} />
      <Units {...props} />
      <section class="part" aria-labelledby="times"><h2 id="times">{s.times.title}</h2><Times {...props} /></section>
      <section class="part" aria-labelledby="file">
        <h2 id="file">{s.file.title}</h2>
        <p>{s.file.text}</p>
        <p><a href={link_to(round_path(id, "/file"))} download={`${id}.json`}>{s.file.download}</a></p>
      </section>
      <section class="part" aria-labelledby="others">
        <h2 id="others">{s.round.others}</h2>
        <details><summary>{s.import.title}</summary><ImportBallots {...props} /></details>
        <details><summary>{s.remove.title}</summary><Remove {...props} /></details>
      </section>
    </>
  );
}

function Opening(props: RoundProps) {
  const { s } = use_language();
  const [asking, set_asking] = useState(false);
  const { blockers, warnings } = props.full;
  return (
    <section class="part action" aria-labelledby="opening">
      <h2 id="opening">{s.opening.title}</h2>
      {blockers.length > 0
        ? <DiagnosticList list={blockers} caption={s.opening.blockers} />
        : <p>{s.opening.none}</p>}
      {blockers.length === 0 && <Button kind="primary" on_click={() => set_asking(true)}>{s.opening.start}</Button>}
      {warnings.length > 0 && (
        <details open={warnings.length <= 3}>
          <summary>{s.opening.warnings} ({warnings.length})</summary>
          <DiagnosticList list={warnings} caption={s.opening.warnings} />
        </details>
      )}
      {asking && <OpenDialog {...props} on_close={() => set_asking(false)} />}
    </section>
  );
}

function Units(props: RoundProps) {
  const { s } = use_language();
  const calling = use_call();
  const [file, set_file] = useState<File | null>(null);
  const [tried, set_tried] = useState(false);
  const [attempt, set_attempt] = useState(0);
  const { meta } = props.full;
  const submit = async (event: Event) => {
    event.preventDefault();
    set_tried(true);
    if (!file) return;
    const request = { method: "POST" as const, body: file, content_type: "text/csv", if_match: props.tag };
    const done = await calling.run<FullRound>(round_path(meta.id, "/units"), request);
    if (!done) return;
    set_tried(false);
    set_file(null);
    set_attempt(attempt + 1);
    props.take(done.value, done.etag, s.units.done(done.value.meta.units, done.value.meta.members));
  };
  const due = meta.due === null ? s.rounds.unknown_due : String(meta.due);
  return (
    <section class="part" aria-labelledby="units">
      <h2 id="units">{s.units.title}</h2>
      <p>{meta.units === 0 ? s.units.none : s.units.summary(meta.units, meta.members, due)}</p>
      {meta.units > 0 && <details><summary>{s.units.table}</summary><UnitTable {...props} /></details>}
      <form onSubmit={(event) => void submit(event)} noValidate>
        <ProblemNotice
          problem={calling.problem} attempt={calling.attempt}
          words={calling.problem?.kind === "invalid" ? `${s.problem.kinds["invalid"]} ${s.problem.nothing_changed}` : undefined}
          on_reload={() => void props.refresh()}
        />
        <FileField
          key={attempt} id="units-file" label={s.units.upload} hint={s.units.hint} accept=".csv,text/csv" on_file={set_file}
          error={tried && !file ? s.units.missing : undefined}
        />
        <div class="buttons">
          <Button kind={meta.units === 0 ? "primary" : undefined} type="submit" disabled={calling.busy}>
            {calling.busy ? s.working : s.units.submit}
          </Button>
          <a href={link_to(round_path(meta.id, "/units.csv"))} download={`${meta.id}-units.csv`}>{s.units.download}</a>
        </div>
      </form>
    </section>
  );
}

function UnitTable(props: RoundProps) {
  const { s, lang } = use_language();
  const { file } = props.full;
  const name = (id: string | null): string => {
    const found = file.units.filter((u) => u.id === id)[0];
    return found ? pick(found.name, lang, found.id) : "–";
  };
  const due = (unit: Unit): string => file.categories
    .map((c) => `${pick(c.label, lang, c.id)} ${unit.due ? unit.due[c.id] ?? 0 : "?"}`).join(lang === "en" ? ", " : "，");
  return (
    <Table
      caption={s.units.table} hide_caption rows={file.units} row_id={(u) => u.id}
      columns={[
        { id: "unit", head: s.units.unit, row_head: true, cell: (u) => <>{pick(u.name, lang, u.id)}<span class="id">{u.id}</span></> },
        { id: "above", head: s.units.above, cell: (u) => name(u.parent) },
        { id: "members", head: s.units.members, number: true, cell: (u) => (u.members ?? []).length },
        { id: "due", head: s.units.due, cell: (u) => (u.due ? due(u) : s.rounds.unknown_due) },
      ]}
    />
  );
}

function Remove(props: RoundProps) {
  const { s, lang } = use_language();
  const calling = use_call();
  const [asking, set_asking] = useState(false);
  const { meta } = props.full;
  const remove = async () => {
    if (await calling.run(round_path(meta.id), { method: "DELETE", if_match: props.tag })) window.location.hash = href();
  };
  return (
    <>
      <p>{s.remove.lead}</p>
      <Button kind="danger" on_click={() => set_asking(true)}>{s.remove.start}</Button>
      {asking && (
        <Confirm
          id="remove" title={s.remove.dialog(pick(meta.title, lang, meta.id))} confirm={s.remove.confirm} danger
          calling={calling} on_confirm={() => void remove()} on_close={() => set_asking(false)}
        >
          <p>{s.remove.text}</p>
        </Confirm>
      )}
    </>
  );
}
