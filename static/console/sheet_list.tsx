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
  const { c } = use_words();
  const [said, set_said] = useState("");
  const { items, settled } = props.sheets;
  const count = (state: string) => items.filter((sheet) => sheet.state === state).length;
  const facts: [string, number][] = [[c.paper.settled, settled], [c.paper.waiting, count("first")], [c.paper.differs, count("differs")]];
  return (
    <section class="part" aria-labelledby="sheets">
      <h2 id="sheets">{c.paper.counts}</h2>
      <div aria-live="polite">{said && <Notice kind="success"><p>{said}</p></Notice>}</div>
      <dl class="facts">{facts.map(([name, n]) => <div key={name}><dt>{name}</dt><dd>{n}</dd></div>)}</dl>
      {props.takes && settled > 0 && <Cast {...props} on_said={set_said} />}
      {items.length > 0 && (
        <details open={count("differs") > 0}>
          <summary>{c.paper.list}</summary>
          <p class="quiet">{c.paper.mark_hint}</p>
          <List {...props} on_said={set_said} />
        </details>
      )}
    </section>
  );
}

function Cast(props: Props & { on_said: (words: string) => void }) {
  const { c } = use_words();
  const calling = use_call();
  const [asking, set_asking] = useState(false);
  const { settled } = props.sheets;
  const cast = async () => {
    const path = round_path(props.full.meta.id, "/sheets/cast");
    const done = await calling.run<{ cast: number; refused?: string[] }>(path, { method: "POST", json: {} });
    if (!done) return;
    set_asking(false);
    const refused = done.value.refused?.length ?? 0;
    props.on_said(c.paper.cast_done(done.value.cast) + (refused > 0 ? ` ${c.paper.refused(refused)}` : ""));
    await props.reload();
  };
  return (
    <>
      <p><Button on_click={() => set_asking(true)}>{c.paper.cast}</Button></p>
      {asking && (
        <Confirm
          id="cast-sheets" title={c.paper.cast_dialog(settled)} confirm={c.paper.cast_confirm} calling={calling}
          on_confirm={() => void cast()} on_close={() => set_asking(false)}
        >
          <p>{c.paper.cast_text}</p>
        </Confirm>
      )}
    </>
  );
}

function List(props: Props & { on_said: (words: string) => void }) {
  const { c, lang } = use_words();
  const calling = use_call();
  const [removing, set_removing] = useState<string | null>(null);
  const { full, sheets } = props;
  const states = { first: c.paper.waiting, settled: c.paper.settled, differs: c.paper.differs };
  const remove = async () => {
    if (!await calling.run(round_path(full.meta.id, `/sheets/${removing ?? ""}`), { method: "DELETE" })) return;
    set_removing(null);
    props.on_said(c.paper.removed);
    await props.reload();
  };
  return (
    <>
      <Table
        caption={c.paper.list} hide_caption rows={sheets.items} row_id={(sheet) => sheet.bearer}
        columns={[
          { id: "mark", head: c.paper.mark, row_head: true, cell: (sheet) => <code>{sheet_mark(sheet.bearer)}</code> },
          { id: "unit", head: c.paper.unit, cell: (sheet) => unit_name(full.file, sheet.unit, lang) },
          { id: "category", head: c.paper.category, cell: (sheet) => category_name(full.file, sheet.category, lang) },
          { id: "state", head: c.paper.state, cell: (sheet) => (sheet.state === "differs" ? <strong class="failed">{states.differs}</strong> : states[sheet.state]) },
          { id: "keyers", head: c.paper.keyers, cell: (sheet) => c.paper.people(sheet.keyers) },
          {
            id: "remove", head: c.paper.remove,
            cell: (sheet) => (
              <Button kind="plain" label={c.paper.remove_for(sheet_mark(sheet.bearer))} on_click={() => set_removing(sheet.bearer)}>{c.paper.remove}</Button>
            ),
          },
        ]}
      />
      {removing && (
        <Confirm
          id="remove-sheet" title={c.paper.remove_dialog(sheet_mark(removing))} confirm={c.paper.remove} danger calling={calling}
          on_confirm={() => void remove()} on_close={() => set_removing(null)}
        >
          <p>{c.paper.remove_text}</p>
        </Confirm>
      )}
    </>
  );
}
