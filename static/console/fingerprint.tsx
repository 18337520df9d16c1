// M, the fingerprint of a frozen round: to be compared by eye, copied, and kept where nobody here can change it.
import { link_to, round_path } from "../shared/staff/api";
import { CopyButton } from "../shared/staff/copy_button";
import { hex_lines } from "../shared/staff/format";
import { may_organize, use_account } from "../shared/staff/session";
import type { Meta } from "../shared/staff/types";
import { use_words } from "./use_words";

export function public_address(id: string): string {
  return `${window.location.origin}/public/${encodeURIComponent(id)}`;
}

export function Fingerprint({ meta }: { meta: Meta }) {
  const { s, c } = use_words();
  const organizes = may_organize(use_account().account);
  if (!meta.manifest_hash) return null;
  return (
    <section class="part" aria-labelledby="fingerprint">
      <h2 id="fingerprint">{s.manifest.title}</h2>
      <p>{c.fingerprint.text}</p>
      <p class="code" id="fingerprint-hex">{hex_lines(meta.manifest_hash).map((line, at) => <span key={at} class="code-line">{line}</span>)}</p>
      <div class="buttons">
        <CopyButton text={meta.manifest_hash} label={`${s.copy}: ${s.manifest.title}`} />
        {organizes && <a href={link_to(round_path(meta.id, "/manifest"))} download={`${meta.id}-manifest.json`}>{c.fingerprint.download}</a>}
      </div>
      {meta.state === "open" && (
        <>
          <p class="after">{c.fingerprint.advice}</p>
          <ul>{c.fingerprint.steps.map((step) => <li key={step}>{step}</li>)}</ul>
        </>
      )}
      <p class="after">
        <a href={public_address(meta.id)} target="_blank" rel="noopener">{c.fingerprint.public_page} <span class="tab-note">{s.tickets.new_tab}</span></a>
        <span class="option-hint">{c.fingerprint.public_hint}</span>
      </p>
    </section>
  );
}
