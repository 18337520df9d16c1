// An open round by credentials: getting the invitations out, by whoever has the codes, and the paper tickets.
import { Notice } from "../shared/components/notice";
import { Table } from "../shared/components/table";
import { link_to, round_path } from "../shared/staff/api";
import { CommandLine } from "../shared/staff/command_line";
import { pick } from "../shared/staff/format";
import { may_organize, use_account } from "../shared/staff/session";
import type { Unit } from "../shared/staff/types";
import { is_over } from "./closing";
import { print_command } from "./commands";
import type { RoundProps } from "./round_props";
import { EraseCodes, PrintLink } from "./tickets";
import { use_words } from "./use_words";

export function Invitations(props: RoundProps & { has_paper: boolean }) {
  const { w } = use_words();
  const { meta } = props.full;
  const by_server = meta.codes_by !== "registrar";
  const organizes = may_organize(use_account().account);
  return (
    <section class="part action" aria-labelledby="invitations">
      <h2 id="invitations">{w.invitations.title}</h2>
      {by_server ? <ByServer {...props} /> : (
        <>
          <p>{w.invitations.registrar_lead}</p>
          <CommandLine text={print_command(meta.id, meta.manifest_hash ?? "", window.location.origin)} />
          <p><a href={link_to(round_path(meta.id, "/file"))} download={`${meta.id}.round.json`}>{w.hashes.round_file}</a></p>
        </>
      )}
      {props.has_paper && meta.tickets_kept && organizes && <Paper {...props} />}
      {meta.tickets_kept && (organizes ? (
        <>
          <p class="after">{w.invitations.erase_hint}</p>
          <EraseCodes {...props} start={w.invitations.erase} text={w.invitations.erase_text} done={w.invitations.erased} />
        </>
      ) : <p class="after">{w.invitations.erase_by_organizer}</p>)}
    </section>
  );
}

function ByServer(props: RoundProps) {
  const { w } = use_words();
  const { meta } = props.full;
  if (!meta.tickets_kept) {
    return <><p>{w.invitations.erased}</p><Notice kind="warning"><p>{w.invited.server_risk}</p></Notice></>;
  }
  return (
    <>
      <p>{w.invitations.server_lead}</p>
      <Notice kind="warning"><p>{w.invited.server_risk}</p></Notice>
      <div class="buttons">
        <PrintLink to={round_path(meta.id, "/invitations")} primary={!is_over(meta)}>{w.invitations.print}</PrintLink>
        <a href={link_to(round_path(meta.id, "/invitations.csv"))} download={`${meta.id}-invitations.csv`}>{w.invitations.mail}</a>
      </div>
      <details><summary>{w.invitations.by_unit}</summary><ByUnit {...props} path="/invitations" /></details>
    </>
  );
}

function due_of(unit: Unit): number {
  return Object.values(unit.due ?? {}).reduce((sum, count) => sum + count, 0);
}

/** One link for each unit where somebody is due. */
function ByUnit(props: RoundProps & { path: string }) {
  const { w, lang } = use_words();
  const { meta, file } = props.full;
  const print = (u: Unit) => (
    <PrintLink plain to={round_path(meta.id, `${props.path}?unit=${encodeURIComponent(u.id)}`)} label={w.invitations.print_for(pick(u.name, lang, u.id))}>
      {w.invitations.print_unit}
    </PrintLink>
  );
  return (
    <Table
      caption={w.invitations.by_unit} hide_caption rows={file.units.filter((u) => due_of(u) > 0)} row_id={(u) => u.id}
      columns={[
        { id: "unit", head: w.invited.unit, row_head: true, cell: (u) => pick(u.name, lang, u.id) },
        { id: "count", head: w.invited.count, number: true, cell: due_of },
        { id: "print", head: w.invitations.print_unit, cell: print },
      ]}
    />
  );
}

function Paper(props: RoundProps) {
  const { w } = use_words();
  return (
    <>
      <h3>{w.invitations.paper_title}</h3>
      <p>{w.invitations.paper_lead}</p>
      <PrintLink to={round_path(props.full.meta.id, "/tickets")}>{w.invitations.paper_print}</PrintLink>
    </>
  );
}
