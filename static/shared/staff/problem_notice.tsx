// What went wrong in a call, in the reader's words, with every diagnostic of the server in a list: where, what, and
// what to do.
import { useEffect, useRef } from "preact/hooks";
import { Notice } from "../components/notice";
import { Button } from "../components/button";
import { use_language } from "./language";
import type { Problem } from "./api";
import { place_words } from "./place_words";
import type { Diagnostic, RoundFile } from "./types";

export interface ProblemNoticeProps {
  problem: Problem | null;
  attempt?: number;
  /** Says it in place of the general words for this kind of problem. */
  words?: string | undefined;
  /** Offered when somebody else was faster. */
  on_reload?: () => void;
  on_retry?: () => void;
  /** The round file that was sent or looked at: gives the places their names. */
  file?: RoundFile | null | undefined;
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
        {!props.words && problem.detail && problem.diagnostics.length === 0 && <p lang={problem.language} class="small">{problem.detail}</p>}
        <DiagnosticList list={problem.diagnostics} file={props.file} words_in={problem.language} />
        {problem.kind === "stale" && props.on_reload && <Button on_click={props.on_reload}>{s.problem.reload}</Button>}
        {props.on_retry && <Button on_click={props.on_retry}>{s.retry}</Button>}
      </Notice>
    </div>
  );
}

export interface DiagnosticListProps {
  list: Diagnostic[];
  /** Empty where a heading stands above already. */
  caption?: string;
  /** The round file that the places lie in; without it they are told by number alone. */
  file?: RoundFile | null | undefined;
  /** The language of the server's words where it may differ from the page's. */
  words_in?: string | undefined;
}

/** Those of `list` that `said` does not tell already: what a draft may lack is a warning, and stands against opening too. */
export function not_said_in(said: readonly Diagnostic[], list: readonly Diagnostic[]): Diagnostic[] {
  const told = new Set(said.map(({ place, expected }) => `${place} ${expected}`));
  return list.filter(({ place, expected }) => !told.has(`${place} ${expected}`));
}

/** Place, expectation and remedy of each. */
export function DiagnosticList(props: DiagnosticListProps) {
  const { s, lang } = use_language();
  if (props.list.length === 0) return null;
  const caption = props.caption ?? s.problem.list_caption(props.list.length);
  const words_in = props.words_in ?? lang;
  return (
    <div class="diagnostics">
      {caption && <p class="diagnostics-title">{caption}</p>}
      <ol class="entries">
        {props.list.map((d, at) => (
          <li key={at} class="diagnostic" data-place={d.place}>
            {d.place && <p class="place">{place_words(props.file, d.place, lang)}</p>}
            <p lang={words_in}>{marked(sentence(d.expected, words_in))}</p>
            <p lang={words_in} class="quiet">{marked(sentence(d.remedy, words_in))}</p>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** The server's words begin small and end open: they may stand after a file's name and a line number too. */
function sentence(words: string, language: string): string {
  const first = words.charAt(0).toUpperCase() + words.slice(1);
  if (first === "" || /[.!?。！？]$/.test(first)) return first;
  return first + (language.startsWith("zh") ? "。" : ".");
}

/** What stands in backticks is a value or a name as it stands in the file. */
function marked(words: string) {
  const parts = words.split("`");
  if (parts.length % 2 === 0) return words;
  return parts.map((part, at) => (at % 2 === 1 ? <code key={at}>{part}</code> : part));
}
