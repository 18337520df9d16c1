// Versions of the draft: looked at, compared with what is there now, named, put back.
import { useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import { TextField } from "../../shared/components/field";
import { Notice } from "../../shared/components/notice";
import { round_path } from "../../shared/staff/api";
import { date_time } from "../../shared/staff/format";
import { ProblemNotice } from "../../shared/staff/problem_notice";
import type { RoundFile } from "../../shared/staff/types";
import { use_call } from "../../shared/staff/use_call";
import { use_loaded } from "../../shared/staff/use_loaded";
import { ChangeList } from "./changes";
import { use_draft } from "./draft";
import { differences } from "./merge";
import { use_designer_words } from "./words";

/// GET /rounds/{r}/versions
interface Version {
  version: number;
  saved_at: string;
  account: string;
  note: string | null;
  current: boolean;
  aside: boolean;
}

export function VersionsPanel() {
  const { s, d } = use_designer_words();
  const { full, keeper } = use_draft();
  const { id } = full.meta;
  const list = use_loaded<{ items: Version[] }>(round_path(id, `/versions?at=${full.meta.version}`));
  const [said, set_said] = useState("");
  const [compared, set_compared] = useState<{ version: number; file: RoundFile } | null>(null);
  const reading = use_call();
  const read = async (version: number) => (
    (await reading.run<RoundFile>(round_path(id, `/versions/${version}`), {}))?.value ?? null);
  const compare = async (version: number) => {
    const file = await read(version);
    set_compared(file && { version, file });
  };
  const restore = async (version: number) => {
    const file = await read(version);
    if (!file) return;
    keeper.edit(() => file, d.versions.restore_words(version));
    set_said(d.versions.restored(version));
  };
  const items = list.value?.items ?? [];
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">{d.versions.title}</h2>
      <p>{d.versions.lead}</p>
      <NameForm on_named={() => { set_said(d.versions.kept); void list.reload(); }} />
      <div aria-live="polite">{said && <Notice kind="success">{said}</Notice>}</div>
      <ProblemNotice problem={reading.problem ?? list.problem} attempt={reading.attempt} />
      {!list.value && !list.problem && <p role="status" class="quiet">{s.loading}</p>}
      {list.value && items.length === 0 && <p class="quiet">{d.versions.empty}</p>}
      <ol class="versions">
        {items.map((entry) => (
          <li key={`${entry.version}`}>
            <Line entry={entry} busy={reading.busy} on_compare={() => void compare(entry.version)} on_restore={() => void restore(entry.version)} />
            {compared?.version === entry.version && <Compared {...compared} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Line(props: { entry: Version; busy: boolean; on_compare: () => void; on_restore: () => void }) {
  const { d, lang } = use_designer_words();
  const { entry } = props;
  const n = entry.version;
  return (
    <>
      <div class="version-line">
        <strong>{d.versions.number(n)}</strong>
        {entry.note && <span>{entry.note}</span>}
        {entry.current && <span class="badge">{d.versions.current}</span>}
        {entry.aside && <span class="badge">{d.versions.aside}</span>}
      </div>
      <p class="quiet">{d.versions.when_by(date_time(entry.saved_at, lang), entry.account)}</p>
      {!entry.current && (
        <div class="row-actions">
          <Button kind="plain" label={d.versions.compare_of(n)} disabled={props.busy} on_click={props.on_compare}>{d.versions.compare}</Button>
          <Button kind="plain" label={d.versions.restore_of(n)} disabled={props.busy} on_click={props.on_restore}>{d.versions.restore}</Button>
        </div>
      )}
    </>
  );
}

function Compared(props: { version: number; file: RoundFile }) {
  const { d } = use_designer_words();
  const { file } = use_draft();
  return (
    <div role="status">
      <p><strong>{d.versions.compared(props.version)}</strong></p>
      <ChangeList before={props.file} after={file} changes={differences(props.file, file)} />
    </div>
  );
}

function NameForm(props: { on_named: () => void }) {
  const { s, d } = use_designer_words();
  const { keeper, full } = use_draft();
  const naming = use_call();
  const [note, set_note] = useState("");
  const [tried, set_tried] = useState(false);
  const [unsaved, set_unsaved] = useState(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    set_tried(true);
    if (!note.trim()) return;
    await keeper.save();
    if (keeper.state.state !== "saved") return set_unsaved(true);
    set_unsaved(false);
    const request = { method: "POST" as const, json: { note: note.trim() }, if_match: keeper.entity_tag };
    if (!await naming.run(round_path(full.meta.id, "/versions"), request)) return;
    set_note("");
    set_tried(false);
    props.on_named();
  };
  return (
    <details>
      <summary>{d.versions.name_this}</summary>
      <form class="narrow" onSubmit={(event) => void submit(event)} noValidate>
        <TextField
          id="version-note" label={d.versions.note} hint={d.versions.note_hint} value={note} on_input={set_note}
          error={tried && !note.trim() ? d.versions.note_missing : unsaved ? d.versions.note_unsaved : undefined} attributes={{ maxLength: 100 }}
        />
        <ProblemNotice problem={naming.problem} attempt={naming.attempt} />
        <Button type="submit" kind="primary" disabled={naming.busy}>{naming.busy ? s.working : d.versions.keep}</Button>
      </form>
    </details>
  );
}
