// Releasing the results for the first time: what becomes of the comments, and what is withheld from the beginning.
import { useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { focus_field } from "../shared/focus";
import { round_path } from "../shared/staff/api";
import { Confirm } from "../shared/staff/confirm";
import { pick } from "../shared/staff/format";
import type { ReadingPage } from "../shared/staff/reading";
import { href } from "../shared/staff/route";
import { use_call } from "../shared/staff/use_call";
import type { Loaded } from "../shared/staff/use_loaded";
import type { RoundProps } from "./round_props";
import { use_release_words } from "./release_words";
import { WithholdForm, kNothing, withholding_of } from "./withhold_form";

/** The queue's numbers; null for rounds that ask for no words. */
export type Texts = Loaded<ReadingPage> | null;

export function Release(props: RoundProps & { texts: Texts }) {
  const { s } = use_release_words();
  const [asking, set_asking] = useState(false);
  const ask = () => {
    void props.texts?.reload();
    set_asking(true);
  };
  return (
    <>
      <p class="after">{s.closed.release_text}</p>
      <Button on_click={ask}>{s.closed.release}</Button>
      {asking && <ReleaseDialog {...props} on_close={() => set_asking(false)} />}
    </>
  );
}

function ReleaseDialog(props: RoundProps & { texts: Texts; on_close: () => void }) {
  const { s, e, lang } = use_release_words();
  const calling = use_call();
  const [draft, set_draft] = useState(kNothing);
  const [missing, set_missing] = useState(false);
  const { meta, file } = props.full;
  const withholding = withholding_of(draft);
  const release = async () => {
    const unexplained = withholding !== null && withholding.reason === "";
    set_missing(unexplained);
    if (unexplained) return focus_field("release-reason");
    if (!await calling.run(round_path(meta.id, "/release"), { method: "POST", json: withholding ?? {} })) return;
    props.on_close();
    await props.refresh(s.closed.released);
  };
  return (
    <Confirm
      id="release" title={s.closed.release_dialog(pick(meta.title, lang, meta.id))} confirm={s.closed.release_confirm} calling={calling}
      on_confirm={() => void release()} on_close={props.on_close}
    >
      <p>{s.closed.release_text}</p>
      {props.texts && <TextTotals round={meta.id} texts={props.texts} />}
      <details class="release-withhold">
        <summary>{e.dialog.units}</summary>
        <WithholdForm
          id="release" file={file} without={[]} draft={draft} on_draft={set_draft} reason_error={missing ? e.withhold.reason_missing : undefined}
        />
      </details>
      <p>{e.dialog.later}</p>
    </Confirm>
  );
}

/** How many texts are shown, are not, and never will be because nobody has read them. */
function TextTotals(props: { round: string; texts: NonNullable<Texts> }) {
  const { e } = use_release_words();
  const { value, problem } = props.texts;
  if (!value) return <p class="quiet" role="status">{problem ? e.dialog.uncounted : e.dialog.counting}</p>;
  const { unread, cleared, withheld } = value.totals;
  if (unread + cleared + withheld === 0) return <p>{e.dialog.none}</p>;
  const rows: [number, string][] = [[cleared, e.dialog.cleared], [withheld, e.dialog.withheld], [unread, e.dialog.unread]];
  return (
    <>
      <h3>{e.dialog.texts}</h3>
      <dl class="text-totals">{rows.map(([count, words]) => <div key={words}><dt>{words}</dt><dd>{count}</dd></div>)}</dl>
      {unread > 0 && <p>{e.dialog.unread_note} <a href={href("rounds", props.round, "reading")}>{e.dialog.read_on}</a></p>}
    </>
  );
}
