// A closed or released round: sealing it, looking at the results, releasing them, taking them away; checking the count.
import { useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { link_to, round_path } from "../shared/staff/api";
import { Confirm } from "../shared/staff/confirm";
import { pick } from "../shared/staff/format";
import { use_language } from "../shared/staff/language";
import { href } from "../shared/staff/route";
import { may_organize, may_scrutinize, use_account } from "../shared/staff/session";
import { use_call } from "../shared/staff/use_call";
import { Fingerprint } from "./fingerprint";
import { RecordPart } from "./record";
import type { RoundProps } from "./round_props";
import { SealPart } from "./seal";
import { TurnoutPart } from "./turnout";
import { use_words } from "./use_words";

export function ClosedRound(props: RoundProps) {
  const { s, c } = use_words();
  const { meta } = props.full;
  const { account } = use_account();
  const organizes = may_organize(account);
  const released = meta.state === "released";
  const unsealed = !meta.imported && meta.sealed_at === null;
  return (
    <>
      {organizes && unsealed && !released && <SealPart {...props} />}
      {organizes && (
        <section class={`part${unsealed ? "" : " action"}`} aria-labelledby="results">
          <h2 id="results">{s.results}</h2>
          {!unsealed && (
            <div class="buttons">
              <a class={`button ${may_scrutinize(account) ? "" : "primary"}`} href={`/results${href(meta.id)}`}>{released ? s.closed.read : s.closed.look}</a>
              <a class="button" href={link_to(round_path(meta.id, "/results.csv"))} download={`${meta.id}-results.csv`}>{s.closed.csv}</a>
            </div>
          )}
          {!released && (unsealed ? <p class="after quiet">{c.seal.release_after}</p> : <Ask {...props} act="release" />)}
        </section>
      )}
      {meta.sealed_at !== null && <RecordPart {...props} />}
      {organizes && <TurnoutPart {...props} />}
      <Fingerprint meta={meta} />
      {organizes && !released && (
        <section class="part" aria-labelledby="others">
          <h2 id="others">{s.round.others}</h2>
          <Ask {...props} act="void" />
        </section>
      )}
    </>
  );
}

function Ask(props: RoundProps & { act: "release" | "void" }) {
  const { s, lang } = use_language();
  const calling = use_call();
  const [asking, set_asking] = useState(false);
  const { meta } = props.full;
  const title = pick(meta.title, lang, meta.id);
  const words = props.act === "release"
    ? {
      start: s.closed.release, dialog: s.closed.release_dialog(title), text: s.closed.release_text,
      confirm: s.closed.release_confirm, done: s.closed.released,
    }
    : {
      start: s.closed.void, dialog: s.closed.void_dialog(title), text: s.closed.void_text,
      confirm: s.closed.void_confirm, done: s.closed.voided,
    };
  const act = async () => {
    if (!await calling.run(round_path(meta.id, `/${props.act}`), { method: "POST", json: {} })) return;
    set_asking(false);
    await props.refresh(words.done);
  };
  return (
    <>
      <p class="after">{words.text}</p>
      <Button kind={props.act === "void" ? "danger" : undefined} on_click={() => set_asking(true)}>{words.start}</Button>
      {asking && (
        <Confirm
          id={props.act} title={words.dialog} confirm={words.confirm} danger={props.act === "void"} calling={calling}
          on_confirm={() => void act()} on_close={() => set_asking(false)}
        >
          <p>{words.text}</p>
        </Confirm>
      )}
    </>
  );
}
