// An open round: what is handed out, what came back, the fingerprint, times, latecomers, paper, closing. Registrars see what
// is theirs; scrutineers the fingerprint.
import { Notice } from "../shared/components/notice";
import { use_language } from "../shared/staff/language";
import { href } from "../shared/staff/route";
import { may_organize, may_register, use_account } from "../shared/staff/session";
import type { Meta } from "../shared/staff/types";
import { Amendments } from "./amendments";
import { Claims } from "./claims";
import { Closing } from "./closing";
import { Fingerprint } from "./fingerprint";
import { Invitations } from "./invitations";
import { PrintBallot } from "./print_ballot";
import type { RoundProps } from "./round_props";
import { Address, Tickets } from "./tickets";
import { Times } from "./times";
import { TurnoutPart } from "./turnout";
import { use_paper } from "./use_paper";
import { use_words } from "./use_words";

/** Whether new claims are taken now; the server has the last word. */
export function takes_claims(meta: Meta, now_ms: number): boolean {
  const begun = meta.opens_at === null || Date.parse(meta.opens_at) <= now_ms;
  return meta.state === "open" && begun && !meta.claims_shut && (meta.closes_at === null || Date.parse(meta.closes_at) > now_ms);
}

export function OpenRound(props: RoundProps) {
  const { s } = use_language();
  const { meta } = props.full;
  const { account } = use_account();
  const organizes = may_organize(account);
  const registers = may_register(account);
  const by_credential = meta.access === "credential";
  const has_paper = use_paper(props.full);
  const claims = takes_claims(meta, Date.now());
  return (
    <>
      {by_credential && meta.claims_shut && <ClaimsShut />}
      {meta.access === "open" && organizes && <Address {...props} />}
      {meta.access === "ticket" && organizes && <Tickets {...props} />}
      {by_credential && registers && <Invitations {...props} has_paper={has_paper} />}
      {by_credential && registers && <Claims {...props} has_paper={has_paper} takes_claims={claims} />}
      {organizes && <TurnoutPart {...props} />}
      <Fingerprint meta={meta} />
      {meta.access !== "open" && registers && has_paper && <PaperPart {...props} />}
      {by_credential && registers && claims && <Amendments {...props} />}
      {organizes && (
        <section class="part" aria-labelledby="times">
          <h2 id="times">{s.times.title}</h2>
          <Times {...props} only_closing />
        </section>
      )}
      {organizes && <Closing {...props} />}
    </>
  );
}

function ClaimsShut() {
  const { w } = use_words();
  return <Notice kind="warning" title={w.claims.shut_title}><p>{w.claims.shut}</p></Notice>;
}

function PaperPart(props: RoundProps) {
  const { p } = use_words();
  return (
    <section class="part" aria-labelledby="paper-ballots">
      <h2 id="paper-ballots">{p.title}</h2>
      <PrintBallot full={props.full} />
      <p>{p.lead}</p>
      <a class="button" href={href("rounds", props.full.meta.id, "paper")}>{p.to_page}</a>
    </section>
  );
}
