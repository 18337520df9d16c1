// What went wrong in a call, in the reader's words, with every diagnostic of the server in a list.
import { useEffect, useRef } from "preact/hooks";
import { Notice } from "../components/notice";
import { Button } from "../components/button";
import { use_language } from "./language";
import type { Problem } from "./api";
import type { Diagnostic } from "./types";

export interface ProblemNoticeProps {
  problem: Problem | null;
  attempt?: number;
  /** Says it in place of the general words for this kind of problem. */
  words?: string | undefined;
  /** Offered when somebody else was faster. */
  on_reload?: () => void;
  on_retry?: () => void;
}

export function ProblemNotice(props: ProblemNoticeProps) {
  const { s } = use_language();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (props.problem && props.attempt) box.current?.scrollIntoView({ block: "nearest" });
  }, [props.attempt]);
  const problem = props.problem;
  if (!problem) return null;
  const general = s.problem.kinds[problem.kind] ?? s.problem.kinds["internal"];
  return (
    <div ref={box}>
      <Notice kind="error" title={s.problem.heading} live>
        <p>{props.words ?? general}</p>
        {!props.words && problem.detail && problem.diagnostics.length === 0 && <p lang="en" class="small">{problem.detail}</p>}
        <DiagnosticList list={problem.diagnostics} />
        {problem.kind === "stale" && props.on_reload && <Button on_click={props.on_reload}>{s.problem.reload}</Button>}
        {props.on_retry && <Button on_click={props.on_retry}>{s.retry}</Button>}
      </Notice>
    </div>
  );
}

/** Place, expectation and remedy of each; the server's words are English. */
export function DiagnosticList(props: { list: Diagnostic[]; caption?: string }) {
  const { s, lang } = use_language();
  if (props.list.length === 0) return null;
  const colon = lang === "en" ? ": " : "：";
  return (
    <div class="diagnostics">
      <p class="diagnostics-title">{props.caption ?? s.problem.list_caption(props.list.length)}</p>
      <ol class="entries">
        {props.list.map((d, at) => (
          <li key={at} class="diagnostic">
            {d.place && <code class="place">{d.place}</code>}
            <p><span class="quiet">{s.problem.expected}{colon}</span><span lang="en">{d.expected}</span></p>
            <p><span class="quiet">{s.problem.remedy}{colon}</span><span lang="en">{d.remedy}</span></p>
          </li>
        ))}
      </ol>
    </div>
  );
}
