// One scale item: its bars, all groups under each other on one axis, and the same figures as a table.
import { useMemo } from "preact/hooks";
import { ChartFrame } from "../shared/components/chart_frame";
import { percent_of, pick } from "../shared/staff/format";
import type { Cell, Item, ItemResult, RoundFile } from "../shared/staff/types";
import { Bars } from "./bars";
import { drawing_of, missing_score, option_names, row_of, score_text, unknown_name } from "./figures";
import { Legend } from "./legend";
import { merged_here, scored_options, total } from "./model";
import { list_names, names_of } from "./report_names";
import { use_words } from "./use_words";
import type { ResultWords } from "./words_en";

export interface ItemProps {
  file: RoundFile;
  item: Item;
  result: ItemResult;
  /** Categories of each group of the unit; an item may put them together otherwise. */
  unit_groups: string[][];
  /** Whom it is about, to tell tables apart by name. */
  of: string;
}

export function ScaleItem(props: ItemProps) {
  const { lang, w } = use_words();
  const { file, item, result } = props;
  const name = pick(item.label, lang, item.id);
  const names = names_of(file, lang);
  const options = scored_options(file, item);
  const groups = result.groups || [];
  const drawing = useMemo(() => {
    const rows = groups.length > 1 ? groups.map((g) => row_of(names.group(g.categories || []), options, g)) : [];
    return drawing_of(file, item, [row_of(w.all_groups, options, result.pooled), ...rows], `${props.of}, ${name}`, lang, w);
  }, [result, lang]);
  const unknown = unknown_name(file, item, lang, w);
  const nothing = result.pooled.n === 0;
  if (groups.length === 0) {
    return (
      <section class="chart-frame">
        <h3 class="chart-title">{name}</h3>
        <p class="chart-note"><ItemLine result={result} w={w} /><Limits {...props} /></p>
      </section>
    );
  }
  return (
    <ChartFrame
      title={name}
      note={<><ItemLine result={result} w={w} /><Limits {...props} /></>}
      picture={nothing ? null : (
        <>
          <Legend options={option_names(options, lang)} unknown={unknown} abstained={result.pooled.abstained > 0} />
          <Bars drawing={drawing} />
        </>
      )}
      table_label={w.table} table_open={window.innerWidth >= 900 && !nothing}
      table={<GroupTable {...props} name={`${props.of}, ${name}`} />}
    />
  );
}

/** Score and rate of an item in one line; why there is none, where there is none. */
export function ItemLine(props: { result: ItemResult; w: ResultWords }) {
  const { result, w } = props;
  const why = missing_score(result, w);
  if (why) return <span class="item-line">{w.no_score} ({why})</span>;
  const weighted = result.weighted && result.weighted.score !== null ? result.weighted.score : null;
  const rate = result.pooled.favourable;
  return (
    <span class="item-line">
      {weighted !== null ? w.score_weighted(weighted) : w.score_pooled(score_text(result.pooled.score, w))}
      {rate && <>{" · "}{w.favourable} {w.percent(rate.rate)}</>}
      {" · "}{w.rated} {result.pooled.n}
    </span>
  );
}

/** Groups that are together or missing here only. */
function Limits(props: ItemProps) {
  const { lang, w } = use_words();
  const names = names_of(props.file, lang);
  const k = props.file.rules?.min_cell ?? 5;
  const merged = merged_here(props.result, props.unit_groups);
  const left_out = props.result.left_out || [];
  if (merged.length === 0 && left_out.length === 0) return null;
  return (
    <>
      {merged.map((c) => <span key={c.join()} class="limit">{w.merged_item(names.group(c), k)}</span>)}
      {left_out.length > 0 && <span class="limit">{w.left_out_item(list_names(left_out.map(names.category), lang), k)}</span>}
    </>
  );
}

function GroupTable(props: ItemProps & { name: string }) {
  const { lang, w } = use_words();
  const { file, item, result } = props;
  const names = names_of(file, lang);
  const options = scored_options(file, item);
  const unknown = unknown_name(file, item, lang, w);
  const rows: { key: string; name: string; cell: Cell }[] = (result.groups || []).map((g) => {
    const categories = g.categories || [];
    return { key: categories.join(), name: names.group(categories), cell: g };
  });
  const weighted = result.weighted?.score ?? null;
  return (
    <>
      <div class="table-scroll" tabIndex={0} role="region" aria-label={w.table_of(props.name)}>
        <table>
          <caption class="visually-hidden">{w.table_of(props.name)}</caption>
          <thead>
            <tr>
              <th scope="col">{w.group}</th>
              {options.map((o) => <th key={o.id} scope="col" class="number">{pick(o.label, lang, o.id)}</th>)}
              <th scope="col" class="number">{w.rated}</th>
              {unknown !== null && <th scope="col" class="number">{unknown}</th>}
              <th scope="col" class="number">{w.abstained}</th>
              <th scope="col" class="number">{w.score}</th>
              <th scope="col" class="number">{w.favourable}</th>
            </tr>
          </thead>
          <tbody>
            {[...rows, { key: "all", name: w.all_groups, cell: result.pooled }].map((row) => (
              <tr key={row.key} class={row.key === "all" ? "sum" : undefined}>
                <th scope="row">{row.name}</th>
                {options.map((o) => <Count key={o.id} count={(row.cell.counts || {})[o.id] || 0} n={row.cell.n} />)}
                <td class="number">{row.cell.n}</td>
                {unknown !== null && <td class="number">{total(row.cell.unscored)}</td>}
                <td class="number">{row.cell.abstained}</td>
                <td class="number">{score_text(row.cell.score, w)}</td>
                <td class="number">{row.cell.favourable ? w.percent(row.cell.favourable.rate) : "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {weighted !== null && <p class="small">{w.score_line(score_text(weighted, w), score_text(result.pooled.score, w))}</p>}
    </>
  );
}

function Count(props: { count: number; n: number }) {
  const { w } = use_words();
  const share = percent_of(props.count, props.n);
  return <td class="number">{props.count}{share && <span class="percent">{w.percent(share)}</span>}</td>;
}
