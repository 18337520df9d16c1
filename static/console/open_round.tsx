// An open round: tickets and fingerprint, turnout, closing time, closing.
import { useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { link_to, round_path } from "../shared/staff/api";
import { Confirm } from "../shared/staff/confirm";
import { CopyButton } from "../shared/staff/copy_button";
import { date_time, hex_lines, pick } from "../shared/staff/format";
import { use_language } from "../shared/staff/language";
import { use_call } from "../shared/staff/use_call";
import type { RoundProps } from "./round_props";
import { Times } from "./times";
import { TurnoutPart } from "./turnout";

export function OpenRound(props: RoundProps) {
  const { s } = use_language();
  const { meta } = props.full;
  return (
    <>
      {meta.access === "open" ? <Address {...props} /> : <Tickets {...props} />}
      <TurnoutPart {...props} />
      <Fingerprint hash={meta.manifest_hash} />
      <section class="part" aria-labelledby="times">
        <h2 id="times">{s.times.title}</h2>
        <Times {...props} only_closing />
      </section>
      <Closing {...props} />
    </>
  );
}

/** Past its closing time a round waits only for this button, which then is the primary one. */
function is_over(closes_at: string | null): boolean {
  return closes_at !== null && Date.parse(closes_at) <= Date.now();
}

function Tickets(props: RoundProps) {
  const { s } = use_language();
  const calling = use_call();
  const [asking, set_asking] = useState(false);
  const { meta } = props.full;
  const erase = async () => {
    if (!await calling.run(round_path(meta.id, "/tickets"), { method: "DELETE" })) return;
    set_asking(false);
    await props.refresh(s.tickets.erased);
  };
  return (
    <section class="part action" aria-labelledby="tickets">
      <h2 id="tickets">{s.tickets.title}</h2>
      {meta.tickets_kept ? (
        <>
          <p>{s.tickets.hint}</p>
          <div class="buttons">
            <a
              class={`button ${is_over(meta.closes_at) ? "" : "primary"}`} href={link_to(round_path(meta.id, "/tickets"))}
              target="_blank" rel="noopener"
            >
              {s.tickets.print} <span class="tab-note">{s.tickets.new_tab}</span>
            </a>
          </div>
          <p class="after">{s.tickets.erase_hint}</p>
          <Button on_click={() => set_asking(true)}>{s.tickets.erase}</Button>
        </>
      ) : <p>{s.tickets.erased}</p>}
      {asking && (
        <Confirm
          id="erase" title={s.tickets.erase_dialog} confirm={s.tickets.erase_confirm} danger calling={calling}
          on_confirm={() => void erase()} on_close={() => set_asking(false)}
        >
          <p>{s.tickets.erase_text}</p>
        </Confirm>
      )}
    </section>
  );
}

function Address(props: RoundProps) {
  const { s } = use_language();
  const address = `${window.location.origin}/r/${encodeURIComponent(props.full.meta.id)}`;
  return (
    <section class="part action" aria-labelledby="address">
      <h2 id="address">{s.tickets.link}</h2>
      <p>{s.tickets.link_hint}</p>
      <p class="code"><a href={address}>{address}</a></p>
      <CopyButton text={address} label={`${s.copy}: ${s.tickets.link}`} />
    </section>
  );
}

function Fingerprint(props: { hash: string | null }) {
  const { s } = use_language();
  if (!props.hash) return null;
  return (
    <section class="part" aria-labelledby="fingerprint">
      <h2 id="fingerprint">{s.manifest.title}</h2>
      <p>{s.manifest.text}</p>
      <p class="code">{hex_lines(props.hash).map((line) => <span key={line} class="code-line">{line}</span>)}</p>
      <CopyButton text={props.hash} label={`${s.copy}: ${s.manifest.title}`} />
    </section>
  );
}

function Closing(props: RoundProps) {
  const { s, lang } = use_language();
  const calling = use_call();
  const [asking, set_asking] = useState(false);
  const { meta } = props.full;
  const over = is_over(meta.closes_at);
  const close = async () => {
    if (!await calling.run(round_path(meta.id, "/close"), { method: "POST", json: {} })) return;
    set_asking(false);
    await props.refresh(s.close.done);
  };
  return (
    <section class={`part${over ? " action" : ""}`} aria-labelledby="closing">
      <h2 id="closing">{s.close.title}</h2>
      <p>{s.close.text}</p>
      <Button kind={over ? "primary" : undefined} on_click={() => set_asking(true)}>{s.close.start}</Button>
      {asking && (
        <Confirm
          id="close" title={s.close.dialog(pick(meta.title, lang, meta.id))} confirm={s.close.confirm} calling={calling}
          on_confirm={() => void close()} on_close={() => set_asking(false)}
        >
          {meta.closes_at && !over && <p>{s.close.early(date_time(meta.closes_at, lang))}</p>}
          <p>{s.close.text}</p>
        </Confirm>
      )}
    </section>
  );
}
