// What a sealed round is checked by: the scrutineers' bundle, for them alone, and the public page, for everybody.
import { link_to, round_path } from "../shared/staff/api";
import { CommandLine } from "../shared/staff/command_line";
import { date_time } from "../shared/staff/format";
import { may_scrutinize, use_account } from "../shared/staff/session";
import { use_language } from "../shared/staff/language";
import { verify_command } from "./commands";
import { public_address } from "./fingerprint";
import type { RoundProps } from "./round_props";
import { use_words } from "./use_words";

export function RecordPart(props: RoundProps) {
  const { c, lang } = use_words();
  const { s } = use_language();
  const { meta } = props.full;
  const scrutinizes = may_scrutinize(use_account().account);
  return (
    <section class={`part${scrutinizes ? " action" : ""}`} aria-labelledby="record">
      <h2 id="record">{c.record.title}</h2>
      <p>{c.seal.sealed_on(date_time(meta.sealed_at, lang))}</p>
      <h3>{c.record.bundle}</h3>
      <p>{c.record.bundle_text}</p>
      {scrutinizes ? (
        <>
          <p>{c.record.bundle_private}</p>
          <p>
            <a class="button primary" href={link_to(round_path(meta.id, "/bundle"))} download={`${meta.id}-scrutineers-bundle.zip`}>
              {c.record.bundle_download}
            </a>
          </p>
          <p>{c.record.verify}</p>
          <CommandLine text={verify_command(meta.id)} />
        </>
      ) : <p class="quiet">{c.record.bundle_who}</p>}
      <h3>{c.record.public}</h3>
      <p>{meta.state === "released" ? c.record.public_text : c.record.public_later}</p>
      <p>
        <a href={public_address(meta.id)} target="_blank" rel="noopener">{c.record.public_link} <span class="tab-note">{s.tickets.new_tab}</span></a>
      </p>
    </section>
  );
}
