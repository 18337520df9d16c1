// Items that are not scales, as tables: choices, net promoter score, numbers, rankings.
import type { ComponentChildren } from "preact";
import { percent_of, pick, signed } from "../shared/staff/format";
import type { Cell, Figure } from "../shared/staff/types";
import { options_of } from "../shared/round_file";
import { names_of, list_names } from "./report_names";
import type { ItemProps } from "./scale_item";
import { use_words } from "./use_words";

interface Column { id: string; name: string; cell: Cell }

export function OtherItem(props: ItemProps) {
  const { lang, w } = use_words();
  const { file, item, result } = props;
  const names = names_of(file, lang);
  const groups: Column[] = (result.groups || []).map((g) => {
    const categories = g.categories || [];
    return { id: categories.join(), name: names.group(categories), cell: g };
  });
  const columns = [...(groups.length > 1 ? groups : []), { id: "all", name: w.all_groups, cell: result.pooled }];
  const left_out = result.left_out || [];
  const k = file.rules?.min_cell ?? 5;
  return (
    <section class="other-item">
      <h3>{pick(item.label, lang, item.id)}</h3>
      {left_out.length > 0 && <p class="quiet">{w.left_out_item(list_names(left_out.map(names.category), lang), k)}</p>}
      {result.pooled.n === 0
        ? <p class="quiet">{w.no_score_why.none}</p>
        : <Body {...props} columns={columns} />}
    </section>
  );
}

function Body(props: ItemProps & { columns: Column[] }) {
  const { w } = use_words();
  switch (props.item.type) {
    case "single":
    case "multiple":
      return <><p class="quiet">{props.item.type === "single" ? w.other.single : w.other.multiple}</p><Shares {...props} /></>;
    case "nps": return <><p class="quiet">{w.other.nps_note}</p><Nps {...props} /></>;
    case "number": return <><p class="quiet">{w.other.number}</p><Numbers {...props} /></>;
    case "rank": return <><p class="quiet">{w.other.rank}</p><Ranks {...props} /></>;
    case "scale":
    case "text":
    case "info":
      return null;
  }
}

function Grid(props: { label: string; head: string; columns: Column[]; rows: { name: string; cells: ComponentChildren[] }[] }) {
  const { w } = use_words();
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={w.table_of(props.label)}>
      <table>
        <caption class="visually-hidden">{w.table_of(props.label)}</caption>
        <thead><tr><th scope="col">{props.head}</th>{props.columns.map((c) => <th key={c.id} scope="col" class="number">{c.name}</th>)}</tr></thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={row.name}><th scope="row">{row.name}</th>{row.cells.map((cell, at) => <td key={at} class="number">{cell}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function share(count: number, n: number, percent: (p: string) => string) {
  const part = percent_of(count, n);
  return <>{count}{part && <span class="percent">{percent(part)}</span>}</>;
}

function common_rows(columns: Column[], answered: string, abstained: string) {
  return [
    { name: answered, cells: columns.map((c) => c.cell.n) },
    { name: abstained, cells: columns.map((c) => c.cell.abstained) },
  ];
}

function Shares(props: ItemProps & { columns: Column[] }) {
  const { lang, w } = use_words();
  const rows = options_of(props.file, props.item).map((o) => ({
    name: pick(o.label, lang, o.id),
    cells: props.columns.map((c) => share((c.cell.counts || {})[o.id] || 0, c.cell.n, w.percent)),
  }));
  return (
    <Grid
      label={`${props.of}, ${pick(props.item.label, lang, props.item.id)}`} head={w.other.option} columns={props.columns}
      rows={[...rows, ...common_rows(props.columns, w.other.n, w.abstained)]}
    />
  );
}

function sum_between(cell: Cell, low: number, high: number): number {
  let sum = 0;
  for (let i = low; i <= high; i++) sum += (cell.counts || {})[String(i)] || 0;
  return sum;
}

function Nps(props: ItemProps & { columns: Column[] }) {
  const { lang, w } = use_words();
  const part = (name: string, low: number, high: number) => ({
    name, cells: props.columns.map((c) => share(sum_between(c.cell, low, high), c.cell.n, w.percent)),
  });
  const rows = [
    { name: w.other.nps, cells: props.columns.map((c) => figure(c.cell.nps)) },
    part(w.other.promoters, 9, 10), part(w.other.passives, 7, 8), part(w.other.detractors, 0, 6),
    ...common_rows(props.columns, w.other.n, w.abstained),
  ];
  return <Grid label={`${props.of}, ${pick(props.item.label, lang, props.item.id)}`} head={w.other.option} columns={props.columns} rows={rows} />;
}

function figure(value: Figure | undefined): string {
  return value ? signed(value.value) : "–";
}

function Numbers(props: ItemProps & { columns: Column[] }) {
  const { lang, w } = use_words();
  const quartiles = (cell: Cell) => (cell.quartiles && cell.quartiles.length === 2 ? cell.quartiles.map((q) => signed(q.value)).join(" – ") : "–");
  const rows = [
    { name: w.other.mean, cells: props.columns.map((c) => figure(c.cell.mean)) },
    { name: w.other.median, cells: props.columns.map((c) => figure(c.cell.median)) },
    { name: w.other.quartiles, cells: props.columns.map((c) => quartiles(c.cell)) },
    ...common_rows(props.columns, w.other.n, w.abstained),
  ];
  return <Grid label={`${props.of}, ${pick(props.item.label, lang, props.item.id)}`} head={w.other.figure} columns={props.columns} rows={rows} />;
}

function Ranks(props: ItemProps & { columns: Column[] }) {
  const { lang, w } = use_words();
  const label = `${props.of}, ${pick(props.item.label, lang, props.item.id)}`;
  return (
    <>
      {props.columns.map((c) => (
        <div key={c.id}>
          {props.columns.length > 1 && <h4>{c.name}</h4>}
          <Grid
            label={`${label}, ${c.name}`} head={w.other.option}
            columns={[w.other.borda, w.other.position, w.other.rank_count].map((name) => ({ id: name, name, cell: c.cell }))}
            rows={options_of(props.file, props.item).map((o) => ({
              name: pick(o.label, lang, o.id),
              cells: [(c.cell.borda || {})[o.id] ?? "–", figure((c.cell.mean_position || {})[o.id]), (c.cell.counts || {})[o.id] ?? 0],
            }))}
          />
        </div>
      ))}
    </>
  );
}
