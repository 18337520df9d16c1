// Something read from the server when a page opens: loading, there, or a problem with a way to try again.
import { useEffect, useState } from "preact/hooks";
import { call } from "./api";
import type { Problem } from "./api";

export interface Loaded<T> {
  value: T | null;
  etag: string | null;
  problem: Problem | null;
  reload: () => Promise<void>;
  set: (value: T, etag: string | null) => void;
}

/** A null path is not asked for. Asks again when `language` changes: for answers with words of the server in them. */
export function use_loaded<T>(path: string | null, language = ""): Loaded<T> {
  const [state, set_state] = useState<{ value: T | null; etag: string | null; problem: Problem | null }>(
    { value: null, etag: null, problem: null },
  );
  async function reload(): Promise<void> {
    if (path === null) return;
    const answer = await call<T>(path);
    if (answer.ok) set_state({ value: answer.value, etag: answer.etag, problem: null });
    else set_state((before) => ({ ...before, problem: answer.problem }));
  }
  useEffect(() => { void reload(); }, [path, language]);
  return { ...state, reload, set: (value, etag) => set_state({ value, etag, problem: null }) };
}
