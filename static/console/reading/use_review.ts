// Deciding about one text: what is sent, and what happens where somebody else was faster.
import { useEffect, useState } from "preact/hooks";
import { call, round_path } from "../../shared/staff/api";
import { use_call } from "../../shared/staff/use_call";
import type { Calling } from "../../shared/staff/use_call";
import type { ReadText, ReadingPage, Span, TextState } from "../../shared/staff/reading";
import { query_of_one } from "./queue";

export interface Change {
  state?: TextState;
  redactions?: readonly Span[];
  tags?: readonly string[];
}

export interface Review {
  calling: Calling;
  /// Somebody else was faster, and the text was loaded anew.
  overtaken: boolean;
  /// True where the server took it.
  send: (change: Change) => Promise<boolean>;
}

export function use_review(round: string, item: ReadText, on_item: (item: ReadText) => void): Review {
  const calling = use_call();
  const [overtaken, set_overtaken] = useState(false);
  const stale = calling.problem?.kind === "stale";
  async function load_anew(): Promise<void> {
    const answer = await call<ReadingPage>(round_path(round, query_of_one(item.id)));
    const fresh = answer.ok ? answer.value.items.find(({ id }) => id === item.id) : undefined;
    if (!answer.ok) return calling.fail(answer.problem);
    if (!fresh) return calling.fail({ kind: "not_found", status: 404, detail: "", diagnostics: [] });
    calling.clear();
    set_overtaken(true);
    on_item(fresh);
  }
  useEffect(() => { if (stale) void load_anew(); }, [stale, calling.attempt]);
  async function send(change: Change): Promise<boolean> {
    const { state, redactions, tags } = { state: item.state, redactions: item.redactions ?? [], tags: item.tags ?? [], ...change };
    const done = await calling.run<ReadText>(round_path(round, `/reading/${item.id}`), {
      method: "PUT", if_match: `"${item.version ?? 0}"`, json: { state, redactions, tags },
    });
    if (!done) return false;
    set_overtaken(false);
    on_item(done.value);
    return true;
  }
  return { calling, overtaken, send };
}
