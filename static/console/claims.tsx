// What became of the invitations: counts, the list for the registrar, and exchanging one for paper.
import { useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { TextField } from "../shared/components/field";
import { Notice } from "../shared/components/notice";
import { link_to, round_path } from "../shared/staff/api";
import type { Problem } from "../shared/staff/api";
import { CommandLine } from "../shared/staff/command_line";
import { Confirm } from "../shared/staff/confirm";
import { ProblemNotice } from "../shared/staff/problem_notice";
import { use_call } from "../shared/staff/use_call";
import { use_loaded } from "../shared/staff/use_loaded";
import type { ClaimUse } from "../shared/staff/types";
import { read_claim } from "./claim_hash";
import { unclaimed_command } from "./commands";
import type { RoundProps } from "./round_props";
import type { InviteWords } from "../shared/strings/staff-invite-en";
import { use_words } from "./use_words";

export function Claims(props: RoundProps & { has_paper: boolean; takes_claims: boolean }) {
  const { s, w } = use_words();
  const { meta } = props.full;
  const loaded = use_loaded<ClaimUse>(round_path(meta.id, "/unclaimed"));
  const use = loaded.value;
  const facts: [string, number][] = use ? [
    [w.claims.unclaimed, use.unclaimed.length], [w.claims.claimed, use.claimed], [w.claims.exchanged, use.exchanged],
  ] : [];
  if (use?.withdrawn) facts.push([w.claims.withdrawn, use.withdrawn]);
  return (
    <section class="part" aria-labelledby="claims">
      <h2 id="claims">{w.claims.title}</h2>
      <ProblemNotice problem={loaded.problem} on_retry={() => void loaded.reload()} />
      {!use && !loaded.problem && <p role="status" class="quiet">{s.loading}</p>}
      {use && <dl class="facts" id="claim-counts">{facts.map(([name, n]) => <div key={name}><dt>{name}</dt><dd>{n}</dd></div>)}</dl>}
      <p class="quiet">{w.claims.lead}</p>
      <div class="buttons">
        <Button on_click={() => void loaded.reload()}>{w.claims.refresh}</Button>
        <a href={link_to(round_path(meta.id, "/unclaimed"))} download={`${meta.id}-unclaimed.json`}>{w.claims.download}</a>
      </div>
      {meta.codes_by === "registrar" && (
        <>
          <p class="after">{w.claims.remind}</p>
          <CommandLine text={unclaimed_command(meta.id)} />
        </>
      )}
      {props.takes_claims && <details><summary>{w.exchange.title}</summary><Exchange {...props} after={() => void loaded.reload()} /></details>}
    </section>
  );
}

/** The general words for these kinds would say too little. */
export function exchange_words(problem: Problem | null, words: InviteWords["exchange"]): string | undefined {
  if (problem?.kind === "not_found") return words.unknown;
  return problem?.kind === "conflict" ? words.used : undefined;
}

function Exchange(props: RoundProps & { has_paper: boolean; after: () => void }) {
  const { w } = use_words();
  const { meta, file } = props.full;
  const calling = use_call();
  const [text, set_text] = useState("");
  const [hash, set_hash] = useState<string | null>(null);
  const [wrong, set_wrong] = useState(false);
  const [said, set_said] = useState("");
  const by_code = meta.codes_by === "server";
  const ask = async (event: Event) => {
    event.preventDefault();
    set_said("");
    calling.clear();
    const claim = await read_claim(text, meta.id, file, by_code);
    set_wrong(claim === null);
    set_hash(claim?.hash ?? null);
  };
  const exchange = async () => {
    const done = await calling.run(round_path(meta.id, "/exchange"), { method: "POST", json: { claim_hash: hash } });
    if (!done) return;
    set_hash(null);
    set_text("");
    set_said(w.exchange.done);
    props.after();
  };
  return (
    <form onSubmit={(event) => void ask(event)} noValidate>
      <p>{w.exchange.lead}</p>
      {!props.has_paper && <Notice kind="warning"><p>{w.exchange.no_paper}</p></Notice>}
      <div role="status">{said && <Notice kind="success"><p>{said}</p></Notice>}</div>
      <TextField
        id="exchange-hash" label={by_code ? w.exchange.code : w.exchange.hash} hint={by_code ? w.exchange.code_hint : w.exchange.hash_hint}
        value={text} on_input={set_text} attributes={{ autocapitalize: "none", spellcheck: false }}
        error={wrong ? (by_code ? w.exchange.code_wrong : w.exchange.hash_wrong) : undefined}
      />
      <Button type="submit">{w.exchange.submit}</Button>
      {hash && (
        <Confirm
          id="exchange" title={w.exchange.dialog} confirm={w.exchange.confirm} calling={calling}
          problem_words={exchange_words(calling.problem, w.exchange)} on_confirm={() => void exchange()} on_close={() => set_hash(null)}
        >
          <p>{w.exchange.text}</p>
          {!props.has_paper && <Notice kind="warning"><p>{w.exchange.no_paper}</p></Notice>}
        </Confirm>
      )}
    </form>
  );
}
