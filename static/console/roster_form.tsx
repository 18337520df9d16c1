// The server's way: a roster, looked at before it is stored; replaces the one that is there, or adds to it.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { Choice } from "../shared/components/choice";
import { Notice } from "../shared/components/notice";
import { round_path } from "../shared/staff/api";
import { FileField } from "../shared/staff/file_field";
import { ProblemNotice } from "../shared/staff/problem_notice";
import { use_call } from "../shared/staff/use_call";
import type { Imported, RosterPage } from "../shared/staff/types";
import { GroupTable } from "./group_table";
import type { RoundProps } from "./round_props";
import { use_words } from "./use_words";

const kEncodings = { "utf-8": "UTF-8", gb18030: "GB18030" };

type Props = RoundProps & { present: RosterPage };

export function RosterForm(props: Props) {
  const { s, w } = use_words();
  const calling = use_call();
  const [file, set_file] = useState<File | null>(null);
  const [tried, set_tried] = useState(false);
  const [preview, set_preview] = useState<Imported | null>(null);
  const [attempt, set_attempt] = useState(0);
  const send = (query: string) => calling.run<Imported>(round_path(props.full.meta.id, `/roster${query}`), {
    method: "PUT", body: file as File, content_type: "text/csv", if_match: props.tag,
  });
  const look = async (event: Event) => {
    event.preventDefault();
    set_tried(true);
    if (!file) return;
    const read = await send("?preview=1");
    if (read) set_preview(read.value);
  };
  const start_over = () => {
    set_preview(null);
    set_file(null);
    set_tried(false);
    set_attempt(attempt + 1);
    calling.clear();
  };
  const take = async (add: boolean) => {
    const done = await send(add ? "?add=1" : "");
    if (!done) return;
    start_over();
    await props.refresh(w.roster.done(done.value.roster.people, done.value.roster.added));
  };
  const notice = (
    <ProblemNotice
      problem={calling.problem} attempt={calling.attempt} on_reload={() => void props.refresh()}
      words={calling.problem?.diagnostics.length ? `${s.problem.kinds["invalid"]} ${s.problem.nothing_changed}` : undefined}
    />
  );
  if (preview) {
    return <Preview {...props} read={preview} busy={calling.busy} on_take={(add) => void take(add)} on_other={start_over}>{notice}</Preview>;
  }
  return (
    <form onSubmit={(event) => void look(event)} noValidate>
      {props.present.by !== "server" && <Notice kind="warning"><p>{w.invited.server_risk}</p></Notice>}
      {props.present.by === "registrar" && <Notice kind="warning"><p>{w.invited.replaces_registrar}</p></Notice>}
      {notice}
      <FileField
        key={attempt} id="roster-file" label={w.roster.file} hint={w.roster.hint} accept=".csv,text/csv" on_file={set_file}
        error={tried && !file ? w.roster.missing : undefined}
      />
      <Button type="submit" disabled={calling.busy}>{calling.busy ? s.working : w.roster.preview}</Button>
    </form>
  );
}

interface PreviewProps extends Props {
  read: Imported;
  busy: boolean;
  children: ComponentChildren;
  on_take: (add: boolean) => void;
  on_other: () => void;
}

function Preview(props: PreviewProps) {
  const { s, w } = use_words();
  const [how, set_how] = useState("replace");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { people, groups, encoding } = props.read.roster;
  const asks = props.present.by === "server" && props.present.groups.length > 0;
  return (
    <div class="inset" role="group" aria-labelledby="roster-preview">
      <h3 id="roster-preview" tabIndex={-1} ref={heading}>{w.roster.preview_title}</h3>
      <p>{w.roster.read(people, kEncodings[encoding] ?? encoding)}</p>
      <GroupTable groups={groups} file={props.full.file} />
      {asks && (
        <Choice
          id="roster-how" legend={w.roster.how} value={how} on_change={set_how}
          options={[
            { id: "replace", label: <>{w.roster.replace}<span class="option-hint">{w.roster.replace_hint}</span></> },
            { id: "add", label: <>{w.roster.add}<span class="option-hint">{w.roster.add_hint}</span></> },
          ]}
        />
      )}
      {props.children}
      <div class="buttons">
        <Button disabled={props.busy} on_click={() => props.on_take(asks && how === "add")}>{props.busy ? s.working : w.roster.take}</Button>
        <Button kind="plain" disabled={props.busy} on_click={props.on_other}>{w.roster.other}</Button>
      </div>
    </div>
  );
}
