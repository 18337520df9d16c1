// A draft: units and people, times, what stands against opening, opening itself; importing or deleting as other ways out.
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { focus_element } from "../shared/focus";
import { link_to, round_path } from "../shared/staff/api";
import { Confirm } from "../shared/staff/confirm";
import { pick } from "../shared/staff/format";
import { use_language } from "../shared/staff/language";
import { DiagnosticList, not_said_in } from "../shared/staff/problem_notice";
import { href } from "../shared/staff/route";
import { may_organize, may_register, use_account } from "../shared/staff/session";
import { use_call } from "../shared/staff/use_call";
import { use_loaded } from "../shared/staff/use_loaded";
import type { Loaded } from "../shared/staff/use_loaded";
import type { Meta, RosterPage } from "../shared/staff/types";
import { AccessPart } from "./access_part";
import { ImportBallots } from "./import_ballots";
import { InvitedPart, fits_due } from "./invited";
import { OpenDialog } from "./open_dialog";
import { PrintBallot } from "./print_ballot";
import { QuestionnairePart } from "./questionnaire_part";
import { RehearsePart } from "./rehearse";
import { kRosterRows } from "./roster_list";
import type { RoundProps } from "./round_props";
import { Times } from "./times";
import { Units } from "./units";
import { use_words } from "./use_words";

export function DraftRound(props: RoundProps) {
  const { s, p } = use_words();
  const { meta } = props.full;
  const { account } = use_account();
  const organizes = may_organize(account);
  const registers = may_register(account);
  const roster = use_roster(meta);
  return (
    <>
      {organizes && <Opening {...props} roster={roster} />}
      {organizes && <QuestionnairePart {...props} />}
      {organizes && <Units {...props} />}
      {organizes && <AccessPart key={meta.access} {...props} />}
      {asks_roster(meta) && <InvitedPart {...props} roster={roster} />}
      {organizes && <section class="part" aria-labelledby="times"><h2 id="times">{s.times.title}</h2><Times {...props} /></section>}
      <section class="part" aria-labelledby="file">
        <h2 id="file">{s.file.title}</h2>
        <p>{s.file.text}</p>
        <p><a href={link_to(round_path(meta.id, "/file"))} download={`${meta.id}.round.json`}>{s.file.download}</a></p>
      </section>
      {registers && meta.access !== "open" && (
        <section class="part" aria-labelledby="paper-ballots"><h2 id="paper-ballots">{p.title}</h2><PrintBallot full={props.full} /></section>
      )}
      {organizes && <RehearsePart {...props} />}
      {organizes && (
        <section class="part" aria-labelledby="others">
          <h2 id="others">{s.round.others}</h2>
          <details><summary>{s.import.title}</summary><ImportBallots {...props} /></details>
          <details><summary>{s.remove.title}</summary><Remove {...props} /></details>
        </section>
      )}
    </>
  );
}

function asks_roster(meta: Meta): boolean {
  return meta.access === "credential" || meta.codes_by !== null;
}

/** Who is invited, read again after every edit of the draft. */
function use_roster(meta: Meta): Loaded<RosterPage> {
  const roster = use_loaded<RosterPage>(asks_roster(meta) ? round_path(meta.id, `/roster?offset=0&limit=${kRosterRows}`) : null);
  const version = useRef(meta.version);
  useEffect(() => {
    if (version.current !== meta.version) void roster.reload();
    version.current = meta.version;
  }, [meta.version]);
  return roster;
}

function Opening(props: RoundProps & { roster: Loaded<RosterPage> }) {
  const { s, w } = use_words();
  const [asking, set_asking] = useState(false);
  const { full, roster } = props;
  const { blockers } = full;
  const warnings = not_said_in(blockers, full.warnings);
  const invited = roster.value;
  const by_credential = full.meta.access === "credential";
  const uninvited = by_credential && invited?.by === null;
  const unfit = by_credential && invited !== null && invited.by !== null && !fits_due(full.file, invited.groups);
  const clear = blockers.length === 0 && !uninvited && !unfit;
  return (
    <section class="part action" aria-labelledby="opening">
      <h2 id="opening">{s.opening.title}</h2>
      {blockers.length > 0 && <DiagnosticList list={blockers} file={props.full.file} caption={s.opening.blockers} />}
      {(uninvited || unfit) && (
        <>
          <p>{uninvited ? w.invited.nobody : w.invited.mismatch}</p>
          <Button kind={blockers.length === 0 ? "primary" : undefined} on_click={() => focus_element(document.getElementById("invited"))}>
            {w.invited.to_invited}
          </Button>
        </>
      )}
      {clear && <p>{s.opening.none}</p>}
      {clear && <Button kind="primary" on_click={() => set_asking(true)}>{s.opening.start}</Button>}
      {warnings.length > 0 && (
        <details open={warnings.length <= 3}>
          <summary>{s.opening.warnings} ({warnings.length})</summary>
          <DiagnosticList list={warnings} file={props.full.file} caption={s.opening.warnings} />
        </details>
      )}
      {asking && <OpenDialog {...props} on_close={() => set_asking(false)} />}
    </section>
  );
}

function Remove(props: RoundProps) {
  const { s, lang } = use_language();
  const calling = use_call();
  const [asking, set_asking] = useState(false);
  const { meta } = props.full;
  const remove = async () => {
    if (await calling.run(round_path(meta.id), { method: "DELETE", if_match: props.tag })) window.location.hash = href();
  };
  return (
    <>
      <p>{s.remove.lead}</p>
      <Button kind="danger" on_click={() => set_asking(true)}>{s.remove.start}</Button>
      {asking && (
        <Confirm
          id="remove" title={s.remove.dialog(pick(meta.title, lang, meta.id))} confirm={s.remove.confirm} danger
          calling={calling} on_confirm={() => void remove()} on_close={() => set_asking(false)}
        >
          <p>{s.remove.text}</p>
        </Confirm>
      )}
    </>
  );
}
