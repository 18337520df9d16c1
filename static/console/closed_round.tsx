// A closed or released round: sealing it, reading the comments, looking at the results, releasing them, taking some or all
// of them away; checking the count.
import { useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { link_to, round_path } from "../shared/staff/api";
import { Confirm } from "../shared/staff/confirm";
import { pick } from "../shared/staff/format";
import { use_language } from "../shared/staff/language";
import { text_items } from "../shared/staff/reading";
import type { ReadingPage } from "../shared/staff/reading";
import { href } from "../shared/staff/route";
import { is_administrator, may_organize, may_scrutinize, use_account } from "../shared/staff/session";
import { use_call } from "../shared/staff/use_call";
import { use_loaded } from "../shared/staff/use_loaded";
import { CommentsPart } from "./comments_part";
import { Fingerprint } from "./fingerprint";
import { RecordPart } from "./record";
import { Release } from "./release";
import { ReleasesPart } from "./releases";
import { kNumbersOnly } from "./reading/queue";
import type { RoundProps } from "./round_props";
import { SealPart } from "./seal";
import { TurnoutPart } from "./turnout";
import { use_words } from "./use_words";
import "./release.css";

export function ClosedRound(props: RoundProps) {
  const { s, c } = use_words();
  const { meta, file } = props.full;
  const { account } = use_account();
  const organizes = may_organize(account);
  const released = meta.state === "released";
  const unsealed = !meta.imported && meta.sealed_at === null;
  const readable = organizes && !unsealed && meta.purged_at === null && text_items(file).length > 0;
  const queue = use_loaded<ReadingPage>(readable ? round_path(meta.id, kNumbersOnly) : null);
  const texts = readable ? queue : null;
  return (
    <>
      {organizes && unsealed && !released && <SealPart {...props} />}
      {texts && !released && <CommentsPart round={meta.id} released={false} texts={texts} />}
      {organizes && (
        <section class={`part${unsealed ? "" : " action"}`} aria-labelledby="results">
          <h2 id="results">{s.results}</h2>
          {!unsealed && (
            <div class="buttons">
              <a class={`button ${may_scrutinize(account) ? "" : "primary"}`} href={`/results${href(meta.id)}`}>{released ? s.closed.read : s.closed.look}</a>
              <a class="button" href={link_to(round_path(meta.id, "/results.csv"))} download={`${meta.id}-results.csv`}>{s.closed.csv}</a>
            </div>
          )}
          {!released && (unsealed ? <p class="after quiet">{c.seal.release_after}</p> : <Release {...props} texts={texts} />)}
        </section>
      )}
      {texts && released && <CommentsPart round={meta.id} released texts={texts} />}
      {released && (organizes || may_scrutinize(account)) && <ReleasesPart {...props} />}
      {meta.sealed_at !== null && <RecordPart {...props} />}
      {organizes && <TurnoutPart {...props} />}
      <Fingerprint meta={meta} />
      {organizes && !released && (
        <section class="part" aria-labelledby="others">
          <h2 id="others">{s.round.others}</h2>
          {meta.sealed_at === null || is_administrator(account) ? <Void {...props} /> : <p class="quiet">{s.closed.void_sealed}</p>}
        </section>
      )}
    </>
  );
}

function Void(props: RoundProps) {
  const { s, lang } = use_language();
  const calling = use_call();
  const [asking, set_asking] = useState(false);
  const { meta } = props.full;
  const act = async () => {
    if (!await calling.run(round_path(meta.id, "/void"), { method: "POST", json: {} })) return;
    set_asking(false);
    await props.refresh(s.closed.voided);
  };
  return (
    <>
      <p class="after">{s.closed.void_text}</p>
      <Button kind="danger" on_click={() => set_asking(true)}>{s.closed.void}</Button>
      {asking && (
        <Confirm
          id="void" title={s.closed.void_dialog(pick(meta.title, lang, meta.id))} confirm={s.closed.void_confirm} danger calling={calling}
          on_confirm={() => void act()} on_close={() => set_asking(false)}
        >
          <p>{s.closed.void_text}</p>
        </Confirm>
      )}
    </>
  );
}
