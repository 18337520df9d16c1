// The queue of texts as the server gives it, a page at a time. An answer that comes after a newer question is dropped.
import { useEffect, useRef, useState } from "preact/hooks";
import { call, round_path } from "../../shared/staff/api";
import type { Problem } from "../../shared/staff/api";
import type { ReadText, ReadingPage } from "../../shared/staff/reading";
import { query_of, with_page, with_text, without_text } from "./queue";
import type { Filter } from "./queue";

export interface Queue {
  page: ReadingPage | null;
  problem: Problem | null;
  busy: boolean;
  reload: () => Promise<void>;
  /// The next page; the id of its first text, or null.
  more: () => Promise<string | null>;
  put: (item: ReadText) => void;
  drop: (id: string) => void;
}

export function use_queue(round: string, filter: Filter): Queue {
  const [page, set_page] = useState<ReadingPage | null>(null);
  const [problem, set_problem] = useState<Problem | null>(null);
  const [busy, set_busy] = useState(false);
  const asked = useRef(0);

  async function ask(after: string | null): Promise<ReadingPage | null> {
    asked.current += 1;
    const mine = asked.current;
    set_busy(true);
    const answer = await call<ReadingPage>(round_path(round, query_of(filter, after)));
    if (mine !== asked.current) return null;
    set_busy(false);
    set_problem(answer.ok ? null : answer.problem);
    return answer.ok ? answer.value : null;
  }
  async function reload(): Promise<void> {
    const first = await ask(null);
    if (first) set_page(first);
  }
  async function more(): Promise<string | null> {
    const next = page?.next ? await ask(page.next) : null;
    if (!next) return null;
    set_page((before) => (before ? with_page(before, next) : next));
    return next.items[0]?.id ?? null;
  }
  useEffect(() => { void reload(); }, [round, query_of(filter, null)]);
  return {
    page, problem, busy, reload, more,
    put: (item) => set_page((before) => before && with_text(before, item)),
    drop: (id) => set_page((before) => before && without_text(before, id)),
  };
}
