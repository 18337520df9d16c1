// Units, members and people due of a draft: what there is, and one CSV that replaces all of it.
import { useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { Notice } from "../shared/components/notice";
import { Table } from "../shared/components/table";
import { link_to, round_path } from "../shared/staff/api";
import { FileField } from "../shared/staff/file_field";
import { pick } from "../shared/staff/format";
import { use_language } from "../shared/staff/language";
import { ProblemNotice } from "../shared/staff/problem_notice";
import { href } from "../shared/staff/route";
import { use_call } from "../shared/staff/use_call";
import type { FullRound, Unit } from "../shared/staff/types";
import type { RoundProps } from "./round_props";
import { use_words } from "./use_words";

const kMostListed = 200;  // more are looked at in the designer, where they can be searched

export function Units(props: RoundProps) {
  const { s, w, c } = use_words();
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
      {meta.units > 0 && meta.units <= kMostListed && <details><summary>{s.units.table}</summary><UnitTable {...props} /></details>}
      <p><a class="button" href={href("rounds", meta.id, "design", "units")}>{c.questionnaire.units}</a></p>
      <form onSubmit={(event) => void submit(event)} noValidate>
        {meta.codes_by !== null && <Notice kind="warning"><p>{w.invited.units_after}</p></Notice>}
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
        { id: "above", head: s.units.above, cell: (u) => name(u.parent ?? null) },
        { id: "members", head: s.units.members, number: true, cell: (u) => (u.members ?? []).length },
        { id: "due", head: s.units.due, cell: (u) => (u.due ? due(u) : s.rounds.unknown_due) },
      ]}
    />
  );
}
