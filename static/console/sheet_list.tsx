// Sheets that were keyed in and are not cast yet: how many are ready, casting those, forgetting one.
import { useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { Notice } from "../shared/components/notice";
import { Table } from "../shared/components/table";
import { round_path } from "../shared/staff/api";
import { Confirm } from "../shared/staff/confirm";
import { use_call } from "../shared/staff/use_call";
import type { FullRound, KeyedSheets } from "../shared/staff/types";
import { category_name, unit_name } from "./names";
import { sheet_mark } from "./sheet_mark";
import { use_words } from "./use_words";

interface Props {
  full: FullRound;
  sheets: KeyedSheets;
  reload: () => Promise<void>;
  /** Whether the round takes ballots, so that sheets can be cast. */
  takes: boolean;
}

export function SheetList(props: Props) {
  const { p } = use_words();
  const [said, set_said] = useState("");
  const { items, settled } = props.sheets;
  const count = (state: string) => items.filter((sheet) => sheet.state === state).length;
  const facts: [string, number][] = [[p.settled, settled], [p.waiting, count("first")], [p.differs, count("differs")]];
  return (
    <section class="part" aria-labelledby="sheets">
      <h2 id="sheets">{p.counts}</h2>
      <div aria-live="polite">{said && <Notice kind="success"><p>{said}</p></Notice>}</div>
      <dl class="facts">{facts.map(([name, n]) => <div key={name}><dt>{name}</dt><dd>{n}</dd></div>)}</dl>
      {props.takes && settled > 0 && <Cast {...props} on_said={set_said} />}
      {items.length > 0 && (
        <details open={count("differs") > 0}>
          <summary>{p.list}</summary>
          <p class="quiet">{p.mark_hint}</p>
          <List {...props} on_said={set_said} />
        </details>
      )}
    </section>
  );
}

function Cast(props: Props & { on_said: (words: string) => void }) {
  const { p } = use_words();
  const calling = use_call();
  const [asking, set_asking] = useState(false);
  const { settled } = props.sheets;
  const cast = async () => {
    const path = round_path(props.full.meta.id, "/sheets/cast");
    const done = await calling.run<{ cast: number; refused?: string[] }>(path, { method: "POST", json: {} });
    if (!done) return;
    set_asking(false);
    const refused = done.value.refused?.length ?? 0;
    props.on_said(p.cast_done(done.value.cast) + (refused > 0 ? ` ${p.refused(refused)}` : ""));
    await props.reload();
  };
  return (
    <>
      <p><Button on_click={() => set_asking(true)}>{p.cast}</Button></p>
      {asking && (
        <Confirm
          id="cast-sheets" title={p.cast_dialog(settled)} confirm={p.cast_confirm} calling={calling}
          on_confirm={() => void cast()} on_close={() => set_asking(false)}
        >
          <p>{p.cast_text}</p>
        </Confirm>
      )}
    </>
  );
}

function List(props: Props & { on_said: (words: string) => void }) {
  const { p, lang } = use_words();
  const calling = use_call();
  const [removing, set_removing] = useState<string | null>(null);
  const { full, sheets } = props;
  const states = { first: p.waiting, settled: p.settled, differs: p.differs };
  const remove = async () => {
    if (!await calling.run(round_path(full.meta.id, `/sheets/${removing ?? ""}`), { method: "DELETE" })) return;
    set_removing(null);
    props.on_said(p.removed);
    await props.reload();
  };
  return (
    <>
      <Table
        caption={p.list} hide_caption rows={sheets.items} row_id={(sheet) => sheet.bearer}
        columns={[
          { id: "mark", head: p.mark, row_head: true, cell: (sheet) => <code>{sheet_mark(sheet.bearer)}</code> },
          { id: "unit", head: p.unit, cell: (sheet) => unit_name(full.file, sheet.unit, lang) },
          { id: "category", head: p.category, cell: (sheet) => category_name(full.file, sheet.category, lang) },
          { id: "state", head: p.state, cell: (sheet) => (sheet.state === "differs" ? <strong class="failed">{states.differs}</strong> : states[sheet.state]) },
          { id: "keyers", head: p.keyers, cell: (sheet) => p.people(sheet.keyers) },
          {
            id: "remove", head: p.remove,
            cell: (sheet) => (
              <Button kind="plain" label={p.remove_for(sheet_mark(sheet.bearer))} on_click={() => set_removing(sheet.bearer)}>{p.remove}</Button>
            ),
          },
        ]}
      />
      {removing && (
        <Confirm
          id="remove-sheet" title={p.remove_dialog(sheet_mark(removing))} confirm={p.remove} danger calling={calling}
          on_confirm={() => void remove()} on_close={() => set_removing(null)}
        >
          <p>{p.remove_text}</p>
        </Confirm>
      )}
    </>
  );
}
