// A call to the server as a component needs it: busy while it runs, its problem afterwards.
import { useRef, useState } from "preact/hooks";
import { call } from "./api";
import type { Answer, Problem, Request } from "./api";

export interface Calling {
  busy: boolean;
  problem: Problem | null;
  /** Counts failures, so that a notice can take the focus each time. */
  attempt: number;
  /** Runs unless something runs already; undefined when it failed or was not run. */
  run: <T>(path: string, request: Request) => Promise<{ value: T; etag: string | null } | undefined>;
  fail: (problem: Problem) => void;
  clear: () => void;
}

export function use_call(): Calling {
  const [busy, set_busy] = useState(false);
  const [problem, set_problem] = useState<Problem | null>(null);
  const [attempt, set_attempt] = useState(0);
  const running = useRef(false);

  function fail(found: Problem): void {
    set_problem(found);
    set_attempt((n) => n + 1);
  }
  async function run<T>(path: string, request: Request) {
    if (running.current) return undefined;
    running.current = true;
    set_busy(true);
    set_problem(null);
    const answer: Answer<T> = await call<T>(path, request);
    running.current = false;
    set_busy(false);
    if (answer.ok) return { value: answer.value, etag: answer.etag };
    fail(answer.problem);
    return undefined;
  }
  return { busy, problem, attempt, run, fail, clear: () => set_problem(null) };
}
