// Who is invited to a draft by credentials: by the registrar's codes, or by a roster on this server; what is there now.
import { useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { Choice } from "../shared/components/choice";
import { Notice } from "../shared/components/notice";
import { round_path } from "../shared/staff/api";
import { Confirm } from "../shared/staff/confirm";
import { ProblemNotice } from "../shared/staff/problem_notice";
import { use_call } from "../shared/staff/use_call";
import type { Loaded } from "../shared/staff/use_loaded";
import type { GroupCount, RosterPage, RoundFile } from "../shared/staff/types";
import { GroupTable, total_of } from "./group_table";
import { HashesForm } from "./hashes_form";
import { RosterForm } from "./roster_form";
import { RosterList } from "./roster_list";
import type { RoundProps } from "./round_props";
import { use_words } from "./use_words";

/** Whether every unit and category is due as many people as are invited: units imported later may say otherwise. */
export function fits_due(file: RoundFile, groups: readonly GroupCount[]): boolean {
  const invited = (unit: string, category: string) => total_of(groups.filter((g) => g.unit === unit && g.category === category));
  return file.units.every((u) => file.categories.every((c) => (u.due?.[c.id] ?? 0) === invited(u.id, c.id)))
    && groups.every((g) => file.units.some((u) => u.id === g.unit));
}

export function InvitedPart(props: RoundProps & { roster: Loaded<RosterPage> }) {
  const { s, w } = use_words();
  const { roster } = props;
  const now = roster.value;
  return (
    <section class="part" aria-labelledby="invited">
      <h2 id="invited">{w.invited.title}</h2>
      <ProblemNotice problem={roster.problem} on_retry={() => void roster.reload()} />
      {!now && !roster.problem && <p role="status" class="quiet">{s.loading}</p>}
      {now && <Present {...props} now={now} />}
      {now && now.by === null && <Import {...props} now={now} />}
      {now && now.by !== null && (
        <details key={now.by} open={!fits_due(props.full.file, now.groups)}>
          <summary>{w.invited.another}</summary>
          <Import {...props} now={now} />
        </details>
      )}
    </section>
  );
}

/** The two ways to say who is invited. */
function Import(props: RoundProps & { now: RosterPage }) {
  const { w } = use_words();
  const { now } = props;
  const [way, set_way] = useState<string | undefined>(now.by ?? undefined);
  return (
    <>
      <Choice
        id="codes-by" legend={w.invited.way} value={way} on_change={set_way}
        options={[
          { id: "registrar", label: <>{w.invited.way_registrar}<span class="option-hint">{w.invited.way_registrar_hint}</span></> },
          { id: "server", label: <>{w.invited.way_server}<span class="option-hint">{w.invited.way_server_hint}</span></> },
        ]}
      />
      {way && <p>{w.invited.sets_due}</p>}
      {way === "registrar" && <HashesForm {...props} replaces={now.by === "server"} />}
      {way === "server" && <RosterForm {...props} present={now} />}
    </>
  );
}

/** What is stored now, and how it is got rid of. */
function Present(props: RoundProps & { now: RosterPage }) {
  const { w } = use_words();
  const { now } = props;
  if (now.by === null) return <p>{w.invited.nobody}</p>;
  const people = total_of(now.groups);
  return (
    <>
      <p><strong>{now.by === "server" ? w.invited.by_server(people) : w.invited.by_registrar(people)}</strong></p>
      {now.by === "server" && <Notice kind="warning"><p>{w.invited.server_risk}</p></Notice>}
      {!fits_due(props.full.file, now.groups) && <Notice kind="error"><p>{w.invited.mismatch}</p></Notice>}
      <details><summary>{w.invited.groups}</summary><GroupTable groups={now.groups} file={props.full.file} /></details>
      {now.items.length > 0 && <details><summary>{w.roster.list}</summary><RosterList key={props.full.meta.version} {...props} first={now} /></details>}
      <Clear {...props} />
    </>
  );
}

function Clear(props: RoundProps) {
  const { w } = use_words();
  const calling = use_call();
  const [asking, set_asking] = useState(false);
  const clear = async () => {
    const request = { method: "DELETE" as const, if_match: props.tag };
    if (!await calling.run(round_path(props.full.meta.id, "/roster"), request)) return;
    set_asking(false);
    await props.refresh(w.invited.cleared);
  };
  return (
    <>
      <p><Button on_click={() => set_asking(true)}>{w.invited.clear}</Button></p>
      {asking && (
        <Confirm
          id="clear-roster" title={w.invited.clear_dialog} confirm={w.invited.clear_confirm} danger calling={calling}
          on_confirm={() => void clear()} on_close={() => set_asking(false)}
          on_reload={() => { set_asking(false); void props.refresh(); }}
        >
          <p>{w.invited.clear_text}</p>
        </Confirm>
      )}
    </>
  );
}
