// Several items on the same scale at a glance: one bar an item; where there are several rater groups, one panel each,
// side by side. Below it a table with every item's scores.
import { useMemo } from "preact/hooks";
import { ChartFrame } from "../shared/components/chart_frame";
import { pick } from "../shared/staff/format";
import type { Cell, Item, ItemResult, RoundFile } from "../shared/staff/types";
import { Bars } from "./bars";
import type { Drawing, Row } from "./draw";
import { drawing_of, option_names, row_of, score_text, unknown_name } from "./figures";
import { Legend } from "./legend";
import { scored_options, total } from "./model";
import { names_of } from "./report_names";
import { use_words } from "./use_words";

export interface OverviewProps {
  file: RoundFile;
  items: { item: Item; result: ItemResult }[];
  title: string;
  /** Whom it is about, to tell tables and charts apart by name. */
  of: string;
  note?: string;
}

/** Groups of raters in the order in which they first stand at an item. */
export function group_keys(items: { result: ItemResult }[]): string[][] {
  const seen: { [key: string]: boolean } = {};
  const found: string[][] = [];
  for (const { result } of items) {
    for (const g of result.groups || []) {
      const key = (g.categories || []).join("\n");
      if (seen[key]) continue;
      seen[key] = true;
      found.push(g.categories || []);
    }
  }
  return found;
}

export function group_cell(result: ItemResult, categories: string[]): Cell | undefined {
  const key = categories.join("\n");
  return (result.groups || []).filter((g) => (g.categories || []).join("\n") === key)[0];
}

export function Overview(props: OverviewProps) {
  const { lang, w } = use_words();
  const { file, items } = props;
  const first = (items[0] as { item: Item }).item;
  const names = names_of(file, lang);
  const groups = group_keys(items);
  const panels = useMemo(() => {
    const options = scored_options(file, first);
    const rows = (cell_of: (r: ItemResult) => Cell | undefined): Row[] => items
      .map(({ item, result }) => ({ item, cell: cell_of(result) }))
      .filter((x) => x.cell !== undefined && x.cell.n > 0)
      .map((x) => row_of(pick(x.item.label, lang, x.item.id), options, x.cell as Cell));
    const all = { name: w.all_groups, rows: rows((r) => r.pooled) };
    const each = groups.length < 2 ? [] : groups.map((g) => ({ name: names.group(g), rows: rows((r) => group_cell(r, g)) }));
    const keep_apart = all.rows.some((r) => r.unknown + r.abstained > 0);
    return [all, ...each].filter((p) => p.rows.length > 0)
      .map((p) => ({ name: p.name, drawing: { ...drawing_of(file, first, p.rows, `${props.of}, ${p.name}`, lang, w), keep_apart } }));
  }, [items, lang]);
  const abstained = items.some(({ result }) => result.pooled.abstained > 0);
  return (
    <ChartFrame
      title={props.title} note={props.note ?? w.overview_note}
      picture={(
        <>
          <Legend options={option_names(scored_options(file, first), lang)} unknown={unknown_name(file, first, lang, w)} abstained={abstained} />
          <Panels panels={panels} />
        </>
      )}
      table_label={w.table} table_open={window.innerWidth >= 900}
      table={<ScoreTable {...props} groups={groups.length < 2 ? [] : groups} />}
    />
  );
}

function Panels(props: { panels: { name: string; drawing: Drawing }[] }) {
  const [only] = props.panels;
  if (props.panels.length === 1 && only) return <Bars drawing={only.drawing} />;
  return (
    <div class="panels">
      {props.panels.map((p) => <div key={p.name} class="panel"><h4>{p.name}</h4><Bars drawing={p.drawing} /></div>)}
    </div>
  );
}

function ScoreTable(props: OverviewProps & { groups: string[][] }) {
  const { lang, w } = use_words();
  const names = names_of(props.file, lang);
  const unknown = props.items.some(({ result }) => Object.keys(result.pooled.unscored || {}).length > 0);
  const rated = props.items.some(({ result }) => result.pooled.favourable !== undefined);
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={w.table_of(props.of)}>
      <table>
        <caption class="visually-hidden">{w.table_of(props.of)}</caption>
        <thead>
          <tr>
            <th scope="col">{w.item}</th>
            <th scope="col" class="number">{w.weighted}</th>
            <th scope="col" class="number">{w.pooled}</th>
            {props.groups.map((g) => <th key={g.join()} scope="col" class="number">{names.group(g)}</th>)}
            {rated && <th scope="col" class="number">{w.favourable}</th>}
            <th scope="col" class="number">{w.rated}</th>
            {unknown && <th scope="col" class="number">{w.dont_know}</th>}
            <th scope="col" class="number">{w.abstained}</th>
          </tr>
        </thead>
        <tbody>
          {props.items.map(({ item, result }) => (
            <tr key={item.id}>
              <th scope="row">{pick(item.label, lang, item.id)}</th>
              <td class="number strong">{score_text(result.weighted?.score, w)}</td>
              <td class="number">{score_text(result.pooled.score, w)}</td>
              {props.groups.map((g) => {
                const cell = group_cell(result, g);
                return <td key={g.join()} class="number">{cell ? score_text(cell.score, w) : "–"}</td>;
              })}
              {rated && <td class="number">{result.pooled.favourable ? w.percent(result.pooled.favourable.rate) : "–"}</td>}
              <td class="number">{result.pooled.n}</td>
              {unknown && <td class="number">{total(result.pooled.unscored)}</td>}
              <td class="number">{result.pooled.abstained}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
