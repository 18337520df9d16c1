// What an open round hands out where nobody is invited in person: paper tickets, or an address. And erasing codes.
import { useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { Button } from "../shared/components/button";
import { link_to, round_path } from "../shared/staff/api";
import { Confirm } from "../shared/staff/confirm";
import { CopyButton } from "../shared/staff/copy_button";
import { use_language } from "../shared/staff/language";
import { use_call } from "../shared/staff/use_call";
import { is_over } from "./closing";
import type { RoundProps } from "./round_props";

/** A link to something printable, in a tab of its own. */
export function PrintLink(props: { to: string; primary?: boolean; plain?: boolean; label?: string; children: ComponentChildren }) {
  const { s } = use_language();
  const look = props.plain ? undefined : `button ${props.primary ? "primary" : ""}`;
  return (
    <a class={look} href={link_to(props.to)} target="_blank" rel="noopener" aria-label={props.label}>
      {props.children} {!props.plain && <span class="tab-note">{s.tickets.new_tab}</span>}
    </a>
  );
}

export function Tickets(props: RoundProps) {
  const { s } = use_language();
  const { meta } = props.full;
  return (
    <section class="part action" aria-labelledby="tickets">
      <h2 id="tickets">{s.tickets.title}</h2>
      {meta.tickets_kept ? (
        <>
          <p>{s.tickets.hint}</p>
          <div class="buttons">
            <PrintLink to={round_path(meta.id, "/tickets")} primary={!is_over(meta)}>{s.tickets.print}</PrintLink>
          </div>
          <p class="after">{s.tickets.erase_hint}</p>
          <EraseCodes {...props} start={s.tickets.erase} text={s.tickets.erase_text} done={s.tickets.erased} />
        </>
      ) : <p>{s.tickets.erased}</p>}
    </section>
  );
}

export function EraseCodes(props: RoundProps & { start: string; text: string; done: string }) {
  const { s } = use_language();
  const calling = use_call();
  const [asking, set_asking] = useState(false);
  const erase = async () => {
    if (!await calling.run(round_path(props.full.meta.id, "/tickets"), { method: "DELETE" })) return;
    set_asking(false);
    await props.refresh(props.done);
  };
  return (
    <>
      <Button on_click={() => set_asking(true)}>{props.start}</Button>
      {asking && (
        <Confirm
          id="erase" title={s.tickets.erase_dialog} confirm={s.tickets.erase_confirm} danger calling={calling}
          on_confirm={() => void erase()} on_close={() => set_asking(false)}
        >
          <p>{props.text}</p>
        </Confirm>
      )}
    </>
  );
}

export function Address(props: RoundProps) {
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
