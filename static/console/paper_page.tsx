// Paper ballots of an open round: keying them in, what is keyed so far, casting what two people keyed alike.
import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Notice } from "../shared/components/notice";
import { PageHead } from "../shared/components/page_head";
import { round_path } from "../shared/staff/api";
import { pick } from "../shared/staff/format";
import { ProblemNotice } from "../shared/staff/problem_notice";
import { href, use_page_title } from "../shared/staff/route";
import { use_loaded } from "../shared/staff/use_loaded";
import type { FullRound, KeyedSheets } from "../shared/staff/types";
import type { KeyingDeskProps } from "./keying_desk";
import { SheetList } from "./sheet_list";
import { use_words } from "./use_words";

type Desk = FunctionComponent<KeyingDeskProps>;

/** The desk brings the questions' own components along, which nobody else in the console needs. */
function use_desk(): Desk | null {
  const [desk, set_desk] = useState<{ Desk: Desk } | null>(null);
  useEffect(() => { void import("./keying_desk").then((module) => set_desk({ Desk: module.KeyingDesk })); }, []);
  return desk?.Desk ?? null;
}

export function PaperPage(props: { id: string }) {
  const { s, p, lang } = use_words();
  const loaded = use_loaded<FullRound>(round_path(props.id));
  const sheets = use_loaded<KeyedSheets>(round_path(props.id, "/sheets"));
  const Desk = use_desk();
  const full = loaded.value;
  use_page_title(s.page_title(p.page_title), full !== null);
  if (!full && loaded.problem) return <ProblemNotice problem={loaded.problem} on_retry={() => void loaded.reload()} />;
  if (!full) return <p role="status" class="quiet">{s.loading}</p>;
  const { meta } = full;
  const takes = meta.state === "open" && meta.access !== "open";
  return (
    <>
      <p><a href={href("rounds", meta.id)}>{pick(meta.title, lang, meta.id)}</a></p>
      <PageHead title={p.page_title}>{p.lead}</PageHead>
      {!takes && <Notice kind="warning"><p>{meta.access === "open" ? p.none_here : p.closed}</p></Notice>}
      {takes && !Desk && <p role="status" class="quiet">{s.loading}</p>}
      {takes && Desk && <Desk full={full} on_keyed={() => void sheets.reload()} />}
      <ProblemNotice problem={sheets.problem} on_retry={() => void sheets.reload()} />
      {sheets.value && meta.access !== "open" && <SheetList full={full} sheets={sheets.value} reload={sheets.reload} takes={takes} />}
    </>
  );
}
