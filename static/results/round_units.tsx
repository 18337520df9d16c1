// All units of a round for organizers: a table in the order of the tree, with a way to each unit's results.
import { PageHead } from "../shared/components/page_head";
import { Notice } from "../shared/components/notice";
import { round_path } from "../shared/staff/api";
import { pick } from "../shared/staff/format";
import { ProblemNotice } from "../shared/staff/problem_notice";
import { href, use_page_title } from "../shared/staff/route";
import { use_loaded } from "../shared/staff/use_loaded";
import type { FullRound, Rollup, RoundFile, UnitResult } from "../shared/staff/types";
import { score_text } from "./figures";
import { find_unit, headline_item, ratee } from "./model";
import { list_names } from "./report_names";
import { in_tree_order } from "../shared/staff/tree";
import { use_words } from "./use_words";
import type { ResultWords } from "./words_en";

interface Tally { units: UnitResult[]; rollup: Rollup[] }

export function RoundUnitsPage(props: { round: string }) {
  const { s, lang, w } = use_words();
  const full = use_loaded<FullRound>(round_path(props.round));
  const tally = use_loaded<Tally>(round_path(props.round, "/results"));
  const ready = full.value !== null && tally.value !== null;
  const title = full.value ? pick(full.value.meta.title, lang, props.round) : props.round;
  use_page_title(s.page_title(title), ready);
  const problem = full.problem ?? tally.problem;
  if (problem) return <ProblemNotice problem={problem} on_retry={() => { void full.reload(); void tally.reload(); }} />;
  if (!full.value || !tally.value) return <p role="status" class="quiet">{s.loading}</p>;
  return (
    <>
      <p class="crumbs"><a href={href()}>{w.back}</a></p>
      <PageHead title={title}>{w.units}</PageHead>
      {full.value.meta.state !== "released" && <Notice>{w.preview}</Notice>}
      <UnitTable round={props.round} file={full.value.file} tally={tally.value} />
    </>
  );
}

interface Line { id: string; name: string; depth: number; result: UnitResult | undefined }

function lines_of(file: RoundFile, tally: Tally, lang: string, w: ResultWords): Line[] {
  const result = (id: string) => tally.units.filter((u) => u.unit === id)[0];
  const lines: Line[] = in_tree_order(file.units)
    .map(({ unit, depth }) => ({ id: unit.id, name: pick(unit.name, lang, unit.id), depth, result: result(unit.id) }));
  for (const small of tally.units.filter((u) => u.units !== undefined)) {
    const names = (small.units || []).map((id) => pick(find_unit(file, id)?.name, lang, id));
    lines.push({ id: small.unit, name: w.small_name(list_names(names, lang)), depth: 0, result: small });
  }
  return lines;
}

function UnitTable(props: { round: string; file: RoundFile; tally: Tally }) {
  const { lang, w } = use_words();
  const lines = lines_of(props.file, props.tally, lang, w);
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={w.units}>
      <table>
        <caption class="visually-hidden">{w.units}</caption>
        <thead>
          <tr>
            <th scope="col">{w.unit}</th>
            <th scope="col" class="number">{w.valid}</th>
            <th scope="col" class="number">{w.weighted}</th>
            <th scope="col" class="number">{w.pooled}</th>
            <th scope="col" class="number">{w.favourable}</th>
          </tr>
        </thead>
        <tbody>{lines.map((line) => <UnitLine key={line.id} round={props.round} file={props.file} line={line} />)}</tbody>
      </table>
    </div>
  );
}

function UnitLine(props: { round: string; file: RoundFile; line: Line }) {
  const { w } = use_words();
  const { line, file } = props;
  const { result } = line;
  const team = result ? ratee(result, "team") : undefined;
  const head = team ? headline_item(file, team) : null;
  const name = <th scope="row" class={`depth-${Math.min(line.depth, 4)}`}><a href={href(props.round, line.id)}>{line.name}</a></th>;
  if (!result || result.suppressed || !team) return <tr>{name}<td class="quiet" colSpan={4}>{result?.withheld ? w.unit_withheld : w.unit_hidden}</td></tr>;
  return (
    <tr>
      {name}
      <td class="number">{(result.groups || []).reduce((sum, g) => sum + g.valid, 0)}</td>
      <td class="number strong">{score_text(team.score.weighted.score, w)}</td>
      <td class="number">{score_text(team.score.pooled.score, w)}</td>
      <td class="number">{head?.pooled.favourable ? w.percent(head.pooled.favourable.rate) : "–"}</td>
    </tr>
  );
}
