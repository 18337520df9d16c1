// The results of one unit: three sentences, the figures about team and members, who answered, the units below.
import { useEffect, useMemo } from "preact/hooks";
import { Notice } from "../shared/components/notice";
import { PageHead } from "../shared/components/page_head";
import { round_path } from "../shared/staff/api";
import { date_only, pick } from "../shared/staff/format";
import { ProblemNotice } from "../shared/staff/problem_notice";
import { href, use_page_title } from "../shared/staff/route";
import { may_organize, use_account } from "../shared/staff/session";
import { use_loaded } from "../shared/staff/use_loaded";
import type { FullRound, RoundFile, UnitReport, UnitResult } from "../shared/staff/types";
import { CommentsProvider, OtherComments, use_comments } from "./comments";
import { gather_facts } from "./facts";
import { find_unit, in_force } from "./model";
import { Members } from "./members";
import { Participation } from "./participation";
import { RateeSection } from "./ratee_section";
import { list_names, names_of } from "./report_names";
import { RollupPart } from "./rollup";
import { sentences } from "./sentences";
import { UnitSwitcher } from "./switcher";
import { use_words } from "./use_words";
import type { ResultWords } from "./words_en";
import { jump } from "./jump";

export function ReportPage(props: { round: string; unit: string }) {
  const { s, lang, w } = use_words();
  const loaded = use_loaded<UnitReport>(round_path(props.round, `/units/${encodeURIComponent(props.unit)}/results`));
  const organizes = may_organize(use_account().account);
  const report = useMemo(() => loaded.value && in_force(loaded.value), [loaded.value]);
  const whole = use_loaded<FullRound>(organizes ? round_path(props.round) : null);
  use_all_open_on_paper();
  const file = whole.value?.file ?? report?.round_file;
  const name = report && file ? unit_title(report, file, lang, w) : "";
  use_page_title(s.page_title(name || w.title), report !== null);
  if (loaded.problem) return <ProblemNotice problem={loaded.problem} on_retry={() => void loaded.reload()} />;
  if (!report || !file) return <p role="status" class="quiet">{s.loading}</p>;
  return (
    <article class="report">
      <p class="crumbs"><a href={href()}>{w.back}</a></p>
      <PageHead title={name}>
        {organizes
          ? <a href={href(report.round.id)}>{pick(report.round.title, lang, report.round.id)}</a>
          : pick(report.round.title, lang, report.round.id)}
      </PageHead>
      {report.round.state !== "released" && <Notice>{w.preview}</Notice>}
      {report.result.suppressed ? <Suppressed report={report} units={file} /> : <Body report={report} units={file} />}
      {report.rollup && <RollupPart file={report.round_file} rollup={report.rollup} />}
      <UnitSwitcher report={report} whole={whole.value?.file ?? null} />
    </article>
  );
}

/** Folded tables are printed too, and folded again afterwards. */
function use_all_open_on_paper(): void {
  useEffect(() => {
    let opened: HTMLDetailsElement[] = [];
    const before = () => {
      opened = Array.from(document.querySelectorAll<HTMLDetailsElement>("article details:not([open])"));
      for (const d of opened) d.open = true;
    };
    const after = () => { for (const d of opened) d.open = false; };
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
    return () => {
      window.removeEventListener("beforeprint", before);
      window.removeEventListener("afterprint", after);
    };
  }, []);
}

/** A unit's name; for units counted together, all of their names. */
export function unit_title(report: UnitReport, file: RoundFile, lang: string, w: ResultWords): string {
  const { result } = report;
  if (result.units) return w.small_name(together(result, file, lang));
  return pick(find_unit(report.round_file, result.unit)?.name, lang, result.unit);
}

/** Units by name as far as the reader may know them, else by id. */
function together(small: UnitResult, file: RoundFile, lang: string): string {
  return list_names((small.units || []).map((id) => pick(find_unit(file, id)?.name, lang, id)), lang);
}

/** `units`: the round file that names the most units this reader may know. */
interface PartProps { report: UnitReport; units: RoundFile }

function Suppressed(props: PartProps) {
  const { lang, w } = use_words();
  const { report } = props;
  const k = report.round_file.rules?.min_cell ?? 5;
  const { small } = report;
  if (report.result.withheld) return <Notice title={w.withheld_title}><p>{w.withheld}</p></Notice>;
  return (
    <Notice title={w.suppressed_title}>
      <p>{w.suppressed(k)}</p>
      {small && !small.suppressed && (
        <p>{w.counted_in} <a href={href(report.round.id, small.unit)}>{w.counted_in_link(together(small, props.units, lang))}</a></p>
      )}
    </Notice>
  );
}

function Body(props: PartProps) {
  const { lang, w } = use_words();
  const { report } = props;
  const { result, round_file: file } = report;
  const said = useMemo(() => sentences(gather_facts(report, names_of(file, lang)), lang), [report, lang]);
  const comments = use_comments(report);
  const unit_groups = (result.groups || []).map((g) => g.categories);
  const results = result.results || [];
  const section = (about: string, id: string, title: string) => results.filter((r) => r.about === about).map((r) => (
    <RateeSection key={about} file={file} result={r} unit_groups={unit_groups} id={id} title={title} />
  ));
  return (
    <CommentsProvider value={{ report, loaded: comments }}>
      <div class="summary">{said.map((sentence) => <p key={sentence}>{sentence}</p>)}</div>
      {result.units && <p>{w.small_note(together(result, props.units, lang))}</p>}
      <Data report={report} />
      <Contents report={report} />
      {section("team", "team", w.team)}
      <Members report={report} unit_groups={unit_groups} />
      {section("-", "general", w.about_none)}
      <OtherComments />
      <Participation file={file} result={result} />
    </CommentsProvider>
  );
}

function Data(props: { report: UnitReport }) {
  const { lang, w } = use_words();
  const { round, round_file: file, result } = props.report;
  const groups = result.groups || [];
  const facts: [string, string][] = [];
  const asked_by = pick(file.asked_by, lang);
  if (asked_by) facts.push([w.asked_by, asked_by]);
  if (round.opens_at && round.closes_at) facts.push([w.collected, w.between(date_only(round.opens_at, lang), date_only(round.closes_at, lang))]);
  else if (round.closes_at) facts.push([w.collected, date_only(round.closes_at, lang)]);
  else if (round.imported) facts.push([w.collected, w.imported]);
  if (round.released_at) facts.push([w.released_on, date_only(round.released_at, lang)]);
  facts.push([w.returned, String(groups.reduce((sum, g) => sum + g.returned, 0))]);
  facts.push([w.valid, String(groups.reduce((sum, g) => sum + g.valid, 0))]);
  return <dl class="facts">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}

/** Ways down the page. The address belongs to the route, so the jumps are made by hand. */
function Contents(props: { report: UnitReport }) {
  const { w } = use_words();
  const { report } = props;
  const about = (report.result.results || []).map((r) => r.about);
  const entries: [string, string][] = [];
  if (about.indexOf("team") >= 0) entries.push(["team", w.team]);
  if (report.members_shown.length > 0) entries.push(["members-head", w.members]);
  if (about.indexOf("-") >= 0) entries.push(["general", w.about_none]);
  entries.push(["turnout", w.turnout_title]);
  if (report.rollup) entries.push(["rollup", w.rollup]);
  return (
    <nav class="contents" aria-label={w.contents}>
      <ul>
        {entries.map(([id, words]) => (
          <li key={id}><a href={`#${id}`} onClick={(event) => { event.preventDefault(); jump(id); }}>{words}</a></li>
        ))}
      </ul>
    </nav>
  );
}
