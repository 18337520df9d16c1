// A round by credentials while its keys are made: how far that is, and giving it up. Lives through a reload, because
// the server says in the round itself that it is being opened.
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { Notice } from "../shared/components/notice";
import { call, round_path } from "../shared/staff/api";
import type { Problem } from "../shared/staff/api";
import { ProblemNotice } from "../shared/staff/problem_notice";
import { may_organize, use_account } from "../shared/staff/session";
import { use_call } from "../shared/staff/use_call";
import type { FullRound } from "../shared/staff/types";
import type { RoundProps } from "./round_props";
import { use_words } from "./use_words";

const kPoll_ms = 1000;
const kKey_s = 0.4;        // an RSA-2048 key, until something was measured
const kSlowAfter_s = 30;   // with nothing new
const kMinuteFrom_s = 90;

export interface Progress { done: number; total: number }

/** Seconds left: at the pace since `first`, or at the usual one while nothing was seen to move. */
export function seconds_left(now: Progress, first: Progress, elapsed_s: number): number {
  const moved = now.done - first.done;
  return Math.ceil((now.total - now.done) * (moved > 0 ? elapsed_s / moved : kKey_s));
}

export function OpeningProgress(props: RoundProps) {
  const { s, w } = use_words();
  const { meta } = props.full;
  const organizes = may_organize(use_account().account);
  const giving_up = use_call();
  const [progress, problem, quiet_s, left_s] = use_progress(props);
  const give_up = async () => {
    if (await giving_up.run(round_path(meta.id, "/open"), { method: "DELETE" })) await props.refresh(w.opening.given_up);
  };
  const { done, total } = progress;
  return (
    <section class="part action" aria-labelledby="opening">
      <h2 id="opening">{w.opening.progress_title}</h2>
      <p>{w.opening.keys}</p>
      <progress class="keys" value={done} max={Math.max(total, 1)} aria-labelledby="keys-made" />
      <p id="keys-made" class="numbers">{w.opening.progress(done, total)}</p>
      <p class="quiet" role="status">{words_left(w.opening, progress, left_s)}</p>
      {quiet_s > kSlowAfter_s && <Notice kind="warning" live><p>{w.opening.slow}</p></Notice>}
      <ProblemNotice problem={problem ?? giving_up.problem} attempt={giving_up.attempt} />
      <p>{w.opening.leave}</p>
      {organizes && (
        <Button disabled={giving_up.busy} on_click={() => void give_up()}>{giving_up.busy ? s.working : w.opening.give_up}</Button>
      )}
    </section>
  );
}

interface LeftWords {
  finishing: string;
  seconds: (n: number) => string;
  minutes: (n: number) => string;
}

/** In steps of ten seconds, so that a screen reader is not told every second. */
export function words_left(words: LeftWords, { done, total }: Progress, left_s: number): string {
  if (done >= total) return words.finishing;
  if (left_s >= kMinuteFrom_s) return words.minutes(Math.round(left_s / 60));
  return words.seconds(Math.max(10 * Math.ceil(left_s / 10), 1));
}

/** Asks the server again and again; tells the page once the opening is over, one way or the other. */
function use_progress(props: RoundProps): [Progress, Problem | null, number, number] {
  const { w } = use_words();
  const start = props.full.meta.opening ?? { done: 0, total: 0 };
  const [progress, set_progress] = useState<Progress>(start);
  const [problem, set_problem] = useState<Problem | null>(null);
  const first = useRef({ progress: start, at: Date.now() });
  const moved_at = useRef(Date.now());
  useEffect(() => {
    let ended = false;
    const ask = async () => {
      const answer = await call<FullRound>(round_path(props.full.meta.id));
      if (ended) return;
      if (answer.ok && answer.value.meta.opening === null) {
        const opened = answer.value.meta.state === "open";
        props.take(answer.value, answer.etag, opened ? w.opening.opened : w.opening.given_up);
        return;
      }
      set_problem(answer.ok ? null : answer.problem);
      const now = answer.ok ? answer.value.meta.opening : null;
      if (now) {
        set_progress((before) => {
          if (now.done !== before.done) moved_at.current = Date.now();
          return { ...now };
        });
      }
      timer = window.setTimeout(() => void ask(), kPoll_ms);
    };
    let timer = window.setTimeout(() => void ask(), kPoll_ms);
    return () => { ended = true; window.clearTimeout(timer); };
  }, []);
  const seconds_since = (at: number) => (Date.now() - at) / 1000;
  return [progress, problem, seconds_since(moved_at.current), seconds_left(progress, first.current.progress, seconds_since(first.current.at))];
}
