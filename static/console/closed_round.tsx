// A closed or released round: looking at the results, releasing them, taking them away as a file.
import { useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { link_to, round_path } from "../shared/staff/api";
import { Confirm } from "../shared/staff/confirm";
import { pick } from "../shared/staff/format";
import { use_language } from "../shared/staff/language";
import { href } from "../shared/staff/route";
import { use_call } from "../shared/staff/use_call";
import type { RoundProps } from "./round_props";
import { TurnoutPart } from "./turnout";

export function ClosedRound(props: RoundProps) {
  const { s } = use_language();
  const { meta } = props.full;
  const released = meta.state === "released";
  return (
    <>
      <section class="part action" aria-labelledby="results">
        <h2 id="results">{s.results}</h2>
        <div class="buttons">
          <a class="button primary" href={`/results${href(meta.id)}`}>{released ? s.closed.read : s.closed.look}</a>
          <a class="button" href={link_to(round_path(meta.id, "/results.csv"))} download={`${meta.id}-results.csv`}>{s.closed.csv}</a>
        </div>
        {!released && <Ask {...props} act="release" />}
      </section>
      <TurnoutPart {...props} />
      {!released && (
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
